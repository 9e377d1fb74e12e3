#include "batch/vault/vault.h"

#include "batch/crypto/random.h"
#include "batch/crypto/text.h"
#include "batch/vault/vault_state.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>

namespace reservepost::batch::vault {

namespace {

void require_different(const std::vector<StorePlace>& places)
{
    if (places.empty()) throw std::runtime_error("the vault needs at least one store");
    std::set<std::filesystem::path> seen;
    for (const auto& place : places)
        for (const auto& directory : {place.content, place.keys})
            if (!seen.insert(std::filesystem::weakly_canonical(directory)).second)
                throw std::runtime_error(directory.string() +
                                         " is named twice among the vault's stores; each content "
                                         "and key place is a directory of its own");
}

std::string new_id()
{
    return crypto::hex(crypto::random_octets(16));
}

std::optional<dev_t> device_of(const std::filesystem::path& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? std::optional(status.st_dev) : std::nullopt;
}

} // namespace

Vault::State::State(const std::vector<StorePlace>& configured,
                    const std::set<std::filesystem::path>& let_go)
{
    require_different(configured);
    for (std::size_t i = 0; i < configured.size(); ++i) {
        if (let_go.contains(configured[i].content)) continue;
        places.push_back(configured[i]);
        stores.push_back(std::make_unique<Store>("store " + std::to_string(i + 1), configured[i]));
    }
    if (stores.empty()) throw std::runtime_error("every store of the vault was let go");
}

std::string Vault::State::trouble_with(const Store& store) const
{
    try {
        if (store.mark().vault == vault_id) return {};
        return store.name + ": " + store.place.content.string() +
               " belongs to another vault; check what is mounted there";
    } catch (const StoreAway& away) {
        return away.what();
    }
}

std::vector<Store*> Vault::State::all() const
{
    std::vector<Store*> found;
    for (const auto& store : stores) {
        const auto trouble = trouble_with(*store);
        if (!trouble.empty()) throw StoreAway(trouble);
        found.push_back(store.get());
    }
    return found;
}

std::vector<Store*> Vault::State::reachable() const
{
    return reachable_but(nullptr);
}

std::vector<Store*> Vault::State::reachable_but(const Store* left_out) const
{
    std::vector<Store*> found;
    std::string trouble;
    for (const auto& store : stores) {
        if (store.get() == left_out) continue;
        const auto why = trouble_with(*store);
        if (why.empty())
            found.push_back(store.get());
        else if (trouble.empty())
            trouble = why;
    }
    if (found.empty())
        throw StoreAway(left_out == nullptr ? "every store is away; " + trouble
                                            : "no other store than " + left_out->name +
                                                  " can be reached; " + trouble);
    return found;
}

std::vector<std::string> Vault::State::names_without(const std::vector<Store*>& asked) const
{
    std::vector<std::string> names;
    for (const auto& store : stores)
        if (std::ranges::find(asked, store.get()) == asked.end()) names.push_back(store->name);
    return names;
}

Vault::Vault(std::unique_ptr<State> state) : state_(std::move(state)) {}
Vault::~Vault() = default;
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;

Vault Vault::create(std::vector<StorePlace> places)
{
    auto state = std::make_unique<State>(places, std::set<std::filesystem::path>{});
    state->vault_id = new_id();
    for (const auto& store : state->stores)
        make_store(*store, {state->vault_id, new_id()});
    state->all();
    return Vault(std::move(state));
}

Vault Vault::open(std::vector<StorePlace> places)
{
    return open(places, {});
}

Vault Vault::open(const std::vector<StorePlace>& places,
                  const std::set<std::filesystem::path>& let_go)
{
    auto state = std::make_unique<State>(places, let_go);
    std::string trouble;
    std::set<std::string> seen;
    for (const auto& store : state->stores) {
        try {
            const auto mark = store->mark();
            if (state->vault_id.empty()) state->vault_id = mark.vault;
            if (mark.vault != state->vault_id)
                throw VaultDamaged(store->name + ": belongs to another vault than the stores "
                                                 "before it; check what is mounted there");
            if (!seen.insert(mark.store).second)
                throw VaultDamaged(store->name + ": is a store that is configured already, or a "
                                                 "copy of one; each store is one of its own");
        } catch (const StoreAway& away) {
            if (trouble.empty()) trouble = away.what();
        }
    }
    if (state->vault_id.empty()) throw StoreAway("every store is away; " + trouble);
    return Vault(std::move(state));
}

bool StoreReport::all_reachable() const
{
    return std::ranges::all_of(stores, [](const StoreStatus& each) { return each.reachable; });
}

StoreReport Vault::status() const
{
    std::set<dev_t> content_devices;
    for (const auto& store : state_->stores)
        if (const auto device = device_of(store->place.content)) content_devices.insert(*device);

    StoreReport report;
    report.single_copy = state_->stores.size() == 1;
    for (const auto& store : state_->stores) {
        StoreStatus status;
        status.store = store->name;
        status.trouble = state_->trouble_with(*store);
        status.reachable = status.trouble.empty();
        status.being_refilled = !status.reachable && is_refilling(*store);
        const auto device = device_of(store->place.keys);
        status.keys_beside_content = device && content_devices.contains(*device);
        report.stores.push_back(std::move(status));
    }
    return report;
}

const std::vector<StorePlace>& Vault::places() const
{
    return state_->places;
}

} // namespace reservepost::batch::vault
