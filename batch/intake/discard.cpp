#include "batch/intake/discard.h"

#include "batch/store/incidents.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::intake {

namespace {

void require_cause(std::string_view why)
{
    if (std::ranges::find(discard_causes, why) != discard_causes.end()) return;
    std::string all;
    for (const auto cause : discard_causes)
        all += (all.empty() ? "" : ", ") + std::string(cause);
    throw std::invalid_argument("--why is one of " + all);
}

void require_every_store(const vault::Vault& vault)
{
    for (const auto& store : vault.status().stores)
        if (!store.reachable) throw vault::StoreAway(store.trouble);
}

void propose(store::Transaction& transaction, const RecordId& record, std::string_view why,
             const store::Occasion& occasion)
{
    transaction.execute("insert into discard (record, why, proposed_at, proposed_by) "
                        "values ($1, $2, $3, $4)",
                        {record, why, occasion.at, occasion.actor});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Report, record.text()},
                                       "discard-proposed",
                                       "quarantined",
                                       "quarantined",
                                       std::string(why)});
}

void carry_out(store::Transaction& transaction, vault::Vault& vault, const RecordId& record,
               const std::string& why, const store::Occasion& occasion)
{
    require_every_store(vault);
    transaction.execute("update discard set confirmed_at = $2, confirmed_by = $3 where record = $1",
                        {record, occasion.at, occasion.actor});
    vault.append_fact({.record = record,
                       .event = "discarded",
                       .date = holidays::oslo_date(occasion.at).text(),
                       .job = {},
                       .piece = {},
                       .code = why});
    transaction.execute(
        "update report set state = 'discarded', discarded_at = $2 where record = $1",
        {record, occasion.at});
    const store::Subject subject{store::SubjectKind::Report, record.text()};
    store::write_journal(transaction,
                         {occasion, subject, "discarded", "quarantined", "discarded", why});
    store::resolve_incident(transaction, "quarantined", subject, occasion);
}

} // namespace

std::optional<ProposedDiscard> find_proposed_discard(store::Transaction& transaction,
                                                     const RecordId& record)
{
    const auto row = transaction
                         .execute("select why, proposed_by from discard where record = $1 and "
                                  "confirmed_at is null",
                                  {record})
                         .find_one();
    if (!row) return std::nullopt;
    return ProposedDiscard{row->text("why"), row->text("proposed_by")};
}

Discard discard(store::Transaction& transaction, vault::Vault& vault, const RecordId& record,
                std::string_view why, const store::Occasion& occasion)
{
    require_cause(why);
    const auto row =
        transaction.execute("select state from report where record = $1 for update", {record})
            .find_one();
    if (!row || row->text("state") != "quarantined")
        throw std::invalid_argument("record " + record.text() +
                                    " is not in quarantine; `reservepost quarantine list` shows "
                                    "what is");
    const auto proposed = find_proposed_discard(transaction, record);
    if (!proposed) {
        propose(transaction, record, why, occasion);
        return Discard::Proposed;
    }
    if (proposed->proposed_by == occasion.actor)
        throw std::invalid_argument("you have proposed to discard this file; another person must "
                                    "look at it and say so too");
    if (proposed->why != why)
        throw std::invalid_argument("the first person said " + proposed->why +
                                    "; both must be of one opinion, so look again, and release the "
                                    "file if it may be a report");
    carry_out(transaction, vault, record, proposed->why, occasion);
    return Discard::Discarded;
}

} // namespace reservepost::batch::intake
