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

/// By how much an address is too large for the window.
struct AddressExcess {
    enum class Of {
        Lines,      ///< There are none, or more than the window holds.
        Line,       ///< A line is too wide, even in the least size.
        ReturnLine, ///< The return line is too wide.
    };
    Of of = Of::Lines;
    int lines = 0;      ///< `Lines`: as many as were written.
    int most_lines = 0; ///< `Lines`: as many as the window holds.
    int line = 0;       ///< `Line`: its number among those that were written, from 1.
    Length size = {};   ///< Of the letters in which `width` was measured; `Lines` has none.
    Length width = {};
    Length limit = {};
    bool operator==(const AddressExcess&) const = default;
};

/// The address cannot be set in the window.
class AddressDoesNotFit : public DoesNotFit {
public:
    /// The text is made of `excess`.
    explicit AddressDoesNotFit(const AddressExcess& excess);

    const AddressExcess& excess() const { return excess_; }

private:
    AddressExcess excess_;
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
