#include "layout/row_collector.h"

#include "layout/compose.h"

namespace reservepost::layout {

namespace {

/// More characters than a page has room for: no letter in use is narrower than a fifth of its
/// size, and lines stand no closer than their leading.
std::size_t most_characters_of_page(const PageGeometry& geometry)
{
    const auto whole = [](Length length, Length by) {
        return length.in_thousandths_of_pt() / std::max<std::int64_t>(1, by.in_thousandths_of_pt());
    };
    const std::int64_t in_line = whole(geometry.page.width, geometry.body_size.scaled(1, 5)) + 1;
    const std::int64_t lines = whole(geometry.page.height, geometry.body_leading) + 1;
    return static_cast<std::size_t>(std::max<std::int64_t>(1, in_line * lines));
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char octet) {
        return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
    }));
}

} // namespace

RowCollector::RowCollector(const PageGeometry& geometry, int most_pages)
    : most_pages_(geometry.most_pages),
      room_((geometry.page.height - geometry.margin_top - geometry.margin_bottom) *
            std::max(0, most_pages)),
      most_characters_(most_characters_of_page(geometry) *
                       static_cast<std::size_t>(std::max(0, most_pages)))
{
}

void RowCollector::add(Row row)
{
    row.space_before = space_ + std::max(row.space_before, gap_);
    row.new_sheet = new_sheet_;
    row.new_page = new_page_;
    space_ = gap_ = Length();
    new_sheet_ = new_page_ = false;
    room_ -= row.height;
    if (room_ < Length()) throw LetterTooLong(most_pages_);
    set_.rows.push_back(std::move(row));
}

void RowCollector::refuse_too_much(std::string_view text) const
{
    // For all but the longest text its octets tell, and cost nothing to count.
    if (text.size() <= most_characters_) return;
    if (characters_in(text) > most_characters_) throw LetterTooLong(most_pages_);
}

void RowCollector::refuse_too_much(const Spans& spans) const
{
    for (const Span& span : spans)
        refuse_too_much(span.text);
}

void RowCollector::start_sheet()
{
    if (set_.rows.empty()) return;
    set_.rows.back().bond = Bond::None;
    new_sheet_ = true;
}

void RowCollector::start_page()
{
    if (set_.rows.empty()) return;
    set_.rows.back().bond = Bond::None;
    new_page_ = true;
}

void RowCollector::bind_last(Bond bond)
{
    if (set_.rows.empty() || new_sheet_ || new_page_) return;
    Bond& last = set_.rows.back().bond;
    last = std::max(last, bond);
}

void RowCollector::bind_before(std::size_t row, Bond bond)
{
    if (row == 0 || row >= size() || set_.rows[row].new_sheet || set_.rows[row].new_page) return;
    Bond& before = set_.rows[row - 1].bond;
    before = std::max(before, bond);
}

void RowCollector::bind_ends(std::size_t first)
{
    if (size() - first < 2) return;
    set_.rows[first].bond = Bond::Lines;
    set_.rows[size() - 2].bond = Bond::Lines;
}

void RowCollector::bind_all(std::size_t first, Bond bond, bool with_next)
{
    for (std::size_t i = first; i + (with_next ? 0 : 1) < size(); ++i) {
        const bool to_new_page =
            i + 1 < size() && (set_.rows[i + 1].new_sheet || set_.rows[i + 1].new_page);
        if (!to_new_page) set_.rows[i].bond = std::max(set_.rows[i].bond, bond);
    }
}

void RowCollector::bind_to_table(std::size_t first)
{
    pairs_ = first == table_end_ ? pairs_ + 1 : 1;
    // What was the last but one, and is no longer, is free again.
    if (pairs_ > 3) set_.rows[last_pair_ - 1].bond = before_last_pair_;
    if (pairs_ > 1 && !set_.rows[first].new_sheet && !set_.rows[first].new_page) {
        Bond& to_this = set_.rows[first - 1].bond;
        before_last_pair_ = to_this;
        to_this = std::max(to_this, Bond::Neighbour);
    }
    last_pair_ = first;
    table_end_ = size();
}

void RowCollector::keep_space()
{
    if (space_ <= Length()) return;
    Row room;
    room.height = space_;
    space_ = Length();
    add(std::move(room));
}

void RowCollector::move_right(std::size_t first, Length by)
{
    for (std::size_t i = first; i < size(); ++i) {
        for (Placed& placed : set_.rows[i].items)
            placed.at.x += by;
    }
}

void RowCollector::lay_headings_on_grid()
{
    for (std::size_t i = size(); i-- > 1;) {
        Row& above = set_.rows[i - 1];
        if (above.bond == Bond::Heading && above.grid == Grid::Halves)
            above.grid = std::max(above.grid, set_.rows[i].grid);
    }
}

void RowCollector::drop_last_separators(std::size_t first)
{
    while (size() > first && set_.rows.back().only_between)
        set_.rows.pop_back();
}

} // namespace reservepost::layout
