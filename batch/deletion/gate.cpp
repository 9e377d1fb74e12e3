#include "batch/deletion/gate.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace reservepost::batch::deletion {
namespace {

using holidays::Instant;

// Facts that are simply right or wrong, in the order of the table.
struct PlainRule {
    KeepCode code;
    bool only_posted; ///< Asked of posted reports alone.
    bool (*holds)(const DeletionFacts&);
    const char* otherwise;
};

// clang-format off
constexpr PlainRule plain_rules[] = {
    {KeepCode::NoForwardingLetter, true, [](const DeletionFacts& f) { return f.forwarding_letters > 0; },
     "It counts as posted but has no forwarding letter; nothing proves that anybody got it."},
    {KeepCode::NotMailed, true, [](const DeletionFacts& f) { return f.newest_mailed_by_receipt; },
     "No receipt that counts says that its newest forwarding letter was mailed; without one it is kept, however old it is."},
    {KeepCode::Returned, true, [](const DeletionFacts& f) { return !f.newest_returned; },
     "The post returned its newest forwarding letter."},
    {KeepCode::Reopened, true, [](const DeletionFacts& f) { return !f.newest_reopened; },
     "It was reopened after its newest forwarding letter was mailed."},
    {KeepCode::BeingMadeAgain, true, [](const DeletionFacts& f) { return !f.newest_being_made_again; },
     "Its newest forwarding letter is being made again."},
    {KeepCode::JobOpen, false, [](const DeletionFacts& f) { return f.jobs_over; },
     "A job that holds one of its letters is not over."},
    {KeepCode::OutboxFile, false, [](const DeletionFacts& f) { return f.outbox_files_gone; },
     "A package with one of its letters is still in the outbox."},
};

constexpr PlainRule last_rules[] = {
    {KeepCode::IncidentOpen, false, [](const DeletionFacts& f) { return !f.incident_open; },
     "An incident is open on it."},
    {KeepCode::DeletionPaused, false, [](const DeletionFacts& f) { return !f.deletion_paused; },
     "Deletion is paused."},
    {KeepCode::StoreAway, false, [](const DeletionFacts& f) { return f.every_store_reachable; },
     "A store cannot be reached, so its copy of the key could not be destroyed."},
    {KeepCode::TimeNotBelieved, false, [](const DeletionFacts& f) { return f.time_believed; },
     "The clock is not believed; see `status`, then `clock accept`."},
    {KeepCode::BooksOpen, false, [](const DeletionFacts& f) { return f.balance_is_zero; },
     "The books do not balance in this run, or were not yet made up."},
    {KeepCode::LogAgainstDatabase, false, [](const DeletionFacts& f) { return f.log_extends_database_checkpoint; },
     "The deletion log does not continue the checkpoint that the database knows."},
    {KeepCode::LogAgainstPublished, false, [](const DeletionFacts& f) { return f.log_extends_published_checkpoint; },
     "The deletion log does not continue the checkpoint in the published place."},
};
// clang-format on

template <std::size_t N>
void judge(const PlainRule (&rules)[N], const DeletionFacts& facts, std::vector<Reason>& reasons)
{
    for (const PlainRule& rule : rules)
        if ((!rule.only_posted || facts.state == GateState::Posted) && !rule.holds(facts))
            reasons.push_back({rule.code, rule.otherwise, std::nullopt});
}

bool is_kept_state(GateState state)
{
    return state != GateState::Other;
}

// It may delay, it never decides: after fourteen days it is given up.
void judge_confirmation(const DeletionFacts& facts, Instant now, std::vector<Reason>& reasons)
{
    if (facts.confirmation_settled) return;
    std::optional<Instant> given_up;
    if (facts.confirmation_open_since)
        given_up =
            *facts.confirmation_open_since + std::chrono::days(confirmation_given_up_after_days);
    if (given_up && now >= *given_up) return;
    reasons.push_back({KeepCode::ConfirmationOpen,
                       "The confirmation to the reporter is neither mailed nor settled; it is "
                       "given up after 14 days.",
                       given_up});
}

// The instant that the state itself rests on; without it the retention has no beginning.
std::optional<Instant> own_instant(const DeletionFacts& facts)
{
    switch (facts.state) {
    case GateState::Posted:
        return facts.mailed_at;
    case GateState::Confirmed:
        return facts.confirmed_at;
    case GateState::Discarded:
        return facts.discarded_at;
    case GateState::Other:
        break;
    }
    return std::nullopt;
}

void judge_retention(const DeletionFacts& facts, const RetentionPolicy& policy, Instant now,
                     std::vector<Reason>& reasons)
{
    if (!is_kept_state(facts.state)) return; // No retention has begun.
    const auto own = own_instant(facts);
    if (!own) {
        reasons.push_back({KeepCode::RetentionUnknown,
                           "The instant from which its retention counts is not known.",
                           std::nullopt});
        return;
    }
    Instant since = *own;
    for (const auto& at :
         {facts.mailed_at, facts.confirmed_at, facts.discarded_at, facts.last_reopened_at})
        if (at) since = std::max(since, *at);
    // A letter once mailed may still come back, whatever the state is called now.
    const bool was_mailed = facts.state == GateState::Posted || facts.mailed_at.has_value();
    const int days = was_mailed ? std::max(policy.retention_posted_days, policy.retention_days)
                                : policy.retention_days;
    if (days < 1) throw std::invalid_argument("a retention is at least one day");
    const Instant end = since + std::chrono::days(days);
    if (now < end)
        reasons.push_back({KeepCode::Retention,
                           "Its retention of " + std::to_string(days) + " days has not run out.",
                           end});
}

} // namespace

std::vector<Reason> what_keeps(const DeletionFacts& facts, const RetentionPolicy& policy,
                               Instant now)
{
    std::vector<Reason> reasons;
    if (!is_kept_state(facts.state))
        reasons.push_back({KeepCode::State,
                           "It is neither posted nor confirmed nor discarded; a late confirmation "
                           "counts for nothing.",
                           std::nullopt});
    judge(plain_rules, facts, reasons);
    judge_confirmation(facts, now, reasons);
    judge_retention(facts, policy, now, reasons);
    judge(last_rules, facts, reasons);
    return reasons;
}

std::string_view name_of(KeepCode code)
{
    switch (code) {
    case KeepCode::State:
        return "state";
    case KeepCode::NoForwardingLetter:
        return "no-forwarding-letter";
    case KeepCode::NotMailed:
        return "not-mailed";
    case KeepCode::Returned:
        return "returned";
    case KeepCode::Reopened:
        return "reopened";
    case KeepCode::BeingMadeAgain:
        return "being-made-again";
    case KeepCode::JobOpen:
        return "job-open";
    case KeepCode::OutboxFile:
        return "outbox-file";
    case KeepCode::ConfirmationOpen:
        return "confirmation-open";
    case KeepCode::RetentionUnknown:
        return "retention-unknown";
    case KeepCode::Retention:
        return "retention";
    case KeepCode::IncidentOpen:
        return "incident-open";
    case KeepCode::DeletionPaused:
        return "deletion-paused";
    case KeepCode::StoreAway:
        return "store-away";
    case KeepCode::TimeNotBelieved:
        return "time-not-believed";
    case KeepCode::BooksOpen:
        return "books-open";
    case KeepCode::LogAgainstDatabase:
        return "log-against-database";
    case KeepCode::LogAgainstPublished:
        return "log-against-published";
    }
    throw std::logic_error("a reason without a name [this is a bug]");
}

} // namespace reservepost::batch::deletion
