#include "layout/ink.h"

#include "layout/decimal.h"
#include "tiny_pdf.h"

#include <gtest/gtest.h>

// Contents written by hand on a page of 100 by 100 points, and where their ink must be: left, top,
// right and foot of each box in points from the top left corner.

namespace reservepost::layout {

namespace {

PageInk ink_of_pdf(const std::string& pdf)
{
    JudgingBudget budget;
    const auto pages = ink_of_pages(pdf, budget);
    return pages.at(0);
}

/// In points, with a digit after the point only where there is something to say.
std::string told(Length length)
{
    const std::string text = decimal(length.in_pt(), 1);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

std::string told(const std::vector<Rectangle>& boxes)
{
    std::string text;
    for (const Rectangle& box : boxes) {
        if (!text.empty()) text += ", ";
        text += told(box.at.x) + " " + told(box.at.y) + " " + told(box.at.x + box.size.width) +
                " " + told(box.at.y + box.size.height);
    }
    return text;
}

std::string codes(const PageInk& ink)
{
    std::string text;
    for (const Finding& finding : ink.findings)
        text += (text.empty() ? "" : " ") + finding.code;
    return text;
}

// A font whose codes 65 to 67 are 500, 1,000 and 250 thousandths wide; it reaches from 200 below
// the line to 800 above.
const std::string descriptor =
    "/FontDescriptor << /Type /FontDescriptor /FontBBox [0 -200 1000 800] >> ";
const std::string simple_font = "<< /Type /Font /Subtype /TrueType /FirstChar 65 /LastChar 67 "
                                "/Widths [500 1000 250] " +
                                descriptor + ">>";
const std::string composite_font =
    "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType2 /DW 1000 /W [1 [500 250] 300 301 2000] "
    "/FontDescriptor << /Type /FontDescriptor /FontBBox [0 -200 100 800] >> >>] >>";
const std::string resources = "/Resources << /Font << /F 5 0 R /C 6 0 R /O 8 0 R >> "
                              "/ExtGState << /Multiply << /BM /Multiply >> /Half << /ca 0.5 >> "
                              "/Wide << /LW 6 >> >> "
                              "/ColorSpace << /Spot [/Separation /Gold /DeviceCMYK 9 0 R] "
                              "/K [/Separation /Black /DeviceGray 9 0 R] >> "
                              "/XObject << /P 7 0 R >> /Shading << /S 7 0 R >> >>";
const std::string map = "1 begincodespacerange <00> <7F> endcodespacerange "
                        "1 begincodespacerange <8000> <FFFF> endcodespacerange "
                        "2 begincidrange <41> <42> 1 <8001> <8002> 300 endcidrange "
                        "1 begincidchar <43> 2 endcidchar";

PageInk ink_of_content(const std::string& content, const std::string& keys = {})
{
    const std::string mapped = "<< /Type /Font /Subtype /Type0 /Encoding 10 0 R /DescendantFonts "
                               "[<< /Type /Font /Subtype /CIDFontType2 /DW 1000 "
                               "/W [1 [500 250] 300 301 2000] " +
                               descriptor + ">>] >>";
    return ink_of_pdf(
        tiny_pdf(content, resources + keys,
                 {simple_font, composite_font, stream_of("x", "/Subtype /Image /Width 1 /Height 1"),
                  mapped, "<< /FunctionType 2 /N 1 /Domain [0 1] >>", stream_of(map, "")}));
}

struct Row {
    const char* why;
    const char* content;
    const char* boxes;
};

void expect_boxes(const std::vector<Row>& rows)
{
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        const PageInk ink = ink_of_content(row.content);
        EXPECT_EQ(told(ink.boxes), row.boxes);
        EXPECT_EQ(codes(ink), "");
    }
}

} // namespace

TEST(Ink, OfPaths)
{
    expect_boxes({
        {"nothing", "", ""},
        {"a filled rectangle", "10 20 30 40 re f", "10 40 40 80"},
        {"from its other corner", "40 60 -30 -40 re f", "10 40 40 80"},
        {"two, one box each", "0 0 1 1 re 50 50 1 1 re f", "0 99 1 100, 50 49 51 50"},
        {"the old word for filling", "10 20 30 40 re F", "10 40 40 80"},
        {"a path that is not painted", "10 20 30 40 re n", ""},
        {"a triangle", "10 10 m 30 10 l 20 40 l f", "10 60 30 90"},
        {"a curve by its control points", "10 10 m 10 60 50 60 50 10 c f", "10 40 50 90"},
        {"v begins where the pen is", "10 10 m 50 60 50 10 v f", "10 40 50 90"},
        {"y ends at its second point", "10 10 m 10 60 50 10 y f", "10 40 50 90"},
        {"a line is as wide as the pen", "4 w 10 50 m 90 50 l S", "8 48 92 52"},
        {"the pen is scaled", "2 0 0 2 0 0 cm 2 w 5 25 m 45 25 l S", "8 48 92 52"},
        {"a frame is four lines, not what it frames", "2 w 10 10 80 80 re S",
         "9 89 91 91, 89 9 91 91, 9 9 91 11, 9 9 11 91"},
        {"s closes the path first", "2 w 10 10 m 90 10 l 90 90 l 10 90 l s",
         "9 89 91 91, 89 9 91 91, 9 9 91 11, 9 9 11 91"},
        {"a slanting line is short pieces", "2 w 10 10 m 40 40 l S",
         "9 79 21 91, 19 69 31 81, 29 59 41 71"},
        {"a sharp corner's point runs out", "10 w 10 30 m 50 50 l 10 70 l S",
         "5 55 35 75, 25 45 55 65, 25 35 55 55, 5 25 35 45, 38.8 38.8 61.2 61.2"},
        {"unless it is cut blunt", "10 w 1 j 10 30 m 50 50 l 10 70 l S",
         "5 55 35 75, 25 45 55 65, 25 35 55 55, 5 25 35 45"},
        {"Q brings the pen back", "2 w q 20 w Q 10 50 m 90 50 l S", "9 49 91 51"},
        {"the pen of a graphics state", "/Wide gs 10 50 m 90 50 l S", "7 47 93 53"},
        {"filled and stroked", "2 w 10 10 10 10 re B",
         "10 80 20 90, 9 89 21 91, 19 79 21 91, "
         "9 79 21 81, 9 79 11 91"},
        {"turned by 45 degrees", "0.7071 0.7071 -0.7071 0.7071 50 50 cm 0 0 10 10 re f",
         "42.9 35.9 57.1 50"},
        {"off the page", "200 200 10 10 re f", ""},
        {"half off the page", "-10 90 20 20 re f", "0 0 10 10"},
        {"a line of no height still prints", "10 50 20 0 re f", "10 50 30 50"},
    });
}

TEST(Ink, OfWhiteIsNone)
{
    expect_boxes({
        {"white paper, painted", "1 g 0 0 100 100 re f", ""},
        {"as RGB", "1 1 1 rg 0 0 100 100 re f", ""},
        {"as CMYK", "0 0 0 0 k 0 0 100 100 re f", ""},
        {"no gold at all", "/Spot cs 0 scn 0 0 9 9 re f", ""},
        {"a white line", "1 G 10 50 m 90 50 l S", ""},
        {"white text", "1 g BT /F 10 Tf 10 10 Td (AB) Tj ET", ""},
        {"nearly white prints", "0.99 g 0 0 9 9 re f", "0 91 9 100"},
        {"yellow prints", "0 0 1 0 k 0 0 9 9 re f", "0 91 9 100"},
        {"gold prints", "/Spot cs 1 scn 0 0 9 9 re f", "0 91 9 100"},
        {"an unknown space prints", "/Nowhere cs 1 scn 0 0 9 9 re f", "0 91 9 100"},
        {"white that is blended may print", "/Multiply gs 1 g 0 0 9 9 re f", "0 91 9 100"},
        {"black again after Q", "q 1 g Q 0 0 9 9 re f", "0 91 9 100"},
        {"white filled but stroked black", "1 g 2 w 10 50 10 0 re B",
         "9 49 21 51, 19 49 21 51, "
         "9 49 21 51, 9 49 11 51"},
    });
}

TEST(Ink, OfTextIsThatOfItsGlyphs)
{
    expect_boxes({
        {"a word", "BT /F 10 Tf 10 50 Td (AB) Tj ET", "10 42 25 52"},
        {"a space parts words", "BT /F 10 Tf 10 50 Td (A A) Tj ET", "10 42 15 52, 15 42 20 52"},
        {"spaces alone", "BT /F 10 Tf 10 50 Td (   ) Tj ET", ""},
        {"word space", "BT /F 10 Tf 7 Tw 10 50 Td (A A) Tj ET", "10 42 15 52, 22 42 27 52"},
        {"character space", "BT /F 10 Tf 1 Tc 10 50 Td (AA) Tj ET", "10 42 21 52"},
        {"half as wide", "BT /F 10 Tf 50 Tz 10 50 Td (AB) Tj ET", "10 42 17.5 52"},
        {"raised", "BT /F 10 Tf 3 Ts 10 50 Td (A) Tj ET", "10 39 15 49"},
        {"gaps in TJ", "BT /F 10 Tf 10 50 Td [(A) -100 (A)] TJ ET", "10 42 21 52"},
        {"a gap between columns", "BT /F 10 Tf 10 50 Td [(A) -3000 (A)] TJ ET",
         "10 42 15 52, 45 42 50 52"},
        {"Td adds up", "BT /F 10 Tf 10 50 Td 5 10 Td (A) Tj ET", "15 32 20 42"},
        {"TD leads", "BT /F 10 Tf 10 50 Td 0 -20 TD T* (A) Tj ET", "10 82 15 92"},
        {"TL and the apostrophe", "BT /F 10 Tf 12 TL 10 50 Td (A) ' ET", "10 54 15 64"},
        {"both spaces and a line", "BT /F 10 Tf 12 TL 10 50 Td 2 1 (A A) \" ET",
         "10 54 15 64, 19 54 24 64"},
        {"a text matrix", "BT /F 1 Tf 10 0 0 20 10 50 Tm (A) Tj ET", "10 34 15 54"},
        {"upwards", "BT /F 10 Tf 0 1 -1 0 50 50 Tm (AB) Tj ET", "42 35 52 50"},
        {"within a scaled page", "0.5 0 0 0.5 0 0 cm BT /F 20 Tf 20 100 Td (A) Tj ET",
         "10 42 15 52"},
        {"invisible", "BT /F 10 Tf 3 Tr 10 50 Td (A) Tj ET", ""},
        {"only to clip", "BT /F 10 Tf 7 Tr 10 50 Td (A) Tj ET", ""},
        {"invisible text still goes on", "BT /F 10 Tf 10 50 Td 3 Tr (A) Tj 0 Tr (A) Tj ET",
         "15 42 20 52"},
        {"an outline is as wide as the pen", "2 w BT /F 10 Tf 1 Tr 10 50 Td (A) Tj ET",
         "9 41 16 53"},
        {"ET forgets the place", "BT 10 10 Td ET BT /F 10 Tf (A) Tj ET", "0 92 5 100"},
        {"at twice the size", "BT /F 20 Tf 10 50 Td (C) Tj ET", "10 34 15 54"},
        {"Identity-H takes two octets", "BT /C 10 Tf 10 50 Td <00010002> Tj ET", "10 42 17.5 52"},
        {"widths of a range", "BT /C 10 Tf 10 50 Td <012C0001> Tj ET", "10 42 35 52"},
        {"an odd octet at the end", "BT /C 10 Tf 10 50 Td <000100> Tj ET", "10 42 25 52"},
        {"word space is for codes of one octet", "BT /C 10 Tf 9 Tw 10 50 Td <00200001> Tj ET",
         "10 42 25 52"},
        {"a map with codes of one octet and two", "BT /O 10 Tf 10 50 Td <41428001> Tj ET",
         "10 42 37.5 52"},
        {"a single code of the map", "BT /O 10 Tf 10 50 Td <43> Tj ET", "10 42 20 52"},
    });
}

TEST(Ink, OfPicturesShadingsAndClips)
{
    expect_boxes({
        {"a picture fills the unit square", "30 0 0 20 10 10 cm /P Do", "10 70 40 90"},
        {"a picture on its side", "0 30 -20 0 50 10 cm /P Do", "30 60 50 90"},
        {"a picture in the content", "q 8 0 0 8 10 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
         "10 82 18 90"},
        {"a stencil of white", "1 g BI /W 1 /H 1 /IM true ID x EI", ""},
        {"a clip cuts", "10 10 20 20 re W n 0 0 100 100 re f", "10 70 30 90"},
        {"after its painting", "10 10 20 20 re W f 0 0 100 15 re f", "10 70 30 90, 10 85 30 90"},
        {"clips add up", "10 10 20 20 re W n 20 20 40 40 re W* n 0 0 100 100 re f", "20 70 30 80"},
        {"Q takes the clip off", "q 10 10 20 20 re W n Q 0 0 5 5 re f", "0 95 5 100"},
        {"clips that do not meet", "0 0 5 5 re W n 10 10 5 5 re W n 0 0 100 100 re f", ""},
        {"a clip without a path", "W n 0 0 5 5 re f", "0 95 5 100"},
        {"text is clipped", "10 50 3 50 re W n BT /F 10 Tf 10 50 Td (A) Tj ET", "10 42 13 50"},
        {"a shading fills the clip", "10 10 20 20 re W n /S sh", "10 70 30 90"},
    });
}

TEST(Ink, DarkRectanglesAreToldApart)
{
    const std::vector<Row> rows = {
        {"black", "10 10 20 20 re f", "10 70 30 90"},
        {"black again: rectangles side by side", "0 0 10 10 re 10 0 10 10 re f",
         "0 90 10 100, 10 90 20 100"},
        {"overlapping, filled the same way round", "0 0 10 10 re 5 0 10 10 re f",
         "0 90 10 100, 5 90 15 100"},
        {"overlapping, even-odd: a hole", "0 0 10 10 re 5 0 10 10 re f*", ""},
        {"one round the other way: a hole", "0 0 10 10 re 15 0 -10 10 re f", ""},
        {"by lines", "10 10 m 30 10 l 30 30 l 10 30 l h f", "10 70 30 90"},
        {"CMYK black", "0 0 0 1 k 0 0 9 9 re f", "0 91 9 100"},
        {"a separation of black", "/K cs 1 scn 0 0 9 9 re f", "0 91 9 100"},
        {"grey is not dark", "0.5 g 0 0 9 9 re f", ""},
        {"gold may be light", "/Spot cs 1 scn 0 0 9 9 re f", ""},
        {"half seen through", "/Half gs 0 0 9 9 re f", ""},
        {"turned", "0.7071 0.7071 -0.7071 0.7071 50 50 cm 0 0 10 10 re f", ""},
        {"a quarter turn", "0 1 -1 0 50 0 cm 0 0 10 20 re f", "30 90 50 100"},
        {"clipped by a rectangle", "0 0 5 50 re W n 0 0 9 9 re f", "0 91 5 100"},
        {"clipped by a triangle", "0 0 m 9 0 l 0 9 l W n 0 0 9 9 re f", ""},
        {"white painted over it", "0 0 9 9 re f 1 g 4 4 1 1 re f", ""},
        {"white painted beside it", "0 0 9 9 re f 1 g 9 0 9 9 re f", "0 91 9 100"},
        {"text is none", "BT /F 10 Tf 10 50 Td (A) Tj ET", ""},
        {"a picture is none", "9 0 0 9 0 0 cm /P Do", ""},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_EQ(told(ink_of_content(row.content).rectangles), row.boxes);
    }
}

TEST(Ink, CountsFromTheVisiblePagesTopLeftCorner)
{
    struct {
        const char* why;
        const char* keys;
        const char* page;
        const char* boxes;
    } const cases[] = {
        {"as it is", "", "100 100", "10 70 20 90"},
        {"MediaBox elsewhere", "/MediaBox [-50 -50 100 200]", "150 250", "60 170 70 190"},
        {"the wrong way round", "/MediaBox [100 100 0 0]", "100 100", "10 70 20 90"},
        {"CropBox", "/CropBox [5 5 50 50]", "45 45", "5 20 15 40"},
        {"TrimBox before CropBox", "/CropBox [1 1 99 99] /TrimBox [5 5 50 50]", "45 45",
         "5 20 15 40"},
        {"cut by the visible page", "/CropBox [15 0 100 100]", "85 100", "0 70 5 90"},
        {"turned right", "/Rotate 90", "100 100", "10 10 30 20"},
        {"upside down", "/Rotate 180", "100 100", "80 10 90 30"},
        {"turned left", "/Rotate 270", "100 100", "70 80 90 90"},
        {"turned left, said otherwise", "/Rotate -90", "100 100", "70 80 90 90"},
        {"turned, not square", "/MediaBox [0 0 100 200] /Rotate 90", "200 100", "10 10 30 20"},
        {"turned, from a corner of its own", "/MediaBox [5 5 105 205] /Rotate 90", "200 100",
         "5 5 25 15"},
        {"not a quarter turn: taken as none", "/Rotate 45", "100 100", "10 70 20 90"},
        {"a larger unit", "/UserUnit 2", "200 200", "20 140 40 180"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const PageInk ink = ink_of_content("10 10 10 20 re f", c.keys);
        EXPECT_EQ(told(ink.boxes), c.boxes);
        EXPECT_EQ(told(ink.page.width) + " " + told(ink.page.height), c.page);
        EXPECT_EQ(codes(ink), "");
    }
}

} // namespace reservepost::layout
