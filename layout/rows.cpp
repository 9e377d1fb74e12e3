#include "layout/rows.h"

#include "layout/looks.h"

#include <algorithm>
#include <string>

namespace reservepost::layout {

namespace {

/// Walks a part's blocks and makes their rows. Each block has one function; what they share
/// stands below them.
class RowSetter {
public:
    RowSetter(const Part& part, const PageGeometry& geometry, Workbench& bench)
        : language_(part.language), bench_(bench),
          measure_(geometry.page.width - geometry.margin_left - geometry.margin_right),
          looks_(looks_for(geometry))
    {
    }

    void operator()(const Heading& heading)
    {
        const std::size_t first = set_.rows.size();
        // Words between two headings introduce what comes, and go with it.
        if (first > 0 && introduction_end_ == first) set_.rows.back().with_next = true;
        add_text(heading.spans, looks_.heading(heading.level), Length());
        for (std::size_t i = first; i < set_.rows.size(); ++i)
            set_.rows[i].with_next = true;
        heading_end_ = set_.rows.size();
    }

    void operator()(const Paragraph& paragraph)
    {
        const bool introduces = set_.rows.size() == heading_end_;
        add_text(paragraph.spans, looks_.paragraph(paragraph.style), Length());
        if (introduces) introduction_end_ = set_.rows.size();
    }

    void operator()(const List& list)
    {
        int number = 0;
        for (const Spans& item : list.items) {
            Look look = looks_.body;
            if (number > 0) look.space_before = looks_.space_between_items;
            ++number;
            const std::string sign = list.ordered ? std::to_string(number) + "." : "•";
            SetParagraph beside = lines_of({{sign}}, look, looks_.list_indent);
            add_text(item, look, looks_.list_indent, std::move(beside.lines.front()));
        }
    }

    void operator()(const LabelValue& pair)
    {
        const Length label_measure = looks_.value_left - looks_.gap_after_label;
        const Length value_measure = measure_ - looks_.value_left;
        SetParagraph label = lines_of({{pair.label}}, looks_.label, label_measure);
        SetParagraph value =
            lines_of({{pair.value}}, looks_.value, value_measure, Direction::FromText);

        const std::size_t first = set_.rows.size();
        const std::size_t count = std::max(label.lines.size(), value.lines.size());
        for (std::size_t i = 0; i < count; ++i) {
            Row row;
            row.height = looks_.value.leading;
            if (i == 0) row.space_before = space_before_pair();
            // Both stand on the value's baseline, though the label is smaller.
            if (i < label.lines.size()) {
                put(row, std::move(label.lines[i]), Length(), looks_.value);
            }
            if (i < value.lines.size()) {
                put(row, std::move(value.lines[i]), looks_.value_left, looks_.value);
            }
            add_row(std::move(row));
        }
        bind_ends(first);
        bind_to_table(first);
    }

    void operator()(const Quotation& quotation)
    {
        const std::size_t first = set_.rows.size();
        const Length measure = measure_ - looks_.quotation_indent;
        for (const Spans& paragraph : split_at_line_ends({{quotation.text}})) {
            if (paragraph.empty() && set_.rows.size() > first) {
                pending_space_ += looks_.space_for_empty_line;
                continue;
            }
            add_lines(lines_of(paragraph, looks_.quotation, measure, Direction::FromText),
                      looks_.quotation, looks_.quotation_indent, measure);
        }
        set_.decorations.push_back({Decoration::Kind::Bar, first, set_.rows.size() - 1,
                                    left_ + looks_.bar_left, looks_.bar_width, Length()});
        pending_space_ += looks_.space_for_empty_line;
    }

    void operator()(const Separator&)
    {
        Row row;
        row.space_before = looks_.body.leading;
        row.height = looks_.rule_width;
        row.items.push_back({{left_, Length()}, Rule{{measure_, looks_.rule_width}}});
        row.with_next = row.only_between = true;
        add_row(std::move(row));
        pending_space_ += looks_.body.space_before;
    }

    void operator()(const Spacer& spacer)
    {
        pending_space_ += looks_.body.leading * std::max(0, spacer.lines);
    }

    void operator()(const Box& box)
    {
        const std::size_t first = set_.rows.size();
        pending_space_ += looks_.space_around_box + looks_.box_pad;
        left_ += looks_.box_pad;
        measure_ -= looks_.box_pad * 2;
        at_box_top_ = true;
        for (const SimpleBlock& block : box.blocks)
            std::visit(*this, block);
        at_box_top_ = false;
        drop_last_separators(first);
        if (set_.rows.size() > first && pending_space_ > Length()) {
            // Room asked for at a box's end is room for a stamp or a name: inside.
            Row room;
            room.height = pending_space_;
            set_.rows.push_back(std::move(room));
            pending_space_ = Length();
        }
        left_ -= looks_.box_pad;
        measure_ += looks_.box_pad * 2;
        pending_space_ += looks_.space_around_box + looks_.box_pad;
        if (set_.rows.size() == first) return;
        for (std::size_t i = first; i + 1 < set_.rows.size(); ++i) {
            set_.rows[i].box_with_next = true;
        }
        set_.decorations.push_back({Decoration::Kind::Outline, first, set_.rows.size() - 1, left_,
                                    measure_, looks_.box_pad});
    }

    Rows take()
    {
        drop_last_separators(0);
        return std::move(set_);
    }

private:
    SetParagraph lines_of(const Spans& spans, const Look& look, Length measure,
                          Direction direction = Direction::LeftToRight)
    {
        const Manner manner{look.size, look.style, language_, direction};
        SetParagraph lines = set_paragraph(spans, manner, measure, bench_);
        set_.uncovered_characters += lines.uncovered_characters;
        return lines;
    }

    /// No row of a table stands alone on a page: the first goes with the second, the last but one
    /// with the last. `first` is where the pair begins that was just added.
    void bind_to_table(std::size_t first)
    {
        pairs_ = first == table_end_ ? pairs_ + 1 : 1;
        // What was the last pair but one, and is no longer, is free again.
        if (pairs_ > 3) set_.rows[last_pair_ - 1].with_next = false;
        if (pairs_ > 1) set_.rows[first - 1].with_next = true;
        last_pair_ = first;
        table_end_ = set_.rows.size();
    }

    /// Lines that have nothing below them to part from what is above.
    void drop_last_separators(std::size_t first)
    {
        while (set_.rows.size() > first && set_.rows.back().only_between)
            set_.rows.pop_back();
    }

    /// A table's rows stand closer to one another, and to a heading, than to other text.
    Length space_before_pair() const
    {
        const bool goes_on = set_.rows.size() == table_end_;
        const bool after_heading = !set_.rows.empty() && set_.rows.back().with_next;
        return goes_on || after_heading ? looks_.value.space_before : looks_.body.space_before;
    }

    void add_row(Row row)
    {
        // The box's own white is enough above its first line.
        row.space_before = at_box_top_ ? pending_space_ : row.space_before + pending_space_;
        at_box_top_ = false;
        pending_space_ = Length();
        set_.rows.push_back(std::move(row));
    }

    /// Puts a line into a row at `x`, on the baseline of `look`.
    void put(Row& row, SetLine line, Length x, const Look& look) const
    {
        for (Placed& placed : line.items) {
            placed.at.x += left_ + x;
            placed.at.y += look.baseline();
            row.items.push_back(std::move(placed));
        }
    }

    /// `beside` stands at the left of the first line, such as a list's number.
    void add_lines(SetParagraph set, const Look& look, Length indent, Length measure,
                   SetLine beside = {})
    {
        const std::size_t first = set_.rows.size();
        for (SetLine& line : set.lines) {
            Row row;
            row.height = look.leading;
            if (set_.rows.size() == first) {
                row.space_before = look.space_before;
                put(row, std::move(beside), Length(), look);
            }
            const Length white = set.right_to_left ? measure - line.width : Length();
            put(row, std::move(line), indent + white, look);
            add_row(std::move(row));
        }
        bind_ends(first);
    }

    void add_text(const Spans& spans, const Look& look, Length indent, SetLine beside = {})
    {
        const Length measure = measure_ - indent;
        add_lines(lines_of(spans, look, measure), look, indent, measure, std::move(beside));
    }

    /// The first two and the last two rows from `first` on stay together: no widow, no orphan.
    void bind_ends(std::size_t first)
    {
        const std::size_t count = set_.rows.size() - first;
        if (count < 2) return;
        set_.rows[first].with_next = true;
        set_.rows[set_.rows.size() - 2].with_next = true;
    }

    std::string language_;
    Workbench& bench_;
    Length left_; ///< Where text begins; moves inwards inside a box.
    Length measure_;
    Looks looks_;
    std::size_t heading_end_ = 0;      ///< Rows there were after the last heading.
    std::size_t introduction_end_ = 0; ///< Rows there were after the paragraph below a heading.
    std::size_t table_end_ = 0;        ///< Rows there were after the last label and value.
    std::size_t last_pair_ = 0;        ///< Where the last label and value begin.
    int pairs_ = 0;                    ///< Labels and values so far in this table.
    bool at_box_top_ = false;
    Length pending_space_; ///< Of spacers and boxes, goes above the next row.
    Rows set_;
};

} // namespace

Rows set_rows(const Part& part, const PageGeometry& geometry, Workbench& bench)
{
    RowSetter setter(part, geometry, bench);
    for (const Block& block : part.blocks)
        std::visit(setter, block);
    return setter.take();
}

} // namespace reservepost::layout
