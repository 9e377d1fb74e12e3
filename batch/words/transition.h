#pragma once

#include <string_view>

namespace reservepost::batch {

/// A road from one state to another, and why anything goes there.
template <class State> struct Transition {
    State from;
    State to;
    std::string_view because;
    bool operator==(const Transition&) const = default;
};

/// Whether a table has a road from one state to the other.
template <class Table, class State> constexpr bool may(const Table& table, State from, State to)
{
    for (const auto& transition : table)
        if (transition.from == from && transition.to == to) return true;
    return false;
}

} // namespace reservepost::batch
