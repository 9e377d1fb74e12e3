#pragma once

#include "layout/ink.h"
#include "layout/ink_plane.h"

#include <string>
#include <vector>

// Inside ink's files only: where the ink of a page is gathered.

namespace reservepost::layout {

/// A page's ink while it grows. Boxes are in points from the visible page's top left corner, `low`
/// being nearer to its top.
class InkSheet {
public:
    explicit InkSheet(Size page);

    /// The whole visible page.
    const InkBox& whole() const { return whole_; }

    /// Something prints in this box, or in what of it lies on the visible page. A box that cannot
    /// be reckoned with (a number beyond all measure) stands for the whole page.
    void add(InkBox box);

    /// The same, and the box is dark all over.
    void add_dark_rectangle(InkBox box);

    /// White is painted over this box: rectangles under it may no longer be whole.
    void whiten(InkBox box);

    /// Notes what could not be judged; only the first of each code.
    void find(const char* code, std::string what, std::string right);

    /// All of it. To be called once.
    PageInk take();

private:
    bool put(InkBox box);
    void thin_out();

    Size page_;
    InkBox whole_;
    std::vector<InkBox> boxes_;
    std::vector<InkBox> rectangles_;
    std::size_t whitenings_ = 0;
    std::vector<Finding> findings_;
};

} // namespace reservepost::layout
