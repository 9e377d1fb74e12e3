// What each kind of block may ask of the pages: seen on finished pages.
#include "layout/compose.h"
#include "layout/looks.h"
#include "page_text.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

const PageGeometry geometry;

Composition composed(const Part& part)
{
    Letter letter = letter_with("");
    letter.parts = {part};
    return shared_workshop().compose(letter, geometry);
}

/// A part that begins with so many lines, each a paragraph, and goes on with `blocks`.
Part part_after(int lines, std::vector<Block> blocks)
{
    Part part;
    // Of a list, whose items stand without white between them.
    List list;
    for (int i = 0; i < lines; ++i)
        list.items.push_back({{"linje"}});
    part.blocks.emplace_back(std::move(list));
    part.blocks.insert(part.blocks.end(), blocks.begin(), blocks.end());
    return part;
}

std::string lines_of(const std::string& word, int count)
{
    std::string text;
    for (int i = 1; i <= count; ++i)
        text += (i > 1 ? "\n" : "") + word + std::to_string(i);
    return text;
}

/// How often `text` begins a run of the page.
int times(const Frame& page, const std::string& text)
{
    return static_cast<int>(
        std::count_if(page.items.begin(), page.items.end(), [&text](const Placed& placed) {
            const auto* run = std::get_if<GlyphRun>(&placed.item);
            return run != nullptr && run->text.starts_with(text);
        }));
}

/// From a run that begins with one text down to one that begins with another.
double points_between(const Frame& page, const std::string& above, const std::string& below)
{
    return (place_of(page, below).at.y - place_of(page, above).at.y).in_pt();
}

} // namespace

TEST(Blocks, AddressBlockStaysOnOnePageAndInItsLines)
{
    for (int lines = 20; lines < 40; ++lines) {
        const Composition set =
            composed(part_after(lines, {AddressBlock{"Ola Hansen\nBakken 2\n0001 OSLO"}}));
        const std::size_t page = page_with(set, "Ola");
        EXPECT_EQ(points_between(set.pages[page], "Ola", "0001"), 30) << lines;
    }
}

TEST(Blocks, ABoxWithoutOutlineKeepsTogetherAndShowsNoRule)
{
    bool moved = false;
    for (int lines = 20; lines < 40; ++lines) {
        const Box box{{Paragraph{{{"øverst"}}}, Spacer{3}, Paragraph{{{"nederst"}}}}, false};
        const Composition set = composed(part_after(lines, {box}));
        EXPECT_EQ(page_with(set, "øverst"), page_with(set, "nederst")) << lines;
        moved = moved || (page_with(set, "øverst") == 1 && lines < 33);
        for (const Frame& page : set.pages) {
            for (const Placed& placed : page.items)
                EXPECT_TRUE(std::holds_alternative<GlyphRun>(placed.item));
        }
    }
    EXPECT_TRUE(moved);
}

TEST(Blocks, ATieBindsTwoBlocksOfAnyKind)
{
    const std::vector<Block> kinds = {
        Paragraph{{{"før"}}},          Paragraph{{{"etter"}}}, List{{{{"før"}}}},
        LabelValue{"etter", "verdi"},  Quotation{"før"},       AddressBlock{"etter"},
        LabelValue{"før", "verdi"},    Quotation{"etter"},     Box{{Paragraph{{{"før"}}}}},
        Box{{Paragraph{{{"etter"}}}}},
    };
    for (std::size_t kind = 0; kind < kinds.size(); kind += 2) {
        bool parted = false;
        for (int lines = 24; lines < 38; ++lines) {
            SCOPED_TRACE(lines);
            const Block more = Paragraph{{{sample_text()}}};
            const auto loose = composed(part_after(lines, {kinds[kind], kinds[kind + 1], more}));
            parted = parted || page_with(loose, "før") != page_with(loose, "etter");
            const auto tied =
                composed(part_after(lines, {kinds[kind], Tie{}, kinds[kind + 1], more}));
            EXPECT_EQ(page_with(tied, "før"), page_with(tied, "etter"));
        }
        EXPECT_TRUE(parted) << "block " << kind << " is never parted anyway";
    }
    const auto alone = composed(part_after(0, {Tie{}, Paragraph{{{"tekst"}}}, Tie{}}));
    EXPECT_EQ(alone.parts[0].pages, 1);
}

TEST(Blocks, ATieAmongTheRowsOfATableHolds)
{
    std::vector<Block> table;
    for (const char* label : {"en", "to", "tre", "fire", "fem", "seks", "sju"})
        table.emplace_back(LabelValue{std::string("rad-") + label, "verdi"});
    table.insert(table.begin() + 3, Tie{});
    for (int lines = 24; lines < 38; ++lines) {
        const Composition set = composed(part_after(lines, table));
        EXPECT_EQ(page_with(set, "rad-tre"), page_with(set, "rad-fire")) << lines;
        EXPECT_EQ(page_with(set, "rad-seks"), page_with(set, "rad-sju")) << lines;
    }
}

TEST(Blocks, ANewSheetGoesOnInTheSamePart)
{
    struct {
        const char* why;
        std::vector<Block> blocks;
        std::size_t page; ///< Of what follows.
        int pages;
    } const cases[] = {
        {"after a page", {NewSheet{}, Paragraph{{{"ark"}}}}, 2, 3},
        {"after a rule that parts nothing", {Separator{}, NewSheet{}, Paragraph{{{"ark"}}}}, 2, 3},
        {"twice is once", {NewSheet{}, NewSheet{}, Paragraph{{{"ark"}}}}, 2, 3},
        {"with nothing after it", {Paragraph{{{"ark"}}}, NewSheet{}}, 0, 1},
        {"even after a heading", {Heading{2, {{"Del"}}}, NewSheet{}, Paragraph{{{"ark"}}}}, 2, 3},
        {"in a box", {Box{{Paragraph{{{"x"}}}, NewSheet{}, Paragraph{{{"ark"}}}}}}, 2, 3},
        {"between rows of a table",
         {LabelValue{"en", ""}, NewSheet{}, LabelValue{"ark", ""}, LabelValue{"tre", ""}},
         2,
         3},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition set = composed(part_after(3, c.blocks));
        EXPECT_EQ(page_with(set, "ark"), c.page);
        EXPECT_EQ(set.parts[0].pages, c.pages);
        EXPECT_TRUE(holds(set.pages[0], "Side 1 av " + std::to_string(c.pages)));
        if (c.pages == 3) {
            EXPECT_TRUE(holds(set.pages[1], "Side 2 av 3")) << "so that nobody misses it";
        }
    }
    EXPECT_EQ(composed(part_after(0, {NewSheet{}, Paragraph{{{"ark"}}}})).parts[0].pages, 1);
    EXPECT_EQ(page_with(composed(part_after(40, {NewSheet{}, Paragraph{{{"ark"}}}})), "ark"), 2U);
}

TEST(Blocks, ANewPageIsTheNextOne)
{
    struct {
        const char* why;
        std::vector<Block> blocks;
        std::size_t page; ///< Of what follows.
        int pages;
    } const cases[] = {
        {"after a page", {NewPage{}, Paragraph{{{"ny"}}}}, 1, 2},
        {"after a rule that parts nothing", {Separator{}, NewPage{}, Paragraph{{{"ny"}}}}, 1, 2},
        {"twice is once", {NewPage{}, NewPage{}, Paragraph{{{"ny"}}}}, 1, 2},
        {"with nothing after it", {Paragraph{{{"ny"}}}, NewPage{}}, 0, 1},
        {"even after a heading", {Heading{2, {{"Del"}}}, NewPage{}, Paragraph{{{"ny"}}}}, 1, 2},
        {"and a new sheet", {NewPage{}, NewSheet{}, Paragraph{{{"ny"}}}}, 2, 3},
        {"in a box", {Box{{Paragraph{{{"x"}}}, NewPage{}, Paragraph{{{"ny"}}}}}}, 1, 2},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Composition set = composed(part_after(3, c.blocks));
        EXPECT_EQ(page_with(set, "ny"), c.page);
        EXPECT_EQ(set.parts[0].pages, c.pages);
    }
    EXPECT_EQ(composed(part_after(0, {NewPage{}, Paragraph{{{"ny"}}}})).parts[0].pages, 1);
}

TEST(Blocks, ABoxThatNoPageHoldsIsOutlinedOnEachOfItsPages)
{
    const Box box{{Paragraph{{{lines_of("linje", 100)}}}}};
    const Composition set = composed(part_after(2, {box}));
    ASSERT_EQ(set.parts[0].pages, 3);
    for (std::size_t page = 0; page < 3; ++page) {
        const auto rules =
            std::count_if(set.pages[page].items.begin(), set.pages[page].items.end(),
                          [](const Placed& p) { return std::holds_alternative<Rule>(p.item); });
        EXPECT_EQ(rules, 4);
    }
    EXPECT_TRUE(holds(set.pages[0], "linje1")) << "it begins where it stands";
}

TEST(Blocks, NoShortWordsAtTheEndStandAloneOnAPage)
{
    struct {
        const char* why;
        Block last;
        bool bound;
    } const cases[] = {
        {"a closing line", Paragraph{{{"slutt"}}}, true},
        {"of two lines", Paragraph{{{"slutt\nslutt"}}}, true},
        {"a note in small", Paragraph{{{"slutt"}}, ParagraphStyle::Small}, true},
        {"a row of a table", LabelValue{"slutt", ""}, true},
        {"a paragraph that is long enough", Paragraph{{{lines_of("slutt", 4)}}}, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        bool alone = false;
        for (int lines = 24; lines < 40; ++lines) {
            Part part = part_after(lines, {c.last});
            const Composition set = composed(part);
            const std::size_t page = page_with(set, "slutt");
            alone = alone || (page > 0 && !holds(set.pages[page], "linje"));
            part.blocks.insert(part.blocks.end() - 1, NewSheet{});
            EXPECT_EQ(page_with(composed(part), "slutt"), 2U) << "unless it is asked for";
        }
        EXPECT_EQ(alone, !c.bound);
    }
}

TEST(Blocks, WhiteIsLinesInRunningTextAndHalfLinesAroundTheRest)
{
    Part part;
    part.blocks = {Paragraph{{{"a"}}},   Paragraph{{{"b"}}},   List{{{{"c"}}, {{"d"}}}},
                   LabelValue{"e", "f"}, LabelValue{"g", "h"}, Quotation{"i\n\nj"},
                   Heading{3, {{"k"}}},  LabelValue{"l", "m"}, Heading{4, {{"n"}}},
                   Quotation{"o"},       Heading{2, {{"p"}}},  Heading{3, {{"q"}}},
                   Heading{4, {{"r"}}},  Paragraph{{{"s"}}}};
    const Composition set = composed(part);
    struct {
        const char* why;
        const char* above;
        const char* below;
        double points;
    } const cases[] = {
        {"paragraphs", "a", "b", 30},
        {"a list after a paragraph", "b", "c", 22.5},
        {"items of a list", "c", "d", 15},
        {"a table after a list", "d", "e", 22.5},
        {"a label and its value", "e", "f", 0},
        {"rows of a table", "e", "g", 15},
        {"a quotation after a table goes back to whole lines", "h", "i", 30},
        {"a blank line that somebody wrote", "i", "j", 30},
        {"a group goes with what it stands above", "k", "l", 15},
        {"and away from what is above it", "j", "k", 22.5},
        {"a long answer's label", "m", "n", 22.5},
        {"close to the answer", "n", "o", 15},
        {"a part", "o", "p", 41},
        {"with a group below", "p", "q", 34},
        {"a label right under a group", "q", "r", 15},
        {"our words under a label", "r", "s", 15},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(points_between(set.pages[0], c.above, c.below), c.points) << c.why;
    }
}

TEST(Blocks, ValuesStandAtOnePlaceInsideABoxAndOutside)
{
    Part part;
    part.blocks = {LabelValue{"ute", "verdi-en"}, Box{{LabelValue{"inne", "verdi-to"}}}};
    const Composition set = composed(part);
    EXPECT_EQ(place_of(set.pages[0], "verdi-en").at.x, place_of(set.pages[0], "verdi-to").at.x);
    EXPECT_LT(place_of(set.pages[0], "ute").at.x, place_of(set.pages[0], "inne").at.x);
}

TEST(Blocks, ALabelIsRepeatedWhereItsValueGoesOn)
{
    Part part =
        part_after(30, {LabelValue{"Adresse", lines_of("verdi", 60)}, LabelValue{"Neste", ""}});
    const Composition set = composed(part);
    ASSERT_EQ(set.parts[0].pages, 3);
    EXPECT_EQ(times(set.pages[0], "Adresse"), 1);
    EXPECT_FALSE(holds(set.pages[0], "forts."));
    for (const std::size_t page : {1U, 2U}) {
        SCOPED_TRACE(page);
        const Placed& label = place_of(set.pages[page], "Adresse (forts.)");
        EXPECT_EQ(label.at.x, geometry.margin_left);
        EXPECT_EQ(label.at.y, place_of(set.pages[page], "verdi").at.y) << "beside the first line";
        EXPECT_EQ(times(set.pages[page], "Adresse"), 1);
    }
    part.continued = "(cont.)";
    EXPECT_TRUE(holds(composed(part).pages[1], "Adresse (cont.)"));
    part.continued = "";
    EXPECT_FALSE(holds(composed(part).pages[1], "Adresse")) << "no word, no repetition";
}

TEST(Blocks, ALabelThatIsLongIsRepeatedAsFarAsThereIsRoom)
{
    struct {
        const char* why;
        std::string label;
        const char* repeated;
        bool whole;
    } const cases[] = {
        {"two lines beside two", "Relasjon til barnet, slik melderen sa", "(forts.)", true},
        {"a name of one word", std::string(400, 'x'), "(forts.)", false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        // The last two lines of the value stand on the second page.
        const Composition set =
            composed(part_after(0, {LabelValue{c.label, lines_of("verdi", 36)}}));
        ASSERT_EQ(page_with(set, "verdi35"), 1U);
        EXPECT_TRUE(holds(set.pages[1], c.repeated));
        EXPECT_EQ(holds(set.pages[1], c.label.substr(0, 8)), c.whole);
        const Length last = place_of(set.pages[1], "verdi36").at.y;
        for (const Placed& placed : without_foot(set.pages[1]).items)
            EXPECT_LE(placed.at.y, last) << "no line of the label hangs below";
    }
}

TEST(Blocks, ALongAnswersLabelIsRepeatedOnALineOfItsOwn)
{
    const std::string answer = lines_of("svar", 60);
    Part part = part_after(30, {Heading{4, {{"Hva er "}, {"galt", true}}}, Quotation{answer}});
    const Composition set = composed(part);
    ASSERT_EQ(set.parts[0].pages, 3);
    for (const std::size_t page : {1U, 2U}) {
        SCOPED_TRACE(page);
        const Placed& label = place_of(set.pages[page], "Hva er galt (forts.)");
        EXPECT_EQ(label.at.y, geometry.margin_top + looks_for(geometry).body.baseline);
        EXPECT_EQ(points_between(set.pages[page], "Hva", "svar"), 15);
    }
    part.blocks[1] = Heading{3, {{"Del"}}};
    EXPECT_FALSE(holds(composed(part).pages[1], "Del")) << "a group is not a label";
    part.blocks[1] = Box{{Heading{4, {{"Hva"}}}, Quotation{answer}}};
    EXPECT_FALSE(holds(composed(part).pages[1], "Hva")) << "an outline has no room above it";
}

} // namespace reservepost::layout
