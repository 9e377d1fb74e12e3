#include "batch/disk/fail_point.h"
#include "batch/vault/vault_state.h"

#include <algorithm>

namespace reservepost::batch::vault {

std::vector<ReadRing> read_rings(const std::vector<Store*>& stores, RingNumber ring)
{
    std::vector<ReadRing> rings;
    for (const Store* store : stores)
        rings.push_back({store, store->keys.read(ring)});
    return rings;
}

KeysByRecord united(const std::vector<ReadRing>& rings)
{
    KeysByRecord keys;
    for (const auto& each : rings)
        for (const auto& [record, key] : each.ring.keys) {
            const auto [known, is_new] = keys.try_emplace(record, key.copy());
            if (!is_new && known->second.octets() != key.octets())
                throw VaultDamaged(each.store->name + ": holds another key for record " +
                                   record.text() + " than the stores before it");
        }
    if (std::ranges::any_of(rings, [](const auto& each) { return each.ring.lost() == 0; }))
        return keys;
    for (const auto& each : rings) {
        const std::size_t missing = keys.size() - each.ring.keys.size();
        if (each.ring.lost() > missing)
            throw VaultDamaged(each.store->name + ": a key is damaged and no other store has it; "
                                                  "the ring stays until a person has looked");
    }
    return keys;
}

namespace {

/// Ring `current` of every store. Throws `VaultDamaged` unless it is whole in each and no two
/// differ about a key. One store may have more keys than another: those of a put that was cut off.
std::vector<ReadRing> require_whole(const std::vector<Store*>& stores, RingNumber current)
{
    auto rings = read_rings(stores, current);
    united(rings);
    for (const auto& each : rings)
        if (each.ring.lost() != 0)
            throw VaultDamaged(each.store->name + ": ring " + std::to_string(current) +
                               " is not whole; no other ring may be destroyed");
    return rings;
}

/// Whether the ring is there with its head, as one whose destruction has begun is not.
bool is_readable(const Store& store, RingNumber ring)
{
    try {
        store.keys.read(ring);
        return true;
    } catch (const VaultDamaged&) {
        return false;
    }
}

bool has_ring(const Store& store, RingNumber ring)
{
    return std::ranges::binary_search(store.keys.numbers(), ring);
}

} // namespace

std::vector<StoreRings> Vault::rings() const
{
    std::vector<StoreRings> result;
    for (const Store* store : state_->all())
        result.push_back({store->name, store->keys.numbers()});
    return result;
}

std::vector<StoreRings> Vault::reachable_rings() const
{
    std::vector<StoreRings> result;
    for (const Store* store : state_->reachable())
        result.push_back({store->name, store->keys.numbers()});
    return result;
}

RingNumber Vault::settle_rings(RingNumber at_least)
{
    const auto stores = state_->reachable();
    std::map<RingNumber, std::vector<ReadRing>> there;
    for (const Store* store : stores)
        for (const auto number : store->keys.numbers())
            if (number >= at_least && is_readable(*store, number))
                there[number].push_back({store, store->keys.read(number)});
    if (there.empty())
        throw VaultDamaged("no store has a ring of the number " + std::to_string(at_least) +
                           " or a later one; without its keys nothing opens");
    auto holds = std::ranges::find_if(
        there, [&](const auto& ring) { return ring.second.size() == stores.size(); });
    if (holds == there.end()) holds = there.begin();
    const auto ring = holds->first;

    KeysByRecord keys;
    for (auto each = holds; each != there.end(); ++each)
        for (const auto& read : each->second)
            for (const auto& [record, key] : read.ring.keys)
                keys.try_emplace(record, key.copy());
    for (const auto& read : holds->second) {
        std::vector<RingEntry> lacking;
        for (const auto& [record, key] : keys)
            if (!read.ring.keys.contains(record)) lacking.push_back({record, key.copy()});
        if (!lacking.empty()) read.store->keys.append(ring, lacking);
    }
    return ring;
}

// Order, each for all stores before the next: 1. what a cut off change left is destroyed 2. the new
// ring under a temporary name, synced, read back, counted 3. its own name.
std::size_t Vault::prepare_ring(RingNumber old, RingNumber next, const std::set<RecordId>& without)
{
    if (next <= old) throw std::logic_error("the next ring's number is higher [this is a bug]");
    const auto stores = state_->all();
    for (const Store* store : stores)
        if (has_ring(*store, next))
            throw VaultDamaged(store->name + ": ring " + std::to_string(next) +
                               " is there already; `run --only recover` settles it first");
    KeysByRecord keys = united(read_rings(stores, old));
    for (const auto& record : without)
        keys.erase(record);

    for (const Store* store : stores)
        store->keys.destroy_leftovers();
    disk::durably("ring.written", [&] {
        for (const Store* store : stores)
            store->keys.write_temporary(next, keys);
    });
    for (const Store* store : stores)
        disk::durably("ring.named-" + store->number(), [&] { store->keys.name_temporary(next); });
    return keys.size();
}

RingDestruction Vault::destroy_ring(RingNumber old, RingNumber current)
{
    if (old >= current)
        throw std::logic_error("the ring that holds is never destroyed [this is a bug]");
    const auto stores = state_->all();
    RingDestruction destruction;
    destruction.ring = old;
    destruction.surviving_keys = require_whole(stores, current).front().ring.keys.size();
    for (Store* store : stores) {
        store->keys.destroy_leftovers();
        const bool was_there = disk::durably("ring.destroyed-" + store->number(),
                                             [&] { return store->keys.destroy(old); });
        if (was_there) destruction.stores.push_back(store->name);
    }
    return destruction;
}

void Vault::remove_prepared_ring(RingNumber prepared, RingNumber current)
{
    if (prepared <= current)
        throw std::logic_error("only a newer ring can be one that was prepared [this is a bug]");
    const auto stores = state_->all();
    const auto kept = united(require_whole(stores, current));
    for (const Store* store : stores) {
        if (!has_ring(*store, prepared) || store->keys.is_half_destroyed(prepared)) continue;
        for (const auto& [record, key] : store->keys.read(prepared).keys) {
            const auto found = kept.find(record);
            if (found == kept.end() || found->second.octets() != key.octets())
                throw VaultDamaged(store->name + ": ring " + std::to_string(prepared) +
                                   " holds keys that ring " + std::to_string(current) +
                                   " does not; is the database an older one? See `restore check`");
        }
    }
    disk::durably("ring.prepared-removed", [&] {
        for (Store* store : stores) {
            store->keys.destroy_leftovers();
            store->keys.destroy(prepared);
        }
    });
}

void Vault::remove_contents(std::span<const RecordId> records)
{
    const std::set<RecordId> wanted(records.begin(), records.end());
    for (const Store* store : state_->all())
        disk::durably("vault.content-removed-" + store->number(),
                      [&] { store->contents.remove(wanted); });
}

std::vector<RecordId> Vault::still_present(std::span<const RecordId> records) const
{
    std::set<RecordId> found;
    for (const Store* store : state_->all()) {
        for (const auto& name : store->contents.list().names)
            found.insert(name.record);
        if (store->keys.has_leftovers())
            throw VaultDamaged(store->name + ": a change of ring was cut off and left keys; "
                                             "`run --only recover` settles it first");
        for (const RingNumber number : store->keys.numbers()) {
            const Ring ring = store->keys.read(number);
            if (ring.damaged != 0)
                throw VaultDamaged(store->name + ": ring " + std::to_string(number) +
                                   " has damaged places, so nobody can say whose keys they hold");
            for (const auto& [record, key] : ring.keys)
                found.insert(record);
        }
    }
    std::vector<RecordId> present;
    for (const auto& record : records)
        if (found.contains(record)) present.push_back(record);
    return present;
}

} // namespace reservepost::batch::vault
