#pragma once

#include "layout/ink_plane.h"

#include <optional>
#include <vector>

// Inside ink's files only: a path that is being built, and what filling or stroking it covers.

namespace reservepost::layout {

/// How a stroked line looks.
struct Pen {
    double width = 1;
    bool miter = true; ///< Corners run out to points.
    double miter_limit = 10;
};

/// A path in page coordinates.
class InkPath {
public:
    void move_to(Spot to);
    void line_to(Spot to);
    void curve_to(Spot first, Spot second, Spot to);
    void close();
    void rectangle(const InkBox& box, const Matrix& to_page);
    void clear() { parts_.clear(); }
    bool empty() const { return parts_.empty(); }

    /// Where the pen is, if the path was begun.
    std::optional<Spot> at() const;

    /// The box around all of it; nothing for an empty path.
    std::optional<InkBox> around() const;

    /// A box around each of its parts: filling prints nowhere else.
    std::vector<InkBox> filled() const;

    /// Boxes around each of its lines with their width: stroking prints nowhere else.
    std::vector<InkBox> stroked(const Pen& pen) const;

    /// The parts as rectangles, if each is one, parallel to the axes, and filling leaves no holes
    /// in them; otherwise none.
    std::vector<InkBox> solid_rectangles(bool even_odd) const;

private:
    struct Part {
        std::vector<Spot> spots;  ///< Ends of lines; for curves their control points too.
        std::vector<bool> curved; ///< For each spot: it and the one before belong to a curve.
        bool closed = false;
    };
    static std::optional<InkBox> as_rectangle(const Part& part);
    static void stroke(const Part& part, const Pen& pen, std::vector<InkBox>& boxes);
    void put(Spot spot, bool curved);

    std::vector<Part> parts_;
};

} // namespace reservepost::layout
