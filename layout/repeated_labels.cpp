#include "layout/repeated_labels.h"

#include "layout/paragraph.h"

#include <algorithm>
#include <iterator>

namespace reservepost::layout {

namespace {

/// The label's lines, or those of the word alone if there are more than `most`; no more than
/// `most` in any case, as all this is said once already.
std::vector<SetLine> lines_of(const RepeatedLabel& label, std::size_t most, const Part& part,
                              const Looks& looks, Workbench& bench)
{
    const Look& look = label.above ? looks.answer : looks.label;
    const Manner manner{look.size, look.style, part.language};
    const std::string whole = label.words + " " + part.continued;
    auto lines = set_paragraph({{whole}}, manner, label.measure, bench).lines;
    if (lines.size() > most) {
        lines = set_paragraph({{part.continued}}, manner, label.measure, bench).lines;
    }
    if (lines.size() > most) lines.resize(most);
    return lines;
}

/// Puts a line before what a row has, as it is read first.
void put_first(Row& row, SetLine line, Point at)
{
    for (Placed& placed : line.items) {
        placed.at.x += at.x;
        placed.at.y += at.y;
    }
    line.items.insert(line.items.end(), std::make_move_iterator(row.items.begin()),
                      std::make_move_iterator(row.items.end()));
    row.items = std::move(line.items);
}

} // namespace

void repeat_labels(Rows& rows, const std::vector<RowPlace>& places, const Part& part,
                   const Looks& looks, Workbench& bench)
{
    for (const RepeatedLabel& label : rows.labels) {
        for (std::size_t i = label.first + 1; i <= label.last; ++i) {
            if (places[i].page == places[i - 1].page) continue;
            std::size_t on_page = i;
            while (on_page <= label.last && places[on_page].page == places[i].page)
                ++on_page;
            auto lines = lines_of(label, label.above ? 1 : on_page - i, part, looks, bench);
            Length baseline = looks.label.baseline;
            if (label.above) baseline -= looks.answer.leading;
            for (std::size_t k = 0; k < lines.size(); ++k)
                put_first(rows.rows[i + k], std::move(lines[k]), {label.left, baseline});
        }
    }
}

} // namespace reservepost::layout
