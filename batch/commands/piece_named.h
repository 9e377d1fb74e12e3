#pragma once

#include "batch/commands/command.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reservepost::batch::commands {

/// A job, or a piece of it, as the print house and the sheet's mark name it.
struct PieceNamed {
    std::string job; ///< Eight digits.
    std::optional<std::int64_t> piece;
};

/// "01000007" or "01000007/41", as the argument `name` has it. Throws `UsageError` for all else.
PieceNamed piece_named(const Invocation& invocation, const std::string& name);

} // namespace reservepost::batch::commands
