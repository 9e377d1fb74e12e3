#include "batch/printhouse/page_look.h"

#include "layout/judging_budget.h"
#include "layout/pdf.h"
#include "layout/print_marks.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {

namespace {

using layout::Length;

const layout::Workshop& workshop()
{
    static const layout::Workshop shared;
    return shared;
}

layout::Composition letter()
{
    layout::Letter letter;
    letter.address = {"Karasjok kommune", "Barneverntjenesten", "9730 KARASJOK"};
    layout::Part part;
    part.blocks.push_back(layout::Paragraph{{{"Dette er et brev."}}, layout::ParagraphStyle::Body});
    letter.parts.push_back(part);
    layout::Composition composed = workshop().compose(letter, layout::PageGeometry());
    layout::add_print_marks(composed, layout::PageGeometry(), {"01000001", 1, 5, "Logg 1"},
                            workshop());
    return composed;
}

std::string pdf_of(const layout::Composition& composed)
{
    layout::PdfJob job{{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:1", "nb"}, {}};
    job.pieces.push_back({1, "forwarding", 1, "duplex", "C5", composed.pages});
    return layout::write_pdf(job, workshop().library());
}

/// What a second pair of eyes finds on both sides of the sheet.
std::string seen_on(const layout::Composition& composed)
{
    std::string codes;
    for (const layout::Finding& finding :
         look_at_pages(pdf_of(composed), {{1, {true, true, true}}, {2, {false, false, true}}},
                       layout::PageGeometry()))
        codes += (codes.empty() ? "" : " ") + finding.code + "/" + std::to_string(finding.page);
    return codes;
}

std::string code_of_failure(std::string_view pdf, int page)
{
    try {
        look_at_pages(pdf, {{page, {}}}, layout::PageGeometry());
    } catch (const layout::CannotJudge& failure) {
        return failure.code();
    }
    return "drawn";
}

} // namespace

TEST(PageLook, FindsWhatAPictureShows)
{
    const auto rule_at = [](double x, double y) {
        return layout::Placed{{Length::mm(x), Length::mm(y)},
                              layout::Rule{{Length::mm(2), Length::mm(2)}}};
    };
    struct {
        const char* why;
        std::size_t page;
        layout::Placed added;
        const char* seen;
    } const cases[] = {
        {"ordinary text", 0, rule_at(100, 150), ""},
        {"in the silent zone", 0, rule_at(5, 120), "CONTENT_IN_BARCODE_ZONE/1"},
        {"in the silent zone of the back", 1, rule_at(5, 120), "CONTENT_IN_BARCODE_ZONE/2"},
        {"in the margin", 1, rule_at(2, 200), "INSUFFICIENT_MARGIN/2"},
        {"in the window", 0, rule_at(112, 60), "CONTENT_IN_WINDOW/1"},
        {"beside the mark", 0, rule_at(15.5, 24), "INSUFFICIENT_MARGIN/1 CONTENT_AT_MARK/1"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        layout::Composition composed = letter();
        composed.pages[c.page].items.push_back(c.added);
        EXPECT_EQ(seen_on(composed), c.seen);
    }
}

TEST(PageLook, FindsAMarkThatIsMissing)
{
    layout::Composition composed = letter();
    std::erase_if(composed.pages[0].items, [](const layout::Placed& placed) {
        return std::holds_alternative<layout::Rule>(placed.item);
    });
    EXPECT_EQ(seen_on(composed), "MARK_MISSING/1");
}

TEST(PageLook, SaysWhereItCouldNotLook)
{
    EXPECT_EQ(code_of_failure("no PDF at all", 1), "RENDERING_FAILED");
    EXPECT_EQ(code_of_failure("", 1), "RENDERING_FAILED");
    EXPECT_EQ(code_of_failure(pdf_of(letter()), 99), "RENDERING_FAILED");
}

} // namespace reservepost::batch::printhouse
