#pragma once

#include "batch/printhouse/package.h"
#include "batch/spool/spool.h"
#include "layout/finding.h"

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
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
    std::string witness; ///< The line of small print on each piece's first page; empty: none.
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
    /// Why nobody looked at the pages as another program draws them; empty where that was done.
    std::string not_looked_at;
};

/// A page, marks and all, or the file around the pages, is such that the print house's machines
/// would stop it. The whole package is stopped before it is sealed.
class NotPrintReady : public std::runtime_error {
public:
    /// `where` is "piece 7" or "the file"; there is at least one finding, and the message tells the
    /// first.
    NotPrintReady(const std::string& where, const std::vector<layout::Finding>& findings);
};

/// A job whose letters are in its PDF, and which is not judged, sealed or written yet.
class ComposedJob {
public:
    ~ComposedJob();
    ComposedJob(ComposedJob&&) noexcept;
    ComposedJob& operator=(ComposedJob&&) = delete;

    /// Judges the file, looks at the first piece and one more as another program draws them (a
    /// renderer that is not there keeps no letter back), makes manifest and ticket, and seals all
    /// into `<outbox>/<name>.part`, synced. To be called once; another job may be composed
    /// meanwhile. Throws `NotPrintReady`, and as `printhouse::write_package`.
    JobFile seal();

private:
    friend ComposedJob compose_job(const Spool&, const JobPlan&, const receivers::Snapshot&,
                                   std::int64_t);
    class Pieces;
    explicit ComposedJob(std::unique_ptr<Pieces> pieces);
    std::unique_ptr<Pieces> pieces_;
    JobFile made_;
};

/// Composes every letter of the job again on the spool's threads and compares the digest of its
/// frames with the one that `typeset` wrote down. Marks the sheets of those that are the same and
/// writes them, in their order, into the PDF. Spool and plan must outlive what is given. Throws
/// `NotPrintReady`.
ComposedJob compose_job(const Spool& spool, const JobPlan& plan,
                        const receivers::Snapshot& snapshot, std::int64_t ring);

} // namespace reservepost::batch::spool
