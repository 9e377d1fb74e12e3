#pragma once

#include "batch/printhouse/manifest.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What the camera of an inserting machine read, compared with a package: which envelopes hold what
// they should. A pure function, so that a print house can be answered for every list there may be.

namespace reservepost::batch::printhouse {

enum class ScanFault {
    Unreadable, ///< A line that is no sheet mark, or whose check digits are wrong.
    Foreign,    ///< A mark of another job, or of a piece that is not in this one.
    WrongMark,  ///< A mark of this job that the manifest does not give: "sheet 2 of 5" of four.
    Missing,    ///< A sheet of a piece that was begun, and that no line names.
    Doubled,    ///< A sheet that was read more than once.
    OutOfOrder, ///< A later sheet of a piece before an earlier one.
    Mixed,      ///< Sheets of other pieces stand between those of this one.
    InDoubt,    ///< A whole piece beside a sheet that belongs elsewhere: its envelope may hold it.
    SaidBefore, ///< All its sheets were read, but an earlier receipt told its fate already.
};

std::string_view word_of(ScanFault fault); ///< "unreadable", "foreign" …

/// One thing that is wrong with a list of scans.
struct ScanFinding {
    ScanFault fault = ScanFault::Unreadable;
    int line = 0;     ///< Of the list, from 1; 0 where no line is to blame.
    int piece = 0;    ///< 0 where it is not known whose sheet it is.
    int sheet = 0;    ///< 0 where it is about the whole piece, or the sheet is not known.
    std::string text; ///< A sentence without a full stop. Never what stood on the line.
    bool operator==(const ScanFinding&) const = default;
};

/// The pieces of a package by what a list proves of them, each once, in rising order.
struct ScannedPieces {
    std::vector<int> whole;    ///< Read from first to last sheet, nothing between: may be mailed.
    std::vector<int> broken;   ///< Begun, but not as they should be: never to be posted so.
    std::vector<int> in_doubt; ///< Whole, but somebody must look into the envelope first.
    std::vector<int> unread;   ///< No line names them.
    std::vector<ScanFinding> findings; ///< In the order of lines; what has none comes last.
};

/// What a list may be at most: ten thousand pieces of 99 sheets, and room for what is wrong.
inline constexpr std::uint64_t most_scan_octets = 64ULL * 1024 * 1024;

/// Compares `list`, one code a line as `docs/sheet-mark.md` defines it, in the order in which the
/// sheets were read, with the package of `manifest`.
///
/// A piece is whole when its sheets were read one after another, each once, from the first to the
/// last. The order of pieces does not matter. An envelope is known to be closed only by a first and
/// a last sheet: so what stands beside a line that is not known, beside a piece without its first
/// sheet (before it) or without its last (behind it) is in doubt, however whole it looks.
/// A line may end in CR LF. An empty line counts as a sheet that was not read, but not at the end.
ScannedPieces compare_scans(const Manifest& manifest, std::string_view list);

} // namespace reservepost::batch::printhouse
