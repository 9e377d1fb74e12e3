#include "batch/intake/known_reports.h"
#include "batch/receivers/register.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"

#include <set>

namespace reservepost::batch::intake {

namespace {

/// So many contents are in memory at once.
constexpr std::size_t entries_per_group = 100;

/// Entries without a row: a key alone is what is left of one that was set aside, and there is
/// nothing to adopt.
std::vector<RecordId> entries_without_row(store::Transaction& transaction, IntakeDoor& door,
                                          std::int64_t ring)
{
    std::set<RecordId> entries;
    for (const auto& store : door.vault.entries(ring))
        entries.insert(store.with_content.begin(), store.with_content.end());
    for (const store::Row row : transaction.execute("select record from report union all "
                                                    "select record from spare_copy"))
        entries.erase(row.record("record"));
    return {entries.begin(), entries.end()};
}

void set_aside(store::Transaction& transaction, IntakeDoor& door, const RecordId& record,
               std::int64_t ring)
{
    door.vault.set_aside(record, ring);
    store::raise_incident(
        transaction,
        {"unfinished-entry",
         {store::SubjectKind::Report, record.text()},
         "an entry without a row opens in no store; it was moved to unfinished/",
         "it was never answered as taken in, so its sender still has it; look, then clear it"},
        door.occasion);
}

/// What opens of `records`, worked out anew; what opens in no store is set aside.
std::vector<Candidate> open_entries(store::Transaction& transaction, IntakeDoor& door,
                                    const receivers::Snapshot& snapshot,
                                    std::span<const RecordId> records, std::int64_t ring,
                                    Adoption& adoption)
{
    std::vector<Candidate> group;
    for (const auto& record : records) {
        try {
            group.push_back(adopt_candidate(door, snapshot, record, door.vault.open(record, ring)));
        } catch (const vault::VaultDamaged&) {
            set_aside(transaction, door, record, ring);
            ++adoption.set_aside;
        }
    }
    return group;
}

void adopt_group(store::Transaction& transaction, IntakeDoor& door, std::vector<Candidate> group,
                 std::int64_t ring, Adoption& adoption)
{
    KnownReports known(transaction, door, group);
    std::vector<Candidate> adopted;
    for (auto& candidate : group) {
        const auto what = known.find(candidate);
        if (what == Known::SameContent) {
            transaction.execute("insert into spare_copy (record, found_at) values ($1, $2)",
                                {candidate.record, door.occasion.at});
            ++adoption.spare_copies;
            continue;
        }
        quarantine_if_known(candidate, what);
        known.add(candidate);
        door.vault.bring_everywhere(candidate.record, ring);
        adopted.push_back(std::move(candidate));
    }
    write_candidates(transaction, door, adopted);
    adoption.adopted += static_cast<int>(adopted.size());
}

} // namespace

Adoption adopt_entries(IntakeDoor& door)
{
    auto transaction = door.database.begin();
    wait_for_turn(transaction);
    const auto ring = store::share_vault_ring(transaction);
    const auto entries = entries_without_row(transaction, door, ring);

    Adoption adoption;
    if (entries.empty()) return adoption;
    const auto snapshot = receivers::snapshot(transaction);
    for (std::span<const RecordId> rest = entries; !rest.empty();) {
        const auto now = rest.first(std::min(entries_per_group, rest.size()));
        adopt_group(transaction, door,
                    open_entries(transaction, door, snapshot, now, ring, adoption), ring, adoption);
        rest = rest.subspan(now.size());
    }
    transaction.commit();
    return adoption;
}

} // namespace reservepost::batch::intake
