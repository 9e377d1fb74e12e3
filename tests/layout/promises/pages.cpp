#include "promises.h"

#include "expected_text.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>

namespace reservepost::layout {

namespace {

/// How often each character stands somewhere.
using Counts = std::map<char32_t, std::int64_t>;

std::string name_of(char32_t character)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (char32_t rest = character; rest != 0 || name.size() < 4; rest /= 16)
        name.insert(name.begin(), digits[rest % 16]);
    return "U+" + name;
}

bool begins_character(char octet)
{
    return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
}

std::string utf8_of(std::u16string_view text)
{
    std::string utf8;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t character = text[i];
        if (character >= 0xD800 && character <= 0xDBFF && i + 1 < text.size())
            character = 0x10000 + ((character & 0x3FFU) << 10U) + (text[++i] & 0x3FFU);
        const auto octet = [&utf8](char32_t value) { utf8 += static_cast<char>(value); };
        if (character < 0x80) {
            octet(character);
        } else if (character < 0x800) {
            octet(0xC0U | character >> 6U);
            octet(0x80U | (character & 0x3FU));
        } else {
            if (character < 0x10000) {
                octet(0xE0U | character >> 12U);
            } else {
                octet(0xF0U | character >> 18U);
                octet(0x80U | (character >> 12U & 0x3FU));
            }
            octet(0x80U | (character >> 6U & 0x3FU));
            octet(0x80U | (character & 0x3FU));
        }
    }
    return utf8;
}

/// What a reader of the PDF gets of an item.
std::u32string read_as(const ItemisedText& itemised, const Item& item, const Stretch& part)
{
    const auto units = std::u16string_view(itemised.text).substr(part.start, part.end - part.start);
    if (item.boxed) {
        const bool pair = units.size() == 2;
        const std::string name =
            name_of(pair ? 0x10000 + ((units[0] & 0x3FFU) << 10U) + (units[1] & 0x3FFU) : units[0]);
        return {name.begin(), name.end()};
    }
    return characters_of(utf8_of(units));
}

std::u32string read_as(const ItemisedText& itemised)
{
    std::u32string text;
    for (const Item& item : itemised.items)
        text += read_as(itemised, item, item);
    return text;
}

std::u32string from_left_to_right(const GlyphRun& run)
{
    std::u32string text = characters_of(run.text);
    if (run.right_to_left) std::reverse(text.begin(), text.end());
    return text;
}

/// The characters of a stretch as they stand on paper (UAX #9, rule L2: from the highest level
/// down to the lowest odd one, what is at that level or higher turns around).
std::u32string from_left_to_right(const ItemisedText& itemised, const Stretch& line)
{
    std::u32string text;
    std::vector<std::uint8_t> levels;
    for (const Item& item : itemised.items) {
        const std::size_t start = std::max(item.start, line.start);
        const std::size_t end = std::min(item.end, line.end);
        if (start >= end) continue;
        std::u32string part = read_as(itemised, item, {start, end});
        // What stands in a box is written from left to right, whatever is around it.
        if (item.boxed && item.level % 2 == 1) std::reverse(part.begin(), part.end());
        text += part;
        levels.resize(text.size(), item.level);
    }
    const std::uint8_t highest =
        levels.empty() ? std::uint8_t{0} : *std::max_element(levels.begin(), levels.end());
    for (std::uint8_t level = highest; level > 0; --level) {
        for (std::size_t first = 0; first < text.size();) {
            std::size_t last = first;
            while (last < text.size() && levels[last] >= level)
                ++last;
            std::reverse(text.begin() + static_cast<std::ptrdiff_t>(first),
                         text.begin() + static_cast<std::ptrdiff_t>(last));
            std::reverse(levels.begin() + static_cast<std::ptrdiff_t>(first),
                         levels.begin() + static_cast<std::ptrdiff_t>(last));
            first = std::max(last, first + 1);
        }
    }
    return text;
}

void add(Counts& counts, const std::u32string& text, std::int64_t times = 1)
{
    // Spaces at a line's end are not set, and a hyphen at one may be.
    for (const char32_t character : text)
        if (character != U' ' && character != 0x00AD) counts[character] += times;
}

/// Counts what layout is to show of texts, as its own first two steps give it.
class Expected {
public:
    void add(const std::string& text, std::int64_t times = 1) { add(Spans{{text}}, times); }

    void add(const Spans& spans, std::int64_t times = 1)
    {
        for (const Spans& paragraph : split_at_line_ends(spans)) {
            const ItemisedText itemised = itemise(collect(paragraph, Manner()), Manner(), bench_);
            layout::add(counts_, read_as(itemised), times);
        }
    }

    /// A label stands again on each page on which its value goes on.
    void may_repeat(const Spans& label)
    {
        for (const Spans& paragraph : split_at_line_ends(label)) {
            const ItemisedText itemised = itemise(collect(paragraph, Manner()), Manner(), bench_);
            layout::add(repeated_, read_as(itemised));
        }
    }

    void operator()(const Heading& heading)
    {
        add(heading.spans);
        may_repeat(heading.spans);
    }
    void operator()(const Paragraph& paragraph) { add(paragraph.spans); }
    void operator()(const LabelValue& pair)
    {
        add(pair.label);
        add(pair.value);
        may_repeat({{pair.label}});
    }
    void operator()(const Quotation& quotation) { add(quotation.text); }
    void operator()(const AddressBlock& address) { add(address.text); }
    void operator()(const Separator&) const {}
    void operator()(const Spacer&) const {}
    void operator()(const Tie&) const {}
    void operator()(const NewSheet&) const {}
    void operator()(const NewPage&) const {}
    void operator()(const List& list)
    {
        int number = 0;
        for (const Spans& item : list.items) {
            add(item);
            add(list.ordered ? std::to_string(++number) + "." : "•");
        }
    }
    void operator()(const Box& box)
    {
        for (const SimpleBlock& block : box.blocks)
            std::visit(*this, block);
    }

    /// Throws BrokenPromise unless exactly what was added is `found`.
    void check(const Counts& found) const
    {
        Counts missing = counts_;
        for (const auto& [character, count] : found)
            missing[character] -= count;
        for (const auto& [character, count] : missing) {
            promise(count <= 0,
                    name_of(character) + " stands " + std::to_string(count) + " times too seldom");
            promise(count == 0 || repeated_.contains(character),
                    name_of(character) + " stands " + std::to_string(-count) + " times too often");
        }
    }

    explicit Expected(Workbench& bench) : bench_(bench) {}

private:
    Workbench& bench_;
    Counts counts_;
    Counts repeated_; ///< Of one time each.
};

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

Expected expected_of(const Letter& letter, const Composition& composition, Workbench& bench)
{
    Expected expected(bench);
    for (const std::string& line : letter.address)
        expected.add(line);
    for (const std::string& line : letter.head)
        expected.add(line);
    expected.add(letter.return_line);
    for (std::size_t part = 0; part < letter.parts.size(); ++part) {
        for (const Block& block : letter.parts[part].blocks)
            std::visit(expected, block);
        expected.may_repeat({{letter.parts[part].continued}});
        const int pages = composition.parts[part].pages;
        for (int page = 1; page <= pages; ++page) {
            expected.add(replaced(replaced(letter.parts[part].foot, "{page}", std::to_string(page)),
                                  "{pages}", std::to_string(pages)));
        }
    }
    return expected;
}

void check_on_paper(const Placed& placed, const Frame& page)
{
    Length width, height;
    if (const auto* const rule = std::get_if<Rule>(&placed.item)) {
        width = rule->size.width;
        height = rule->size.height;
        promise(width >= Length() && height >= Length(), "a rule of negative size");
    } else {
        width = width_of(std::get<GlyphRun>(placed.item));
    }
    promise(placed.at.x >= Length() && placed.at.x + width <= page.size.width,
            "ink outside the page: from " + std::to_string(placed.at.x.in_mm()) + " mm, " +
                std::to_string(width.in_mm()) + " mm wide");
    promise(placed.at.y >= Length() && placed.at.y + height <= page.size.height,
            "ink outside the page: at " + std::to_string(placed.at.y.in_mm()) + " mm, " +
                std::to_string(height.in_mm()) + " mm high");
}

} // namespace

void check_run(const GlyphRun& run)
{
    promise(!run.text.empty() && !run.glyphs.empty(), "a run has text and glyphs");
    promise(run.size > Length(), "a run has a size");
    promise(begins_character(run.text.front()), "a run begins with a character");
    const auto before = [&run](const Glyph& a, const Glyph& b) {
        return run.right_to_left ? a.text_at > b.text_at : a.text_at < b.text_at;
    };
    promise(std::is_sorted(run.glyphs.begin(), run.glyphs.end(), before),
            "glyphs stand in the order of their text");
    const Glyph& first = run.right_to_left ? run.glyphs.back() : run.glyphs.front();
    promise(first.text_at == 0, "the text begins with a glyph");
    for (const Glyph& glyph : run.glyphs) {
        promise(glyph.text_at < run.text.size() && begins_character(run.text[glyph.text_at]),
                "a glyph's text begins with a character");
        promise(glyph.id != 0, "an empty box instead of a glyph, in " + run.text);
        promise(std::abs(glyph.advance) < 100'000, "an advance of a hundred times the size");
        promise(std::abs(glyph.x_offset) < 1'000'000 && std::abs(glyph.y_offset) < 1'000'000,
                "a glyph beyond all bounds");
    }
}

namespace {

/// True if there is a place inside a line where a cluster begins, and a glyph with it: Khmer sets
/// as one what Unicode counts as two. Or a box has an edge there.
bool can_be_cut(const ShapedText& shaped, const std::vector<bool>& cluster, const LineBreak& line)
{
    const auto is_inside = [&line](std::size_t at) { return at > line.start && at < line.end; };
    const auto has_edge_inside = [&](const Item& item) {
        return item.boxed && (is_inside(item.start) || is_inside(item.end));
    };
    if (std::ranges::any_of(shaped.itemised.items, has_edge_inside)) return true;
    return std::ranges::any_of(shaped.glyphs, [&](const fonts::ShapedGlyph& glyph) {
        return is_inside(glyph.cluster) && cluster[glyph.cluster];
    });
}

struct LineOnPaper {
    std::u32string text; ///< From left to right.
    std::int64_t spaces = 0;
};

/// A box with a code point: its run and then four rules around it, with the same white before and
/// behind. Gives where it ends.
Length end_of_box(const SetLine& line, std::size_t first, Length start)
{
    const auto& run = std::get<GlyphRun>(line.items.at(first).item);
    Length left = line.width, right;
    for (std::size_t i = first + 1; i <= first + 4; ++i) {
        const Placed& side = line.items.at(i);
        const auto* const rule = std::get_if<Rule>(&side.item);
        promise(rule != nullptr, "a box has four sides");
        left = std::min(left, side.at.x);
        right = std::max(right, side.at.x + rule->size.width);
    }
    const Length text_at = line.items[first].at.x;
    promise(start < left && left < text_at && text_at + width_of(run) < right,
            "a box stands around its text");
    return right + (left - start);
}

/// Runs and boxes follow one another without gap, and make up the line.
LineOnPaper read_line(const SetLine& line)
{
    LineOnPaper paper;
    Length width;
    // Each of the five parts of a box is rounded by itself.
    Length slack = Length();
    for (std::size_t i = 0; i < line.items.size(); ++i) {
        const Placed& placed = line.items[i];
        const auto* const run = std::get_if<GlyphRun>(&placed.item);
        promise(run != nullptr, "a rule without a box");
        check_run(*run);
        paper.text += from_left_to_right(*run);
        if (placed.at.y != Length()) {
            width = end_of_box(line, i, width);
            slack += Length::thousandths_of_pt(4);
            i += 4;
            continue;
        }
        promise(placed.at.x >= width - slack && placed.at.x <= width + slack,
                "runs follow one another without gap");
        width = placed.at.x + width_of(*run);
        slack = Length();
        paper.spaces += std::count_if(run->glyphs.begin(), run->glyphs.end(),
                                      [run](const Glyph& glyph) { return is_space(*run, glyph); });
    }
    promise(line.width >= width - slack && line.width <= width + slack,
            "a line is as wide as its runs");
    return paper;
}

} // namespace

void check_set(const Steps& steps, const Manner& manner, Length measure)
{
    promise(steps.set.size() == steps.lines.size(), "every line is set");
    const std::vector<bool> cluster = cluster_boundaries(steps.itemised.text);
    for (std::size_t i = 0; i < steps.set.size(); ++i) {
        const LineBreak& line = steps.lines[i];
        const SetLine& set = steps.set[i];
        const LineOnPaper paper = read_line(set);
        std::u32string found = paper.text;
        const std::int64_t spaces = paper.spaces;
        if (line.hyphen) std::erase(found, char32_t{0x00AD});
        std::u32string expected = from_left_to_right(steps.itemised, line);
        if (line.hyphen) std::erase(expected, char32_t{0x00AD});
        promise(found == expected, "line " + std::to_string(i) + " shows its stretch of the text");

        // Each run and each space is rounded by itself.
        const Length slack =
            Length::thousandths_of_pt(spaces + static_cast<std::int64_t>(set.items.size()) + 1);
        promise(set.width <= measure + slack || !can_be_cut(steps.shaped, cluster, line),
                "line " + std::to_string(i) + " is " + std::to_string(set.width.in_pt()) +
                    " pt wide, the measure " + std::to_string(measure.in_pt()));
        if (manner.alignment == Alignment::Justified && line.word_space != Length()) {
            promise(set.width + slack >= measure, "line " + std::to_string(i) + " is not filled");
        }
    }
}

void check_composition(const Letter& letter, const Composition& composition, Workbench& bench)
{
    promise(composition.pages.size() % 2 == 0, "fronts and backs in turn");
    promise(composition.parts.size() == letter.parts.size(), "every part has its pages");
    Counts found;
    for (const Frame& page : composition.pages) {
        for (const Placed& placed : page.items) {
            check_on_paper(placed, page);
            const auto* const run = std::get_if<GlyphRun>(&placed.item);
            if (run == nullptr) continue;
            check_run(*run);
            add(found, characters_of(run->text));
        }
    }
    expected_of(letter, composition, bench).check(found);
}

} // namespace reservepost::layout
