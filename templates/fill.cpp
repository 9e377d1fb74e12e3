#include "templates/fill.h"

#include "templates/plain_text.h"
#include "templates/scopes.h"

#include <stdexcept>

namespace reservepost::templates {

namespace {

/// Makes the blocks.
class Filler {
public:
    Filler(const Template::Parsed& parsed, const Fields& fields) : parsed_(parsed), scopes_{&fields}
    {
    }

    std::vector<layout::Block> fill()
    {
        walk(parsed_.nodes);
        return std::move(blocks_);
    }

private:
    const Value& value_of(int field) { return *find_value(use_of(parsed_, field), scopes_); }

    std::string words_of(int field)
    {
        const FieldUse& use = use_of(parsed_, field);
        const Value& value = value_of(field);
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        const auto* time = std::get_if<CivilTime>(&value);
        const CivilDay& day = time != nullptr ? time->date : std::get<CivilDay>(value);
        switch (use.format) {
        case Format::Time:
            return time_in_words(*time, parsed_.language);
        case Format::Day:
            return day_in_words(day, parsed_.language);
        default:
            return date_in_words(day, parsed_.language);
        }
    }

    /// True if somebody wrote the value; a time is put into words by us.
    bool is_written(int field) { return std::holds_alternative<std::string>(value_of(field)); }

    layout::Spans spans(const Pieces& pieces)
    {
        layout::Spans out;
        for (const Piece& piece : pieces) {
            std::string text = piece.field < 0 ? piece.text : plain_line(words_of(piece.field));
            const bool foreign = piece.field >= 0 && is_written(piece.field);
            const bool joins = !foreign && !out.empty() && !out.back().foreign &&
                               out.back().strong == piece.strong &&
                               out.back().emphasis == piece.emphasis;
            if (joins)
                out.back().text += text;
            else if (!text.empty())
                out.push_back({std::move(text), piece.strong, piece.emphasis, foreign});
        }
        return out;
    }

    /// A value that is a whole paragraph, such as an address, keeps its line ends.
    layout::Spans paragraph_spans(const Pieces& pieces)
    {
        if (pieces.size() != 1 || pieces[0].field < 0) return spans(pieces);
        std::string words = text(pieces);
        if (words.empty()) return {};
        return {
            {std::move(words), pieces[0].strong, pieces[0].emphasis, is_written(pieces[0].field)}};
    }

    /// For rows and quotations, which keep the line ends of a value.
    std::string text(const Pieces& pieces)
    {
        std::string out;
        for (const Piece& piece : pieces)
            out += piece.field < 0 ? piece.text : plain_lines(words_of(piece.field));
        return out;
    }

    void add(layout::Block block)
    {
        const auto* list = std::get_if<layout::List>(&block);
        auto* before = blocks_.empty() ? nullptr : std::get_if<layout::List>(&blocks_.back());
        if (list == nullptr || before == nullptr || list->ordered != before->ordered)
            return blocks_.push_back(std::move(block));
        before->items.insert(before->items.end(), list->items.begin(), list->items.end());
    }

    void walk(const Nodes& nodes)
    {
        for (const Node& node : nodes)
            std::visit(
                Overloaded{[&](const HeadingWords& w) {
                               add(layout::Heading{w.level, spans(w.pieces)});
                           },
                           [&](const ParagraphWords& w) {
                               layout::Spans words = paragraph_spans(w.pieces);
                               if (!words.empty())
                                   add(layout::Paragraph{std::move(words), w.style});
                           },
                           [&](const ListWords& w) {
                               layout::List list{{}, w.ordered};
                               for (const Pieces& item : w.items)
                                   list.items.push_back(spans(item));
                               add(std::move(list));
                           },
                           [&](const RowWords& w) {
                               add(layout::LabelValue{text(w.label), text(w.value)});
                           },
                           [&](const QuotationWords& w) { add(layout::Quotation{text(w.pieces)}); },
                           [&](const AddressWords& w) { add_address(w); },
                           [&](const layout::NewPage& w) { add(w); },
                           [&](const layout::Separator& w) { add(w); },
                           [&](const layout::Spacer& w) { add(w); },
                           [&](const BoxWords& w) { add_box(w); },
                           [&](const PassageWords& w) { walk(w.body); },
                           [&](const Condition& w) { walk(holds(w) ? w.then : w.otherwise); },
                           [&](const Loop& w) { walk_entries(w); }},
                node.words);
    }

    bool holds(const Condition& condition)
    {
        const Value& value = value_of(condition.field);
        bool there = false;
        if (const auto* truth = std::get_if<bool>(&value)) there = *truth;
        if (const auto* words = std::get_if<std::string>(&value))
            there = !plain_line(*words).empty();
        if (const auto* list = std::get_if<std::vector<Fields>>(&value)) there = !list->empty();
        return there != condition.negated;
    }

    void walk_entries(const Loop& loop)
    {
        for (const Fields& entry : std::get<std::vector<Fields>>(value_of(loop.field))) {
            scopes_.push_back(&entry);
            walk(loop.body);
            scopes_.pop_back();
        }
    }

    void add_address(const AddressWords& words)
    {
        std::string lines = text(words.pieces);
        if (!lines.empty()) add(layout::AddressBlock{std::move(lines)});
    }

    void add_box(const BoxWords& words)
    {
        std::vector<layout::Block> around = std::move(blocks_);
        blocks_.clear();
        walk(words.body);
        layout::Box box{{}, words.outlined};
        for (layout::Block& block : blocks_)
            std::visit(
                Overloaded{
                    [](layout::Box&) { throw std::logic_error("a box in a box [this is a bug]"); },
                    [&](auto& simple) { box.blocks.emplace_back(std::move(simple)); }},
                block);
        blocks_ = std::move(around);
        blocks_.emplace_back(std::move(box));
    }

    const Template::Parsed& parsed_;
    Scopes scopes_;
    std::vector<layout::Block> blocks_;
};

} // namespace

std::vector<layout::Block> filled(const Template::Parsed& parsed, const Fields& fields)
{
    return Filler(parsed, fields).fill();
}

} // namespace reservepost::templates
