#include "promises.h"

#include "expected_text.h"
#include "layout/cut_edge.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace reservepost::layout {

namespace {

constexpr char16_t soft_hyphen = 0x00AD;

std::string at_unit(std::size_t unit)
{
    return " at unit " + std::to_string(unit);
}

bool is_trail(char16_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

bool is_lead(char16_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

/// True if no character has units on both sides of `at`.
bool is_between_characters(std::u16string_view text, std::size_t at)
{
    return at == 0 || at >= text.size() || !is_lead(text[at - 1]) || !is_trail(text[at]);
}

std::u32string characters_of_units(std::u16string_view text)
{
    std::u32string characters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t character = text[i];
        if (is_lead(text[i]) && i + 1 < text.size() && is_trail(text[i + 1])) {
            character = 0x10000 + ((character & 0x3FFU) << 10U) + (text[++i] & 0x3FFU);
        }
        characters += character;
    }
    return characters;
}

/// Stretches that follow one another from 0 to `end` without gap.
template <class Stretches>
void check_cover(const Stretches& stretches, std::u16string_view text, const std::string& what)
{
    std::size_t end = 0;
    for (const auto& stretch : stretches) {
        promise(stretch.start == end, what + " leave a gap or overlap" + at_unit(end));
        promise(stretch.end > stretch.start, what + " hold an empty stretch" + at_unit(end));
        end = stretch.end;
        promise(is_between_characters(text, end), what + " cut a character" + at_unit(end));
    }
    promise(end == text.size(), what + " do not reach the text's end" + at_unit(end));
}

/// Marks over one letter are parted by joiners if there are more than 30, and so are two strangers'
/// words that touch: how many of them is layout's own affair.
std::u32string without_joiners(std::u32string text)
{
    std::erase(text, char32_t{0x034F});
    std::erase(text, char32_t{0x2060});
    return text;
}

/// True if a box with a code point begins or ends at `at`.
bool is_beside_box(const ItemisedText& itemised, std::size_t at)
{
    return std::ranges::any_of(itemised.items, [at](const Item& item) {
        return item.boxed && (item.start == at || item.end == at);
    });
}

/// The units between the line boundaries around `at`, spaces at the end left out.
Stretch segment_around(std::u16string_view text, const std::vector<bool>& boundary, std::size_t at)
{
    Stretch segment{at, at};
    while (segment.start > 0 && !boundary[segment.start])
        --segment.start;
    while (segment.end < text.size() && !boundary[segment.end])
        ++segment.end;
    while (segment.end > at && text[segment.end - 1] == u' ')
        --segment.end;
    return segment;
}

/// Whether the word around `at` may be parted there.
bool is_hyphenation_place(std::u16string_view text, std::size_t at, const Manner& manner,
                          const Hyphenator& hyphenator)
{
    Stretch word{at, at};
    while (word.start > 0 && is_letter(text[word.start - 1]))
        --word.start;
    while (word.end < text.size() && is_letter(text[word.end]))
        ++word.end;
    const std::size_t place = at - word.start;
    if (!manner.hyphenated || place == 0 || place >= 64) return false;
    const auto letters = text.substr(word.start, word.end - word.start);
    return (hyphenator.places(letters, manner.language).all >> place & 1U) != 0;
}

} // namespace

void promise(bool kept, const std::string& what)
{
    if (!kept) throw BrokenPromise(what);
}

Steps steps_of(const Spans& spans, const Manner& manner, Length measure, Workbench& bench)
{
    Steps steps;
    steps.collected = collect(spans, manner);
    steps.itemised = itemise(steps.collected, manner, bench);
    steps.shaped = shape(steps.itemised, manner, bench);
    steps.lines = break_lines(steps.shaped, manner, measure, bench);
    steps.set = place(steps.shaped, steps.lines, manner, bench);
    return steps;
}

void check_collected(const Spans& spans, const CollectedText& collected)
{
    const auto expected = expected_paragraphs(spans);
    promise(expected.size() == 1, "these spans hold a line end [the proof is wrong]");
    const std::u32string found = characters_of_units(collected.text);
    promise(without_joiners(found) == without_joiners(expected[0]),
            "collected text is not the spans' text");
    promise(std::ranges::count(found, char32_t{0x2060}) >=
                std::ranges::count(expected[0], char32_t{0x2060}),
            "a word joiner is lost");
    check_cover(collected.styles, collected.text, "styles");
}

void check_items(const CollectedText& collected, const ItemisedText& itemised,
                 const fonts::Library& library)
{
    check_cover(itemised.items, itemised.text, "items");
    promise(itemised.text == collected.text, "itemising changed the text");
    int boxed = 0;
    for (const Item& item : itemised.items) {
        boxed += item.boxed ? 1 : 0;
        promise(item.script.size() == 4, "a script of four letters" + at_unit(item.start));
        const auto part =
            std::u16string_view(itemised.text).substr(item.start, item.end - item.start);
        promise(!item.boxed || characters_of_units(part).size() == 1,
                "one box for several characters" + at_unit(item.start));
        for (const char32_t character : characters_of_units(part)) {
            if (item.boxed || is_default_ignorable(character)) continue;
            promise(library.glyph(item.face, character).has_value(),
                    "the face has what it is to show" + at_unit(item.start));
        }
    }
    promise(static_cast<std::ptrdiff_t>(itemised.foreign.size()) ==
                std::ranges::count(collected.styles, true, &StyledStretch::foreign),
            "not all that strangers wrote is noted");
    promise(boxed == itemised.uncovered, "not every box is counted");
}

void check_shaped(const ShapedText& shaped)
{
    const std::size_t units = shaped.itemised.text.size();
    promise(shaped.advance_before.size() == units + 1, "a place for each unit and the end");
    promise(shaped.keeps_glyphs.size() == units, "for each unit whether a line may begin there");
    std::size_t end = 0;
    for (const Item& item : shaped.itemised.items) {
        promise(item.first_glyph == end && item.end_glyph >= end, "items' glyphs follow on");
        end = item.end_glyph;
        for (const fonts::ShapedGlyph& glyph : shaped.glyphs_of(item)) {
            promise(glyph.cluster >= item.start && glyph.cluster < item.end,
                    "a glyph stands for its item's text" + at_unit(glyph.cluster));
            promise(std::abs(glyph.advance) < 100'000, "an advance of a hundred times the size");
        }
    }
    promise(end == shaped.glyphs.size(), "every glyph belongs to an item");
    for (const std::int64_t advance : shaped.advance_before) {
        const std::int64_t most = static_cast<std::int64_t>(units + 1) * 1'000'000;
        promise(std::abs(advance) < most, "a width beyond all bounds");
    }
}

void check_breaks(const ShapedText& shaped, const std::vector<LineBreak>& lines,
                  const Manner& manner, Length measure, Workbench& bench)
{
    const std::u16string_view text = shaped.itemised.text;
    const std::vector<bool> boundary = line_boundaries(text);
    const std::vector<bool> cluster = cluster_boundaries(text);
    promise(!lines.empty() && lines.front().start == 0, "the first line begins the text");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t next = i + 1 < lines.size() ? lines[i + 1].start : text.size();
        promise(lines[i].start <= lines[i].end && lines[i].end <= next, "lines run forwards");
        for (std::size_t at = lines[i].end; at < next; ++at)
            promise(text[at] == u' ', "only spaces are left out" + at_unit(at));
        if (i + 1 == lines.size()) {
            promise(!lines[i].hyphen, "a hyphen at the paragraph's end");
            continue;
        }
        promise(next > lines[i].start, "a line takes some text" + at_unit(next));
        if (lines[i].hyphen) {
            const bool soft = text[next - 1] == soft_hyphen;
            promise(soft || is_hyphenation_place(text, next, manner, bench.hyphenator()),
                    "a hyphen where none may stand" + at_unit(next));
            const auto holds = [next](const Stretch& theirs) {
                return theirs.start < next && next < theirs.end;
            };
            promise(soft || std::ranges::none_of(shaped.itemised.foreign, holds),
                    "a hyphen of ours in a stranger's word" + at_unit(next));
            continue;
        }
        if (boundary[next]) continue;
        promise(cluster[next] || is_beside_box(shaped.itemised, next),
                "a line end inside a cluster" + at_unit(next));
        const Stretch word = segment_around(text, boundary, next);
        // By itself it may be wider than among its neighbours.
        const LineBreak alone{{word.start, word.end}, false, {}};
        promise(natural_width(shaped, alone, manner, bench) > measure,
                "a line end inside a word that fits" + at_unit(next));
    }
}

} // namespace reservepost::layout
