#pragma once

#include "batch/printhouse/package.h"
#include "batch/spool/spool.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// From the letters of one job to its sealed file. Pages and plain text live in memory only, and of
// few letters at a time.

namespace reservepost::batch::spool {

/// A job as it is being made.
struct JobPlan {
    std::string number; ///< Eight digits.
    printhouse::PackageClass package_class;
    holidays::Instant numbered_at;
    std::vector<letters::LetterRow> letters; ///< In the order of their pieces.
};

/// What came of making a job's file.
struct JobFile {
    /// Those whose frames are still the ones that were typeset. Their pieces are numbered 1, 2, …
    std::vector<letters::LetterRow> letters;
    /// The others, with the code why: "frames-differ", or the code of a letter that cannot be made
    /// any more.
    std::map<std::int64_t, std::string> set_back;
    std::optional<printhouse::PackedFile> file; ///< Nothing where no letter is left.
};

/// Composes every letter of the job again on the spool's threads and compares the digest of its
/// frames with the one that `typeset` wrote down. Marks the sheets of those that are the same and
/// writes them, in their order, into the PDF; then manifest and ticket. All is sealed into
/// `<outbox>/<name>.part`, synced. Throws as `printhouse::write_package`.
JobFile make_job_file(const Spool& spool, const JobPlan& plan, const receivers::Snapshot& snapshot,
                      std::int64_t ring);

} // namespace reservepost::batch::spool
