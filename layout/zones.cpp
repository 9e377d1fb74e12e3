#include "layout/zones.h"

#include "layout/decimal.h"

#include <algorithm>
#include <utility>

namespace reservepost::layout {

namespace {

constexpr Length tolerance = Length::mm(0.1);
constexpr Length near = Length::mm(4); ///< What lies nearer together is told as one.
constexpr int modules = 18;
constexpr int quiet_modules = 2;

Length right_of(const Rectangle& box)
{
    return box.at.x + box.size.width;
}

Length foot_of(const Rectangle& box)
{
    return box.at.y + box.size.height;
}

Rectangle grown(const Rectangle& box, Length by)
{
    return {{box.at.x - by, box.at.y - by}, {box.size.width + by * 2, box.size.height + by * 2}};
}

Rectangle both(const Rectangle& a, const Rectangle& b)
{
    const Point at{std::min(a.at.x, b.at.x), std::min(a.at.y, b.at.y)};
    return {at,
            {std::max(right_of(a), right_of(b)) - at.x, std::max(foot_of(a), foot_of(b)) - at.y}};
}

std::string in_mm(Length length)
{
    return decimal(length.in_mm(), 1) + " mm";
}

std::string in_mm(const Rectangle& zone)
{
    return "x " + decimal(zone.at.x.in_mm(), 1) + "–" + in_mm(right_of(zone)) + ", y " +
           decimal(zone.at.y.in_mm(), 1) + "–" + in_mm(foot_of(zone));
}

/// Judges the boxes of one page one after the other.
class Judge {
public:
    Judge(PageRole role, const PageGeometry& geometry, int page)
        : geometry_(geometry), page_(page),
          window_(role.first_of_piece ? std::optional(geometry.window) : std::nullopt),
          mark_(role.front && role.marked ? geometry.mark : std::nullopt)
    {
    }

    std::vector<Finding> judge(const std::vector<Rectangle>& ink)
    {
        for (const Rectangle& box : ink)
            judge(box);
        return std::move(findings_);
    }

private:
    void judge(const Rectangle& box)
    {
        if (mark_ && lies_in(box, grown(*mark_, tolerance))) return;
        if (geometry_.silent_zone && overlap(box, grown(*geometry_.silent_zone, -tolerance))) {
            find("CONTENT_IN_BARCODE_ZONE", box, "something is printed in the silent zone",
                 "nothing at " + in_mm(*geometry_.silent_zone));
        } else if (outside_margins(box)) {
            find("INSUFFICIENT_MARGIN", box, "something is printed in the margin",
                 "nothing nearer to the left edge than " + in_mm(geometry_.clear_left) +
                     ", or to another edge than " + in_mm(geometry_.clear_edge));
        }
        if (window_ && overlap(box, grown(*window_, -tolerance)) &&
            !lies_in(box, grown(geometry_.address, tolerance))) {
            find("CONTENT_IN_WINDOW", box,
                 "something stands in the window but outside its safe text area",
                 "only the address and its return line at " + in_mm(geometry_.address) +
                     ", nothing else at " + in_mm(*window_));
        }
        if (mark_ && overlap(box, grown(mark_with_quiet_zone(*mark_), -tolerance))) {
            find("CONTENT_AT_MARK", box, "something stands in the quiet zone of the sheet's mark",
                 "nothing but the mark at " + in_mm(mark_with_quiet_zone(*mark_)));
        }
    }

    bool outside_margins(const Rectangle& box) const
    {
        const Length edge = geometry_.clear_edge - tolerance;
        return box.at.x < geometry_.clear_left - tolerance || box.at.y < edge ||
               right_of(box) > geometry_.page.width - edge ||
               foot_of(box) > geometry_.page.height - edge;
    }

    void find(const char* code, const Rectangle& box, std::string what, std::string right)
    {
        const auto same = std::find_if(findings_.begin(), findings_.end(), [&](const Finding& f) {
            return f.code == code && overlap(grown(*f.place, near), box);
        });
        if (same != findings_.end()) {
            same->place = both(*same->place, box);
        } else {
            findings_.push_back({code, page_, box, std::move(what), std::move(right)});
        }
    }

    const PageGeometry& geometry_;
    int page_;
    std::optional<Rectangle> window_;
    std::optional<Rectangle> mark_;
    std::vector<Finding> findings_;
};

} // namespace

bool overlap(const Rectangle& a, const Rectangle& b)
{
    return a.at.x < right_of(b) && b.at.x < right_of(a) && a.at.y < foot_of(b) &&
           b.at.y < foot_of(a);
}

bool lies_in(const Rectangle& inner, const Rectangle& outer)
{
    return inner.at.x >= outer.at.x && inner.at.y >= outer.at.y &&
           right_of(inner) <= right_of(outer) && foot_of(inner) <= foot_of(outer);
}

Rectangle mark_with_quiet_zone(const Rectangle& mark)
{
    const Length width = mark.size.width.scaled(quiet_modules, modules);
    const Length height = mark.size.height.scaled(quiet_modules, modules);
    return {{mark.at.x - width, mark.at.y - height},
            {mark.size.width + width * 2, mark.size.height + height * 2}};
}

std::vector<Finding> judge_ink(const std::vector<Rectangle>& ink, PageRole role,
                               const PageGeometry& geometry, int page)
{
    return Judge(role, geometry, page).judge(ink);
}

} // namespace reservepost::layout
