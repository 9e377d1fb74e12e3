#pragma once

#include "layout/blocks.h"
#include "layout/frame.h"
#include "layout/geometry.h"
#include "layout/workbench.h"

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace reservepost::layout {

/// Where a part of a letter lies among the pages.
struct PartPages {
    std::size_t first = 0; ///< Number of its first page, from 0; always a front.
    int pages = 0;         ///< Pages with its text; an empty back after an odd one is not counted.
    bool operator==(const PartPages&) const = default;
};

/// A letter as pages for paper.
struct Composition {
    std::vector<Frame> pages; ///< Duplex: always an even number, fronts and backs in turn.
    std::vector<PartPages> parts;
    int sheets = 0;               ///< Half the pages; simplex: as many.
    int uncovered_characters = 0; ///< Printed as code points, since no installed font has them.
};

/// What has its own place on a page has no room there. The text tells what it is, its measure and
/// the limit, never the words themselves.
class DoesNotFit : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The address cannot be set in the window.
class AddressDoesNotFit : public DoesNotFit {
public:
    using DoesNotFit::DoesNotFit;
};

/// The lines beside the window or at a page's foot are more than have room there.
class RunningTextDoesNotFit : public DoesNotFit {
public:
    using DoesNotFit::DoesNotFit;
};

/// The letter needs more pages than it may have; found out early, however long it is.
class LetterTooLong : public std::runtime_error {
public:
    /// `most_pages` is the limit that it would break.
    explicit LetterTooLong(int most_pages);
};

/// Sets `letter` into pages. The stages are separate, and each takes what the one before made:
///
///     blocks    -> paragraphs -> lines   (five steps: paragraph.h)
///     lines     -> rows                  (rows.h: what must stay together)
///     rows      -> pages                 (pages.h: no widow, orphan or heading left alone)
///     pages     -> frames                (address, head and running foot are added)
///
/// Body lines stand at the same heights on all pages (pages.h: the grid).
/// The same letter, geometry and fonts give the same frames in any thread, locale and year.
/// A line end inside a span is a line end on paper. Any text can be set: octets that are not
/// UTF-8 become U+FFFD, control characters are printed as code points.
///
/// Throws `AddressDoesNotFit` if the address does not go into the window (address.h);
/// `RunningTextDoesNotFit` if head or foot is too high; `LetterTooLong` if it needs more than
/// `geometry.most_pages`.
Composition compose(const Letter& letter, const PageGeometry& geometry, Workbench& bench);

} // namespace reservepost::layout
