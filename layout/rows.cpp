#include "layout/rows.h"

#include "layout/bidi.h"
#include "layout/list_signs.h"
#include "layout/remembered_paragraphs.h"
#include "layout/row_collector.h"

#include <algorithm>
#include <string>

namespace reservepost::layout {

namespace {

/// Whose words a text is, which decides how it may be set.
enum class Words {
    Running, ///< Ours, in running text.
    Ours,    ///< Ours, but never hyphenated or justified: headings, labels, a reference.
    Theirs,  ///< Somebody else's, to be read as they wrote them.
};

std::string plain(const Spans& spans)
{
    std::string text;
    for (const Span& span : spans)
        text += span.text;
    return text;
}

/// Walks a part's blocks and makes their rows. Each block has one function; what they share
/// stands below them.
class RowSetter {
public:
    RowSetter(const Part& part, const PageGeometry& geometry, const Looks& looks, int most_pages,
              Workbench& bench)
        : part_(part), looks_(looks), bench_(bench), rows_(geometry, most_pages),
          measure_(geometry.page.width - geometry.margin_left - geometry.margin_right),
          right_to_left_(runs_from_right_to_left(part.language))
    {
    }

    void operator()(const Heading& heading)
    {
        const std::size_t first = rows_.size();
        // Words between two headings introduce what comes, and go with it.
        if (introduction_end_ == first) rows_.bind_last(Bond::Neighbour);
        const Look& look = looks_.heading(heading.level);
        const bool hugs = after_heading() && heading.level > 3;
        const Length space = hugs ? space_after_heading_ : own_space(look);
        add_lines(lines_of(heading.spans, look, measure_, Words::Ours), look, space);
        rows_.bind_all(first, Bond::Heading, true);
        heading_end_ = rows_.size();
        space_after_heading_ =
            heading.level <= 1 ? looks_.space_after_subject : looks_.space_after_heading;
        label_above_ = heading.level > 3 && !in_box_ ? &heading : nullptr;
    }

    void operator()(const Paragraph& paragraph)
    {
        const bool introduces = after_heading();
        const Look& look = looks_.paragraph(paragraph.style);
        const bool running =
            paragraph.style == ParagraphStyle::Body || paragraph.style == ParagraphStyle::Lead;
        add_lines(lines_of(paragraph.spans, look, measure_, running ? Words::Running : Words::Ours),
                  look, space_before(look));
        if (introduces) introduction_end_ = rows_.size();
    }

    void operator()(const List& list)
    {
        const Look& look = looks_.list;
        const Length widest = widest_sign(list, look, part_.language, bench_);
        const Length indent = std::max(looks_.list_indent, widest + looks_.gap_after_sign);
        std::size_t number = 0;
        for (const Spans& item : list.items) {
            const Length space = number == 0 ? space_before(look) : Length();
            SetLine sign = std::move(
                lines_of({{sign_of(list, ++number)}}, look, no_limit, Words::Ours).lines.front());
            // Numbers end below one another, as their points and their ones do.
            for (Placed& placed : sign.items)
                placed.at.x += widest - sign.width;
            add_lines(lines_of(item, look, measure_ - indent, Words::Running), look, space,
                      {left_ + indent, left_ + measure_}, std::move(sign));
        }
    }

    void operator()(const LabelValue& pair)
    {
        const Length label_measure = looks_.value_left - left_ - looks_.gap_after_label;
        const Length value_measure = left_ + measure_ - looks_.value_left;
        SetParagraph label = lines_of({{pair.label}}, looks_.label, label_measure, Words::Ours);
        SetParagraph value = lines_of({{pair.value}}, looks_.value, value_measure, Words::Theirs);

        const std::size_t first = rows_.size();
        const Length space = rows_.in_table() ? Length() : space_before(looks_.value);
        const std::size_t count = std::max(label.lines.size(), value.lines.size());
        const Edges edges = edges_around(value, looks_.value_left);
        for (std::size_t i = 0; i < count; ++i) {
            Row row = row_of(looks_.value, i == 0 ? space : Length());
            if (i < label.lines.size()) put(row, std::move(label.lines[i]), left_, looks_.label);
            if (i < value.lines.size()) {
                const Length x = edges.start_of(value.lines[i]);
                put(row, std::move(value.lines[i]), x, looks_.value);
            }
            rows_.add(std::move(row));
        }
        rows_.bind_ends(first);
        rows_.bind_to_table(first);
        if (repeats_labels() && value.lines.size() >= least_lines_of_a_broken_text) {
            rows_.repeat({first, rows_.size() - 1, pair.label, left_, label_measure, false});
        }
    }

    void operator()(const Quotation& quotation)
    {
        rows_.refuse_too_much(quotation.text);
        const std::size_t first = rows_.size();
        const Look& look = looks_.quotation;
        const Length measure = measure_ - looks_.quotation_indent;
        const Heading* const label = after_heading() ? label_above_ : nullptr;
        Length space = space_before(look);
        std::size_t right_to_left = 0;
        for (const Spans& paragraph : split_at_line_ends({{quotation.text}})) {
            if (paragraph.empty() && rows_.size() > first) {
                rows_.add_space(look.leading);
                continue;
            }
            SetParagraph lines = lines_of(paragraph, look, measure, Words::Theirs);
            if (lines.lines.front().right_to_left) right_to_left += lines.lines.size();
            add_lines(std::move(lines), look, space,
                      {left_ + looks_.quotation_indent, left_ + measure_});
            space = Length();
        }
        add_bar(first, right_to_left * 2 > rows_.size() - first);
        if (label != nullptr && repeats_labels() &&
            rows_.size() - first >= least_lines_of_a_broken_text) {
            rows_.repeat({first, rows_.size() - 1, plain(label->spans), left_, measure_, true});
        }
        rows_.ask_for_gap(looks_.space_after_quotation);
    }

    void operator()(const AddressBlock& address)
    {
        const std::size_t first = rows_.size();
        SetParagraph lines = lines_of({{address.text}}, looks_.body, measure_, Words::Theirs);
        const Edges edges = edges_around(lines, left_);
        add_lines(std::move(lines), looks_.body, space_before(looks_.body), edges);
        rows_.bind_all(first, Bond::Neighbour, false);
    }

    void operator()(const Separator&)
    {
        Row row;
        row.space_before = looks_.space_around_rule;
        row.height = looks_.rule_width;
        row.items.push_back({{left_, Length()}, Rule{{measure_, looks_.rule_width}}});
        row.bond = Bond::Heading;
        row.only_between = true;
        rows_.add(std::move(row));
        rows_.ask_for_gap(looks_.space_around_rule);
    }

    void operator()(const Spacer& spacer)
    {
        rows_.add_space(looks_.body.leading * std::max(0, spacer.lines));
    }

    void operator()(const Tie&) { rows_.bind_last(Bond::Neighbour); }

    void operator()(const NewSheet&) { rows_.start_sheet(); }

    void operator()(const NewPage&) { rows_.start_page(); }

    void operator()(const Box& box)
    {
        const std::size_t first = rows_.size();
        if (box.outlined) begin_outline();
        for (const SimpleBlock& block : box.blocks)
            std::visit(*this, block);
        rows_.drop_last_separators(first);
        if (rows_.size() > first) {
            // Room asked for at a box's end is room for a stamp or a name: inside.
            rows_.keep_space();
            rows_.bind_all(first, Bond::Box, false);
        }
        if (box.outlined) end_outline(first);
    }

    void set(const Block& block)
    {
        const std::size_t before = rows_.size();
        std::visit(*this, block);
        if (rows_.size() > before) last_block_ = before;
    }

    Rows take()
    {
        rows_.drop_last_separators(0);
        rows_.lay_headings_on_grid();
        bind_closing_words();
        return rows_.take();
    }

private:
    /// With fewer lines, a text stands on one page: its first two and last two lines are bound.
    static constexpr std::size_t least_lines_of_a_broken_text = 4;

    static constexpr Length no_limit = Length::mm(100'000);

    bool repeats_labels() const { return !part_.continued.empty(); }

    void begin_outline()
    {
        rows_.ask_for_gap(looks_.space_around_box);
        rows_.add_space(looks_.box_pad);
        box_top_ = rows_.size();
        left_ += looks_.box_inset;
        measure_ -= looks_.box_inset * 2;
        in_box_ = true;
    }

    void end_outline(std::size_t first)
    {
        left_ -= looks_.box_inset;
        measure_ += looks_.box_inset * 2;
        in_box_ = false;
        if (rows_.size() == first) return;
        box_end_ = rows_.size();
        rows_.ask_for_gap(looks_.space_around_box);
        rows_.add_space(looks_.box_pad);
        rows_.decorate(
            {Decoration::Kind::Outline, first, rows_.size() - 1, left_, measure_, looks_.box_pad});
    }

    /// The last words of a part, of two lines at most, do not stand alone on a page.
    void bind_closing_words()
    {
        if (rows_.size() - last_block_ <= 2) rows_.bind_before(last_block_, Bond::Neighbour);
    }

    bool after_box() const { return rows_.size() > 0 && rows_.size() == box_end_; }

    bool after_heading() const { return rows_.size() > 0 && rows_.size() == heading_end_; }

    /// White that a look asks for: less where running text goes back to the lines of the grid, as
    /// it then gets what the grid adds. At the top of a box the box's own white is enough, and in
    /// it half of what parts running text.
    Length own_space(const Look& look) const
    {
        if (!in_box_) {
            const bool back_to_lines =
                look.grid == Grid::Lines && (rows_.last_grid() == Grid::Halves || after_box());
            return back_to_lines ? looks_.space_after_halves : look.space_before;
        }
        if (rows_.size() == box_top_) return {};
        return std::min(look.space_before, looks_.most_space_in_box);
    }

    Length space_before(const Look& look) const
    {
        return after_heading() && !(in_box_ && rows_.size() == box_top_) ? space_after_heading_
                                                                         : own_space(look);
    }

    SetParagraph lines_of(const Spans& spans, const Look& look, Length measure, Words words)
    {
        rows_.refuse_too_much(spans);
        Manner manner{look.size, look.style, part_.language};
        if (words == Words::Theirs || right_to_left_) manner.direction = Direction::FromText;
        if (words == Words::Running) {
            manner.alignment = part_.alignment;
            manner.hyphenated = part_.hyphenated;
        }
        SetParagraph lines = remembered_paragraph(spans, manner, measure, bench_);
        rows_.count_uncovered(lines.uncovered_characters);
        return lines;
    }

    /// From where to where a text's lines may reach.
    struct Edges {
        Length left;
        Length right;

        Length start_of(const SetLine& line) const
        {
            return line.right_to_left ? right - line.width : left;
        }
    };

    /// Around the widest line of what stands from `left` on: a short text that runs from right to
    /// left stays beside its label.
    static Edges edges_around(const SetParagraph& text, Length left)
    {
        Length widest;
        for (const SetLine& line : text.lines)
            widest = std::max(widest, line.width);
        return {left, left + widest};
    }

    /// Draws a quotation's bar where its lines begin: most of them, where they differ. Rows from
    /// `first` on leave room at their left.
    void add_bar(std::size_t first, bool at_right)
    {
        Length left = left_ + looks_.bar_left;
        if (at_right) {
            rows_.move_right(first, -looks_.quotation_indent);
            left = left_ + measure_ - looks_.bar_left - looks_.bar_width;
        }
        rows_.decorate(
            {Decoration::Kind::Bar, first, rows_.size() - 1, left, looks_.bar_width, Length()});
    }

    Row row_of(const Look& look, Length space_before) const
    {
        Row row;
        row.height = look.leading;
        row.space_before = space_before;
        row.grid = in_box_ ? std::min(look.grid, Grid::Halves) : look.grid;
        return row;
    }

    /// Puts a line into a row at `x`, on the baseline of `look`.
    static void put(Row& row, SetLine line, Length x, const Look& look)
    {
        for (Placed& placed : line.items) {
            placed.at.x += x;
            placed.at.y += look.baseline;
        }
        if (row.items.empty()) {
            row.items = std::move(line.items);
            return;
        }
        row.items.insert(row.items.end(), std::make_move_iterator(line.items.begin()),
                         std::make_move_iterator(line.items.end()));
    }

    void add_lines(SetParagraph set, const Look& look, Length space)
    {
        add_lines(std::move(set), look, space, {left_, left_ + measure_});
    }

    /// Lines of a text between `edges`. `beside` stands at the left of the first line, such as a
    /// list's number.
    void add_lines(SetParagraph set, const Look& look, Length space, const Edges& edges,
                   SetLine beside = {})
    {
        const std::size_t first = rows_.size();
        for (SetLine& line : set.lines) {
            const bool is_first = rows_.size() == first;
            Row row = row_of(look, is_first ? space : Length());
            if (is_first) put(row, std::move(beside), left_, look);
            const Length x = edges.start_of(line);
            put(row, std::move(line), x, look);
            rows_.add(std::move(row));
        }
        rows_.bind_ends(first);
    }

    const Part& part_;
    const Looks& looks_;
    Workbench& bench_;
    RowCollector rows_;
    Length left_; ///< Where text begins; moves inwards inside a box.
    Length measure_;
    bool right_to_left_; ///< The part's language is written so.
    bool in_box_ = false;
    std::size_t box_top_ = 0;     ///< Rows there were before the box.
    std::size_t last_block_ = 0;  ///< Rows there were before the last block that has some.
    std::size_t box_end_ = 0;     ///< Rows there were after the last box.
    std::size_t heading_end_ = 0; ///< Rows there were after the last heading.
    Length space_after_heading_;
    const Heading* label_above_ = nullptr; ///< The last heading, if it is a long answer's label.
    std::size_t introduction_end_ = 0;     ///< Rows there were after words below a heading.
};

} // namespace

Rows set_rows(const Part& part, const PageGeometry& geometry, const Looks& looks, int most_pages,
              Workbench& bench)
{
    RowSetter setter(part, geometry, looks, most_pages, bench);
    for (const Block& block : part.blocks)
        setter.set(block);
    return setter.take();
}

} // namespace reservepost::layout
