#include "layout/print_marks.h"

#include "layout/mark.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

const std::string witness = "1234567 " + std::string(64, 'a');

PieceMarks marks_of_piece()
{
    return {.job = "01000123", .piece = 17, .envelope = 5, .witness = witness};
}

/// What marks added to a page of a letter: its items beyond those it had before.
std::vector<std::vector<Placed>> added_to(const Letter& letter, const PageGeometry& geometry)
{
    Composition before = shared_workshop().compose(letter, geometry);
    Composition after = before;
    add_print_marks(after, geometry, marks_of_piece(), shared_workshop());
    std::vector<std::vector<Placed>> added;
    for (std::size_t i = 0; i < after.pages.size(); ++i)
        added.emplace_back(after.pages[i].items.begin() +
                               static_cast<std::ptrdiff_t>(before.pages[i].items.size()),
                           after.pages[i].items.end());
    return added;
}

std::size_t count_modules(const std::vector<Placed>& items)
{
    std::size_t count = 0;
    for (const Placed& placed : items)
        count += std::holds_alternative<Rule>(placed.item) && placed.at.x < Length::mm(18) ? 1 : 0;
    return count;
}

std::string text_of(const std::vector<Placed>& items)
{
    std::string text;
    for (const Placed& placed : items)
        if (const auto* run = std::get_if<GlyphRun>(&placed.item)) text += run->text;
    return text;
}

} // namespace

TEST(PrintMarks, StandOnFrontsOnlyAndTheWitnessOnTheFirstPage)
{
    const auto added = added_to(sample_forwarding_letter(), PageGeometry());
    ASSERT_GE(added.size(), 4U);
    for (std::size_t i = 0; i < added.size(); ++i) {
        SCOPED_TRACE("page " + std::to_string(i + 1));
        EXPECT_EQ(count_modules(added[i]) > 0, i % 2 == 0);
        EXPECT_EQ(text_of(added[i]), i == 0 ? witness : "");
    }
}

TEST(PrintMarks, LeaveOutWhatTheHouseDoesNotWant)
{
    struct {
        const char* why;
        bool mark, mark_enclosures, witness;
        std::size_t marked_fronts; ///< Of one sheet of letter and one of enclosure.
    } const cases[] = {
        {"everything", true, true, true, 2},      {"enclosures without", true, false, true, 1},
        {"no mark at all", false, true, true, 0}, {"no witness", true, true, false, 2},
        {"nothing", false, false, false, 0},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        PageGeometry geometry;
        if (!c.mark) geometry.mark.reset();
        if (!c.witness) geometry.witness.reset();
        geometry.mark_enclosures = c.mark_enclosures;
        const auto added = added_to(sample_forwarding_letter(), geometry);
        std::size_t marked = 0;
        for (const auto& page : added)
            marked += count_modules(page) > 0 ? 1 : 0;
        EXPECT_EQ(marked, c.marked_fronts);
        EXPECT_EQ(text_of(added[0]), c.witness ? witness : "");
    }
}

TEST(PrintMarks, OnOneSidedPaperEveryPageIsASheet)
{
    PageGeometry geometry;
    geometry.plex = Plex::Simplex;
    const Letter letter = sample_forwarding_letter();
    const Composition simplex = shared_workshop().compose(letter, geometry);
    const Composition duplex = shared_workshop().compose(letter, PageGeometry());
    EXPECT_EQ(static_cast<std::size_t>(simplex.sheets), simplex.pages.size());
    EXPECT_LT(simplex.pages.size(), duplex.pages.size());
    for (const Frame& page : simplex.pages)
        EXPECT_FALSE(page.items.empty());
    for (const auto& page : added_to(letter, geometry))
        EXPECT_GT(count_modules(page), 0U);
}

TEST(PrintMarks, FoldMarksStandAtTheRightEdgeOfFronts)
{
    PageGeometry geometry;
    geometry.mark.reset();
    geometry.witness.reset();
    geometry.fold_marks = {Length::mm(105), Length::mm(210)};
    const auto added = added_to(sample_forwarding_letter(), geometry);
    EXPECT_EQ(added[1].size(), 0U);
    ASSERT_EQ(added[0].size(), 2U);
    EXPECT_EQ(added[0][1].at,
              (Point{Length::mm(210) - Length::mm(5) - Length::mm(4), Length::mm(210)}));
}

TEST(PrintMarks, AWitnessThatIsTooWideIsRefusedWithItsWidth)
{
    PageGeometry geometry;
    geometry.witness->size.width = Length::mm(40);
    try {
        added_to(sample_forwarding_letter(), geometry);
        FAIL() << "a line of 90 mm stands in 40 mm";
    } catch (const std::invalid_argument& refusal) {
        EXPECT_NE(std::string(refusal.what()).find(" mm wide"), std::string::npos);
        EXPECT_EQ(std::string(refusal.what()).find("aaaa"), std::string::npos);
    }
}

TEST(Geometry, TheFingerprintDiffersWithEveryMember)
{
    using G = PageGeometry;
    struct {
        const char* what;
        void (*change)(G&);
    } const cases[] = {
        {"page", [](G& g) { g.page.height -= Length::mm(1); }},
        {"plex", [](G& g) { g.plex = Plex::Simplex; }},
        {"left", [](G& g) { g.margin_left += Length::mm(1); }},
        {"right", [](G& g) { g.margin_right += Length::mm(1); }},
        {"top", [](G& g) { g.margin_top += Length::mm(1); }},
        {"bottom", [](G& g) { g.margin_bottom += Length::mm(1); }},
        {"foot", [](G& g) { g.foot_baseline += Length::mm(1); }},
        {"first page", [](G& g) { g.first_page_top += Length::mm(1); }},
        {"clear left", [](G& g) { g.clear_left += Length::mm(1); }},
        {"clear edge", [](G& g) { g.clear_edge += Length::mm(1); }},
        {"silent zone moved", [](G& g) { g.silent_zone->at.y += Length::mm(1); }},
        {"no silent zone", [](G& g) { g.silent_zone.reset(); }},
        {"window", [](G& g) { g.window.size.width += Length::mm(1); }},
        {"address", [](G& g) { g.address.at.x += Length::mm(1); }},
        {"address size", [](G& g) { g.address_size += Length::pt(1); }},
        {"least size", [](G& g) { g.address_size_least += Length::pt(1); }},
        {"return line", [](G& g) { g.return_line_size += Length::pt(1); }},
        {"head", [](G& g) { g.head_left += Length::mm(1); }},
        {"mark", [](G& g) { g.mark.reset(); }},
        {"mark on enclosures", [](G& g) { g.mark_enclosures = false; }},
        {"witness", [](G& g) { g.witness.reset(); }},
        {"fold marks", [](G& g) { g.fold_marks = {Length::mm(105)}; }},
        {"body size", [](G& g) { g.body_size += Length::pt(1); }},
        {"leading", [](G& g) { g.body_leading += Length::pt(1); }},
        {"most pages", [](G& g) { g.most_pages = 20; }},
    };
    std::vector<std::string> seen = {fingerprint(G())};
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        G geometry;
        c.change(geometry);
        const std::string text = fingerprint(geometry);
        EXPECT_EQ(std::find(seen.begin(), seen.end(), text), seen.end());
        seen.push_back(text);
    }
}

} // namespace reservepost::layout
