#pragma once

#include <span>
#include <string_view>

namespace reservepost::batch::letters {

/// A file of `samples/` as it was when the program was built: people who do not exist.
struct EmbeddedFile {
    std::string_view name;  ///< "receivers.toml"
    std::string_view bytes; ///< Exactly the file.
};

/// The sample files that previews need, sorted by name. They live as long as the program.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::letters
