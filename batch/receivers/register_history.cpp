#include "batch/receivers/register_change.h"
#include "batch/receivers/register_rows.h"

namespace reservepost::batch::receivers {

std::vector<HistoryEntry> history(store::Transaction& transaction, const ReceiverKey& key)
{
    const auto id = get(transaction, key).id;
    const auto versions = select_receivers(transaction, "where r.id = $1 order by v.version", {id});
    const auto origins = transaction.execute(
        "select since, changed_by, approved_by, change from receiver_version where receiver = $1 "
        "order by version",
        {id});
    std::vector<HistoryEntry> entries;
    const Receiver* before = nullptr;
    auto version = versions.begin();
    for (const store::Row origin : origins) {
        entries.push_back({.version = version->version,
                           .since = origin.instant("since"),
                           .changed_by = origin.find_text("changed_by").value_or(""),
                           .approved_by = origin.find_text("approved_by").value_or(""),
                           .change = origin.find_integer("change"),
                           .fields = field_changes(before, *version)});
        before = &*version++;
    }
    return entries;
}

} // namespace reservepost::batch::receivers
