#pragma once

#include <array>
#include <string_view>

// The durable points of the night and of what municipalities say: each is a step after which
// something is on a disk, in the database or at the print house. Between any two of them a run can
// be cut off; the crash tests kill and fail it before and after each one, and go on.

namespace reservepost::batch {

struct DurablePoint {
    std::string_view name; ///< As in `disk::durably`; "-1" and "-2" are the first two stores.
    std::string_view then; ///< What is so from here on.
};

// clang-format off
inline constexpr std::array durable_points = {
    // Entering.
    DurablePoint{"vault.run-written",        "every store, the log and the outbox know the run's number"},
    DurablePoint{"vault.kept",               "register, jobs or receipts lie sealed in every store"},
    // Receipts.
    DurablePoint{"vault.facts-written",      "facts stand in every store"},
    DurablePoint{"receipts.applied",         "letters and job are as the receipt says"},
    // Deletion, in its order.
    DurablePoint{"delete.chosen",            "reports whose gate is open are `deleting`"},
    DurablePoint{"log.entries-written",      "leaves lie in the log and do not count yet"},
    DurablePoint{"log.hash-tiles-written",   "the tree over them"},
    DurablePoint{"log.checkpoint-replaced",  "the intents are signed: from here on they count"},
    DurablePoint{"ring.written",             "the next ring lies in every store under another name"},
    DurablePoint{"ring.named-1",             "the first store has two rings"},
    DurablePoint{"ring.named-2",             "every store has both rings"},
    DurablePoint{"delete.ring-committed",    "the next ring is the one that holds"},
    DurablePoint{"ring.destroyed-1",         "the first store has destroyed the old one"},
    DurablePoint{"ring.destroyed-2",         "nobody has the keys"},
    DurablePoint{"vault.content-removed-1",  "contents are gone from the first store"},
    DurablePoint{"vault.content-removed-2",  "contents are gone everywhere"},
    DurablePoint{"delete.digests",           "the references cannot be found any more"},
    DurablePoint{"delete.logged",            "the log says that they are deleted"},
    DurablePoint{"log.noted",                "the database knows the checkpoint"},
    DurablePoint{"log.tiles-published",      "the tiles lie at the published place"},
    DurablePoint{"log.published",            "the checkpoint does too"},
    DurablePoint{"delete.closed",            "the reports are `deleted`"},
    DurablePoint{"ring.prepared-removed",    "a ring that was never committed is gone"},
    // Intake.
    DurablePoint{"vault.content-written",    "sealed contents lie in every store"},
    DurablePoint{"vault.keys-written-1",     "their keys lie in the first store"},
    DurablePoint{"vault.keys-written-2",     "every store has content and key"},
    DurablePoint{"vault.read-back",          "the reports are safe, and have no rows yet"},
    DurablePoint{"intake.committed",         "they have rows: taken in"},
    DurablePoint{"intake.removed",           "the files are gone from the inbox"},
    // Letters.
    DurablePoint{"gather.committed",         "due reports have letters"},
    DurablePoint{"typeset.committed",        "letters have pages"},
    // Packing and sending.
    DurablePoint{"pack.numbered",            "a job has its number and its pieces"},
    DurablePoint{"pack.sealed",              "its sealed file lies in the outbox"},
    DurablePoint{"pack.facts",               "the stores know that its letters are packed"},
    DurablePoint{"pack.closed",              "the point of no return"},
    DurablePoint{"send.marked",              "the hand-over has begun"},
    DurablePoint{"send.rename-withdrawn",    "an earlier rename is known never to have happened"},
    DurablePoint{"send.uploaded",            "the file lies at the print house under another name"},
    DurablePoint{"send.rename-tried",        "from here on the print house may have it"},
    DurablePoint{"send.renamed",             "it lies there under its own name"},
    DurablePoint{"send.sent",                "the database knows"},
    DurablePoint{"notice.made",              "a notice to the house has its number and its signature"},
    DurablePoint{"notice.renamed",           "it lies at the print house"},
    DurablePoint{"notice.sent",              "the database knows"},
    // Letters printed here.
    DurablePoint{"by-hand.numbered",         "a job printed here has its number"},
    DurablePoint{"by-hand.sealed",           "its sealed PDF lies in the outbox"},
    DurablePoint{"by-hand.sent",             "no run takes its letter any more"},
    DurablePoint{"by-hand.brought",          "the sealed PDF lies before the printer"},
    DurablePoint{"by-hand.posted",           "what was said of its posting stands"},
    // What municipalities say.
    DurablePoint{"vault.attachment-written", "the message of a rejection lies in every store"},
    DurablePoint{"confirm.committed",        "confirmed: no letter will be made"},
    DurablePoint{"reject.committed",         "due at once"},
    DurablePoint{"reopen.committed",         "a new letter is gathered"},
};
// clang-format on

} // namespace reservepost::batch
