#pragma once

#include "batch/printhouse/package.h"
#include "batch/spool/spool.h"

#include <map>
#include <string>
#include <vector>

// From the letters of one job to its sealed file. Pages and plain text live in memory only.

namespace reservepost::batch::spool {

/// A job as it is being made.
struct JobPlan {
    std::string number; ///< Eight digits.
    printhouse::PackageClass package_class;
    holidays::Instant numbered_at;
    std::vector<letters::LetterRow> letters; ///< In the order of their pieces.
};

/// What came of composing the letters of a job again.
struct ComposedJob {
    std::vector<letters::LetterRow> letters; ///< Whose frames are those that were typeset.
    std::vector<letters::SetLetter> set;     ///< Of these, in the same order.
    /// The others, with the code why: "frames-differ", or the code of a letter that cannot be made
    /// any more.
    std::map<std::int64_t, std::string> set_back;
};

/// Composes every letter of the job again and compares the digest of its frames with the one that
/// `typeset` wrote down.
ComposedJob compose_job(const Spool& spool, const JobPlan& plan,
                        const receivers::Snapshot& snapshot, std::int64_t ring);

/// Marks the sheets, writes the PDF, the manifest and the ticket, and seals them into
/// `<outbox>/<name>.part`, synced. Pieces are numbered 1, 2, … in the order of the letters. Throws
/// as `printhouse::write_package`.
printhouse::PackedFile write_job_file(const Spool& spool, const JobPlan& plan, ComposedJob job);

} // namespace reservepost::batch::spool
