#include "batch/crypto/seal.h"
#include "batch/vault/vault_state.h"

#include <system_error>

// Looking through the stores, each by itself: for whoever compares them. Nothing here mends.

namespace reservepost::batch::vault {

namespace {

void read_ring(const Store& store, RingNumber ring, StoreInspection& found)
{
    try {
        const Ring keys = store.keys.read(ring);
        found.entries.lost_keys = keys.lost();
        for (const auto& [record, key] : keys.keys)
            found.entries.with_key.push_back(record);
    } catch (const VaultDamaged& damage) {
        found.ring_trouble = damage.what();
    } catch (const std::system_error& fault) {
        found.ring_trouble = fault.what();
    }
}

StoreInspection inspect_one(const Store& store, RingNumber ring)
{
    StoreInspection found;
    found.entries.store = store.name;
    // Keys first: what is put meanwhile then shows as content alone, which is in flight.
    read_ring(store, ring, found);
    auto listing = store.contents.list();
    for (const auto& name : listing.names) {
        if (name.attachment.empty())
            found.entries.with_content.push_back(name.record);
        else
            found.attachments.push_back({name.record, name.attachment});
    }
    found.entries.strays = std::move(listing.strays);
    found.entries.unfinished = store.contents.unfinished_count();
    found.unfinished = store.contents.unfinished();
    found.rings = store.keys.numbers();
    found.leftovers = store.keys.has_leftovers();
    found.kept = store.kept.names();
    return found;
}

/// What the store's own content opens to with its own key; nothing for any fault of the two.
std::optional<crypto::Digest> digest_of_plain(const Store& store, const ContentName& name,
                                              const std::optional<crypto::SecretKey>& key)
{
    if (!key) return std::nullopt;
    try {
        const auto sealed = store.contents.read_back(name);
        if (!sealed) return std::nullopt;
        return crypto::sha256(crypto::open(*key, *sealed, name.associated()));
    } catch (const crypto::CannotOpen&) {
        return std::nullopt;
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

std::optional<crypto::SecretKey> find_key(const Store& store, const RecordId& record,
                                          RingNumber ring)
{
    try {
        return store.keys.find(record, ring);
    } catch (const VaultDamaged&) {
        return std::nullopt;
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

} // namespace

std::vector<StoreInspection> Vault::inspect(RingNumber ring) const
{
    std::vector<StoreInspection> found;
    for (const Store* store : state_->reachable())
        found.push_back(inspect_one(*store, ring));
    return found;
}

std::vector<StoreLook> Vault::look(const RecordId& record, std::string_view attachment,
                                   RingNumber ring) const
{
    const ContentName name{record, std::string(attachment)};
    std::vector<StoreLook> looks;
    for (const Store* store : state_->reachable()) {
        const auto key = find_key(*store, record, ring);
        looks.push_back({store->name, store->contents.has(name), key.has_value(),
                         digest_of_plain(*store, name, key)});
    }
    return looks;
}

std::size_t Vault::clear_unfinished()
{
    std::size_t cleared = 0;
    for (const Store* store : state_->all())
        cleared += store->contents.clear_unfinished();
    return cleared;
}

} // namespace reservepost::batch::vault
