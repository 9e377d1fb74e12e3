#include "layout/edge_advances.h"

namespace reservepost::layout {

namespace {

constexpr std::uint32_t common_letters = 0x180;

/// Four styles in a few languages; who has more is served, but not remembered for long.
constexpr std::size_t most_tables = 32;

} // namespace

std::int32_t& EdgeAdvances::of(int face, std::string_view language, char16_t letter, bool hyphen)
{
    Table& here = table(face, language);
    const std::uint32_t key = letter * 2U + (hyphen ? 1U : 0U);
    if (letter < common_letters) return here.common[key];
    return here.others.try_emplace(key, unknown).first->second;
}

EdgeAdvances::Table& EdgeAdvances::table(int face, std::string_view language)
{
    const auto is_it = [&](const Table& each) {
        return each.face == face && each.language == language;
    };
    if (last_ < tables_.size() && is_it(tables_[last_])) return tables_[last_];
    for (last_ = 0; last_ < tables_.size(); ++last_) {
        if (is_it(tables_[last_])) return tables_[last_];
    }
    if (tables_.size() == most_tables) tables_.clear();
    last_ = tables_.size();
    tables_.push_back(
        {face, std::string(language), std::vector(std::size_t{common_letters * 2}, unknown), {}});
    return tables_.back();
}

} // namespace reservepost::layout
