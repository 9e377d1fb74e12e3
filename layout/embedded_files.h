#pragma once

#include <span>
#include <string_view>

namespace reservepost::layout {

/// A list of `hyphenation/` as it was when the program was built.
struct EmbeddedFile {
    std::string_view name;  ///< "nb.txt"
    std::string_view bytes; ///< UTF-8, exactly the file.
};

/// All lists, sorted by name. Lives as long as the program.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::layout
