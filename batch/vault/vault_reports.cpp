#include "batch/crypto/seal.h"
#include "batch/disk/fail_point.h"
#include "batch/vault/opening.h"
#include "batch/vault/vault_state.h"

#include <sys/stat.h>
#include <system_error>

namespace reservepost::batch::vault {

namespace {

constexpr mode_t private_file = S_IRUSR | S_IWUSR;

struct SealedFile {
    ContentName name;
    std::string sealed;
    std::string plain;
};

void write_files(const Store& store, std::span<const SealedFile> files)
{
    std::vector<disk::NewFile> named;
    for (const auto& each : files)
        named.push_back({store.contents.file(each.name), each.sealed});
    disk::write_new_group_durably(named, private_file);
}

void require_read_back(const Store& store, std::span<const SealedFile> files, RingNumber ring)
{
    for (const auto& each : files)
        if (open_alone(store, each.name, ring) != each.plain)
            throw VaultDamaged(store.name + ": " + each.name.text() +
                               " reads back otherwise than it was written; look at the disk");
}

} // namespace

// Order, each on the disks of all stores before the next: 1. content files 2. keys 3. all of it
// read back and opened.
void Vault::put(std::span<const NewEntry> entries, RingNumber ring)
{
    const auto stores = state_->all();
    for (const Store* store : stores)
        store->keys.require(ring);
    std::vector<RingEntry> keys;
    std::vector<SealedFile> files;
    for (const auto& entry : entries) {
        const ContentName name{entry.record, {}};
        keys.push_back({entry.record, crypto::SecretKey::random()});
        std::string plain = encode(entry.report);
        auto sealed = crypto::seal(keys.back().key, plain, name.associated());
        files.push_back({name, std::move(sealed), std::move(plain)});
    }
    disk::durably("vault.content-written", [&] {
        for (const Store* store : stores)
            write_files(*store, files);
    });
    for (const Store* store : stores)
        disk::durably("vault.keys-written-" + store->number(),
                      [&] { store->keys.append(ring, keys); });
    disk::durably("vault.read-back", [&] {
        for (const Store* store : stores)
            require_read_back(*store, files, ring);
    });
}

SealedReport Vault::open(const RecordId& record, RingNumber ring) const
{
    const auto opened = open_in_any(state_->stores, {record, {}}, ring);
    if (!opened)
        throw VaultDamaged("report " + record.text() + " opens in no store with ring " +
                           std::to_string(ring) + "; see `vault verify`");
    return decode_report(opened->plain);
}

bool Vault::opens_everywhere(const RecordId& record, RingNumber ring) const
{
    std::optional<std::string> first;
    for (const auto& store : state_->stores) {
        if (!state_->trouble_with(*store).empty()) return false;
        const auto plain = open_alone(*store, {record, {}}, ring);
        if (!plain || (first && *first != *plain)) return false;
        first = plain;
    }
    return true;
}

void Vault::bring_everywhere(const RecordId& record, RingNumber ring)
{
    const auto stores = state_->all();
    std::set<ContentName> names = {{record, {}}};
    for (const Store* store : stores)
        for (const auto& name : store->contents.list().names)
            if (name.record == record) names.insert(name);
    for (const auto& name : names) {
        const auto good = open_in_any(state_->stores, name, ring);
        if (!good)
            throw VaultDamaged(name.text() + " opens in no store with ring " +
                               std::to_string(ring) + "; see `vault verify`");
        for (const Store* store : stores)
            bring_to(*store, name, *good, ring);
    }
}

void Vault::set_aside(const RecordId& record, RingNumber ring)
{
    const auto stores = state_->all();
    if (open_in_any(state_->stores, {record, {}}, ring))
        throw std::logic_error("report " + record.text() +
                               " opens, so it is adopted and never "
                               "set aside [this is a bug]");
    for (const Store* store : stores)
        store->contents.set_aside(record);
}

void Vault::put_attachment(const RecordId& record, std::string_view name, std::string_view octets,
                           RingNumber ring)
{
    require_attachment_name(name);
    const auto stores = state_->all();
    const ContentName file{record, std::string(name)};
    const auto report = open_in_any(state_->stores, {record, {}}, ring);
    if (!report)
        throw VaultDamaged("report " + record.text() + " opens in no store with ring " +
                           std::to_string(ring) + "; nothing can be put beside it");
    const SealedFile sealed{file, crypto::seal(report->key, octets, file.associated()),
                            std::string(octets)};
    disk::durably("vault.attachment-written", [&] {
        for (const Store* store : stores)
            write_files(*store, {&sealed, 1});
    });
    for (const Store* store : stores)
        require_read_back(*store, {&sealed, 1}, ring);
}

std::optional<std::string> Vault::open_attachment(const RecordId& record, std::string_view name,
                                                  RingNumber ring) const
{
    require_attachment_name(name);
    const ContentName file{record, std::string(name)};
    if (auto opened = open_in_any(state_->stores, file, ring)) return std::move(opened->plain);
    for (const Store* store : state_->reachable())
        if (store->contents.has(file))
            throw VaultDamaged(file.text() + " opens in no store with ring " +
                               std::to_string(ring) + "; see `vault verify`");
    return std::nullopt;
}

std::vector<StoreEntries> Vault::entries(RingNumber ring) const
{
    std::vector<StoreEntries> result;
    for (const Store* store : state_->reachable()) {
        StoreEntries held;
        held.store = store->name;
        // Keys first: what is put meanwhile then shows as content alone, which is in flight.
        const Ring keys = store->keys.read(ring);
        held.lost_keys = keys.lost();
        for (const auto& [record, key] : keys.keys)
            held.with_key.push_back(record);
        auto listing = store->contents.list();
        for (const auto& name : listing.names)
            if (name.attachment.empty()) held.with_content.push_back(name.record);
        held.unfinished = store->contents.unfinished_count();
        held.strays = std::move(listing.strays);
        result.push_back(std::move(held));
    }
    return result;
}

} // namespace reservepost::batch::vault
