#include "layout/break_chances.h"
#include "layout/cut_edge.h"
#include "layout/line_style.h"
#include "layout/paragraph.h"
#include "layout/workbench.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace reservepost::layout {

namespace {

/// What sums of rounded widths may differ by, in a line.
constexpr Length rounding = Length::thousandths_of_pt(10);

/// Turns chosen chances into lines of the text.
class LineMaker {
public:
    LineMaker(const ShapedText& shaped, const Manner& manner, const LineRules& rules,
              const ChanceList& list, Workbench& bench)
        : shaped_(shaped), manner_(manner), rules_(rules), list_(list), bench_(bench)
    {
    }

    std::vector<LineBreak> lines(const ChosenLines& chosen)
    {
        std::vector<LineBreak> made;
        made.reserve(chosen.ends.size());
        std::uint32_t from = 0;
        for (const std::uint32_t end : chosen.ends) {
            while (from < end) {
                std::uint32_t to = end;
                made.push_back(fitting_line(from, to));
                from = to;
            }
        }
        return made;
    }

private:
    /// The line that was chosen. What was shaped by itself may turn out wider beside what was
    /// shaped with it; so if it does not fit after all, `to` goes back until it does.
    LineBreak fitting_line(std::uint32_t from, std::uint32_t& to)
    {
        for (;; --to) {
            LineBreak line = line_between(from, to);
            const Length white = rules_.measure - natural_width(shaped_, line, manner_, bench_);
            const std::int32_t spaces = spaces_between(from, to);
            const Length shrink = rules_.space_shrink * spaces;
            if (-white > shrink + (spaces > 0 ? rounding : Length()) && to > from + 1) continue;
            const bool last = to + 1 == list_.chances.size();
            line.word_space = word_space(white, spaces, last);
            return line;
        }
    }

    LineBreak line_between(std::uint32_t from, std::uint32_t to) const
    {
        const std::size_t start = list_.ends[from].next;
        const LineEnd& end = list_.ends[to];
        return {{start, std::max<std::size_t>(start, end.ink_end)}, end.hyphen, {}};
    }

    std::int32_t spaces_between(std::uint32_t from, std::uint32_t to) const
    {
        return std::max(0, list_.chances[to].spaces_to_end - list_.chances[from].spaces_to_next);
    }

    Length word_space(Length white, std::int32_t spaces, bool last) const
    {
        if (manner_.alignment != Alignment::Justified || spaces == 0) return {};
        if (last && white >= Length()) return {};
        return white.scaled(1, spaces);
    }

    const ShapedText& shaped_;
    const Manner& manner_;
    const LineRules& rules_;
    const ChanceList& list_;
    Workbench& bench_;
};

std::vector<LineBreak> choose_lines(const ShapedText& shaped, const Manner& manner, Length measure,
                                    Workbench& bench)
{
    LineTools& tools = bench.line_tools();
    const bool hyphenated = manner.hyphenated && bench.hyphenator().knows(manner.language);
    const ChanceList& whole = unicode_chances(shaped, manner, bench);
    for (const LinePass& pass : line_passes(manner, hyphenated)) {
        const LineRules rules = line_rules(pass, manner, measure);
        const Offer offer{pass.hyphenation && hyphenated, pass.inside_words};
        const ChanceList& list = offer.hyphenation || offer.inside_words
                                     ? offered_chances(shaped, manner, offer, rules, bench)
                                     : whole;
        if (const auto chosen = tools.chooser.choose(list.chances, rules))
            return LineMaker(shaped, manner, rules, list, bench).lines(*chosen);
    }
    throw std::logic_error("a paragraph has no lines at all [this is a bug]");
}

} // namespace

std::vector<LineBreak> break_lines(const ShapedText& shaped, const Manner& manner, Length measure,
                                   Workbench& bench)
{
    const std::u16string_view text = shaped.itemised.text;
    const std::size_t ink_end = text.find_last_not_of(u' ') + 1;
    if (shaped.width(0, ink_end) <= measure) return {LineBreak{{0, ink_end}, false, {}}};
    return choose_lines(shaped, manner, measure, bench);
}

} // namespace reservepost::layout
