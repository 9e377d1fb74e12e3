#include "layout/ink_walk.h"

#include <utility>

// Paths: lines, areas and clips.

namespace reservepost::layout {

void InkWalk::move(const Operands& o)
{
    path_.move_to(state_.to_page.at({o[0].number, o[1].number}));
}

void InkWalk::line(const Operands& o)
{
    if (path_.empty()) broken("a line without a beginning");
    path_.line_to(state_.to_page.at({o[0].number, o[1].number}));
}

void InkWalk::curve(const Operands& o)
{
    if (path_.empty()) broken("a curve without a beginning");
    path_.curve_to(state_.to_page.at({o[0].number, o[1].number}),
                   state_.to_page.at({o[2].number, o[3].number}),
                   state_.to_page.at({o[4].number, o[5].number}));
}

void InkWalk::curve_from_here(const Operands& o)
{
    const auto here = path_.at();
    if (!here) {
        broken("a curve without a beginning");
        return;
    }
    path_.curve_to(*here, state_.to_page.at({o[0].number, o[1].number}),
                   state_.to_page.at({o[2].number, o[3].number}));
}

void InkWalk::curve_to_end(const Operands& o)
{
    if (path_.empty()) broken("a curve without a beginning");
    const Spot end = state_.to_page.at({o[2].number, o[3].number});
    path_.curve_to(state_.to_page.at({o[0].number, o[1].number}), end, end);
}

void InkWalk::close_path(const Operands&)
{
    path_.close();
}

void InkWalk::rectangle(const Operands& o)
{
    const double x = o[0].number, y = o[1].number;
    path_.rectangle({x, y, x + o[2].number, y + o[3].number}, state_.to_page);
}

void InkWalk::stroke_path(const Operands& o)
{
    stroke_now();
    end_path(o);
}

void InkWalk::close_and_stroke(const Operands& o)
{
    path_.close();
    stroke_path(o);
}

void InkWalk::fill_path(const Operands& o)
{
    fill_now(false);
    end_path(o);
}

void InkWalk::fill_even_odd(const Operands& o)
{
    fill_now(true);
    end_path(o);
}

void InkWalk::fill_and_stroke(const Operands& o)
{
    fill_now(false);
    stroke_path(o);
}

void InkWalk::fill_even_odd_and_stroke(const Operands& o)
{
    fill_now(true);
    stroke_path(o);
}

void InkWalk::close_fill_and_stroke(const Operands& o)
{
    path_.close();
    fill_and_stroke(o);
}

void InkWalk::close_fill_even_odd_and_stroke(const Operands& o)
{
    path_.close();
    fill_even_odd_and_stroke(o);
}

void InkWalk::clip(const Operands&)
{
    clip_pending_ = true;
}

void InkWalk::clip_even_odd(const Operands&)
{
    clip_pending_ = true;
}

/// Where W and W* take effect, after whatever the path was painted with.
void InkWalk::end_path(const Operands&)
{
    // Where there is no path at all, readers leave the clip as it was.
    if (std::exchange(clip_pending_, false) && !path_.empty()) {
        if (const auto box = path_.around()) {
            clip_to(*box, path_.solid_rectangles(true).size() == 1);
        } else {
            clip_to({0, 0, -1, -1}, true); // A clip without an area leaves nothing.
        }
    }
    path_.clear();
}

void InkWalk::clip_to(const InkBox& box, bool exact)
{
    flush_word();
    if (!box.is_finite()) {
        state_.clip_is_exact = false; // Taken as if it cut nothing away.
        return;
    }
    state_.clip = box.within(state_.clip);
    state_.clip_is_exact = state_.clip_is_exact && exact;
}

void InkWalk::fill_now(bool even_odd)
{
    if (path_.empty() || hidden_ > 0) return;
    const std::vector<InkBox> solid =
        state_.fill.dark ? path_.solid_rectangles(even_odd) : std::vector<InkBox>();
    if (!solid.empty()) {
        for (const InkBox& box : solid)
            put(box, state_.fill, true);
        return;
    }
    for (const InkBox& box : path_.filled())
        put(box, state_.fill, false);
}

void InkWalk::stroke_now()
{
    if (path_.empty() || hidden_ > 0) return;
    Pen pen = state_.pen;
    pen.width *= state_.to_page.stroke_scale();
    for (const InkBox& box : path_.stroked(pen))
        put(box, state_.stroke, false);
}

} // namespace reservepost::layout
