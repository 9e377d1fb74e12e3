#include "batch/disk/fail_point.h"
#include "batch/vault/opening.h"
#include "batch/vault/vault_state.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>

// Filling a replaced store from the others.

namespace reservepost::batch::vault {

namespace {

bool has_ring_with(const Store& store, RingNumber ring, const KeysByRecord& keys)
{
    if (!std::ranges::binary_search(store.keys.numbers(), ring)) return false;
    if (store.keys.is_half_destroyed(ring)) return false;
    const auto there = store.keys.read(ring);
    return there.lost() == 0 && same_keys(there.keys, keys);
}

/// Writes the ring unless it is there with these keys. What else was there is destroyed.
void fill_ring(Store& store, RingNumber ring, const KeysByRecord& keys)
{
    const bool is_there = has_ring_with(store, ring, keys);
    store.keys.destroy_leftovers();
    for (const auto number : store.keys.numbers())
        if (number != ring || !is_there) store.keys.destroy(number);
    if (is_there) return;
    store.keys.write_temporary(ring, keys);
    store.keys.name_temporary(ring);
}

std::set<ContentName> names_in(const std::vector<Store*>& stores)
{
    std::set<ContentName> names;
    for (const Store* store : stores) {
        const auto listing = store->contents.list();
        names.insert(listing.names.begin(), listing.names.end());
    }
    return names;
}

/// The facts of all the others, each line once, as one new file; and the number of the newest run.
void fill_facts(const Store& store, const std::vector<Store*>& others)
{
    std::string lines;
    std::set<std::string> known;
    std::int64_t run = 0;
    for (const Store* other : others) {
        for (const auto& fact : other->facts.read().facts)
            if (auto line = fact_line(fact); known.insert(line).second) lines += line + '\n';
        run = std::max(run, other->facts.run_number());
    }
    disk::replace_durably(store.place.content / "facts", lines, S_IRUSR | S_IWUSR);
    if (run > 0) store.facts.raise_run_number(run);
}

/// The newest text of each name; one that does not open in its store is left to the next run.
void fill_kept(const Store& store, const std::vector<Store*>& others)
{
    for (const Store* other : others)
        for (const auto& name : other->kept.names()) {
            std::optional<std::string> text;
            try {
                text = other->kept.find(name);
            } catch (const VaultDamaged&) {
                continue;
            }
            if (text) store.kept.put(name, *text);
        }
}

} // namespace

// Order, each on the disk before the next: 1. the mark `refilling` 2. the ring 3. contents, each
// opened with the ring beside it 4. facts and run number 5. kept texts 6. what others keep beside them
// 7. the mark `store`.
RefillCount Vault::refill(std::size_t index, RingNumber ring,
                          const std::function<void(std::size_t, std::size_t)>& told,
                          const std::function<void(const StorePlace&)>& bring_more)
{
    if (index >= state_->stores.size())
        throw std::invalid_argument("there is no store " + std::to_string(index + 1) +
                                    " in the configuration; it names " +
                                    std::to_string(state_->stores.size()));
    Store& store = *state_->stores[index];
    if (state_->trouble_with(store).empty())
        throw std::invalid_argument(store.name + " is a whole store of this vault already; "
                                                 "`reservepost vault verify` looks through it");
    const auto others = state_->reachable_but(&store);
    const auto keys = united(read_rings(others, ring));
    const auto mark = begin_refill(store, state_->vault_id);
    disk::reach("refill.begun");
    fill_ring(store, ring, keys);
    disk::reach("refill.ring");

    RefillCount count;
    count.keys = keys.size();
    const auto names = names_in(others);
    for (const auto& name : names) {
        if (const auto good = open_in_any(state_->stores, name, ring)) {
            bring_to(store, name, *good, ring);
            name.attachment.empty() ? ++count.reports : ++count.attachments;
        } else if (name.attachment.empty()) {
            count.open_nowhere.push_back(name.record);
        }
        disk::reach("refill.content");
        told(count.reports + count.attachments + count.open_nowhere.size(), names.size());
    }
    fill_facts(store, others);
    disk::reach("refill.facts");
    fill_kept(store, others);
    disk::reach("refill.kept");
    if (bring_more) bring_more(store.place);
    finish_refill(store, mark);
    disk::reach("refill.finished");
    return count;
}

} // namespace reservepost::batch::vault
