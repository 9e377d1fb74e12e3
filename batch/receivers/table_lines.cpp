#include "batch/receivers/table_lines.h"

#include "batch/receivers/embedded_files.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace reservepost::batch::receivers {

std::vector<std::string_view> table_lines(std::string_view file)
{
    const auto files = embedded_files();
    const auto there = std::ranges::find(files, file, &EmbeddedFile::name);
    if (there == files.end())
        throw std::logic_error("no table " + std::string(file) + " is shipped [this is a bug]");

    std::vector<std::string_view> lines;
    for (auto rest = there->bytes; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && line.front() != '#') lines.push_back(line);
    }
    return lines;
}

std::string_view take_word(std::string_view& line)
{
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(' ', end), line.size()));
    return word;
}

void refuse_line(std::string_view file, std::string_view line)
{
    throw std::logic_error("the shipped table " + std::string(file) +
                           " has a line that cannot be "
                           "read: " +
                           std::string(line) + " [this is a bug]");
}

bool are_four_digits(std::string_view text)
{
    return text.size() == 4 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace reservepost::batch::receivers
