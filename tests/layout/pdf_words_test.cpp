#include "made_runs.h"
#include "pdf_tools.h"
#include "sample_letters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>

// Where words stand on paper, as another program sees it.

namespace reservepost::layout {

namespace {

using tests::TemporaryDirectory;

struct Word {
    double left_pt = 0;
    double right_pt = 0;
    std::string text;
};

double number_after(std::string_view line, std::string_view key)
{
    const std::size_t at = line.find(key) + key.size() + 2;
    double number = 0;
    std::from_chars(line.data() + at, line.data() + line.size(), number);
    return number;
}

/// The words of all pages as pdftotext places them.
std::vector<Word> words_of(const TemporaryDirectory& folder, const std::string& pdf)
{
    const std::string file = tests::write_file(folder / "words.pdf", pdf);
    const std::string html = tests::run({"pdftotext", "-bbox", file, "-"}).output;
    std::vector<Word> words;
    for (std::size_t at = 0; (at = html.find("<word ", at)) != std::string::npos; ++at) {
        const std::string_view line = std::string_view(html).substr(at, html.find('\n', at) - at);
        const std::size_t begin = line.find('>') + 1;
        words.push_back({number_after(line, "xMin"), number_after(line, "xMax"),
                         std::string(line.substr(begin, line.find("</word>") - begin))});
    }
    return words;
}

/// The words of a run and where its glyphs put them.
void add_words(std::vector<Word>& words, const GlyphRun& run, Length left)
{
    double at_pt = left.in_pt();
    bool inside = false;
    for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
        const Glyph& glyph = run.glyphs[i];
        const bool space = is_space(run, glyph);
        const std::size_t end =
            i + 1 < run.glyphs.size() ? run.glyphs[i + 1].text_at : run.text.size();
        const double width_pt = run.size.in_pt() * glyph.advance / 1000;
        if (!space && !inside) words.push_back({at_pt, at_pt, {}});
        if (!space) {
            words.back().text += run.text.substr(glyph.text_at, end - glyph.text_at);
            words.back().right_pt = at_pt + width_pt;
        }
        inside = !space;
        at_pt += width_pt + (space ? run.word_space.in_pt() : 0);
    }
}

} // namespace

TEST(PdfWords, OfJustifiedLinesStandWhereTheFramePutsThem)
{
    Frame page;
    std::vector<Word> expected;
    Length y = Length::pt(40);
    for (int line = 0; line < 40; ++line) {
        GlyphRun run =
            made_run(shared_library(),
                     line % 3 == 0 ? "Barnet kom hjem til et tomt hus, og det var kaldt"
                                   : "AVATAR og\u00A0en LTV med en lang, lang hale av ord",
                     Length::pt(11), line % 2);
        // Narrower and wider than any typesetter would; kerned as HarfBuzz would.
        run.word_space = Length::thousandths_of_pt(-900 + line * 137);
        for (std::size_t i = 3; i < run.glyphs.size(); i += 7)
            run.glyphs[i].advance -= 37;
        page.items.push_back({{Length::mm(20), y}, run});
        add_words(expected, run, Length::mm(20));
        y += Length::pt(15);
    }
    const TemporaryDirectory folder;
    const auto found = words_of(folder, write_pdf(job_of(page), shared_library()));
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        SCOPED_TRACE(std::to_string(i) + " " + expected[i].text);
        EXPECT_EQ(found[i].text, expected[i].text);
        EXPECT_NEAR(found[i].left_pt, expected[i].left_pt, 0.05);
    }
}

TEST(PdfWords, OfALetterStandWhereItsFramesPutThem)
{
    const Composition composition =
        shared_workshop().compose(sample_long_letter(9), PageGeometry());
    PdfJob job = empty_job();
    job.pieces.push_back({1, "forwarding", 1, "duplex", "C5", composition.pages});
    std::vector<Word> expected;
    for (const Frame& page : composition.pages)
        for (const Placed& placed : page.items)
            if (const auto* run = std::get_if<GlyphRun>(&placed.item))
                add_words(expected, *run, placed.at.x);
    const TemporaryDirectory folder;
    std::vector<Word> found = words_of(folder, write_pdf(job, shared_library()));
    ASSERT_EQ(found.size(), expected.size());
    // Pdftotext reads a page in an order of its own.
    const auto before = [](const Word& a, const Word& b) {
        return a.text != b.text ? a.text < b.text : a.left_pt < b.left_pt;
    };
    std::ranges::sort(found, before);
    std::ranges::sort(expected, before);
    for (std::size_t i = 0; i < found.size(); ++i) {
        SCOPED_TRACE(std::to_string(i) + " " + expected[i].text);
        EXPECT_EQ(found[i].text, expected[i].text);
        EXPECT_NEAR(found[i].left_pt, expected[i].left_pt, 0.05);
    }
}

TEST(PdfWords, OfAJustifiedLineFromRightToLeftStandWhereTheFramePutsThem)
{
    // Hebrew letters need no shaping; the first word of the line is its last from the left.
    const auto face = *shared_library().face_for(U"א", fonts::Style::Regular);
    GlyphRun run = made_run(shared_library(), "שלום לכם ילדים", Length::pt(11), face);
    std::ranges::reverse(run.glyphs);
    run.right_to_left = true;
    run.word_space = Length::pt(3);
    std::vector<double> expected;
    double at_pt = 20;
    bool inside = false;
    for (const Glyph& glyph : run.glyphs) {
        const bool space = is_space(run, glyph);
        if (!space && !inside) expected.push_back(at_pt);
        inside = !space;
        at_pt += run.size.in_pt() * glyph.advance / 1000 + (space ? 3 : 0);
    }
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(page_of({run})), shared_library());
    auto found = words_of(folder, pdf);
    std::ranges::sort(found, {}, &Word::left_pt);
    ASSERT_EQ(found.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(found[i].left_pt, expected[i], 0.05);
    const std::string text = text_of(folder, pdf);
    EXPECT_NE(text.find("שלום לכם ילדים"), std::string::npos) << text;
}

} // namespace reservepost::layout
