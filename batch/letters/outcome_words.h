#pragma once

#include <stdexcept>
#include <string_view>

namespace reservepost::batch::letters {

/// What an outcome is called, what to tell whoever asked, and whether it did what was asked for.
template <class Outcome> struct OutcomeWords {
    Outcome outcome;
    std::string_view code;
    std::string_view sentence;
    bool accepted;
};

/// The row of `outcome`. Throws `std::logic_error` where a table has none.
template <class Table, class Outcome> const auto& words_in(const Table& table, Outcome outcome)
{
    for (const auto& row : table)
        if (row.outcome == outcome) return row;
    throw std::logic_error("an outcome without words [this is a bug]");
}

} // namespace reservepost::batch::letters
