#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::printhouse::kit {

/// A page that is handed over with a kit, compiled in.
struct EmbeddedFile {
    std::string_view name;
    std::string_view content;
};

/// All of them, by name.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::printhouse::kit
