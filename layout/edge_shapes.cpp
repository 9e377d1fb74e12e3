#include "layout/edge_shapes.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::size_t most_letters = 3;

/// Latin-1 and Latin Extended-A.
constexpr std::uint32_t common_letters = 0x180;

/// Behind Latin, Greek and Cyrillic come scripts whose letters join.
constexpr char16_t first_joining = 0x0590;

/// Four styles in a few scripts and languages; who has more is served, but not remembered long.
constexpr std::size_t most_tables = 32, most_shapes = 10'000;

} // namespace

bool EdgeShapes::remembers(std::u16string_view letters)
{
    return letters.size() <= most_letters &&
           std::ranges::all_of(letters, [](char16_t unit) { return unit < first_joining; });
}

std::uint32_t& EdgeShapes::find(const EdgeSetting& setting, std::u16string_view letters,
                                bool hyphen)
{
    if (shapes_.size() == most_shapes) {
        tables_.clear();
        shapes_.clear();
    }
    Table& here = table(setting);
    if (letters.size() == 1 && letters.front() < common_letters)
        return here.letters[letters.front() * 2U + (hyphen ? 1U : 0U)];
    std::uint64_t key = letters.size() * 2 + (hyphen ? 1U : 0U);
    for (const char16_t unit : letters)
        key = key << 16U | unit;
    return here.others[key];
}

EdgeShapes::Table& EdgeShapes::table(const EdgeSetting& setting)
{
    const auto is_it = [&](const Table& each) {
        return each.face == setting.face && each.script == setting.script &&
               each.language == setting.language;
    };
    if (last_ < tables_.size() && is_it(tables_[last_])) return tables_[last_];
    for (last_ = 0; last_ < tables_.size(); ++last_) {
        if (is_it(tables_[last_])) return tables_[last_];
    }
    if (tables_.size() == most_tables) tables_.clear();
    last_ = tables_.size();
    Table& made = tables_.emplace_back();
    made.face = setting.face;
    made.script = setting.script;
    made.language = setting.language;
    made.letters.resize(std::size_t{common_letters} * 2);
    return made;
}

} // namespace reservepost::layout
