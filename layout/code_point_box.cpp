#include "layout/code_point_box.h"

#include "layout/workbench.h"

#include <unicode/utf16.h>

#include <utility>

namespace reservepost::layout {

namespace {

// The box in thousandths of the size of the text around it: it stands on the line as high as a
// capital, and its own text in the middle of it.
constexpr std::int64_t text_size = 600;
constexpr std::int64_t white_outside = 50, white_inside = 90;
constexpr std::int64_t rule_width = 25;
constexpr std::int64_t box_bottom = 20, box_height = 674; ///< Above the baseline.
constexpr std::int64_t text_baseline = 143;               ///< Above the baseline around.

char32_t boxed_character(std::u16string_view text, const Item& item)
{
    UChar32 character = 0;
    U16_GET(text.data(), 0, item.start, text.size(), character);
    return static_cast<char32_t>(character);
}

/// The glyphs of a code point's text, in the item's face.
std::vector<fonts::ShapedGlyph> glyphs_of(std::string_view code_point, const Item& item,
                                          const Manner& manner, Workbench& bench)
{
    const std::u16string label(code_point.begin(), code_point.end());
    // Where one stands there are often many.
    bench.words().use({item.face, false, "Latn", manner.language});
    std::vector<fonts::ShapedGlyph> glyphs;
    if (const auto word = bench.words().word(label)) {
        glyphs.resize(word->glyphs());
        for (std::size_t place = 0; place < glyphs.size(); ++place)
            word->read(place, 0, glyphs[place]);
    }
    return glyphs;
}

std::int64_t advance_of(const std::vector<fonts::ShapedGlyph>& glyphs)
{
    std::int64_t sum = 0;
    for (const fonts::ShapedGlyph& glyph : glyphs)
        sum += glyph.advance;
    return (sum * text_size + 500) / 1000;
}

GlyphRun label_of(const std::vector<fonts::ShapedGlyph>& glyphs, std::string text, const Item& item,
                  Length size)
{
    GlyphRun run;
    run.face = item.face;
    run.size = size.scaled(text_size, 1000);
    run.text = std::move(text);
    for (const fonts::ShapedGlyph& glyph : glyphs)
        run.glyphs.push_back(
            {glyph.id, glyph.cluster, glyph.advance, glyph.x_offset, glyph.y_offset});
    return run;
}

} // namespace

std::string code_point_text(char32_t character)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hexadecimal;
    for (char32_t rest = character; rest != 0 || hexadecimal.size() < 4; rest /= 16)
        hexadecimal.insert(hexadecimal.begin(), digits[rest % 16]);
    return "U+" + hexadecimal;
}

std::int64_t box_advance(std::u16string_view text, const Item& item, const Manner& manner,
                         Workbench& bench)
{
    const auto label = glyphs_of(code_point_text(boxed_character(text, item)), item, manner, bench);
    return advance_of(label) + 2 * (white_outside + white_inside);
}

SetLine code_point_box(std::u16string_view text, const Item& item, const Manner& manner,
                       Workbench& bench)
{
    const auto part = [&manner](std::int64_t thousandths) {
        return manner.size.scaled(thousandths, 1000);
    };
    const std::string label = code_point_text(boxed_character(text, item));
    const auto glyphs = glyphs_of(label, item, manner, bench);
    const std::int64_t width = advance_of(glyphs) + 2 * white_inside;

    SetLine box;
    box.width = part(width + 2 * white_outside);
    box.items.push_back({{part(white_outside + white_inside), -part(text_baseline)},
                         label_of(glyphs, label, item, manner.size)});
    const auto add_rule = [&](std::int64_t left, std::int64_t top, Size size) {
        box.items.push_back({{part(left), -part(top)}, Rule{size}});
    };
    const std::int64_t left = white_outside, top = box_bottom + box_height;
    const Size across{part(width), part(rule_width)}, down{part(rule_width), part(box_height)};
    add_rule(left, top, across);
    add_rule(left, box_bottom + rule_width, across);
    add_rule(left, top, down);
    add_rule(left + width - rule_width, top, down);
    return box;
}

} // namespace reservepost::layout
