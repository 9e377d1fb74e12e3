#include "batch/intake/early_confirmations.h"

#include "holidays/oslo_time.h"

#include <chrono>
#include <string>
#include <vector>

namespace reservepost::batch::intake {

std::size_t apply_early_confirmations(store::Transaction& transaction, vault::Vault& vault,
                                      const store::Occasion& occasion,
                                      std::span<const Arrived> reports)
{
    std::vector<RecordId> records;
    std::vector<crypto::Digest> references;
    std::vector<std::int64_t> receivers;
    for (const auto& report : reports) {
        records.push_back(report.record);
        references.push_back(report.reference_digest);
        receivers.push_back(report.receiver);
    }
    std::vector<RecordId> confirmed;
    std::vector<std::string> names;
    std::vector<vault::Fact> facts;
    for (const store::Row row : transaction.execute(
             "delete from early_confirmation early using unnest($1::bytea[], $2::bytea[], "
             "$3::bigint[]) as new (record, reference_digest, receiver) where "
             "early.reference_digest = new.reference_digest and early.receiver = new.receiver and "
             "early.confirmed_at > $4 returning new.record",
             {records, references, receivers, occasion.at - std::chrono::hours(48)})) {
        confirmed.push_back(row.record("record"));
        names.push_back(confirmed.back().text());
        facts.push_back({.record = confirmed.back(),
                         .event = "confirmed",
                         .date = holidays::oslo_date(occasion.at).text(),
                         .job = {},
                         .piece = {},
                         .code = "early"});
    }
    if (confirmed.empty()) return 0;
    vault.append_facts(facts);
    transaction.execute(
        "update report set state = 'confirmed', confirmed_at = $2 where record = any($1)",
        {confirmed, occasion.at});
    store::write_journal(transaction,
                         {occasion, store::SubjectKind::Report, std::move(names), "confirmed",
                          "waiting", "confirmed", "came-before-the-report"});
    return confirmed.size();
}

} // namespace reservepost::batch::intake
