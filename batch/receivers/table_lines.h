#pragma once

#include <string_view>
#include <vector>

// The tables that come with the program are text files, a line for each fact, so that they can be
// read, checked and mended by whoever knows the facts. Only a mistake of ours can make one wrong;
// the tests read every line.

namespace reservepost::batch::receivers {

/// The lines of the shipped table `file` ("postcodes.txt"), without comments, which begin with '#',
/// and without empty lines. They live as long as the program.
std::vector<std::string_view> table_lines(std::string_view file);

/// Takes the first word off `line`, and the blanks after it. Empty when there is none.
std::string_view take_word(std::string_view& line);

/// Ends reading: `line` of `file` is not written as the head of that file says.
[[noreturn]] void refuse_line(std::string_view file, std::string_view line);

/// Whether `text` is four digits, as numbers of municipalities and postcodes are.
bool are_four_digits(std::string_view text);

} // namespace reservepost::batch::receivers
