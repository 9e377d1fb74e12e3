#pragma once

#include "layout/knuth_plass.h"

#include <cstdlib>
#include <optional>
#include <vector>

// Every choice of lines is held against one that tries all sets of breaks, written from the
// rules in knuth_plass.h and not from the program that follows them.

namespace reservepost::layout {

/// What the rules say of sets of breaks, line by line.
class EverySetOfLines {
public:
    EverySetOfLines(const std::vector<Chance>& chances, const LineRules& rules)
        : chances_(chances), rules_(rules)
    {
    }

    /// The fewest demerits of any set of breaks; nothing if no set is within the rules.
    std::optional<std::int64_t> fewest() const { return fewest_behind(0, {}); }

    /// The demerits of one set; nothing if a line is not within the rules.
    std::optional<std::int64_t> of(const std::vector<std::uint32_t>& ends) const
    {
        std::int64_t sum = 0;
        std::size_t from = 0;
        Line line;
        for (const std::uint32_t to : ends) {
            const auto next = line_between(from, to, line);
            if (!next) return std::nullopt;
            line = *next;
            sum += line.demerits;
            from = to;
        }
        return sum;
    }

private:
    /// What the next line needs to know of the one before it.
    struct Line {
        std::int64_t demerits = 0;
        int fitness = 1; ///< From tight, 0, to very loose, 3.
        int hyphens = 0; ///< In a row, up to here.
    };

    std::optional<std::int64_t> fewest_behind(std::size_t from, const Line& before) const
    {
        if (from + 1 == chances_.size()) return 0;
        std::optional<std::int64_t> least;
        for (std::size_t to = from + 1; to < chances_.size(); ++to) {
            const auto line = line_between(from, to, before);
            if (!line) continue;
            const auto rest = fewest_behind(to, *line);
            if (rest && (!least || line->demerits + *rest < *least)) least = line->demerits + *rest;
        }
        return least;
    }

    std::optional<Line> line_between(std::size_t from, std::size_t to, const Line& before) const
    {
        const bool last = to + 1 == chances_.size();
        const Chance &begin = chances_[from], &end = chances_[to];
        const std::int64_t width = thousandths(end.width_to_end - begin.width_to_next);
        const std::int64_t spaces = end.spaces_to_end - begin.spaces_to_next;
        Line line;
        auto bad = badness(width, spaces, last, line.fitness);
        if (!bad) {
            if (!rules_.overfull || from + 1 != to) return std::nullopt;
            bad = 100'000;
            line.fitness = 0;
        }
        const std::int64_t penalty = end.penalty;
        line.demerits = (10 + *bad) * (10 + *bad) + penalty * penalty;
        if (std::abs(line.fitness - before.fitness) > 1) line.demerits += 10'000;
        if (end.hyphen && before.hyphens > 0) line.demerits += 20'000;
        if (last && !end.hyphen && before.hyphens > 0) line.demerits += 40'000;
        if (last && from != 0 && width < thousandths(rules_.short_last_line))
            line.demerits += 60'000;
        line.hyphens = end.hyphen ? before.hyphens + 1 : 0;
        if (rules_.most_hyphens != 0 && line.hyphens > rules_.most_hyphens) return std::nullopt;
        return line;
    }

    std::optional<std::int64_t> badness(std::int64_t width, std::int64_t spaces, bool last,
                                        int& fitness) const
    {
        const std::int64_t white = thousandths(rules_.measure) - width;
        fitness = 1;
        if (white >= 0 && last) return 0;
        const std::int64_t room = white >= 0 ? thousandths(rules_.space_stretch) * spaces +
                                                   thousandths(rules_.line_stretch)
                                             : thousandths(rules_.space_shrink) * spaces;
        if (white < 0 && -white > room) return std::nullopt;
        const std::int64_t need = std::abs(white);
        std::int64_t bad = 0;
        if (need != 0) {
            bad = 100'000;
            if (room != 0 && need / room < 10) {
                const std::int64_t ratio = need * 1024 / room;
                bad = 100 * ratio * ratio * ratio / (1024 * 1024 * 1024);
            }
        }
        if (bad > rules_.tolerance) return std::nullopt;
        if (bad > 12) fitness = white < 0 ? 0 : bad > 99 ? 3 : 2;
        return bad;
    }

    static std::int64_t thousandths(Length length) { return length.in_thousandths_of_pt(); }

    const std::vector<Chance>& chances_;
    const LineRules& rules_;
};

} // namespace reservepost::layout
