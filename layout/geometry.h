#pragma once

#include "layout/length.h"

#include <optional>
#include <string>
#include <vector>

namespace reservepost::layout {

/// Which sides of a sheet are printed.
enum class Plex {
    Duplex,  ///< Both: pages are fronts and backs in turn, and every part begins on a front.
    Simplex, ///< The front only: each page is a sheet.
};

/// Printed sides of a sheet: 2 or 1.
constexpr int sides_of(Plex plex)
{
    return plex == Plex::Duplex ? 2 : 1;
}

/// Where things may stand on a page. The defaults are what Norwegian print houses ask for; a
/// print profile may give others.
struct PageGeometry {
    Size page = a4;
    Plex plex = Plex::Duplex;

    Length margin_left = Length::mm(20); ///< Text starts here, on a line with the address.
    Length margin_right = Length::mm(32);
    Length margin_top = Length::mm(89) - Length::pt(15) * 13; ///< 20.2 mm: 48 lines to a page.
    Length margin_bottom = Length::mm(22.5); ///< Body text ends here; the foot stands below.
    Length foot_baseline = Length::mm(284);
    /// Body text starts here on a letter's first page, or on the next line of the grid (pages.h).
    Length first_page_top = Length::mm(89);

    Length clear_left = Length::mm(18); ///< Ours to keep clear: the house prints its code there.
    Length clear_edge = Length::mm(5);  ///< At the other three edges: no machine prints there.
    std::optional<Rectangle> silent_zone =
        Rectangle{{Length::mm(0), Length::mm(95)}, {Length::mm(15), Length::mm(80)}};

    /// Nothing but return line and address may stand here on a piece's first page: what the windows
    /// of C5 and C4 both show.
    Rectangle window{{Length::mm(15), Length::mm(44)}, {Length::mm(100), Length::mm(35)}};
    /// The safe text area of the windows of C5 and C4 together.
    Rectangle address{{Length::mm(20), Length::mm(47)}, {Length::mm(90), Length::mm(29)}};
    Length address_size = Length::pt(11);
    Length address_size_least = Length::pt(9);
    Length return_line_size = Length::pt(7);
    Length head_left = Length::mm(125); ///< Date and reference lines, right of the window.

    /// The Data Matrix on the front of every sheet (mark.h), without its quiet zone.
    std::optional<Rectangle> mark =
        Rectangle{{Length::mm(6), Length::mm(20)}, {Length::mm(9), Length::mm(9)}};
    bool mark_enclosures = true; ///< On the sheets of parts after the first, too.
    /// Where one line of small print stands on a piece's first page.
    std::optional<Rectangle> witness =
        Rectangle{{Length::mm(20), Length::mm(287)}, {Length::mm(130), Length::mm(3)}};
    /// Heights of short strokes near the right edge of every front, where the house folds.
    std::vector<Length> fold_marks;

    Length body_size = Length::pt(11);
    Length body_leading = Length::pt(15); ///< The grid's too, from the top margin down.

    int most_pages = 100'000; ///< Of a letter, backs that stay empty counted in.

    bool operator==(const PageGeometry&) const = default;
};

/// A line of text that differs for any two geometries that differ.
std::string fingerprint(const PageGeometry& geometry);

// Thirteen lines of the grid lie between the top margin and the first page's text.
static_assert(PageGeometry().first_page_top - PageGeometry().margin_top ==
              PageGeometry().body_leading * 13);

} // namespace reservepost::layout
