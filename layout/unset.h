#pragma once

#include <memory>
#include <vector>

namespace reservepost::layout {

/// Leaves new elements as they are, instead of setting them to their defaults.
template <class T> struct LeaveUnset : std::allocator<T> {
    template <class Other> struct rebind {
        using other = LeaveUnset<Other>;
    };

    using std::allocator<T>::allocator;

    template <class U> void construct(U*) {}
    template <class U, class First, class... Rest>
    void construct(U* place, First&& first, Rest&&... rest)
    {
        std::construct_at(place, std::forward<First>(first), std::forward<Rest>(rest)...);
    }
};

/// A vector of plain values whose new elements must be written before they are read: what grows
/// by a paragraph at a time and is filled at once need not be filled twice.
template <class T> using UnsetVector = std::vector<T, LeaveUnset<T>>;

} // namespace reservepost::layout
