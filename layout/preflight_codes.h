#pragma once

#include <span>
#include <string_view>

namespace reservepost::layout {

/// One thing that preflight looks for. `docs/preflight.md` shows them all; a code never changes its
/// meaning, since print houses and scripts know it by its name.
struct PreflightCode {
    std::string_view code;
    std::string_view means;  ///< What is wrong with a file that has it.
    std::string_view right;  ///< What would be right.
    std::string_view source; ///< Who asks for it: "print houses", "PDF/X-4 3", "PDF/VT-1 2".
};

/// All of them, by subject, in the order in which preflight looks.
std::span<const PreflightCode> preflight_codes();

/// Throws `std::logic_error` if there is no such code.
const PreflightCode& preflight_code(std::string_view code);

} // namespace reservepost::layout
