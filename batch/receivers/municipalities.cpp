#include "batch/receivers/municipalities.h"

#include "batch/receivers/table_lines.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

constexpr std::string_view file = "municipalities.txt";

/// "1508 2024-01-01 Ålesund", or "0301 -          Oslo".
Municipality municipality_of(std::string_view line)
{
    Municipality municipality;
    auto rest = line;
    municipality.number = take_word(rest);
    const auto since = take_word(rest);
    if (since != "-") municipality.since = holidays::Date::from_text(since);
    municipality.name = rest;
    if (!are_four_digits(municipality.number) || rest.empty()) refuse_line(file, line);
    return municipality;
}

std::vector<Municipality> read_table()
{
    std::vector<Municipality> municipalities;
    for (const auto line : table_lines(file))
        municipalities.push_back(municipality_of(line));
    std::ranges::sort(municipalities, {}, &Municipality::number);
    return municipalities;
}

} // namespace

std::span<const Municipality> known_municipalities()
{
    static const auto municipalities = read_table();
    return municipalities;
}

const Municipality* find_municipality(std::string_view number)
{
    const auto all = known_municipalities();
    const auto there = std::ranges::lower_bound(all, number, {}, &Municipality::number);
    return there != all.end() && there->number == number ? &*there : nullptr;
}

} // namespace reservepost::batch::receivers
