#include "layout/pdf_content.h"

#include "content_reader.h"
#include "made_runs.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace reservepost::layout {

namespace {

const fonts::Library& library()
{
    return shared_library();
}

/// A run that is changed after it was made.
GlyphRun changed(GlyphRun run, void (*change)(GlyphRun&))
{
    change(run);
    return run;
}

} // namespace

TEST(PdfContent, IsShortAndCanBeReadWithBareEyes)
{
    const GlyphRun bred = made_run(library(), "et brev");
    struct {
        const char* why;
        std::vector<GlyphRun> runs;
        const char* content;
    } const cases[] = {
        {"a string alone", {bred}, "20 811.89 TD\n/F0 10 Tf\n(et brev)Tj\n"},
        {"as far down as before, no font said twice",
         {bred, bred, bred},
         "20 811.89 TD\n/F0 10 Tf\n(et brev)Tj\n0 -12 TD\n(et brev)Tj\nT*\n(et brev)Tj\n"},
        {"a kerned pair is a gap",
         {changed(bred, [](GlyphRun& run) { run.glyphs[3].advance -= 40; })},
         "20 811.89 TD\n/F0 10 Tf\n[(et b)40(rev)]TJ\n"},
        {"kerned pairs one after the other",
         {changed(bred,
                  [](GlyphRun& run) {
                      for (const std::size_t i : {2U, 3U, 4U})
                          run.glyphs[i].advance += static_cast<int>(i) - 30;
                  })},
         "20 811.89 TD\n/F0 10 Tf\n[(et )28(b)27(r)26(ev)]TJ\n"},
        {"a kerned pair of which the second is not there",
         {changed(bred, [](GlyphRun& run) { run.glyphs[6].advance -= 40; })},
         "20 811.89 TD\n/F0 10 Tf\n(et brev)Tj\n"},
        {"a kerned pair of which the second stands aside",
         {changed(bred,
                  [](GlyphRun& run) {
                      run.glyphs[3].advance -= 40;
                      run.glyphs[4].x_offset = 10;
                  })},
         "20 811.89 TD\n/F0 10 Tf\n[(et b)30(r)10(ev)]TJ\n"},
        {"a thousandth is rounding",
         {changed(bred, [](GlyphRun& run) { run.glyphs[3].advance -= 1; })},
         "20 811.89 TD\n/F0 10 Tf\n(et brev)Tj\n"},
        {"but rounding does not add up",
         {changed(bred,
                  [](GlyphRun& run) {
                      for (Glyph& glyph : run.glyphs)
                          glyph.advance += 1;
                  })},
         "20 811.89 TD\n/F0 10 Tf\n[(et)-2( b)-2(re)-2(v)]TJ\n"},
        {"wide words, and narrow ones after",
         {changed(bred, [](GlyphRun& run) { run.word_space = Length::pt(1.25); }), bred},
         "20 811.89 TD\n1.25 Tw\n/F0 10 Tf\n(et brev)Tj\n0 -12 TD\n0 Tw\n(et brev)Tj\n"},
        {"a line of one word needs no word space, and says none",
         {changed(made_run(library(), "brev"),
                  [](GlyphRun& run) { run.word_space = Length::pt(1.25); })},
         "20 811.89 TD\n/F0 10 Tf\n(brev)Tj\n"},
        {"a no-break space is not the space that PDF widens",
         {changed(made_run(library(), "1\u00A0m"),
                  [](GlyphRun& run) { run.word_space = Length::pt(1.25); })},
         "20 811.89 TD\n/F0 10 Tf\n[(1\x7F)-125(m)]TJ\n"},
        {"only spaces",
         {changed(made_run(library(), "  "),
                  [](GlyphRun& run) { run.word_space = Length::pt(-0.5); })},
         "20 811.89 TD\n-0.5 Tw\n/F0 10 Tf\n(  )Tj\n"},
        {"from right to left, widened",
         {changed(made_run(library(), "ab c"),
                  [](GlyphRun& run) {
                      std::reverse(run.glyphs.begin(), run.glyphs.end());
                      run.right_to_left = true;
                      run.word_space = Length::pt(2);
                  })},
         "20 811.89 TD\n2 Tw\n/F0 10 Tf\n(c ba)Tj\n"},
        {"raised, and back",
         {changed(bred, [](GlyphRun& run) { run.glyphs[1].y_offset = 250; }), bred},
         "20 811.89 TD\n/F0 10 Tf\n(e)Tj\n2.5 Ts\n(t)Tj\n0 Ts\n( brev)Tj\n"
         "0 -12 TD\n(et brev)Tj\n"},
        {"raised at the end",
         {changed(bred, [](GlyphRun& run) { run.glyphs[6].y_offset = -100; })},
         "20 811.89 TD\n/F0 10 Tf\n(et bre)Tj\n-1 Ts\n(v)Tj\n0 Ts\n"},
        {"moved aside and back",
         {changed(bred, [](GlyphRun& run) { run.glyphs[1].x_offset = 30; })},
         "20 811.89 TD\n/F0 10 Tf\n[(e)-30(t)30( brev)]TJ\n"},
        {"a gap before the first glyph is in its own size",
         {changed(bred, [](GlyphRun& run) { run.glyphs[0].x_offset = 30; })},
         "20 811.89 TD\n/F0 10 Tf\n[-30(e)30(t brev)]TJ\n"},
        {"another size, another face",
         {bred, made_run(library(), "b", Length::pt(7.5)),
          made_run(library(), "b", Length::pt(10), 1)},
         "20 811.89 TD\n/F0 10 Tf\n(et brev)Tj\n0 -12 TD\n/F0 7.5 Tf\n(b)Tj\n"
         "T*\n/F1 10 Tf\n(b)Tj\n"},
        {"what would need escaping has other codes",
         {made_run(library(), "(\\)")},
         "20 811.89 TD\n/F0 10 Tf\n(\x7F\x80\x81)Tj\n"},
        {"a run without glyphs leaves nothing",
         {GlyphRun(), bred},
         "20 799.89 TD\n/F0 10 Tf\n(et brev)Tj\n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        ContentWriter writer(library());
        EXPECT_EQ(writer.content_of(page_of(c.runs)),
                  std::string("0 g\nBT\n") + c.content + "ET\n");
    }
}

TEST(PdfContent, OfAnEmptyPageIsNothingAndOfRulesAloneHasNoText)
{
    ContentWriter writer(library());
    EXPECT_EQ(writer.content_of(Frame()), "");
    Frame page;
    page.items.push_back(
        {{Length::pt(10), Length::pt(20)}, Rule{{Length::pt(30), Length::pt(0.5)}}});
    EXPECT_EQ(writer.content_of(page), "0 g\n10 821.39 30 0.5 re\nf\n");
    EXPECT_TRUE(writer.codes().empty());
}

TEST(PdfContent, StartsEachPageAnew)
{
    GlyphRun wide = made_run(library(), "a b");
    wide.word_space = Length::pt(3);
    ContentWriter writer(library());
    const std::string first(writer.content_of(page_of({wide})));
    EXPECT_EQ(writer.content_of(page_of({wide})), first);
    EXPECT_EQ(writer.content_of(page_of({made_run(library(), "a b")})),
              "0 g\nBT\n20 811.89 TD\n/F0 10 Tf\n(a b)Tj\nET\n");
}

TEST(PdfContent, AKernedPairIsAGapWhereverALongRunIsCut)
{
    // Longer than is written at once, and kerned at each place where it may be cut.
    GlyphRun run = made_run(library(), std::string(1000, 'o'));
    for (std::size_t i = 0; i < run.glyphs.size(); ++i)
        run.glyphs[i].advance -= static_cast<int>(i % 7) * 3;
    ContentWriter writer(library());
    const std::string content(writer.content_of(page_of({run})));
    const auto lines = read_content(content, writer.codes());
    ASSERT_EQ(lines.size(), 1U);
    ASSERT_EQ(lines[0].size(), run.glyphs.size());
    double x_pt = 20;
    for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
        ASSERT_NEAR(lines[0][i].x_pt, x_pt, 1e-6) << "glyph " << i;
        x_pt += run.size.in_pt() * run.glyphs[i].advance / 1000;
    }
    EXPECT_EQ(content.find("TJ"), content.rfind("TJ")) << "in one array";
}

TEST(PdfContent, TheFirst250CodesOfAFaceHaveOneOctetAndTheSpaceBesides)
{
    // 300 letters of Greek, Cyrillic and Latin; then some that have codes already.
    std::string letters;
    for (char32_t letter = 0x400; letter < 0x400 + 300; ++letter)
        if (library().glyph(0, letter)) {
            letters += static_cast<char>(0xC0U | letter >> 6U);
            letters += static_cast<char>(0x80U | (letter & 63U));
        }
    GlyphRun run = made_run(library(), letters + " Ѐ б");
    run.word_space = Length::pt(1);
    ContentWriter writer(library());
    const std::string content(writer.content_of(page_of({run})));
    const auto& fonts = writer.codes().at(0).fonts();
    ASSERT_EQ(fonts.size(), 2U);
    EXPECT_EQ(fonts[0].size(), 251U) << "with the space";
    EXPECT_EQ(fonts[1].size(), run.glyphs.size() - 4 - 250 + 1) << "the second has a space, too";

    const auto lines = read_content(content, writer.codes());
    ASSERT_EQ(lines.size(), 1U);
    std::string text;
    for (const ShownGlyph& glyph : lines[0])
        text += glyph.text;
    EXPECT_EQ(text, run.text);
    const double right = lines[0].back().x_pt;
    const Length wanted = width_of(run) - run.size.scaled(run.glyphs.back().advance, 1000);
    EXPECT_NEAR(right, 20 + wanted.in_pt(), 0.02) << "the spaces are as wide in both fonts";
    EXPECT_NE(content.find("Tf\n(\x01\x01\x01\x02"), std::string::npos) << "then two octets each";
}

TEST(PdfContent, AFaceReadInMoreWaysThanTwoOctetsCanTellHasAThirdFont)
{
    // One glyph, read as 66,000 different characters.
    GlyphRun run;
    run.size = Length::pt(10);
    for (char32_t character = 0x10000; character < 0x10000 + 66'000; ++character) {
        const auto at = static_cast<std::uint32_t>(run.text.size());
        run.glyphs.push_back({5, at, 500, 0, 0});
        for (const unsigned shift : {18U, 12U, 6U, 0U}) {
            const unsigned bits = character >> shift & (shift == 18 ? 7U : 63U);
            run.text += static_cast<char>(bits | (shift == 18 ? 0xF0U : 0x80U));
        }
    }
    ContentWriter writer(library());
    const std::string content(writer.content_of(page_of({run})));
    EXPECT_EQ(writer.codes().at(0).fonts().size(), 3U);
    EXPECT_NE(content.find("/F0-2 10 Tf"), std::string::npos);
    std::string text;
    const auto lines = read_content(content, writer.codes());
    for (const ShownGlyph& glyph : lines.at(0))
        text += glyph.text;
    EXPECT_TRUE(text == run.text);
}

TEST(PdfContent, ATextThatIsNoTextHarmsNobody)
{
    // Frames come from our own layout, which never makes such runs; the writer still keeps inside.
    struct {
        const char* why;
        void (*spoil)(GlyphRun&);
    } const cases[] = {
        {"a character cut short", [](GlyphRun& run) { run.text = "et bre\xF0"; }},
        {"octets that are not UTF-8",
         [](GlyphRun& run) { run.text = "\xFF\xFE\x80\xC0\xE0\xF8z"; }},
        {"glyphs of no text", [](GlyphRun& run) { run.glyphs[6].text_at = 7; }},
        {"glyphs in any order", [](GlyphRun& run) { std::swap(run.glyphs[1], run.glyphs[4]); }},
        {"a size of nothing", [](GlyphRun& run) { run.size = Length(); }},
        {"glyphs that the face has not", [](GlyphRun& run) { run.glyphs[2].id = 65'535; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        GlyphRun run = made_run(library(), "et brev");
        run.glyphs[1].advance -= 50;
        c.spoil(run);
        ContentWriter writer(library());
        const std::string content(writer.content_of(page_of({run})));
        EXPECT_EQ(read_content(content, writer.codes()).at(0).size(), run.glyphs.size());
    }
}

} // namespace reservepost::layout
