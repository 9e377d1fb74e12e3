#include "content_reader.h"
#include "fonts/subset.h"
#include "layout/pdf_content.h"
#include "layout/utf8.h"
#include "made_runs.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

// Twenty thousand runs as no letter would have them, read back by the standard.

namespace reservepost::layout {

namespace {

class RandomRuns {
public:
    explicit RandomRuns(unsigned seed) : random_(seed) {}

    GlyphRun next()
    {
        constexpr std::array faces = {0, 1, 2, 3, 4, 8};
        constexpr std::array sizes = {7.0, 9.5, 11.0, 14.25, 32.0};
        GlyphRun run;
        run.face = faces[below(faces.size())];
        run.size = Length::pt(sizes[below(sizes.size())]);
        run.right_to_left = below(4) == 0;
        if (below(2) == 0)
            run.word_space = Length::thousandths_of_pt(static_cast<int>(below(4000)) - 800);
        for (std::size_t clusters = below(9); clusters > 0; --clusters)
            add_cluster(run);
        if (run.right_to_left) std::reverse(run.glyphs.begin(), run.glyphs.end());
        return run;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }

    /// Mostly one glyph for one character, as wide as it is; sometimes anything.
    void add_cluster(GlyphRun& run)
    {
        const auto at = static_cast<std::uint32_t>(run.text.size());
        const bool plain = below(4) != 0;
        for (std::size_t characters = plain ? 1 : below(4); characters > 0; --characters)
            run.text += character();
        for (std::size_t glyphs = plain ? 1 : 1 + below(3); glyphs > 0; --glyphs) {
            const auto id = static_cast<std::uint32_t>(below(90));
            const std::int32_t width = fonts::width_in_thousandths(shared_library(), run.face, id);
            Glyph glyph{id, at, width, 0, 0};
            if (!plain) {
                glyph.advance = below(3) == 0 ? 0 : width + static_cast<int>(below(300)) - 150;
                glyph.x_offset = static_cast<int>(below(5)) * 40 - 80;
                glyph.y_offset = below(3) == 0 ? static_cast<int>(below(600)) - 300 : 0;
            }
            run.glyphs.push_back(glyph);
        }
    }

    std::string character()
    {
        constexpr std::array characters = {" ", " ", "\u00A0", "a",      "(",  "ø",
                                           "ф", "م", "क",      "\u0301", "世", "🧿"};
        return characters[below(characters.size())];
    }

    std::mt19937 random_;
};

/// The first difference between a run and what is shown of it, or nothing.
std::string difference(const GlyphRun& run, Point at, const std::vector<ShownGlyph>& shown)
{
    if (shown.size() != run.glyphs.size()) return "another number of glyphs";
    // Gaps are whole thousandths of the size, and one of them is left out.
    const double tolerance_pt = 0.0016 * run.size.in_pt() + 0.0011;
    double origin_pt = at.x.in_pt();
    std::string text;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const Glyph& glyph = run.glyphs[i];
        const double unit_pt = run.size.in_pt() / 1000;
        if (shown[i].face != run.face || shown[i].glyph != glyph.id) return "another glyph";
        if (shown[i].size_pt != run.size.in_pt()) return "another size";
        if (std::abs(shown[i].x_pt - origin_pt - glyph.x_offset * unit_pt) > tolerance_pt)
            return "glyph " + std::to_string(i) + " stands at " + std::to_string(shown[i].x_pt) +
                   ", not " + std::to_string(origin_pt + glyph.x_offset * unit_pt);
        const double rise_pt = (a4.height - at.y).in_pt() + glyph.y_offset * unit_pt;
        if (std::abs(shown[i].y_pt - rise_pt) > tolerance_pt)
            return "glyph " + std::to_string(i) + " stands higher or lower";
        origin_pt += glyph.advance * unit_pt;
        if (is_space(run, glyph)) origin_pt += run.word_space.in_pt();
        text += shown[i].text;
    }
    const std::size_t begin = run.glyphs.front().text_at;
    if (!run.right_to_left && text != run.text.substr(begin)) return "another text";
    return {};
}

} // namespace

TEST(PdfRuns, TwentyThousandStandWhereTheyShouldAndReadBack)
{
    constexpr int pages = 4, runs_on_page = 5'000;
    RandomRuns random(20'261'125);
    ContentWriter writer(shared_library());
    for (int page_number = 0; page_number < pages; ++page_number) {
        Frame page;
        for (int i = 0; i < runs_on_page; ++i)
            page.items.push_back({{Length::thousandths_of_pt(i * 7 % 500'001),
                                   Length::thousandths_of_pt(i * 13 % 800'003)},
                                  random.next()});
        const auto lines = read_content(writer.content_of(page), writer.codes());
        std::size_t line = 0;
        for (const Placed& placed : page.items) {
            const auto& run = std::get<GlyphRun>(placed.item);
            if (run.glyphs.empty()) continue;
            ASSERT_LT(line, lines.size());
            ASSERT_EQ(difference(run, placed.at, lines[line]), "")
                << "run " << line << " of page " << page_number;
            ++line;
        }
        EXPECT_EQ(line, lines.size());
    }
    EXPECT_GE(writer.codes().at(0).fonts().size(), 2U) << "both kinds of fonts were tried";
}

} // namespace reservepost::layout
