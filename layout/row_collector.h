#pragma once

#include "layout/rows.h"

#include <algorithm>
#include <string_view>

namespace reservepost::layout {

/// Collects the rows of a part one after the other, with the white between them and the bonds
/// that hold them together.
class RowCollector {
public:
    /// For a part of at most `most_pages` pages, fewer than the geometry's where other parts have
    /// some.
    RowCollector(const PageGeometry& geometry, int most_pages);

    std::size_t size() const { return set_.rows.size(); }

    /// Of the last row; `None` before the first.
    Grid last_grid() const { return size() == 0 ? Grid::None : set_.rows.back().grid; }

    /// Adds a row below all others. Throws `LetterTooLong` where the rows are higher than all
    /// pages together.
    void add(Row row);

    /// Throws `LetterTooLong` if so much text cannot stand on all pages together: before it is
    /// set, which would take its time.
    void refuse_too_much(std::string_view text) const;
    void refuse_too_much(const Spans& spans) const;

    /// White besides what the next row asks for.
    void add_space(Length space) { space_ += space; }

    /// White that the next row gets in any case; its own wish is part of it.
    void ask_for_gap(Length gap) { gap_ = std::max(gap_, gap); }

    /// The next row starts on the front of a sheet, unless it is the first.
    void start_sheet();

    /// The next row starts on a new page, unless it is the first.
    void start_page();

    /// Binds the last row to what follows at least so firmly.
    void bind_last(Bond bond);

    /// Binds the row before `row` to it at least so firmly, unless that begins a page.
    void bind_before(std::size_t row, Bond bond);

    /// The first two and the last two rows from `first` on stay together: no widow, no orphan.
    void bind_ends(std::size_t first);

    /// Binds every row from `first` to the one after it at least so firmly; the last is bound to
    /// the next row that is added if `with_next`.
    void bind_all(std::size_t first, Bond bond, bool with_next);

    /// No row of a table stands alone on a page: the first goes with the second, the last but one
    /// with the last. `first` is where the row begins that was just added.
    void bind_to_table(std::size_t first);

    /// True between the rows of a table.
    bool in_table() const { return size() > 0 && size() == table_end_; }

    /// Makes white that was added since the last row a row of its own, which is not lost at a
    /// page's foot.
    void keep_space();

    /// Takes rules away that have nothing below them to part from what is above.
    void drop_last_separators(std::size_t first);

    /// Moves what stands in the rows from `first` on to the right.
    void move_right(std::size_t first, Length by);

    /// Headings go to the lines of the grid with running text below them, so that the white is
    /// above them.
    void lay_headings_on_grid();

    void decorate(Decoration decoration) { set_.decorations.push_back(decoration); }
    void repeat(RepeatedLabel label) { set_.labels.push_back(std::move(label)); }
    void count_uncovered(int characters) { set_.uncovered_characters += characters; }

    Rows take() { return std::move(set_); }

private:
    Rows set_;
    Length space_, gap_;
    bool new_sheet_ = false;
    bool new_page_ = false;
    std::size_t table_end_ = 0;          ///< Rows there were after the last row of a table.
    std::size_t last_pair_ = 0;          ///< Where the last row of a table begins.
    int pairs_ = 0;                      ///< Rows so far in this table.
    Bond before_last_pair_ = Bond::None; ///< As it was before the table tightened it.
    int most_pages_ = 0;                 ///< Of the letter.
    Length room_;                        ///< On all pages that are left.
    std::size_t most_characters_ = 0;
};

} // namespace reservepost::layout
