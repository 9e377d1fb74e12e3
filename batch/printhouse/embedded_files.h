#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::printhouse {

struct EmbeddedFile {
    std::string_view name;
    std::string_view bytes;
};

/// The print profiles that come with the program, sorted by name.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::printhouse
