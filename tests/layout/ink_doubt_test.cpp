#include "layout/ink.h"
#include "layout/mark.h"
#include "tiny_pdf.h"

#include <gtest/gtest.h>

// Pages that leave a doubt, or mean harm: findings, and ink rather than none.

namespace reservepost::layout {

namespace {

PageInk ink_of_pdf(const std::string& pdf)
{
    JudgingBudget budget;
    return ink_of_pages(pdf, budget).at(0);
}

std::string codes(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings)
        text += (text.empty() ? "" : " ") + finding.code;
    return text;
}

/// Whether some box covers this place, in points from the top left corner.
bool has_ink_at(const PageInk& ink, double x, double y)
{
    const Length across = Length::pt(x), down = Length::pt(y);
    for (const Rectangle& box : ink.boxes) {
        if (across >= box.at.x && across <= box.at.x + box.size.width && down >= box.at.y &&
            down <= box.at.y + box.size.height)
            return true;
    }
    return false;
}

} // namespace

TEST(InkInDoubt, IsNotedAndStillInk)
{
    struct {
        const char* why;
        const char* content; ///< With ink at 15, 85 in spite of its fault, unless empty.
        const char* codes;
    } const cases[] = {
        {"sound", "10 10 10 10 re f", ""},
        {"an operator that nobody knows", "glow 10 10 10 10 re f", "OPERATOR_UNKNOWN"},
        {"the same between BX and EX", "BX glow EX 10 10 10 10 re f", ""},
        {"EX without BX", "EX 10 10 10 10 re f", "CONTENT_BROKEN"},
        {"too few operands", "10 10 10 re 10 10 10 10 re f", "CONTENT_BROKEN"},
        {"a string that never ends", "10 10 10 10 re f (abc", "CONTENT_BROKEN"},
        {"an array that never ends", "10 10 10 10 re f [ 1 2", "CONTENT_BROKEN"},
        {"a dictionary that never ends", "10 10 10 10 re f /A << /B 1 BDC", "CONTENT_BROKEN"},
        {"a bracket too many", "10 10 10 10 re f ]", "CONTENT_BROKEN"},
        {"an inline image that never ends", "10 10 10 10 re f BI /W 1 ID abc", "CONTENT_BROKEN"},
        {"a number with an exponent", "10 10 10 10 re f 1e9 w", "OPERATOR_UNKNOWN CONTENT_BROKEN"},
        {"q without Q", "q 10 10 10 10 re f", "GRAPHICS_STATE_UNBALANCED"},
        {"Q without q", "Q 10 10 10 10 re f", "GRAPHICS_STATE_UNBALANCED"},
        {"BT without ET", "10 10 10 10 re f BT", "GRAPHICS_STATE_UNBALANCED"},
        {"ET without BT", "ET 10 10 10 10 re f", "GRAPHICS_STATE_UNBALANCED"},
        {"EMC too many", "EMC 10 10 10 10 re f", "CONTENT_BROKEN"},
        {"a line out of nowhere", "50 50 l 10 10 10 10 re f", "CONTENT_BROKEN"},
        {"a font that is not there", "BT /X 20 Tf 10 10 Td (A) Tj ET", "FONT_MISSING"},
        {"text before a font is chosen", "BT 20 0 0 20 10 10 Tm (A) Tj ET 10 10 9 9 re f",
         "FONT_MISSING"},
        {"text outside of BT", "(A) Tj 10 10 10 10 re f", "CONTENT_BROKEN FONT_MISSING"},
        {"a font of the reader's own", "BT /H 20 Tf 10 10 Td (A) Tj ET", "FONT_NOT_READABLE"},
        {"an encoding of the reader's own", "BT /U 20 Tf 10 10 Td (AA) Tj ET", "FONT_NOT_READABLE"},
        {"a program that is none", "BT /B 20 Tf 10 10 Td (AA) Tj ET", "FONT_NOT_READABLE"},
        {"a font that is not readable but invisible", "BT /H 20 Tf 3 Tr (A) Tj ET 10 10 10 10 re f",
         ""},
        {"a picture that is not there", "/X Do 10 10 10 10 re f", "RESOURCE_MISSING"},
        {"a graphics state that is not there", "/X gs 10 10 10 10 re f", "RESOURCE_MISSING"},
        {"a shading that is not there", "/X sh", "RESOURCE_MISSING"},
        {"a layer that is not there", "/OC /X BDC 10 10 10 10 re f EMC", "RESOURCE_MISSING"},
        {"numbers that multiply beyond all measure",
         "99999999999999999999 0 0 99999999999999999999 0 0 cm q "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm "
         "99999999999999999999999999999999999999999999999999 0 0 1 0 0 cm 1 1 5 5 re f Q",
         ""},
    };
    const std::string keys = "/Resources << /Font << /H << /Type /Font /Subtype /Type1 /BaseFont "
                             "/Helvetica >> /U << /Type /Font /Subtype /Type0 /Encoding "
                             "/UniGB-UCS2-H /DescendantFonts [<< /Type /Font >>] >> "
                             "/B << /Type /Font /Subtype /TrueType /FirstChar 65 /Widths [500] "
                             "/FontDescriptor << /FontFile2 5 0 R /Ascent 800 /Descent -200 >> >> "
                             ">> >>";
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_pdf(tiny_pdf(c.content, keys, {stream_of("no font", "")}));
        EXPECT_EQ(codes(ink.findings), c.codes);
        EXPECT_TRUE(has_ink_at(ink, 15, 85));
        for (const Finding& finding : ink.findings) {
            EXPECT_EQ(finding.page, 0) << "whoever knows the page's number puts it in";
            EXPECT_FALSE(finding.what.empty() || finding.right.empty());
        }
    }
}

TEST(InkInDoubt, OfForms)
{
    struct {
        const char* why;
        std::string form; ///< Object 5, drawn as /X.
        const char* codes;
        bool prints; ///< At 15, 85.
    } const cases[] = {
        {"plain", stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100]"), "", true},
        {"moved there by its matrix",
         stream_of("0 0 1 1 re f", "/Subtype /Form /BBox [0 0 1 1] /Matrix [10 0 0 10 10 10]"), "",
         true},
        {"cut off by its box", stream_of("0 0 99 99 re f", "/Subtype /Form /BBox [0 0 9 99]"), "",
         false},
        {"without a box", stream_of("10 10 10 10 re f", "/Subtype /Form"), "CONTENT_BROKEN", true},
        {"with the page's resources",
         stream_of("BT /F 20 Tf 10 10 Td (A) Tj ET", "/Subtype /Form /BBox [0 0 100 100]"),
         "FONT_NOT_READABLE", true},
        {"draws itself", stream_of("/X Do 10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100]"),
         "CONTENT_BROKEN", true},
        {"leaves a q open", stream_of("q 10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100]"),
         "GRAPHICS_STATE_UNBALANCED", true},
        {"takes the page's Q",
         stream_of("Q 10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100]"),
         "GRAPHICS_STATE_UNBALANCED", true},
        {"cannot be decoded",
         stream_of("nonsense", "/Subtype /Form /BBox [0 0 100 100] /Filter /NoSuchDecode"),
         "CONTENT_BROKEN", false},
        {"on a layer that is off",
         stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100] /OC 6 0 R"), "", false},
        {"on a layer that is on",
         stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100] /OC 7 0 R"), "", true},
        {"off unless one of two is on",
         stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100] /OC << /Type /OCMD "
                                       "/OCGs [6 0 R 7 0 R] >>"),
         "", true},
        {"off unless both are on",
         stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100] /OC << /Type /OCMD "
                                       "/OCGs [6 0 R 7 0 R] /P /AllOn >>"),
         "", false},
        {"a formula is taken to be true",
         stream_of("10 10 10 10 re f", "/Subtype /Form /BBox [0 0 100 100] /OC << /Type /OCMD "
                                       "/OCGs 6 0 R /VE [/Not 7 0 R] >>"),
         "", true},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_pdf(
            tiny_pdf("q q /X Do Q Q",
                     "/Resources << /XObject << /X 5 0 R >> "
                     "/Font << /F << /Subtype /Type1 >> >> >>",
                     {c.form, "<< /Type /OCG /Name (off) >>", "<< /Type /OCG /Name (on) >>"},
                     "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [6 0 R] >> >>"));
        EXPECT_EQ(codes(ink.findings), c.codes);
        EXPECT_EQ(has_ink_at(ink, 15, 85), c.prints);
    }
}

TEST(InkInDoubt, OfLayersInContent)
{
    struct {
        const char* why;
        const char* content;
        const char* usual; ///< The catalogue's usual configuration.
        bool prints;
    } const cases[] = {
        {"on", "/OC /On BDC 10 10 10 10 re f EMC", "/OFF [5 0 R]", true},
        {"off", "/OC /Off BDC 10 10 10 10 re f EMC", "/OFF [5 0 R]", false},
        {"after it", "/OC /Off BDC EMC 10 10 10 10 re f", "/OFF [5 0 R]", true},
        {"within it, marked for something else", "/OC /Off BDC /Span BMC 10 10 10 10 re f EMC EMC",
         "/OFF [5 0 R]", false},
        {"switched by the reader on printing", "/OC /Off BDC 10 10 10 10 re f EMC",
         "/OFF [5 0 R] /AS [<< /Event /Print >>]", true},
        {"all off but one", "/OC /On BDC 10 10 10 10 re f EMC", "/BaseState /OFF /ON [6 0 R]",
         true},
        {"all off", "/OC /Off BDC 10 10 10 10 re f EMC", "/BaseState /OFF /ON [6 0 R]", false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_pdf(tiny_pdf(
            c.content, "/Resources << /Properties << /Off 5 0 R /On 6 0 R >> >>",
            {"<< /Type /OCG /Name (a) >>", "<< /Type /OCG /Name (b) >>"},
            std::string("/OCProperties << /OCGs [5 0 R 6 0 R] /D << ") + c.usual + " >> >>"));
        EXPECT_EQ(codes(ink.findings), "");
        EXPECT_EQ(has_ink_at(ink, 15, 85), c.prints);
    }
}

TEST(InkInDoubt, OfGlyphsThatAreDrawings)
{
    const std::string font =
        "/Resources << /Font << /D << /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] "
        "/FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /LastChar 66 /Widths [10 10] "
        "/Encoding << /Differences [65 /box /self] >> /CharProcs << /box 5 0 R /self 6 0 R >> "
        "/Resources << /Font << /D << >> >> >> >> >> >>";
    const std::vector<std::string> drawings = {stream_of("10 0 0 0 10 10 d1 0 0 10 5 re f", ""),
                                               stream_of("10 0 d0 BT /D 1 Tf (B) Tj ET", "")};
    const PageInk ink = ink_of_pdf(tiny_pdf("BT /D 10 Tf 0 10 Td (CAA) Tj ET", font, drawings));
    EXPECT_EQ(codes(ink.findings), "") << "a code without a drawing prints nothing";
    ASSERT_EQ(ink.boxes.size(), 2U);
    EXPECT_EQ(ink.boxes[0].at, (Point{Length::pt(0), Length::pt(85)}));
    EXPECT_EQ(ink.boxes[1].at, (Point{Length::pt(10), Length::pt(85)}));
    EXPECT_EQ(ink.boxes[1].size, (Size{Length::pt(10), Length::pt(5)}));
}

TEST(InkInDoubt, OfAnnotations)
{
    struct {
        const char* why;
        const char* annotation;
        bool prints;
    } const cases[] = {
        {"a stamp", "/Subtype /Stamp", true},
        {"a hidden one", "/Subtype /Stamp /F 2", false},
        {"one for the screen may print", "/Subtype /Stamp /F 0", true},
        {"a note that pops up", "/Subtype /Popup", false},
        {"a link has a border", "/Subtype /Link", true},
        {"a link without", "/Subtype /Link /Border [0 0 0]", false},
        {"a link with a style", "/Subtype /Link /BS << /W 2 >> /Border [0 0 0]", true},
        {"a link with a style of none", "/Subtype /Link /BS << /W 0 >>", false},
        {"a field", "/Subtype /Widget", true},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_pdf(
            tiny_pdf("", std::string("/Annots [<< /Rect [20 20 10 10] ") + c.annotation + " >>]"));
        EXPECT_EQ(has_ink_at(ink, 15, 85), c.prints);
        EXPECT_EQ(ink.boxes.size(), c.prints ? 1U : 0U);
    }
}

TEST(InkInDoubt, BrokenPageBoxesAreNoted)
{
    for (const char* const keys :
         {"/MediaBox [0 0 100]", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 /a 100]",
          "/MediaBox [0 0 99999999 100]", "/MediaBox [0 0 100 100] /TrimBox (none)",
          "/MediaBox [0 0 100 100] /UserUnit -1", "/MediaBox [0 0 100 100] /UserUnit 99999999"}) {
        EXPECT_EQ(codes(ink_of_pdf(tiny_pdf("", keys)).findings), "PAGE_BOX_BROKEN") << keys;
    }
    EXPECT_EQ(ink_of_pdf(tiny_pdf("", "/MediaBox 7")).page, a4);
}

TEST(InkInDoubt, WhatMeansHarmEnds)
{
    const std::string page = "/Resources << /XObject << /X 5 0 R >> >>";
    std::vector<std::string> forms; // Each draws the next one twice.
    for (int i = 6; i <= 40; ++i) {
        forms.push_back(stream_of("/X Do /X Do", "/Subtype /Form /BBox [0 0 9 9] /Resources << "
                                                 "/XObject << /X " +
                                                     std::to_string(i) + " 0 R >> >>"));
    }
    forms.push_back(stream_of("0 0 1 1 re f", "/Subtype /Form /BBox [0 0 9 9]"));
    std::vector<std::string> deep = forms;
    for (int i = 41; i <= 80; ++i)
        deep.insert(deep.end() - 1, stream_of("/X Do", "/Subtype /Form /BBox [0 0 9 9] /Resources "
                                                       "<< /XObject << /X " +
                                                           std::to_string(i) + " 0 R >> >>"));
    std::string keeping, idling;
    for (int i = 0; i < 20'000; ++i)
        keeping += "q ";
    for (int i = 0; i < 100'001; ++i)
        idling += "n ";
    struct {
        const char* why;
        std::string pdf;
    } const cases[] = {
        {"forms that double", tiny_pdf("/X Do", page, forms)},
        {"forms too deep", tiny_pdf("/X Do", page, deep)},
        {"states without end", tiny_pdf(keeping)},
        {"more operators than may be", tiny_pdf(idling)},
        {"no PDF", "hello"},
        {"nothing at all", ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        JudgingLimits limits;
        limits.operators = 100'000;
        JudgingBudget budget(limits);
        EXPECT_THROW(ink_of_pages(c.pdf, budget), CannotJudge);
    }
}

TEST(InkInDoubt, AMarkUnderSomethingElseIsNone)
{
    const PageGeometry geometry;
    Frame frame;
    const std::string digits = sheet_mark_digits({"01000123", 17, 2, 3, 5});
    add_sheet_mark(frame, geometry, digits);
    std::string mark;
    for (const Placed& placed : frame.items) {
        const Size size = std::get<Rule>(placed.item).size;
        for (const double number :
             {placed.at.x.in_pt(), (a4.height - placed.at.y - size.height).in_pt(),
              size.width.in_pt(), size.height.in_pt()})
            mark += std::to_string(number) + " ";
        mark += "re ";
    }
    mark += "f ";
    const std::string in_place = "20 760 10 10 ";
    struct {
        const char* why;
        std::string content;
        const char* codes;
    } const cases[] = {
        {"as it should be", mark, ""},
        {"under a white box", mark + "1 g " + in_place + "re f", "MARK_NOT_READABLE"},
        {"over a white box", "1 g " + in_place + "re f 0 g " + mark, ""},
        {"with a picture", mark + "q 10 0 0 10 20 760 cm /P Do Q", "MORE_THAN_ONE_MARK"},
        {"a picture of one", "q 26 0 0 26 17 760 cm /P Do Q", "MARK_NOT_READABLE"},
        {"with grey modules", "0.5 g " + mark, "MARK_NOT_READABLE"},
        {"text in it", mark + "BT /F 8 Tf 20 765 Td (A) Tj ET", "MORE_THAN_ONE_MARK"},
        {"none", "", "MARK_MISSING"},
        {"twice the same, one over the other", mark + mark, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_pdf(tiny_pdf(
            c.content,
            "/MediaBox [0 0 595.276 841.89] /Resources << /XObject << /P 5 0 R >> /Font << /F << "
            "/Subtype /TrueType /FirstChar 65 /Widths [500] >> >> >>",
            {stream_of("x", "/Subtype /Image /Width 1 /Height 1")}));
        EXPECT_EQ(codes(ink.findings), "");
        EXPECT_EQ(codes(judge_mark(ink, {}, geometry, 1, digits)), c.codes);
    }
}

} // namespace reservepost::layout
