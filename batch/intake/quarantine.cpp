#include "batch/intake/quarantine.h"

#include "batch/intake/early_confirmations.h"
#include "batch/intake/reference.h"
#include "batch/receivers/register.h"
#include "batch/store/incidents.h"
#include "holidays/deadline.h"

#include <stdexcept>

namespace reservepost::batch::intake {

namespace {

/// What came with a time more than a year back is due since it came, as at intake; its years may
/// lie outside the calendar.
holidays::Instant due_when_released(const store::Row& row, const holidays::DeadlinePolicy& policy,
                                    const holidays::Calendar& calendar)
{
    if (row.text("stated_time") == to_text(TimeNote::MoreThanAYearBack))
        return row.instant("taken_in_at");
    return holidays::due(policy, row.instant("accepted_at"), calendar);
}

} // namespace

std::vector<QuarantinedFile> list_quarantine(store::Transaction& transaction)
{
    std::vector<QuarantinedFile> files;
    for (const store::Row row : transaction.execute(
             "select r.record, r.quarantine_code, r.taken_in_at, coalesce((select i.sentence from "
             "incident i where i.code = 'quarantined' and i.subject = encode(r.record, 'hex') "
             "order by i.id desc limit 1), '') as sentence, d.why, d.proposed_by from report r "
             "left join discard d on d.record = r.record where r.state = 'quarantined' "
             "order by r.taken_in_at, r.record"))
        files.push_back({row.record("record"), row.text("quarantine_code"), row.text("sentence"),
                         row.instant("taken_in_at"), row.find_text("why").value_or(""),
                         row.find_text("proposed_by").value_or("")});
    return files;
}

bool release_from_quarantine(store::Transaction& transaction, vault::Vault& vault,
                             const RecordId& record, const receivers::ReceiverKey& receiver,
                             const holidays::Calendar& calendar, const store::Occasion& occasion)
{
    const auto row = transaction
                         .execute("select state, accepted_at, taken_in_at, stated_time, "
                                  "quarantine_code, reference_digest from report where record = $1 "
                                  "for update",
                                  {record})
                         .find_one();
    if (!row || (row->text("state") != "quarantined" && row->text("state") != "discarded"))
        throw std::invalid_argument("record " + record.text() +
                                    " is not in quarantine; `reservepost quarantine list` shows "
                                    "what is");
    const auto found = receivers::get(transaction, receiver);
    const auto policy = holidays::find_policy(found.policy).value_or(holidays::policies().front());
    transaction.execute(
        "update report set state = 'waiting', receiver = $2, route = 'released', reception = $3, "
        "due_at = $4, policy = $5, policy_version = $6, holiday_table = $7, eves_closed = $8 where "
        "record = $1",
        {record, found.id, receivers::to_text(found.reception),
         due_when_released(*row, policy, calendar), policy.name, policy.version,
         holidays::holiday_table_version, calendar.eves_closed()});
    // What one person proposed to throw away is a report after all.
    transaction.execute("delete from discard where record = $1 and confirmed_at is null", {record});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Report, record.text()},
                                       "released",
                                       row->text("state"),
                                       "waiting",
                                       row->text("quarantine_code")});
    store::resolve_incident(transaction, "quarantined", {store::SubjectKind::Report, record.text()},
                            occasion);
    // What two persons threw away and one takes back is posted, whatever was said before.
    if (row->text("state") == "discarded") return true;
    const Arrived report{record, row->digest("reference_digest"), found.id};
    return apply_early_confirmations(transaction, vault, occasion, std::span(&report, 1)) == 0;
}

} // namespace reservepost::batch::intake
