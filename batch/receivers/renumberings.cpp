#include "batch/receivers/renumberings.h"

#include "batch/receivers/table_lines.h"

#include <algorithm>

namespace reservepost::batch::receivers {

namespace {

constexpr std::string_view file = "renumberings.txt";

/// What a line in brackets says of the lines that follow it.
struct Group {
    std::optional<holidays::Date> in_force;
    std::string_view source;
};

/// "[2020-01-01] Statistics Norway, …"
Group group_of(std::string_view line)
{
    auto rest = line;
    const auto day = take_word(rest);
    if (day.size() != 12 || !day.ends_with(']') || rest.empty()) refuse_line(file, line);
    return {holidays::Date::from_text(day.substr(1, 10)), rest};
}

/// "5039 > 5006 5054       Verran; most of it to …". The name is there for whoever reads the file.
Renumbering renumbering_of(std::string_view line, const Group& group)
{
    auto rest = line;
    Renumbering renumbering;
    renumbering.from = take_word(rest);
    if (!group.in_force || !are_four_digits(renumbering.from) || take_word(rest) != ">")
        refuse_line(file, line);
    while (are_four_digits(rest.substr(0, rest.find(' '))))
        renumbering.to.emplace_back(take_word(rest));
    if (renumbering.to.empty() || rest.empty()) refuse_line(file, line);
    renumbering.in_force = group.in_force;
    renumbering.source = group.source;
    const auto remark = rest.find("; ");
    if (remark != std::string_view::npos) renumbering.source += rest.substr(remark);
    return renumbering;
}

std::vector<Renumbering> read_table()
{
    std::vector<Renumbering> renumberings;
    Group group;
    for (const auto line : table_lines(file)) {
        if (line.front() == '[') {
            group = group_of(line);
        } else {
            renumberings.push_back(renumbering_of(line, group));
        }
    }
    std::ranges::sort(renumberings, {}, &Renumbering::from);
    return renumberings;
}

} // namespace

std::span<const Renumbering> shipped_renumberings()
{
    static const auto renumberings = read_table();
    return renumberings;
}

const Renumbering* find_renumbering(std::string_view from, std::span<const Renumbering> own)
{
    const auto there = std::ranges::find(own, from, &Renumbering::from);
    if (there != own.end()) return &*there;
    const auto shipped = shipped_renumberings();
    const auto known = std::ranges::lower_bound(shipped, from, {}, &Renumbering::from);
    return known != shipped.end() && known->from == from ? &*known : nullptr;
}

} // namespace reservepost::batch::receivers
