#include "layout/raster_ink.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace reservepost::layout {

namespace {

/// Lighter than this is paper, whatever the renderer makes of edges that cover part of a pixel.
constexpr unsigned char lightest_ink = 200;

class HeadReader {
public:
    explicit HeadReader(std::string_view octets) : octets_(octets) {}

    int number()
    {
        while (at_ < octets_.size() && (octets_[at_] == ' ' || octets_[at_] == '\n'))
            ++at_;
        int value = 0;
        const auto end =
            std::from_chars(octets_.data() + at_, octets_.data() + octets_.size(), value);
        if (end.ec != std::errc() || value < 1) refuse();
        at_ = static_cast<std::size_t>(end.ptr - octets_.data());
        return value;
    }

    void word(std::string_view expected)
    {
        if (!octets_.substr(at_).starts_with(expected)) refuse();
        at_ += expected.size();
    }

    /// What comes after the head and one line end.
    std::string_view rest()
    {
        word("\n");
        return octets_.substr(at_);
    }

    [[noreturn]] static void refuse()
    {
        throw std::invalid_argument("the picture of a page is no whole PGM of 256 greys");
    }

private:
    std::string_view octets_;
    std::size_t at_ = 0;
};

/// A part of a picture, in pixels; the last two are outside of it.
struct Field {
    int left, top, right, foot;
};

/// Around the pixels of a field that are not white.
std::optional<Field> ink_within(const GreyPicture& picture, Field field)
{
    Field ink{field.right, field.foot, field.left, field.top};
    for (int y = field.top; y < field.foot; ++y) {
        const auto row = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
        for (int x = field.left; x < field.right; ++x) {
            const char grey = picture.pixels[row + static_cast<std::size_t>(x)];
            if (static_cast<unsigned char>(grey) >= lightest_ink) continue;
            ink = {std::min(ink.left, x), std::min(ink.top, y), std::max(ink.right, x + 1),
                   std::max(ink.foot, y + 1)};
        }
    }
    return ink.left < ink.right ? std::optional(ink) : std::nullopt;
}

Length dots(int count, int per_inch)
{
    return Length::pt(72).scaled(count, per_inch);
}

Rectangle in_lengths(const Field& field, int per_inch)
{
    const Point at{dots(field.left, per_inch), dots(field.top, per_inch)};
    return {at, {dots(field.right, per_inch) - at.x, dots(field.foot, per_inch) - at.y}};
}

Rectangle grown(const Rectangle& box, Length by)
{
    return {{box.at.x - by, box.at.y - by}, {box.size.width + by * 2, box.size.height + by * 2}};
}

/// The geometry with every forbidden place smaller by a pixel, and every allowed one larger.
PageGeometry lenient(PageGeometry geometry, Length pixel)
{
    geometry.clear_left -= pixel;
    geometry.clear_edge -= pixel;
    if (geometry.silent_zone) geometry.silent_zone = grown(*geometry.silent_zone, -pixel);
    geometry.window = grown(geometry.window, -pixel);
    geometry.address = grown(geometry.address, pixel);
    // What stands in the mark's place is taken out before; its quiet zone shrinks with this.
    if (geometry.mark) geometry.mark = grown(*geometry.mark, -pixel);
    return geometry;
}

} // namespace

GreyPicture read_grey_picture(std::string_view pgm, int dots_per_inch)
{
    HeadReader head(pgm);
    head.word("P5");
    GreyPicture picture;
    picture.width = head.number();
    picture.height = head.number();
    picture.dots_per_inch = dots_per_inch;
    if (head.number() != 255) HeadReader::refuse();
    picture.pixels = head.rest();
    if (picture.pixels.size() !=
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height))
        HeadReader::refuse();
    return picture;
}

std::vector<Rectangle> ink_of(const GreyPicture& picture)
{
    std::vector<Rectangle> boxes;
    const int side = std::max(1, picture.dots_per_inch * 10 / 254);
    for (int top = 0; top < picture.height; top += side) {
        for (int left = 0; left < picture.width; left += side) {
            const Field field{left, top, std::min(left + side, picture.width),
                              std::min(top + side, picture.height)};
            if (const auto ink = ink_within(picture, field))
                boxes.push_back(in_lengths(*ink, picture.dots_per_inch));
        }
    }
    return boxes;
}

std::vector<Finding> judge_picture(const GreyPicture& picture, PageRole role,
                                   const PageGeometry& geometry, int page)
{
    const Length pixel = dots(1, picture.dots_per_inch);
    std::vector<Rectangle> ink = ink_of(picture);
    const bool has_mark = geometry.mark && role.front && role.marked;
    std::size_t of_mark = 0;
    if (has_mark) {
        of_mark = std::erase_if(
            ink, [&](const Rectangle& box) { return lies_in(box, grown(*geometry.mark, pixel)); });
    }
    auto findings = judge_ink(ink, role, lenient(geometry, pixel), page);
    if (has_mark && of_mark == 0) {
        findings.push_back({"MARK_MISSING", page, geometry.mark, "no mark is printed on the sheet",
                            "one Data Matrix of 18 x 18 modules that fills its place"});
    }
    return findings;
}

} // namespace reservepost::layout
