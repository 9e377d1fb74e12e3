#include "layout/ink.h"
#include "octets.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"
#include "tests/layout/tiny_pdf.h"

#include <algorithm>

namespace reservepost::fuzz {

namespace {

using layout::Length;
using layout::promise;
using layout::stream_of;

/// A page whose content, form, glyph drawing, encoding and font program are the octets' own.
std::string choose_pdf(Octets& octets)
{
    static const char* const pages[] = {"", "/Rotate 90", "/MediaBox [-50 20 300 400] /UserUnit 2",
                                        "/CropBox [10 10 90 50] /Rotate 270"};
    const std::string keys = pages[octets.choose(std::size(pages))];
    const std::string content = octets.text_until(block_end), form = octets.text_until(block_end),
                      glyph = octets.text_until(block_end), map = octets.text_until(block_end),
                      program = octets.text_until(block_end);
    const std::string descriptor =
        "<< /Type /FontDescriptor /FontBBox [-100 -200 1000 800] /FontFile2 9 0 R >>";
    return layout::tiny_pdf(
        content, keys + " /Resources 10 0 R",
        {stream_of(form, "/Subtype /Form /BBox [0 0 90 90] /Matrix [1 0 0 1 5 5]"),
         "<< /Type /Font /Subtype /TrueType /FirstChar 65 /Widths [500 1000] /FontDescriptor " +
             descriptor + " >>",
         "<< /Type /Font /Subtype /Type0 /Encoding " +
             std::string(octets.flip() ? "/Identity-V" : "11 0 R") +
             " /DescendantFonts [<< /Subtype /CIDFontType0 /W [1 [500 250] 300 301 2000] "
             "/FontDescriptor " +
             descriptor + " >>] >>",
         "<< /Type /Font /Subtype /Type3 /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /Widths [10] "
         "/Encoding << /Differences [65 /a] >> /CharProcs << /a 12 0 R >> >>",
         stream_of(program, ""),
         "<< /Font << /F 6 0 R /C 7 0 R /D 8 0 R >> /XObject << /X 5 0 R /P 13 0 R >> "
         "/ExtGState << /G << /BM /Multiply /LW 3 /Font [6 0 R 9] >> >> "
         "/ColorSpace << /S [/Separation /Black /DeviceGray 9 0 R] >> /Shading << /S 13 0 R >> "
         "/Properties << /L 14 0 R >> >>",
         stream_of(map, ""), stream_of(glyph, ""),
         stream_of("x", "/Subtype /Image /Width 1 /Height 1"), "<< /Type /OCG >>"},
        "/OCProperties << /D << /OFF [14 0 R] >> >>");
}

void check(const layout::PageInk& ink)
{
    for (const layout::Rectangle& box : ink.boxes) {
        promise(box.size.width >= Length() && box.size.height >= Length(),
                "a box of ink is the right way round");
        promise(box.at.x >= Length() && box.at.y >= Length() &&
                    box.at.x + box.size.width <= ink.page.width &&
                    box.at.y + box.size.height <= ink.page.height,
                "ink lies on its page");
    }
    for (const layout::Rectangle& dark : ink.rectangles)
        promise(std::ranges::count(ink.boxes, dark) > 0, "a dark rectangle is ink");
    for (const layout::Finding& finding : ink.findings)
        promise(!finding.what.empty() && !finding.right.empty(),
                "a finding says what is wrong and what would be right");
}

} // namespace

void try_ink(std::string_view given)
{
    Octets octets(given);
    const std::string pdf = choose_pdf(octets);
    layout::JudgingLimits limits;
    limits.operators = 20'000;
    limits.inflated_octets = 1U << 20U;
    layout::JudgingBudget budget(limits);
    try {
        for (const layout::PageInk& ink : layout::ink_of_pages(pdf, budget))
            check(ink);
    } catch (const layout::CannotJudge& stop) {
        promise(stop.code() == "TOO_MUCH_TO_JUDGE", "a page that can be opened is judged");
    }
}

} // namespace reservepost::fuzz
