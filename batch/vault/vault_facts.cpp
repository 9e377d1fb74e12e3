#include "batch/disk/fail_point.h"
#include "batch/vault/vault_state.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::vault {

namespace {

bool has_kept(const Store& store, std::string_view name, std::string_view octets)
{
    try {
        return store.kept.find(name) == octets;
    } catch (const VaultDamaged&) {
        return false;
    }
}

} // namespace

std::vector<std::string> Vault::append_facts(std::span<const Fact> facts)
{
    for (const auto& fact : facts)
        fact_line(fact); // Refused before any store has part of it.
    const auto stores = state_->reachable();
    disk::durably("vault.facts-written", [&] {
        for (const Store* store : stores)
            store->facts.append(facts);
    });
    return state_->names_without(stores);
}

std::vector<std::string> Vault::append_fact(const Fact& fact)
{
    return append_facts({&fact, 1});
}

std::vector<StoreFacts> Vault::read_facts() const
{
    std::vector<StoreFacts> result;
    for (const Store* store : state_->reachable()) {
        auto reading = store->facts.read();
        result.push_back({store->name, std::move(reading.facts), std::move(reading.damaged_lines)});
    }
    return result;
}

std::size_t Vault::level_facts()
{
    const auto stores = state_->reachable();
    std::vector<FactsFile::Reading> readings;
    for (const Store* store : stores)
        readings.push_back(store->facts.read());
    std::size_t appended = 0;
    for (std::size_t i = 0; i < stores.size(); ++i) {
        std::set<std::string> known;
        for (const auto& fact : readings[i].facts)
            known.insert(fact_line(fact));
        std::vector<Fact> lacking;
        for (const auto& other : readings)
            for (const auto& fact : other.facts)
                if (known.insert(fact_line(fact)).second) lacking.push_back(fact);
        stores[i]->facts.append(lacking);
        appended += lacking.size();
    }
    return appended;
}

std::vector<std::string> Vault::write_run_number(std::int64_t number)
{
    if (number < 1) throw std::logic_error("runs are numbered from 1 [this is a bug]");
    const auto stores = state_->reachable();
    disk::durably("vault.run-written", [&] {
        for (const Store* store : stores)
            store->facts.raise_run_number(number);
    });
    return state_->names_without(stores);
}

std::int64_t Vault::highest_run_number() const
{
    std::int64_t highest = 0;
    for (const Store* store : state_->reachable())
        highest = std::max(highest, store->facts.run_number());
    return highest;
}

std::vector<std::string> Vault::keep(std::string_view name, std::string_view octets)
{
    const auto stores = state_->reachable();
    disk::durably("vault.kept", [&] {
        for (const Store* store : stores)
            if (!has_kept(*store, name, octets)) store->kept.put(name, octets);
    });
    return state_->names_without(stores);
}

std::optional<std::string> Vault::kept(std::size_t store, std::string_view name) const
{
    const auto& asked = *state_->stores.at(store);
    if (const auto trouble = state_->trouble_with(asked); !trouble.empty())
        throw StoreAway(trouble);
    return asked.kept.find(name);
}

std::size_t Vault::level_kept()
{
    const auto stores = state_->reachable();
    std::size_t brought = 0;
    for (const Store* store : stores) {
        const auto names = store->kept.names();
        std::set<std::string> known(names.begin(), names.end());
        for (const Store* other : stores)
            for (const auto& name : other->kept.names()) {
                if (known.contains(name)) continue;
                try {
                    store->kept.put(name, other->kept.find(name).value());
                } catch (const VaultDamaged&) {
                    continue; // A third store may have it whole; `vault verify` tells of this one.
                }
                known.insert(name);
                ++brought;
            }
    }
    return brought;
}

std::vector<std::vector<std::string>> Vault::kept_names() const
{
    std::vector<std::vector<std::string>> names;
    for (const Store* store : state_->reachable())
        names.push_back(store->kept.names());
    return names;
}

} // namespace reservepost::batch::vault
