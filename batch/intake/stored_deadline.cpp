#include "batch/intake/stored_deadline.h"

#include "batch/intake/take_in.h"

namespace reservepost::batch::intake {

std::optional<StoredDeadline> find_deadline(store::Transaction& transaction,
                                            const crypto::SecretKey& lookup_key,
                                            std::string_view reference)
{
    const auto row =
        transaction
            .execute("select record, state, reception, rejected_at is not null as rejected, "
                     "accepted_at, due_at, stated_time, policy, policy_version, holiday_table, "
                     "eves_closed from report where reference_digest = $1 order by "
                     "quarantine_code is not null, taken_in_at limit 1",
                     {lookup_digest(lookup_key, reference)})
            .find_one();
    if (!row) return std::nullopt;
    return StoredDeadline{.record = row->record("record"),
                          .state = row->text("state"),
                          .reception = row->text("reception"),
                          .rejected = row->boolean("rejected"),
                          .accepted_at = row->instant("accepted_at"),
                          .due_at = row->instant("due_at"),
                          .stated_time = row->text("stated_time"),
                          .policy = row->text("policy"),
                          .policy_version = static_cast<int>(row->integer("policy_version")),
                          .holiday_table = static_cast<int>(row->integer("holiday_table")),
                          .eves_closed = row->boolean("eves_closed")};
}

} // namespace reservepost::batch::intake
