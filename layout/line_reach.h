#pragma once

#include "layout/knuth_plass.h"

namespace reservepost::layout {

/// How far lines reach: between which chances a line is neither too loose nor too wide, as sums
/// that belong to one chance each, so that nothing is computed for a pair of them.
class LineBounds {
public:
    explicit LineBounds(const LineRules& rules);

    /// True if a line is too loose, however little it has in it.
    bool any_is_loose() const { return ratio_ != 0; }

    /// A line is too loose if this, of its beginning, is more than `loose_to` of its end.
    std::int64_t loose_from(const Chance& chance) const;
    std::int64_t loose_to(const Chance& chance) const;

    /// A line is too wide if `tight_to` of its end is more than this of its beginning.
    std::int64_t tight_from(const Chance& chance) const;
    std::int64_t tight_to(const Chance& chance) const;

    /// The least that `tight_to` can be of any chance behind this one.
    std::int64_t tight_behind(const Chance& chance) const;

private:
    LineRules rules_;
    std::int64_t ratio_ = 0; ///< The least that is not tolerated; 0 if all are.
};

/// Follows a paragraph from its beginning and tells where lines may end at all, so that words
/// elsewhere need not be looked up: the first line ends somewhere near the measure, the second
/// near twice the measure, and so on, until that is everywhere. What it calls out of reach is out
/// of reach; what it calls within may not be.
class LineReach {
public:
    /// For a paragraph that begins with `first`.
    LineReach(const LineRules& rules, const Chance& first);

    /// True if some line may end inside the word between two chances, with a hyphen no wider than
    /// `hyphen`. Asked for in rising order.
    bool covers_word(const Chance& before, const Chance& behind, Length hyphen);

    /// Takes note of a chance that the paragraph has; of all of them, in rising order.
    void add(const Chance& chance);

private:
    /// Where one line may end, by what `LineBounds` says of its end.
    struct Window {
        std::int64_t loose = 0; ///< Of the chance that lets it end earliest.
        std::int64_t tight = 0; ///< Of the chance that lets it end latest.
        bool any = false;       ///< There is a chance at which it may begin.
    };

    void move_to(const Chance& chance);

    LineBounds bounds_;
    Window here_; ///< The line that is being passed.
    Window next_; ///< The line after it.
    bool everywhere_ = false;
};

} // namespace reservepost::layout
