#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::store {

/// A migration as it was when the program was built.
struct EmbeddedFile {
    std::string_view name;  ///< "0001_runs.sql"
    std::string_view bytes; ///< UTF-8 SQL, exactly the file.
};

/// All migrations, sorted by name, which is the order to apply them in.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::store
