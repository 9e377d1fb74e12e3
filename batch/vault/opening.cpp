#include "batch/vault/opening.h"

#include "batch/crypto/seal.h"
#include "batch/disk/files.h"

#include <sys/stat.h>
#include <system_error>

namespace reservepost::batch::vault {

namespace {

constexpr mode_t private_file = S_IRUSR | S_IWUSR;

std::optional<std::string> opened_with(const std::optional<crypto::SecretKey>& key,
                                       const std::optional<std::string>& sealed,
                                       const ContentName& name)
{
    if (!key || !sealed) return std::nullopt;
    try {
        return crypto::open(*key, *sealed, name.associated());
    } catch (const crypto::CannotOpen&) {
        return std::nullopt; // Another store may have it whole; the caller says if none has.
    }
}

/// What `look` gives, or nothing where the disk or the ring of that one store fails.
template <class Look> auto unless_it_fails(Look look) -> decltype(look())
{
    try {
        return look();
    } catch (const std::system_error&) {
        return std::nullopt;
    } catch (const VaultDamaged&) {
        return std::nullopt;
    }
}

} // namespace

std::optional<Opened> open_in_any(const std::vector<std::unique_ptr<Store>>& stores,
                                  const ContentName& name, RingNumber ring)
{
    for (const auto& holder : stores) {
        auto sealed = unless_it_fails([&] { return holder->contents.find(name); });
        if (!sealed) continue;
        std::vector<const Store*> askable = {holder.get()};
        for (const auto& other : stores)
            if (other != holder) askable.push_back(other.get());
        for (const Store* store : askable) {
            auto key = unless_it_fails([&] { return store->keys.find(name.record, ring); });
            if (auto plain = opened_with(key, sealed, name))
                return Opened{std::move(*sealed), std::move(*key), std::move(*plain)};
        }
    }
    return std::nullopt;
}

std::optional<std::string> open_alone(const Store& store, const ContentName& name, RingNumber ring)
{
    return unless_it_fails([&] {
        return opened_with(store.keys.find(name.record, ring), store.contents.read_back(name),
                           name);
    });
}

void bring_to(const Store& store, const ContentName& name, const Opened& good, RingNumber ring)
{
    if (open_alone(store, name, ring) == good.plain) return;
    if (!store.contents.has(name))
        disk::write_new_durably(store.contents.file(name), good.sealed, private_file);
    else if (store.contents.find(name) != good.sealed)
        disk::replace_durably(store.contents.file(name), good.sealed, private_file);
    if (!store.keys.find(name.record, ring)) {
        const RingEntry entry{name.record, good.key.copy()};
        store.keys.append(ring, {&entry, 1});
    }
    if (open_alone(store, name, ring) != good.plain)
        throw VaultDamaged(store.name + ": " + name.text() +
                           " does not open although it was written again; look at the ring");
}

} // namespace reservepost::batch::vault
