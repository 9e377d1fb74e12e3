#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace reservepost::batch::commands {

/// Writes the pages of a PDF as pictures beside each other: for `letter.png` these are
/// `letter-1.png`, `letter-2.png` … (with leading zeros from ten pages on), 110 dots an inch, in
/// the order of the pages. Files of these names are replaced. The pages are drawn by `pdftoppm`
/// (Debian: poppler-utils), a process of its own that gets its arguments as they are, without a
/// shell. Throws `std::runtime_error` where the program is missing or cannot draw them.
std::vector<std::filesystem::path> write_pictures(std::string_view pdf,
                                                  const std::filesystem::path& file);

} // namespace reservepost::batch::commands
