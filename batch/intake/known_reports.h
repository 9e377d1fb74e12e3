#pragma once

#include "batch/intake/candidate.h"

#include <map>
#include <set>
#include <span>
#include <vector>

// Inside intake: whether a reference was here before.

namespace reservepost::batch::intake {

enum class Known {
    No,
    SameContent,   ///< The very same report is here.
    OtherContent,  ///< Another one is here under this reference.
    DeletedBefore, ///< The deletion log knows the reference, and nothing else does.
};

/// What the books and the deletion log know of the references of a group, asked in one statement
/// each whatever the group's size, and what the group itself has brought so far.
class KnownReports {
public:
    KnownReports(store::Transaction& transaction, const IntakeDoor& door,
                 std::span<const Candidate> group);

    /// What lies in quarantine does not stand in the way of a whole report: the usual cause is a
    /// transfer that was cut off and then made again, and the report must not wait for a person.
    /// What is being deleted is no copy to rely on: the file is one that was deleted before.
    Known find(const Candidate& candidate) const;

    /// `candidate` is stored: those of the group that come after it meet it.
    void add(const Candidate& candidate);

private:
    struct Stored {
        crypto::Digest content;
        bool quarantined = false;
    };
    void ask_books(store::Transaction& transaction, std::span<const Candidate> group);
    void ask_log(store::Transaction& transaction, const IntakeDoor& door,
                 std::span<const Candidate> group);

    std::multimap<crypto::Digest, Stored> stored_; ///< By digest of the reference.
    std::set<crypto::Digest> deleted_;             ///< Digests of references under the lookup key.
};

/// Marks a candidate that cannot be taken in as it is because of what is `known` of its reference:
/// it goes into quarantine, with a sentence.
void quarantine_if_known(Candidate& candidate, Known known);

} // namespace reservepost::batch::intake
