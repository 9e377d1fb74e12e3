#include "layout/ink_path.h"

namespace reservepost::layout {

namespace {

InkBox around(Spot a, Spot b)
{
    return InkBox{a.x, a.y, b.x, b.y}.upright();
}

InkBox around_all(const std::vector<Spot>& spots)
{
    InkBox box = around(spots.front(), spots.front());
    for (const Spot& spot : spots)
        box = box.and_also(around(spot, spot));
    return box;
}

/// Twice the area that the spots go around, negative clockwise.
double turn_of(const std::vector<Spot>& spots)
{
    double area = 0;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const Spot& a = spots[i];
        const Spot& b = spots[(i + 1) % spots.size()];
        area += a.x * b.y - b.x * a.y;
    }
    return area;
}

/// A slanting line as boxes around short pieces of it, since the box around all of a long one
/// covers much that is white.
void add_line(Spot a, Spot b, double half, std::vector<InkBox>& boxes)
{
    constexpr double piece = 10; // Points.
    constexpr double most = 100;
    const double slant = std::min(std::abs(b.x - a.x), std::abs(b.y - a.y));
    // Written so that what is no number makes one piece.
    const double pieces = slant > piece ? std::min(most, std::ceil(slant / piece)) : 1;
    const auto between = [&](double part) {
        return Spot{a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
    };
    for (double i = 0; i < pieces; ++i)
        boxes.push_back(around(between(i / pieces), between((i + 1) / pieces)).grown(half));
}

/// How far a corner's point runs out from it, in half widths: 1 where it does not.
double point_of(Spot before, Spot corner, Spot after, double limit)
{
    const double ax = before.x - corner.x, ay = before.y - corner.y;
    const double bx = after.x - corner.x, by = after.y - corner.y;
    const double lengths = std::hypot(ax, ay) * std::hypot(bx, by);
    if (!(lengths > 0)) return 1;
    // Half the angle's sine, from its cosine.
    const double sine = std::sqrt(std::max(0.0, (1 - (ax * bx + ay * by) / lengths) / 2));
    return sine * limit >= 1 ? 1 / sine : 1; // Blunt beyond the limit.
}

} // namespace

void InkPath::move_to(Spot to)
{
    parts_.emplace_back();
    put(to, false);
}

void InkPath::put(Spot spot, bool curved)
{
    parts_.back().spots.push_back(spot);
    parts_.back().curved.push_back(curved);
}

void InkPath::line_to(Spot to)
{
    if (parts_.empty()) return;
    if (parts_.back().closed) move_to(*at());
    put(to, false);
}

void InkPath::curve_to(Spot first, Spot second, Spot to)
{
    if (parts_.empty()) return;
    if (parts_.back().closed) move_to(*at());
    put(first, true);
    put(second, true);
    put(to, true);
}

void InkPath::close()
{
    if (!parts_.empty()) parts_.back().closed = true;
}

void InkPath::rectangle(const InkBox& box, const Matrix& to_page)
{
    const auto corners = box.corners();
    move_to(to_page.at(corners[0]));
    for (std::size_t i = 1; i < corners.size(); ++i)
        line_to(to_page.at(corners[i]));
    close();
}

std::optional<Spot> InkPath::at() const
{
    if (parts_.empty()) return std::nullopt;
    const Part& last = parts_.back();
    return last.closed ? last.spots.front() : last.spots.back();
}

std::optional<InkBox> InkPath::around() const
{
    std::optional<InkBox> all;
    for (const InkBox& box : filled())
        all = all ? all->and_also(box) : box;
    return all;
}

std::vector<InkBox> InkPath::filled() const
{
    std::vector<InkBox> boxes;
    for (const Part& part : parts_)
        if (part.spots.size() > 1) boxes.push_back(around_all(part.spots));
    return boxes;
}

std::vector<InkBox> InkPath::stroked(const Pen& pen) const
{
    std::vector<InkBox> boxes;
    for (const Part& part : parts_)
        stroke(part, pen, boxes);
    return boxes;
}

void InkPath::stroke(const Part& part, const Pen& pen, std::vector<InkBox>& boxes)
{
    const std::vector<Spot>& spots = part.spots;
    const double half = pen.width / 2;
    if (spots.size() == 1) {
        // A dot, which caps make visible where the path is closed.
        if (part.closed) boxes.push_back(layout::around(spots[0], spots[0]).grown(half));
        return;
    }
    for (std::size_t i = 1; i < spots.size(); ++i) {
        if (part.curved[i]) {
            const InkBox box = around_all({spots[i - 1], spots[i], spots[i + 1], spots[i + 2]});
            boxes.push_back(box.grown(half));
            i += 2;
        } else {
            add_line(spots[i - 1], spots[i], half, boxes);
        }
    }
    if (part.closed) add_line(spots.back(), spots.front(), half, boxes);
    if (!pen.miter) return;
    const std::size_t count = spots.size();
    for (std::size_t i = part.closed ? 0 : 1; i + (part.closed ? 0 : 1) < count; ++i) {
        const Spot before = spots[(i + count - 1) % count], after = spots[(i + 1) % count];
        const double point = point_of(before, spots[i], after, pen.miter_limit);
        // The point of a right angle's corner lies in its lines' boxes already.
        if (point > 1.5) boxes.push_back(layout::around(spots[i], spots[i]).grown(half * point));
    }
}

std::optional<InkBox> InkPath::as_rectangle(const Part& part)
{
    std::vector<Spot> corners = part.spots;
    if (corners.size() == 5 && corners.front() == corners.back()) corners.pop_back();
    if (corners.size() != 4) return std::nullopt;
    for (const bool curved : part.curved)
        if (curved) return std::nullopt;
    const auto& c = corners;
    const bool across_first =
        c[0].y == c[1].y && c[1].x == c[2].x && c[2].y == c[3].y && c[3].x == c[0].x;
    const bool up_first =
        c[0].x == c[1].x && c[1].y == c[2].y && c[2].x == c[3].x && c[3].y == c[0].y;
    if (!across_first && !up_first) return std::nullopt;
    return around_all(corners);
}

std::vector<InkBox> InkPath::solid_rectangles(bool even_odd) const
{
    constexpr std::size_t most_pairs_of = 400;
    std::vector<InkBox> boxes;
    bool left = false, right = false;
    for (const Part& part : parts_) {
        const auto box = as_rectangle(part);
        if (!box) return {};
        boxes.push_back(*box);
        (turn_of(part.spots) < 0 ? left : right) = true;
    }
    // Rectangles that all go the same way round fill one another; others make holes where they
    // overlap.
    if (!even_odd && !(left && right)) return boxes;
    if (boxes.size() > most_pairs_of) return {};
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t k = i + 1; k < boxes.size(); ++k)
            if (boxes[i].overlaps(boxes[k], 0)) return {};
    return boxes;
}

} // namespace reservepost::layout
