#include "layout/knuth_plass.h"

#include "layout/line_reach.h"

#include <algorithm>
#include <bit>

namespace reservepost::layout {

namespace {

constexpr std::int64_t ratio_unit = LineRules::ratio_unit;

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

std::int64_t first_ratio_beyond(const LineRules& rules)
{
    if (rules.tolerance >= LineRules::worst_badness) return 0;
    std::int64_t tolerated = 0, beyond = 10 * ratio_unit;
    while (beyond - tolerated > 1) {
        const std::int64_t middle = (tolerated + beyond) / 2;
        (badness_of_ratio(middle) <= rules.tolerance ? tolerated : beyond) = middle;
    }
    return beyond;
}

struct LineChooser::Pass {
    std::span<const Chance> chances;
    const LineRules& rules;
    LineBounds bounds;

    bool is_last(std::uint32_t chance) const { return chance + 1 == chances.size(); }
};

std::optional<ChosenLines> LineChooser::choose(std::span<const Chance> chances,
                                               const LineRules& rules)
{
    const Pass pass{chances, rules, LineBounds(rules)};
    nodes_.assign(1, Node{});
    starts_.assign(1, start_at(0, 0, pass));
    first_start_ = 0;
    for (std::uint32_t to = 1; to < chances.size(); ++to) {
        if (try_lines_to(to, pass)) add_start(to, pass);
        if (pass.is_last(to)) break;
        drop_starts(to, pass);
        if (first_start_ == starts_.size()) return std::nullopt;
    }
    return trace_back(static_cast<std::uint32_t>(chances.size() - 1));
}

bool LineChooser::try_lines_to(std::uint32_t to, const Pass& pass)
{
    const bool any_loose = pass.bounds.any_is_loose() && !pass.is_last(to);
    const std::int64_t loose = pass.bounds.loose_to(pass.chances[to]);
    found_ = 0;
    for (std::size_t i = first_start_; i < starts_.size(); ++i) {
        // Too loose, and so are all lines that begin later.
        if (any_loose && starts_[i].loose > loose) break;
        try_line(starts_[i], to, pass);
    }
    return found_ != 0;
}

void LineChooser::try_line(const Start& start, std::uint32_t to, const Pass& pass)
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
        const unsigned kind = static_cast<unsigned>(look->fitness) + hyphens * fitnesses;
        Best& known = best_[kind];
        if ((found_ >> kind & 1U) == 0 || sum < known.demerits) known = {sum, number};
        found_ |= 1U << kind;
    }
}

void LineChooser::add_start(std::uint32_t chance, const Pass& pass)
{
    const auto first = static_cast<std::uint32_t>(nodes_.size());
    std::int64_t least = never - Demerits::uneven;
    for (std::uint8_t hyphens = 0; hyphens < hyphen_counts; ++hyphens) {
        const unsigned found = found_ >> hyphens * fitnesses & ((1U << fitnesses) - 1);
        for (unsigned rest = found; rest != 0; rest &= rest - 1) {
            const auto kind = static_cast<unsigned>(std::countr_zero(rest)) + hyphens * fitnesses;
            least = std::min(least, best_[kind].demerits);
        }
        for (unsigned rest = found; rest != 0; rest &= rest - 1) {
            const auto fitness = static_cast<unsigned>(std::countr_zero(rest));
            const Best& way = best_[fitness + hyphens * fitnesses];
            // What costs so much more can never win: a way with as few hyphens follows it anywhere
            // for less.
            if (way.demerits > least + Demerits::uneven) continue;
            nodes_.push_back(
                {way.demerits, chance, way.before, static_cast<Fitness>(fitness), hyphens});
        }
    }
    starts_.push_back(start_at(chance, first, pass));
}

LineChooser::Start LineChooser::start_at(std::uint32_t chance, std::uint32_t first_node,
                                         const Pass& pass) const
{
    return {pass.bounds.loose_from(pass.chances[chance]),
            pass.bounds.tight_from(pass.chances[chance]), chance, first_node,
            static_cast<std::uint32_t>(nodes_.size())};
}

void LineChooser::drop_starts(std::uint32_t passed, const Pass& pass)
{
    // No line that ends later is less wide.
    const std::int64_t tight = pass.bounds.tight_behind(pass.chances[passed]);
    while (first_start_ < starts_.size() && tight > starts_[first_start_].tight) {
        // Where nothing else is left the next line is too wide, if that is allowed.
        if (pass.rules.overfull && starts_[first_start_].chance == passed) break;
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
