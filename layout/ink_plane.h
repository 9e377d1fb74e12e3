#pragma once

#include <algorithm>
#include <array>
#include <cmath>

// Inside ink's files only: points, boxes and matrices as PDF counts them.

namespace reservepost::layout {

struct Spot {
    double x = 0;
    double y = 0;
    bool operator==(const Spot&) const = default;
};

/// A box with sides parallel to the axes; it may have no width or no height.
struct InkBox {
    double left = 0;
    double low = 0;
    double right = 0;
    double high = 0;
    bool operator==(const InkBox&) const = default;

    /// Turns the sides round that are the wrong way round.
    InkBox upright() const
    {
        return {std::min(left, right), std::min(low, high), std::max(left, right),
                std::max(low, high)};
    }
    InkBox grown(double by) const { return {left - by, low - by, right + by, high + by}; }
    InkBox and_also(const InkBox& o) const
    {
        return {std::min(left, o.left), std::min(low, o.low), std::max(right, o.right),
                std::max(high, o.high)};
    }
    InkBox within(const InkBox& o) const
    {
        return {std::max(left, o.left), std::max(low, o.low), std::min(right, o.right),
                std::min(high, o.high)};
    }
    /// False for what `within` leaves of boxes that do not meet.
    bool exists() const { return left <= right && low <= high; }
    bool is_finite() const
    {
        return std::isfinite(left) && std::isfinite(low) && std::isfinite(right) &&
               std::isfinite(high);
    }
    bool overlaps(const InkBox& o, double by) const
    {
        return left + by < o.right && o.left + by < right && low + by < o.high && o.low + by < high;
    }
    std::array<Spot, 4> corners() const
    {
        return {{{left, low}, {right, low}, {right, high}, {left, high}}};
    }
};

/// As ISO 32000-1, 8.3.3 has it: x' = a x + c y + e, y' = b x + d y + f.
struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Spot at(Spot p) const { return {a * p.x + c * p.y + e, b * p.x + d * p.y + f}; }

    /// First this one, then `next`.
    Matrix then(const Matrix& next) const
    {
        return {a * next.a + b * next.c,          a * next.b + b * next.d,
                c * next.a + d * next.c,          c * next.b + d * next.d,
                e * next.a + f * next.c + next.e, e * next.b + f * next.d + next.f};
    }

    /// True if a rectangle stays one, perhaps turned by right angles.
    bool keeps_rectangles() const { return (b == 0 && c == 0) || (a == 0 && d == 0); }

    /// The most by which a length grows.
    double most_scale() const { return std::hypot(a, b) + std::hypot(c, d); }

    /// How much a line's width grows that runs along the axes, or the most if it may run anyhow.
    double stroke_scale() const
    {
        return keeps_rectangles() ? std::max(std::hypot(a, b), std::hypot(c, d)) : most_scale();
    }

    InkBox around(const InkBox& box) const
    {
        const auto corners = box.corners();
        const Spot first = at(corners[0]);
        InkBox all{first.x, first.y, first.x, first.y};
        for (const Spot& corner : corners) {
            const Spot p = at(corner);
            // A comparison with what is no number is false, so such a one must be put in by hand.
            if (std::isnan(p.x) || std::isnan(p.y)) return {p.x, p.y, p.x, p.y};
            all = all.and_also({p.x, p.y, p.x, p.y});
        }
        return all;
    }
};

} // namespace reservepost::layout
