#include "batch/letters/postal_form.h"

#include "layout/country_names.h"

#include <string_view>

namespace reservepost::batch::letters {

namespace {

constexpr std::string_view digits = "0123456789";

std::string trimmed(const std::string& line)
{
    constexpr const char* blank = " \t\r\n";
    const auto begin = line.find_first_not_of(blank);
    if (begin == std::string::npos) return {};
    return line.substr(begin, line.find_last_not_of(blank) - begin + 1);
}

/// "0155 OSLO".
bool is_norwegian(const std::string& line)
{
    const auto end = line.find_first_not_of(digits);
    return end == 4 && line[end] == ' ';
}

} // namespace

PostalAddress postal_form(const std::vector<std::string>& written)
{
    PostalAddress address;
    for (const auto& line : written)
        if (auto text = trimmed(line); !text.empty()) address.lines.push_back(std::move(text));
    auto& lines = address.lines;
    if (lines.size() < 2) return address;
    const auto country = layout::country_in_capitals(lines.back());
    if (!country) return address;
    const bool home = *country == "NORGE" || *country == "NOREG" || *country == "NORWAY";
    if (home && is_norwegian(lines[lines.size() - 2])) {
        lines.pop_back();
        return address;
    }
    lines.back() = *country;
    address.tail = 2;
    return address;
}

} // namespace reservepost::batch::letters
