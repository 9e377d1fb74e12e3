#include "layout/pages.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace reservepost::layout {

namespace {

/// Where the next row of a page goes.
class Column {
public:
    Column(const PageGeometry& geometry, Length top)
        : origin_(geometry.margin_top), line_(std::max(geometry.body_leading, Length::pt(1))),
          bottom_(geometry.page.height - geometry.margin_bottom), at_(next(Grid::Lines, top))
    {
    }

    /// The top of a row that comes next.
    Length top_of(const Row& row) const
    {
        const Length wish = empty_ ? at_ : at_ + row.space_before;
        if (row.grid == Grid::None) return wish;
        return std::max(next(row.grid, at_), nearest(row.grid, wish));
    }

    bool has_room_for(const Row& row) const { return top_of(row) + row.height <= bottom_; }

    /// Gives the row's top.
    Length add(const Row& row)
    {
        const Length top = top_of(row);
        at_ = top + row.height;
        empty_ = false;
        return top;
    }

    /// Leaves a line free at the top of the page.
    void skip_line() { at_ += line_; }

private:
    static std::int64_t steps_in_a_line(Grid grid) { return grid == Grid::Halves ? 2 : 1; }

    /// The first place of the grid that is not above `from`.
    Length next(Grid grid, Length from) const
    {
        const std::int64_t steps = steps_in_a_line(grid), line = line_.in_thousandths_of_pt();
        const std::int64_t distance = (from - origin_).in_thousandths_of_pt() * steps;
        const std::int64_t whole = distance / line;
        return origin_ + line_.scaled(distance > whole * line ? whole + 1 : whole, steps);
    }

    /// The place of the grid that is nearest to `wish`; of two, the lower one.
    Length nearest(Grid grid, Length wish) const
    {
        const Length half_step = line_.scaled(1, 2 * steps_in_a_line(grid));
        return next(grid, wish - half_step + Length::thousandths_of_pt(1));
    }

    Length origin_;
    Length line_;
    Length bottom_;
    Length at_;
    bool empty_ = true;
};

bool starts_page(const Row& row)
{
    return row.new_sheet || row.new_page;
}

/// Fills page after page: as many rows as go on it, less those that must go with what follows.
class Filler {
public:
    Filler(const Rows& rows, const PageGeometry& geometry, Length first_top)
        : rows_(rows.rows), labels_(rows.labels), geometry_(geometry), first_top_(first_top),
          first_is_short_(first_top > geometry.margin_top),
          sides_(static_cast<std::size_t>(sides_of(geometry.plex)))
    {
    }

    std::vector<RowPlace> fill()
    {
        places_.reserve(rows_.size());
        while (places_.size() < rows_.size())
            fill_page();
        return std::move(places_);
    }

private:
    void fill_page()
    {
        const Length page_top = page_ == 0 ? first_top_ : geometry_.margin_top;
        while (places_.size() < rows_.size() && rows_[places_.size()].only_between)
            places_.push_back({page_, page_top, false});
        const std::size_t first = places_.size();
        if (first < rows_.size() && rows_[first].new_sheet) page_ += page_ % sides_;

        Column column(geometry_, page_top);
        if (has_label_above(first)) column.skip_line();
        const bool short_page = page_ == 0 && first_is_short_;
        std::size_t end = first;
        while (end < rows_.size() && column.has_room_for(rows_[end]) &&
               (end == first || !starts_page(rows_[end]))) {
            places_.push_back({page_, column.add(rows_[end++])});
        }
        if (end < rows_.size() && end == first && !short_page) {
            // A row that is higher than a page must stand somewhere.
            places_.push_back({page_, column.add(rows_[end++])});
        } else if (end < rows_.size() && starts_page(rows_[end])) {
            hide_separators_before(end);
        } else if (end < rows_.size()) {
            places_.resize(best_end(first, end, short_page));
        }
        ++page_;
    }

    void hide_separators_before(std::size_t end)
    {
        for (; end > 0 && rows_[end - 1].only_between; --end)
            places_[end - 1].shown = false;
    }

    /// Where to end a page on which the rows from `first` have room up to `end`: where the bond
    /// is weakest, and as far down as that lets. A bond holds if all it binds fits on a page.
    std::size_t best_end(std::size_t first, std::size_t end, bool short_page) const
    {
        constexpr auto bonds = std::to_array({Bond::None, Bond::Box, Bond::Neighbour, Bond::Lines});
        for (const Bond weak : bonds) {
            std::size_t at = end;
            while (at > first && rows_[at - 1].bond > weak)
                --at;
            // Only a first page can be too short for what fits on another, and stay empty.
            if (at == end) return end;
            if ((at > first || short_page) && fits_on_a_page(at, weak)) return at;
        }
        return end;
    }

    /// Whether the rows from `first` that are bound more firmly than `weak` fit on one page.
    bool fits_on_a_page(std::size_t first, Bond weak) const
    {
        Column column(geometry_, geometry_.margin_top);
        if (has_label_above(first)) column.skip_line();
        for (std::size_t i = first; i < rows_.size(); ++i) {
            if (!column.has_room_for(rows_[i])) return false;
            column.add(rows_[i]);
            if (rows_[i].bond <= weak) break;
        }
        return true;
    }

    /// Whether a page that begins with the row has a repeated label above it.
    bool has_label_above(std::size_t row) const
    {
        const auto label = std::partition_point(
            labels_.begin(), labels_.end(), [row](const RepeatedLabel& l) { return l.last < row; });
        return label != labels_.end() && label->above && label->first < row;
    }

    const std::vector<Row>& rows_;
    const std::vector<RepeatedLabel>& labels_;
    const PageGeometry& geometry_;
    Length first_top_;
    bool first_is_short_;
    std::size_t sides_;
    std::size_t page_ = 0;
    std::vector<RowPlace> places_;
};

/// Draws a decoration around rows that stand on one page.
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

void draw_decorations(std::vector<Frame>& pages, const Rows& rows,
                      const std::vector<RowPlace>& places, Length margin_left)
{
    for (const Decoration& decoration : rows.decorations) {
        for (std::size_t first = decoration.first; first <= decoration.last;) {
            std::size_t last = first;
            while (last < decoration.last && places[last + 1].page == places[first].page)
                ++last;
            draw(pages[places[first].page], decoration, places[first].top,
                 places[last].top + rows.rows[last].height, margin_left);
            first = last + 1;
        }
    }
}

} // namespace

std::vector<RowPlace> paginate(const Rows& rows, const PageGeometry& geometry, Length first_top)
{
    return Filler(rows, geometry, first_top).fill();
}

std::vector<Frame> set_pages(Rows rows, const std::vector<RowPlace>& places,
                             const PageGeometry& geometry)
{
    std::vector<Frame> pages(places.empty() ? 1 : places.back().page + 1);
    for (Frame& page : pages)
        page.size = geometry.page;
    draw_decorations(pages, rows, places, geometry.margin_left);

    std::vector<std::size_t> counts(pages.size(), 0);
    for (std::size_t i = 0; i < places.size(); ++i)
        counts[places[i].page] += rows.rows[i].items.size();
    for (std::size_t i = 0; i < pages.size(); ++i)
        pages[i].items.reserve(pages[i].items.size() + counts[i]);

    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].shown) continue;
        for (Placed& placed : rows.rows[i].items) {
            placed.at.x += geometry.margin_left;
            placed.at.y += places[i].top;
            pages[places[i].page].items.push_back(std::move(placed));
        }
    }
    return pages;
}

} // namespace reservepost::layout
