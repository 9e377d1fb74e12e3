#include "layout/knuth_plass.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::int64_t ratio_unit = 1024;

/// Badness of 12 is a ratio of one half, 99 just below one.
constexpr std::int32_t still_even = 12, still_loose = 99;

constexpr std::int64_t badness_of_ratio(std::int64_t ratio)
{
    return 100 * ratio * ratio * ratio / (ratio_unit * ratio_unit * ratio_unit);
}

static_assert(badness_of_ratio(ratio_unit) == 100);
static_assert(badness_of_ratio(ratio_unit / 2) == still_even);
static_assert(badness_of_ratio(10 * ratio_unit) == LineRules::worst_badness);

std::int32_t badness(Length need, Length room)
{
    if (need == Length()) return 0;
    if (room == Length()) return LineRules::worst_badness;
    const std::int64_t ratio =
        need.in_thousandths_of_pt() * ratio_unit / room.in_thousandths_of_pt();
    if (ratio >= 10 * ratio_unit) return LineRules::worst_badness;
    return static_cast<std::int32_t>(badness_of_ratio(ratio));
}

/// The greatest ratio that is tolerated; lines of any ratio are where the worst badness is.
std::int64_t most_ratio(std::int32_t tolerance)
{
    std::int64_t ratio = 0;
    while (ratio < 10 * ratio_unit && badness_of_ratio(ratio + 1) <= tolerance)
        ++ratio;
    return ratio;
}

bool far_apart(Fitness one, Fitness other)
{
    const int steps = static_cast<int>(one) - static_cast<int>(other);
    return steps > 1 || steps < -1;
}

} // namespace

std::optional<LineLook> look_of_line(const Chance& from, const Chance& to, bool last,
                                     const LineRules& rules)
{
    const Length white = rules.measure - (to.width_to_end - from.width_to_next);
    const std::int32_t spaces = to.spaces_to_end - from.spaces_to_next;
    LineLook look;
    if (white >= Length()) {
        if (last) return look;
        look.badness = badness(white, rules.space_stretch * spaces + rules.line_stretch);
        if (look.badness > rules.tolerance) return std::nullopt;
        look.fitness = look.badness <= still_even    ? Fitness::Even
                       : look.badness <= still_loose ? Fitness::Loose
                                                     : Fitness::VeryLoose;
        return look;
    }
    const Length shrink = rules.space_shrink * spaces;
    if (-white > shrink) return std::nullopt;
    look.badness = badness(-white, shrink);
    if (look.badness > rules.tolerance) return std::nullopt;
    look.fitness = look.badness <= still_even ? Fitness::Even : Fitness::Tight;
    return look;
}

/// One search, and what is measured before it.
struct LineChooser::Pass {
    std::span<const Chance> chances;
    const LineRules& rules;
    std::int64_t ratio = 0;    ///< Less than any that is not tolerated; 0 if all are.
    std::int64_t backward = 0; ///< By how much a later chance may reach farther than an earlier.

    bool is_last(std::uint32_t chance) const { return chance + 1 == chances.size(); }

    /// How a line from `chance` is kept from stretching to any width: a line is too loose if this
    /// is more than `reach_to` of its end. It grows from one chance to the next, or nearly so.
    std::int64_t reach_from(const Chance& chance) const
    {
        return chance.width_to_next.in_thousandths_of_pt() * ratio_unit +
               (rules.space_stretch * chance.spaces_to_next).in_thousandths_of_pt() * ratio;
    }

    std::int64_t reach_to(const Chance& chance) const
    {
        const Length stretch = rules.space_stretch * chance.spaces_to_end + rules.line_stretch;
        return stretch.in_thousandths_of_pt() * ratio -
               (rules.measure - chance.width_to_end).in_thousandths_of_pt() * ratio_unit;
    }

    /// The least room that the text up to a chance can take, its spaces shrunk.
    std::int64_t shrunk(Length width, std::int32_t spaces) const
    {
        return (width - rules.space_shrink * spaces).in_thousandths_of_pt();
    }
};

std::optional<ChosenLines> LineChooser::choose(std::span<const Chance> chances,
                                               const LineRules& rules)
{
    Pass pass{chances, rules};
    measure(pass);
    nodes_.assign(1, Node{});
    starts_.assign(1, Start{pass.reach_from(chances.front()), 0, 0, 1});
    first_start_ = 0;
    for (std::uint32_t to = 1; to < chances.size(); ++to) {
        BestWays best;
        try_lines_to(to, pass, best);
        add_start(to, pass, best);
        if (pass.is_last(to)) break;
        drop_starts(to, pass);
        if (first_start_ == starts_.size()) return std::nullopt;
    }
    return trace_back(static_cast<std::uint32_t>(chances.size() - 1));
}

void LineChooser::measure(Pass& pass)
{
    const auto& chances = pass.chances;
    if (pass.rules.tolerance < LineRules::worst_badness) {
        pass.ratio = most_ratio(pass.rules.tolerance) + 1;
        std::int64_t farthest = 0;
        for (const Chance& chance : chances) {
            const std::int64_t reach = pass.reach_from(chance);
            pass.backward = std::max(pass.backward, farthest - reach);
            farthest = std::max(farthest, reach);
        }
    }
    least_ahead_.resize(chances.size());
    std::int64_t least = never;
    for (std::size_t i = chances.size(); i-- > 0;) {
        least_ahead_[i] = least;
        least = std::min(least, pass.shrunk(chances[i].width_to_end, chances[i].spaces_to_end));
    }
}

void LineChooser::try_lines_to(std::uint32_t to, const Pass& pass, BestWays& best) const
{
    const bool any_ratio = pass.ratio == 0 || pass.is_last(to);
    const std::int64_t reach = pass.reach_to(pass.chances[to]) + pass.backward;
    for (std::size_t i = first_start_; i < starts_.size(); ++i) {
        // Too loose, and so are all lines that begin later.
        if (!any_ratio && starts_[i].reach > reach) break;
        try_line(starts_[i], to, pass, best);
    }
}

void LineChooser::try_line(const Start& start, std::uint32_t to, const Pass& pass,
                           BestWays& best) const
{
    const Chance& from = pass.chances[start.chance];
    const Chance& end = pass.chances[to];
    const bool last = pass.is_last(to);
    auto look = look_of_line(from, end, last, pass.rules);
    if (!look) {
        if (!pass.rules.overfull || start.chance + 1 != to) return;
        look = {LineRules::worst_badness, Fitness::Tight};
    }
    const std::int64_t badness = Demerits::line + look->badness;
    const std::int64_t penalty = end.penalty;
    std::int64_t demerits = badness * badness + penalty * penalty;
    if (last && start.chance != 0 &&
        end.width_to_end - from.width_to_next < pass.rules.short_last_line) {
        demerits += Demerits::short_last;
    }
    for (std::uint32_t number = start.first_node; number < start.end_node; ++number) {
        const Node& node = nodes_[number];
        std::int64_t sum = node.demerits + demerits;
        if (far_apart(node.fitness, look->fitness)) sum += Demerits::uneven;
        std::uint8_t hyphens = 0;
        if (end.hyphen) {
            if (pass.rules.most_hyphens != 0 && node.hyphens >= pass.rules.most_hyphens) continue;
            if (node.hyphens > 0) sum += Demerits::two_hyphens;
            hyphens = std::min<std::uint8_t>(node.hyphens + 1, 2);
        } else if (last && node.hyphens > 0) {
            sum += Demerits::last_hyphen;
        }
        Best& known = best[static_cast<std::size_t>(look->fitness)][hyphens];
        if (sum < known.demerits) known = {sum, number};
    }
}

void LineChooser::add_start(std::uint32_t chance, const Pass& pass, const BestWays& best)
{
    const auto first = static_cast<std::uint32_t>(nodes_.size());
    std::int64_t least = never - Demerits::uneven;
    for (std::uint8_t hyphens = 0; hyphens < 3; ++hyphens) {
        for (const auto& ways : best)
            least = std::min(least, ways[hyphens].demerits);
        for (std::size_t fitness = 0; fitness < best.size(); ++fitness) {
            const Best& way = best[fitness][hyphens];
            // What costs so much more can never win: a way with as few hyphens follows it anywhere
            // for less.
            if (way.demerits == never || way.demerits > least + Demerits::uneven) continue;
            nodes_.push_back(
                {way.demerits, chance, way.before, static_cast<Fitness>(fitness), hyphens});
        }
    }
    const auto end = static_cast<std::uint32_t>(nodes_.size());
    if (end != first)
        starts_.push_back({pass.reach_from(pass.chances[chance]), chance, first, end});
}

void LineChooser::drop_starts(std::uint32_t passed, const Pass& pass)
{
    const std::int64_t measure = pass.rules.measure.in_thousandths_of_pt();
    while (first_start_ < starts_.size()) {
        const std::uint32_t number = starts_[first_start_].chance;
        const Chance& chance = pass.chances[number];
        const std::int64_t before = pass.shrunk(chance.width_to_next, chance.spaces_to_next);
        if (least_ahead_[passed] - before <= measure) break;
        // Where nothing else is left the next line is too wide, if that is allowed.
        if (pass.rules.overfull && number == passed) break;
        ++first_start_;
    }
}

std::optional<ChosenLines> LineChooser::trace_back(std::uint32_t last) const
{
    if (starts_.back().chance != last) return std::nullopt;
    const Start& end = starts_.back();
    std::uint32_t best = end.first_node;
    for (std::uint32_t node = end.first_node; node < end.end_node; ++node) {
        if (nodes_[node].demerits < nodes_[best].demerits) best = node;
    }
    ChosenLines chosen;
    chosen.demerits = nodes_[best].demerits;
    for (std::uint32_t node = best; node != 0; node = nodes_[node].before)
        chosen.ends.push_back(nodes_[node].chance);
    std::ranges::reverse(chosen.ends);
    return chosen;
}

} // namespace reservepost::layout
