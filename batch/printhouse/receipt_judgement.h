#pragma once

#include "batch/printhouse/receipt.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace reservepost::batch::printhouse {

enum class Fate { Mailed, Damaged };

/// What we know of a job when a receipt comes: our own manifest, and what the receipts that counted
/// have said so far.
struct JobHistory {
    Manifest manifest;
    crypto::Digest manifest_sha256;
    std::map<int, Fate> fates = {}; ///< By piece number; a piece that is not here is open.
    std::set<int> returned = {};    ///< Mailed pieces that came back.
    std::map<int, crypto::Digest> applied = {}; ///< By n: the SHA-256 of the receipt file.
    bool received = false;
    bool rejected = false;
    bool closed = false;

    int last_n() const { return applied.empty() ? 0 : applied.rbegin()->first; }
};

enum class Verdict {
    Applies,  ///< It counts; the judgement says what changes.
    Repeats,  ///< The same file has counted already; nothing changes.
    Waits,    ///< One with a smaller n is missing; judge it again when that has come.
    SetAside, ///< It does not count and changes nothing: an incident.
};

struct PieceOnDay {
    int number = 0;
    Day date = {};
    bool operator==(const PieceOnDay&) const = default;
};

/// What a receipt changes, or why it changes nothing.
struct Judgement {
    Verdict verdict = Verdict::SetAside;
    std::string code;   ///< For `Waits` and `SetAside`: a short word, the same for ever.
    std::string reason; ///< A sentence: what is wrong, what would be right.

    bool received = false; ///< The job counts as received from now on (a `mailed` implies it).
    bool closed = false;   ///< The job is settled.
    std::optional<Fault> rejected = {};
    std::vector<PieceOnDay> mailed = {};
    std::vector<PieceOnDay> damaged = {};
    std::vector<PieceOnDay> returned = {};
};

/// Judges a receipt whose signature holds. Every sum is computed from our own manifest.
///
/// Set aside are: another job or manifest hash; an n that counted already with other octets; ranges
/// that lie outside the job, overlap, or whose sums do not agree one by one and in all; a piece
/// that has a fate already; running totals that do not agree; `closed` with open pieces; a day
/// before the job's or more than one after the signature; anything after `rejected`; `rejected` or
/// `received` after `received`; anything but `returned` after `closed`; `returned` for a piece that
/// was not mailed or has come back already. A receipt that was set aside is corrected by one of the
/// same n.
Judgement judge(const JobHistory& history, const SignedReceipt& signed_receipt);

/// `history` after a receipt that applies. For any other verdict it is unchanged.
JobHistory after(JobHistory history, const SignedReceipt& signed_receipt,
                 const Judgement& judgement);

} // namespace reservepost::batch::printhouse
