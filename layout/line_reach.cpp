#include "layout/line_reach.h"

#include <algorithm>

namespace reservepost::layout {

LineBounds::LineBounds(const LineRules& rules) : rules_(rules), ratio_(first_ratio_beyond(rules)) {}

std::int64_t LineBounds::loose_from(const Chance& chance) const
{
    return chance.width_to_next.in_thousandths_of_pt() * LineRules::ratio_unit +
           (rules_.space_stretch * chance.spaces_to_next).in_thousandths_of_pt() * ratio_;
}

std::int64_t LineBounds::loose_to(const Chance& chance) const
{
    const Length stretch = rules_.space_stretch * chance.spaces_to_end + rules_.line_stretch;
    return stretch.in_thousandths_of_pt() * ratio_ +
           (chance.width_to_end - rules_.measure).in_thousandths_of_pt() * LineRules::ratio_unit;
}

std::int64_t LineBounds::tight_from(const Chance& chance) const
{
    const Length shrink = rules_.space_shrink * chance.spaces_to_next;
    return (rules_.measure + chance.width_to_next - shrink).in_thousandths_of_pt();
}

std::int64_t LineBounds::tight_to(const Chance& chance) const
{
    const Length shrink = rules_.space_shrink * chance.spaces_to_end;
    return (chance.width_to_end - shrink).in_thousandths_of_pt();
}

std::int64_t LineBounds::tight_behind(const Chance& chance) const
{
    const Length shrink = rules_.space_shrink * chance.spaces_to_next;
    return (chance.width_to_next - shrink).in_thousandths_of_pt();
}

LineReach::LineReach(const LineRules& rules, const Chance& first)
    : bounds_(rules), here_{bounds_.loose_from(first), bounds_.tight_from(first), true},
      everywhere_(!bounds_.any_is_loose())
{
}

bool LineReach::covers_word(const Chance& before, const Chance& behind, Length hyphen)
{
    if (everywhere_) return true;
    Chance earliest = before, latest = behind;
    earliest.width_to_end = before.width_to_next - hyphen;
    earliest.spaces_to_end = before.spaces_to_next;
    latest.width_to_end += hyphen;
    move_to(earliest);
    const std::int64_t loose = bounds_.loose_to(latest);
    if (next_.any && loose >= next_.loose) everywhere_ = true;
    return everywhere_ || (here_.any && loose >= here_.loose);
}

void LineReach::add(const Chance& chance)
{
    if (everywhere_) return;
    move_to(chance);
    const std::int64_t loose = bounds_.loose_to(chance);
    if (!here_.any || loose < here_.loose) return;
    // Two lines may end here: from now on there is no gap between one line's end and the next's.
    if (next_.any && loose >= next_.loose) everywhere_ = true;
    const std::int64_t from = bounds_.loose_from(chance), until = bounds_.tight_from(chance);
    next_ = next_.any ? Window{std::min(next_.loose, from), std::max(next_.tight, until), true}
                      : Window{from, until, true};
}

/// Goes on to the next line while this one cannot end at `chance` or later.
void LineReach::move_to(const Chance& chance)
{
    const std::int64_t tight = bounds_.tight_to(chance);
    while (here_.any && tight > here_.tight) {
        here_ = next_;
        next_ = {};
    }
}

} // namespace reservepost::layout
