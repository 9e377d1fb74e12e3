#pragma once

#include <span>
#include <string_view>

namespace reservepost::templates {

/// A file of this folder as it was when the program was built.
struct EmbeddedFile {
    std::string_view name;  ///< "forwarding.nb.md"
    std::string_view bytes; ///< UTF-8, exactly the file.
};

/// All templates, sorted by name. Lives as long as the program.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::templates
