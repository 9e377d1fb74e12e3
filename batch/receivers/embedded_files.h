#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::receivers {

/// A file of `batch/receivers/tables/` as it was when the program was built.
struct EmbeddedFile {
    std::string_view name;  ///< "renumberings.txt"
    std::string_view bytes; ///< UTF-8, exactly the file.
};

/// The tables, sorted by name. They live as long as the program.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::receivers
