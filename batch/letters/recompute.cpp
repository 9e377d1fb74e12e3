#include "batch/letters/recompute.h"

#include "holidays/deadline.h"

#include <set>

namespace reservepost::batch::letters {

namespace {

void journal(store::Transaction& transaction, const store::Occasion& occasion,
             const RecordId& record, std::string why)
{
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Report, record.text()},
                                       "recomputed",
                                       "waiting",
                                       "waiting",
                                       std::move(why)});
}

/// Paper is the earliest there is; between the other two nothing comes earlier or later.
void recompute_reception(store::Transaction& transaction, const receivers::Receiver& receiver,
                         const store::Occasion& occasion, std::set<RecordId>& changed)
{
    const auto reception = std::string(to_text(receiver.reception));
    for (const store::Row row : transaction.execute(
             "update report set reception = $2 where receiver = $1 and state = 'waiting' and "
             "reception <> $2 and reception <> 'postal' returning record",
             {receiver.id, reception})) {
        journal(transaction, occasion, row.record("record"), "reception:" + reception);
        changed.insert(row.record("record"));
    }
}

void recompute_policy(store::Transaction& transaction, const receivers::Receiver& receiver,
                      const holidays::Calendar& calendar, const store::Occasion& occasion,
                      std::set<RecordId>& changed)
{
    const auto policy = holidays::find_policy(receiver.policy).value();
    for (const store::Row row :
         transaction.execute("select record, accepted_at, due_at from report where receiver = $1 "
                             "and state = 'waiting' and (policy, policy_version) <> ($2, $3) "
                             "for update",
                             {receiver.id, policy.name, policy.version})) {
        const auto due = holidays::due(policy, row.instant("accepted_at"), calendar);
        if (due >= row.instant("due_at")) continue;
        transaction.execute("update report set due_at = $2, policy = $3, policy_version = $4, "
                            "holiday_table = $5, eves_closed = $6 where record = $1",
                            {row.record("record"), due, policy.name, policy.version,
                             holidays::holiday_table_version, calendar.eves_closed()});
        journal(transaction, occasion, row.record("record"), "policy:" + policy.name);
        changed.insert(row.record("record"));
    }
}

} // namespace

std::int64_t recompute_waiting(store::Transaction& transaction, const receivers::Receiver& receiver,
                               const holidays::Calendar& calendar, const store::Occasion& occasion)
{
    std::set<RecordId> changed;
    recompute_reception(transaction, receiver, occasion, changed);
    recompute_policy(transaction, receiver, calendar, occasion, changed);
    return static_cast<std::int64_t>(changed.size());
}

} // namespace reservepost::batch::letters
