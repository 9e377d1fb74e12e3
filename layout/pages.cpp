#include "layout/pages.h"

#include <algorithm>

namespace reservepost::layout {

namespace {

/// The end of the group that begins with `first`: rows that must not be parted.
std::size_t group_end(const std::vector<Row>& rows, std::size_t first, bool with_boxes)
{
    std::size_t end = first;
    while (end + 1 < rows.size() &&
           (rows[end].with_next || (with_boxes && rows[end].box_with_next))) {
        ++end;
    }
    return end + 1;
}

Length height_of(const std::vector<Row>& rows, std::size_t first, std::size_t end)
{
    Length height;
    for (std::size_t i = first; i < end; ++i) {
        if (i > first) height += rows[i].space_before;
        height += rows[i].height;
    }
    return height;
}

class Filler {
public:
    Filler(const std::vector<Row>& rows, const PageGeometry& geometry, Length first_top)
        : rows_(rows), top_(geometry.margin_top),
          bottom_(geometry.page.height - geometry.margin_bottom), at_(first_top)
    {
    }

    std::vector<RowPlace> fill()
    {
        for (std::size_t first = 0; first < rows_.size();) {
            if (empty_ && rows_[first].only_between) {
                places_.push_back({page_, at_, false});
                ++first;
                continue;
            }
            std::size_t end = group_end(rows_, first, true);
            if (!fits_on_a_page(first, end)) end = group_end(rows_, first, false);
            if (!fits_on_a_page(first, end)) end = first + 1;
            // A first page with an address is shorter than the others.
            const bool next_is_longer = page_ == 0 && fits_on_a_page(first, end);
            if (!fits_here(first, end) && (!empty_ || next_is_longer)) {
                next_page();
                continue;
            }
            for (; first < end; ++first)
                put(first);
        }
        return std::move(places_);
    }

private:
    bool fits_on_a_page(std::size_t first, std::size_t end) const
    {
        return height_of(rows_, first, end) <= bottom_ - top_;
    }

    bool fits_here(std::size_t first, std::size_t end) const
    {
        const Length space = empty_ ? Length() : rows_[first].space_before;
        return at_ + space + height_of(rows_, first, end) <= bottom_;
    }

    void put(std::size_t row)
    {
        if (!empty_) at_ += rows_[row].space_before;
        places_.push_back({page_, at_});
        at_ += rows_[row].height;
        empty_ = false;
    }

    void next_page()
    {
        ++page_;
        at_ = top_;
        empty_ = true;
    }

    const std::vector<Row>& rows_;
    Length top_;
    Length bottom_;
    Length at_;
    std::size_t page_ = 0;
    bool empty_ = true;
    std::vector<RowPlace> places_;
};

/// Draws a decoration around its rows `first` to `last`, which all stand on one page.
void draw(Frame& page, const Decoration& decoration, Length top, Length foot, Length margin_left)
{
    const Length left = margin_left + decoration.left;
    if (decoration.kind == Decoration::Kind::Bar) {
        page.items.push_back({{left, top}, Rule{{decoration.width, foot - top}}});
        return;
    }
    constexpr Length thin = Length::pt(0.5);
    const Length above = top - decoration.pad, below = foot + decoration.pad;
    const Length right = left + decoration.width;
    page.items.push_back({{left, above}, Rule{{decoration.width, thin}}});
    page.items.push_back({{left, below - thin}, Rule{{decoration.width, thin}}});
    page.items.push_back({{left, above}, Rule{{thin, below - above}}});
    page.items.push_back({{right - thin, above}, Rule{{thin, below - above}}});
}

} // namespace

std::vector<RowPlace> paginate(const std::vector<Row>& rows, const PageGeometry& geometry,
                               Length first_top)
{
    return Filler(rows, geometry, first_top).fill();
}

std::vector<Frame> set_pages(const Rows& rows, const PageGeometry& geometry, Length first_top)
{
    const std::vector<RowPlace> places = paginate(rows.rows, geometry, first_top);
    std::vector<Frame> pages(places.empty() ? 1 : places.back().page + 1);
    for (Frame& page : pages)
        page.size = geometry.page;

    for (const Decoration& decoration : rows.decorations) {
        for (std::size_t first = decoration.first; first <= decoration.last;) {
            std::size_t last = first;
            while (last < decoration.last && places[last + 1].page == places[first].page)
                ++last;
            draw(pages[places[first].page], decoration, places[first].top,
                 places[last].top + rows.rows[last].height, geometry.margin_left);
            first = last + 1;
        }
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].shown) continue;
        for (Placed placed : rows.rows[i].items) {
            placed.at.x += geometry.margin_left;
            placed.at.y += places[i].top;
            pages[places[i].page].items.push_back(std::move(placed));
        }
    }
    return pages;
}

} // namespace reservepost::layout
