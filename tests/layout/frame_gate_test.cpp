#include "layout/frame_gate.h"

#include "layout/mark.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <functional>

namespace reservepost::layout {

namespace {

PieceMarks marks_of_piece()
{
    return {.job = "01000123", .piece = 17, .envelope = 5, .witness = "42 abc"};
}

Composition marked(const Letter& letter, const PageGeometry& geometry)
{
    Composition piece = shared_workshop().compose(letter, geometry);
    add_print_marks(piece, geometry, marks_of_piece(), shared_workshop());
    return piece;
}

std::vector<std::string> codes_of(const std::vector<Finding>& findings)
{
    std::vector<std::string> codes;
    for (const Finding& finding : findings)
        codes.push_back(finding.code + "@" + std::to_string(finding.page));
    return codes;
}

Placed rule(double x, double y, double width, double height)
{
    return {{Length::mm(x), Length::mm(y)}, Rule{{Length::mm(width), Length::mm(height)}}};
}

void erase_mark(Frame& page)
{
    std::erase_if(page.items, [](const Placed& placed) {
        return placed.at.x < Length::mm(16) && std::holds_alternative<Rule>(placed.item);
    });
}

void move_text(Frame& page, Length right)
{
    for (Placed& placed : page.items)
        if (std::holds_alternative<GlyphRun>(placed.item)) placed.at.x += right;
}

} // namespace

TEST(FrameGate, LetsOurOwnLettersPassInBothPlexes)
{
    for (const Plex plex : {Plex::Duplex, Plex::Simplex}) {
        PageGeometry geometry;
        geometry.plex = plex;
        FrameGate gate(shared_bench().glyph_boxes(), geometry);
        for (const Letter& letter :
             {sample_forwarding_letter(), sample_long_letter(40), sample_letter_of_breaks(),
              sample_right_to_left_letter(), letter_with("")}) {
            EXPECT_EQ(codes_of(gate.judge_letter(shared_workshop().compose(letter, geometry))),
                      std::vector<std::string>());
            EXPECT_EQ(codes_of(gate.judge_piece(marked(letter, geometry), marks_of_piece())),
                      std::vector<std::string>());
        }
    }
}

TEST(FrameGate, TheFullestAddressPassesAndNeverAHairMore)
{
    Letter letter = letter_with("Tekst");
    letter.address = {"Ågot Ås", "Égý Åg", "Åpg", "Åqj", "Åyp", "9730 ÅGÝ"};
    letter.return_line = "Retur: Postboks 1 Åg, 0001 OSLO";
    const PageGeometry geometry;
    FrameGate gate(shared_bench().glyph_boxes(), geometry);
    const Composition whole = shared_workshop().compose(letter, geometry);
    EXPECT_EQ(codes_of(gate.judge_letter(whole)), std::vector<std::string>());
    for (const Length down : {Length::mm(-2), Length::mm(2)}) {
        Composition moved = whole;
        for (Placed& placed : moved.pages[0].items)
            if (placed.at.y < Length::mm(80) && placed.at.x < Length::mm(100)) placed.at.y += down;
        EXPECT_EQ(codes_of(gate.judge_letter(moved)),
                  std::vector<std::string>{"CONTENT_IN_WINDOW@1"});
    }
}

TEST(FrameGate, NamesWhatIsWrongAndWhere)
{
    using Codes = std::vector<std::string>;
    struct {
        const char* why;
        std::function<void(Composition&)> spoil;
        Codes codes;
    } const cases[] = {
        {"a line in the silent zone",
         [](auto& p) { p.pages[1].items.push_back(rule(3, 100, 5, 1)); },
         Codes{"CONTENT_IN_BARCODE_ZONE@2"}},
        {"one that reaches into it from the text",
         [](auto& p) { p.pages[0].items.push_back(rule(14, 174, 50, 1)); },
         Codes{"CONTENT_IN_BARCODE_ZONE@1"}},
        {"one that ends at its edge by a hair",
         [](auto& p) { p.pages[0].items.push_back(rule(17.95, 120, 50, 1)); }, Codes{}},
        {"a line in the left margin",
         [](auto& p) { p.pages[0].items.push_back(rule(16, 200, 5, 1)); },
         Codes{"INSUFFICIENT_MARGIN@1"}},
        {"a line of text moved into the left margin",
         [](auto& p) { p.pages[2].items[0].at.x -= Length::mm(3); },
         Codes{"INSUFFICIENT_MARGIN@3"}},
        {"at the right edge", [](auto& p) { p.pages[1].items.push_back(rule(200, 50, 8, 1)); },
         Codes{"INSUFFICIENT_MARGIN@2"}},
        {"at the top edge", [](auto& p) { p.pages[1].items.push_back(rule(50, 2, 8, 1)); },
         Codes{"INSUFFICIENT_MARGIN@2"}},
        {"at the bottom edge", [](auto& p) { p.pages[1].items.push_back(rule(50, 294, 8, 2)); },
         Codes{"INSUFFICIENT_MARGIN@2"}},
        {"over the page's edge", [](auto& p) { p.pages[1].items.push_back(rule(150, 50, 90, 1)); },
         Codes{"INSUFFICIENT_MARGIN@2"}},
        {"beside the address in the window",
         [](auto& p) { p.pages[0].items.push_back(rule(111, 60, 3, 3)); },
         Codes{"CONTENT_IN_WINDOW@1"}},
        {"the same on a page that shows in no window",
         [](auto& p) { p.pages[2].items.push_back(rule(111, 60, 3, 3)); }, Codes{}},
        {"in the mark's quiet zone",
         [](auto& p) { p.pages[0].items.push_back(rule(15.2, 22, 4, 2)); },
         Codes{"INSUFFICIENT_MARGIN@1", "CONTENT_AT_MARK@1"}},
        {"a module less", [](auto& p) { p.pages[2].items.pop_back(); },
         Codes{"MARK_NOT_READABLE@3"}},
        {"no mark", [](auto& p) { erase_mark(p.pages[2]); }, Codes{"MARK_MISSING@3"}},
        {"another piece's mark",
         [](auto& p) {
             erase_mark(p.pages[2]);
             add_sheet_mark(p.pages[2], PageGeometry(),
                            sheet_mark_digits({"01000123", 18, 2, 2, 5}));
         },
         Codes{"MARK_OF_ANOTHER_SHEET@3"}},
        {"a page of another size", [](auto& p) { p.pages[3].size.height -= Length::mm(11); },
         Codes{"UNSUPPORTED_DIMENSIONS@4"}},
        {"a proof", [](auto& p) { shared_workshop().mark_as_proof(p.pages, "PRØVE"); },
         Codes{"PROOF@1", "PROOF@2", "PROOF@3", "PROOF@4"}},
        {"two things at once",
         [](auto& p) {
             p.pages[1].items.push_back(rule(3, 100, 5, 1));
             p.pages[1].items.push_back(rule(3, 140, 5, 1));
             p.pages[1].items.push_back(rule(16, 200, 5, 1));
         },
         Codes{"CONTENT_IN_BARCODE_ZONE@2", "CONTENT_IN_BARCODE_ZONE@2", "INSUFFICIENT_MARGIN@2"}},
    };
    const PageGeometry geometry;
    FrameGate gate(shared_bench().glyph_boxes(), geometry);
    const Composition sound = marked(sample_forwarding_letter(), geometry);
    ASSERT_EQ(sound.pages.size(), 4U);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Composition piece = sound;
        c.spoil(piece);
        EXPECT_EQ(codes_of(gate.judge_piece(piece, marks_of_piece())), c.codes);
    }
}

TEST(FrameGate, AFindingTellsPlaceAndRemedyButNoText)
{
    const PageGeometry geometry;
    FrameGate gate(shared_bench().glyph_boxes(), geometry);
    Letter letter = letter_with("Hemmelig");
    Composition piece = shared_workshop().compose(letter, geometry);
    move_text(piece.pages[0], -Length::mm(12));
    const auto findings = gate.judge_letter(piece);
    ASSERT_FALSE(findings.empty());
    for (const Finding& finding : findings) {
        ASSERT_TRUE(finding.place);
        EXPECT_LT(finding.place->at.x, Length::mm(18));
        EXPECT_FALSE(finding.right.empty());
        EXPECT_EQ((finding.what + finding.right).find("Hemmelig"), std::string::npos);
    }
}

} // namespace reservepost::layout
