#include "layout/ink_sheet.h"

#include <array>
#include <utility>

namespace reservepost::layout {

namespace {

/// A page of a letter has a thousand; a map may have millions, and they must not fill the memory.
constexpr std::size_t most_boxes = 200'000;
/// A mark has at most 162; a page with this many dark rectangles is a picture made of them.
constexpr std::size_t most_rectangles = 20'000;
/// From then on no rectangle is trusted any more, since each costs a look at all of them.
constexpr std::size_t most_whitenings = 1000;
constexpr double hair = 0.03; ///< Points: what rounding moves an edge by.

Rectangle in_lengths(const InkBox& box)
{
    const Point at{Length::pt(box.left), Length::pt(box.low)};
    return {at, {Length::pt(box.right) - at.x, Length::pt(box.high) - at.y}};
}

std::vector<Rectangle> in_lengths(const std::vector<InkBox>& boxes)
{
    std::vector<Rectangle> all;
    all.reserve(boxes.size());
    for (const InkBox& box : boxes)
        all.push_back(in_lengths(box));
    return all;
}

} // namespace

InkSheet::InkSheet(Size page) : page_(page), whole_{0, 0, page.width.in_pt(), page.height.in_pt()}
{
}

void InkSheet::add(InkBox box)
{
    put(box);
}

void InkSheet::add_dark_rectangle(InkBox box)
{
    if (!box.is_finite() || !put(box) || rectangles_.size() >= most_rectangles) return;
    rectangles_.push_back(box.within(whole_));
}

/// False if no part of it lies on the visible page.
bool InkSheet::put(InkBox box)
{
    if (!box.is_finite()) box = whole_;
    box = box.within(whole_);
    if (!box.exists()) return false;
    if (boxes_.size() == most_boxes) thin_out();
    boxes_.push_back(box);
    return true;
}

/// Puts the boxes of each small field of the page together into one: what is lost is white between
/// them, never ink. Rectangles are no longer among the boxes then, so none is trusted.
void InkSheet::thin_out()
{
    constexpr std::size_t fields = 64;
    std::array<std::vector<InkBox>, fields * fields> field;
    const auto index = [](double at, double length) {
        const double part = length > 0 ? at / length * static_cast<double>(fields) : 0;
        return std::min(fields - 1, static_cast<std::size_t>(std::max(0.0, part)));
    };
    for (const InkBox& box : boxes_) {
        auto& one = field[index((box.low + box.high) / 2, whole_.high) * fields +
                          index((box.left + box.right) / 2, whole_.right)];
        if (one.empty()) {
            one.push_back(box);
        } else {
            one.front() = one.front().and_also(box);
        }
    }
    boxes_.clear();
    for (const auto& one : field)
        boxes_.insert(boxes_.end(), one.begin(), one.end());
    rectangles_.clear();
}

void InkSheet::whiten(InkBox box)
{
    if (rectangles_.empty()) return;
    if (!box.is_finite()) box = whole_;
    if (++whitenings_ > most_whitenings) {
        rectangles_.clear();
        return;
    }
    std::erase_if(rectangles_, [&](const InkBox& dark) { return dark.overlaps(box, hair); });
}

void InkSheet::find(const char* code, std::string what, std::string right)
{
    for (const Finding& known : findings_)
        if (known.code == code) return;
    findings_.push_back({code, 0, std::nullopt, std::move(what), std::move(right)});
}

PageInk InkSheet::take()
{
    return {page_, in_lengths(boxes_), in_lengths(rectangles_), std::move(findings_)};
}

} // namespace reservepost::layout
