#include "layout/raster_ink.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace reservepost::layout {

namespace {

constexpr int per_inch = 100;

/// A white A4 page at 100 dots an inch.
GreyPicture paper()
{
    GreyPicture picture{827, 1170, {}, per_inch};
    picture.pixels.assign(std::size_t{827} * 1170, '\xFF');
    return picture;
}

int dot(double mm)
{
    return static_cast<int>(mm / 25.4 * per_inch + 0.5);
}

/// Blackens what lies between these, in millimetres from the top left corner.
void draw(GreyPicture& picture, double left, double top, double right, double foot, char grey = 0)
{
    for (int y = dot(top); y < dot(foot); ++y)
        for (int x = dot(left); x < dot(right); ++x)
            picture.pixels[static_cast<std::size_t>(y * picture.width + x)] = grey;
}

std::string codes(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings)
        text += (text.empty() ? "" : " ") + finding.code;
    return text;
}

} // namespace

TEST(RasterInk, TellsWhereAPictureIsDark)
{
    struct {
        const char* why;
        double left, top, right, foot;
        PageRole role;
        const char* codes;
    } const cases[] = {
        {"body text", 20, 100, 178, 250, {true, true, false}, ""},
        {"in the silent zone", 10, 120, 14, 121, {true, true, false}, "CONTENT_IN_BARCODE_ZONE"},
        {"a dot in the silent zone",
         5,
         100,
         5.26,
         100.26,
         {true, true, false},
         "CONTENT_IN_BARCODE_ZONE"},
        {"in the left margin", 16, 200, 17, 201, {true, true, false}, "INSUFFICIENT_MARGIN"},
        {"at the left margin's edge", 18, 200, 19, 201, {true, true, false}, ""},
        {"at the foot's edge", 100, 293, 101, 294, {true, true, false}, "INSUFFICIENT_MARGIN"},
        {"at the right edge", 206, 200, 207, 201, {true, true, false}, "INSUFFICIENT_MARGIN"},
        {"in the window, beside the address",
         112,
         50,
         114,
         52,
         {true, true, false},
         "CONTENT_IN_WINDOW"},
        {"an address", 20, 47, 110, 76, {true, true, false}, ""},
        {"text in the window of a later page", 112, 50, 114, 52, {true, false, false}, ""},
        {"just below the window", 20, 79.3, 178, 82, {true, true, false}, ""},
        {"a mark", 6, 20, 15, 29, {true, true, true}, ""},
        {"a mark where none should be", 6, 20, 15, 29, {false, true, true}, "INSUFFICIENT_MARGIN"},
        {"no mark where one should be", 20, 100, 178, 250, {true, true, true}, "MARK_MISSING"},
        {"a mark and what touches it",
         6,
         20,
         15.7,
         29,
         {true, true, true},
         "INSUFFICIENT_MARGIN CONTENT_AT_MARK"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        GreyPicture picture = paper();
        draw(picture, c.left, c.top, c.right, c.foot);
        const auto findings = judge_picture(picture, c.role, PageGeometry(), 4);
        EXPECT_EQ(codes(findings), c.codes);
        for (const Finding& finding : findings)
            EXPECT_EQ(finding.page, 4);
    }
}

TEST(RasterInk, GreyIsInkAndWhitePaperIsNone)
{
    GreyPicture picture = paper();
    EXPECT_TRUE(ink_of(picture).empty());
    draw(picture, 50, 50, 60, 60, '\xF0');
    EXPECT_TRUE(ink_of(picture).empty()) << "what a renderer leaves of an edge";
    draw(picture, 50, 50, 60, 60, '\x80');
    EXPECT_FALSE(ink_of(picture).empty());
}

TEST(RasterInk, BoxesEndWhereTheInkEnds)
{
    GreyPicture picture = paper();
    draw(picture, 25.4, 50.8, 25.4 * 1.5, 25.4 * 2.5);
    Length left = a4.width, right, top = a4.height, foot;
    for (const Rectangle& box : ink_of(picture)) {
        left = std::min(left, box.at.x);
        top = std::min(top, box.at.y);
        right = std::max(right, box.at.x + box.size.width);
        foot = std::max(foot, box.at.y + box.size.height);
        EXPECT_LE(box.size.width, Length::mm(1.02));
        EXPECT_LE(box.size.height, Length::mm(1.02));
    }
    EXPECT_EQ(left, Length::pt(72));
    EXPECT_EQ(top, Length::pt(144));
    EXPECT_EQ(right, Length::pt(108));
    EXPECT_EQ(foot, Length::pt(180));
}

TEST(RasterInk, ReadsWholePicturesOnly)
{
    const GreyPicture picture =
        read_grey_picture(std::string("P5\n2 3\n255\n\0\1\2\3\4\5", 17), 72);
    EXPECT_EQ(picture.width, 2);
    EXPECT_EQ(picture.height, 3);
    EXPECT_EQ(picture.pixels, std::string("\0\1\2\3\4\5", 6));
    for (const char* const bad :
         {"", "P5", "P4\n1 1\n255\nx", "P5\n1 1\n255\n", "P5\n1 1\n255\nxx", "P5\n0 1\n255\n",
          "P5\n-1 1\n255\nx", "P5\n1 1\n65535\nxx", "P5\n99999999999 1\n255\nx", "P5 x"})
        EXPECT_THROW(read_grey_picture(bad, 72), std::invalid_argument) << bad;
}

} // namespace reservepost::layout
