#include "fonts/embedded_glyphs.h"

#include "fonts/glyph_boxes.h"
#include "fonts/subset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace reservepost::fonts {

namespace {

const Library& library()
{
    static const Library opened;
    return opened;
}

/// Checks that a subset's glyphs have the boxes of the face that it was cut from.
void expect_boxes_of_face(std::u32string_view characters)
{
    const auto face = library().face_for(characters, Style::Regular);
    ASSERT_TRUE(face);
    std::vector<std::uint32_t> wanted;
    for (const char32_t character : characters)
        wanted.push_back(*library().glyph(*face, character));
    const Subset cut = subset(library(), *face, wanted);
    const EmbeddedGlyphs embedded(cut.octets);
    GlyphBoxes whole(library());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        SCOPED_TRACE(static_cast<unsigned>(characters[i]));
        const auto glyph = embedded.glyph_of_cid(cut.new_ids[i]);
        ASSERT_TRUE(glyph);
        const auto box = embedded.box(*glyph);
        const GlyphBox expected = whole.of(*face, wanted[i]);
        ASSERT_TRUE(box);
        EXPECT_EQ(box->is_blank(), !expected.has_ink());
        if (box->is_blank()) continue;
        constexpr double rounding = 1.01; // The whole face's are whole thousandths.
        EXPECT_NEAR(box->left, expected.x_min, rounding);
        EXPECT_NEAR(box->bottom, expected.y_min, rounding);
        EXPECT_NEAR(box->right, expected.x_max, rounding);
        EXPECT_NEAR(box->top, expected.y_max, rounding);
        ASSERT_TRUE(embedded.reach());
        EXPECT_LE(embedded.reach()->bottom, box->bottom);
        EXPECT_GE(embedded.reach()->top, box->top);
        EXPECT_LE(embedded.reach()->left, std::min(0.0, box->left));
    }
}

} // namespace

TEST(EmbeddedGlyphs, HaveTheBoxesOfTheirFace)
{
    expect_boxes_of_face(U"barnevåt ẫỡǻ,j");
}

// A bare program has no tables around it, and glyphs that go by CIDs.
TEST(EmbeddedGlyphs, OfCompactFontFormatAreFoundByTheirCids)
{
    expect_boxes_of_face(U"孩子的担心");
}

TEST(EmbeddedGlyphs, LeanOutOfTheirAdvancesAsFarAsTheFaceLetsThem)
{
    const int italic = library().body_face(Style::Italic);
    const std::uint32_t f = *library().glyph(italic, U'f');
    const Subset cut = subset(library(), italic, {f});
    const auto reach = EmbeddedGlyphs(cut.octets).reach();
    ASSERT_TRUE(reach);
    GlyphBoxes whole(library());
    EXPECT_NEAR(reach->right,
                whole.of(italic, f).x_max - width_in_thousandths(library(), italic, f), 2);
    EXPECT_GT(reach->right, 0) << "an italic f";
}

TEST(EmbeddedGlyphs, AskForWhatIsThere)
{
    const Subset cut = subset(library(), 0, {*library().glyph(0, U'a')});
    const EmbeddedGlyphs glyphs(cut.octets);
    EXPECT_FALSE(glyphs.box(glyphs.count()));
    EXPECT_FALSE(glyphs.box(0xFFFFFFFF));
    EXPECT_FALSE(glyphs.glyph_of_cid(glyphs.count()));
}

TEST(EmbeddedGlyphs, WhatIsNoFontIsRefused)
{
    const std::string good = subset(library(), 0, {*library().glyph(0, U'a')}).octets;
    struct {
        const char* why;
        std::string octets;
    } const cases[] = {
        {"nothing", ""},
        {"words", "this is no font at all"},
        {"a font's first octets", good.substr(0, 12)},
        {"the head of bare Compact Font Format alone", std::string("\1\0\4\1", 4)},
        {"one that goes on with nonsense", std::string("\1\0\4\1", 4) + std::string(500, '\x7F')},
        {"PostScript", "%!PS-AdobeFont-1.0: Nimbus"},
    };
    for (const auto& c : cases)
        EXPECT_THROW(EmbeddedGlyphs{c.octets}, std::runtime_error) << c.why;
}

} // namespace reservepost::fonts
