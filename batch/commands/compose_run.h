#pragma once

#include "batch/commands/compose_set.h"
#include "batch/commands/progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <unordered_map>

namespace reservepost::batch::commands {

/// What came of a call of `compose`.
struct ComposeTally {
    std::uint64_t letters = 0;
    std::uint64_t pages = 0; ///< As they stand in the PDF: the empty back of an odd last page too.
    std::uint64_t sheets = 0;
    std::uint64_t uncovered_characters = 0;
    std::uint64_t skipped = 0; ///< Lines that are no letter that can be set.
};

/// Where the letters of one call go.
struct ComposeTargets {
    std::filesystem::path file;      ///< One PDF of all; empty: none.
    std::filesystem::path directory; ///< A PDF for each; empty: none.
};

/// One call of `compose`: lines of input become letters on many threads, and go into files in the
/// order of the lines. Of the input, and of what is made of it, only a few portions are in memory
/// at a time; what stays is the content of the one PDF and the identifiers.
class ComposeRun {
public:
    /// Throws `UsageError` where a target cannot be written. `tell` hears of every line that is
    /// skipped, in the order of the lines.
    ComposeRun(const ComposeTargets& targets, ComposeManner manner,
               std::function<void(const LineFault&)> tell);

    /// Sets all letters of `in` and writes the files. Throws `std::runtime_error` where the input
    /// cannot be read or a file not be written; then the one PDF is what it was before, and the
    /// directory holds the first letters, each whole.
    ComposeTally run(std::istream& in, int threads, Progress& progress);

private:
    void put(ComposedLine line);
    void skip(const LineFault& fault);

    ComposeManner manner_;
    layout::Workshop workshop_;
    std::optional<SplitOutput> split_;
    std::optional<CombinedOutput> combined_;
    std::function<void(const LineFault&)> tell_;
    std::unordered_map<std::string, std::size_t> lines_by_id_;
    ComposeTally tally_;
};

} // namespace reservepost::batch::commands
