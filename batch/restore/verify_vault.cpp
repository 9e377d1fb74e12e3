#include "batch/restore/verify_vault.h"

#include "batch/store/installation.h"
#include "batch/vault/fact.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace reservepost::batch::restore {

namespace {

constexpr std::size_t most_findings = 1000;
/// The ring's row is held that long; a run that wants to change it waits a second at most.
constexpr std::size_t records_per_chunk = 256;

class Verification {
public:
    Verification(store::Database& database, const vault::Vault& vault)
        : database_(database), vault_(vault)
    {
    }

    VaultVerification all(const std::function<void(std::int64_t, std::int64_t)>& told)
    {
        judge_reach();
        const auto inspections = inspect();
        for (const auto& inspection : inspections)
            judge_store(inspection);
        judge_facts();
        judge_kept(inspections);
        const std::vector<RecordId> all(records_.begin(), records_.end());
        for (std::size_t begin = 0; begin < all.size(); begin += records_per_chunk) {
            const auto count = std::min(records_per_chunk, all.size() - begin);
            judge_chunk(std::span(all).subspan(begin, count));
            told(static_cast<std::int64_t>(begin + count), static_cast<std::int64_t>(all.size()));
        }
        return std::move(result_);
    }

private:
    void find(std::string code, std::string store, std::string what, std::string sentence)
    {
        ++result_.findings_in_all;
        if (result_.findings.size() < most_findings)
            result_.findings.push_back(
                {std::move(code), std::move(store), std::move(what), std::move(sentence)});
    }

    void judge_reach()
    {
        for (const auto& store : vault_.status().stores)
            if (!store.reachable) find("store-away", store.store, "", store.trouble);
    }

    /// Rows and listings of one instant, as far as the ring goes.
    std::vector<vault::StoreInspection> inspect()
    {
        auto transaction = database_.begin();
        result_.ring = store::share_vault_ring(transaction);
        for (const store::Row row :
             transaction.execute("select record from report where state not in ('deleted')"))
            records_.insert(row.record("record"));
        for (const store::Row row : transaction.execute("select record from spare_copy"))
            spares_.insert(row.record("record"));
        auto inspections = vault_.inspect(result_.ring);
        for (const auto& each : inspections) {
            records_.insert(each.entries.with_content.begin(), each.entries.with_content.end());
            records_.insert(each.entries.with_key.begin(), each.entries.with_key.end());
            for (const auto& attachment : each.attachments)
                attachments_[attachment.record].insert(attachment.name);
        }
        return inspections;
    }

    VerifiedStore& counts_of(const std::string& store)
    {
        const auto found = std::ranges::find(result_.stores, store, &VerifiedStore::store);
        if (found != result_.stores.end()) return *found;
        result_.stores.push_back({});
        result_.stores.back().store = store;
        return result_.stores.back();
    }

    void judge_store(const vault::StoreInspection& found)
    {
        const auto& entries = found.entries;
        auto& counts = counts_of(entries.store);
        counts.contents = static_cast<std::int64_t>(entries.with_content.size());
        counts.keys = static_cast<std::int64_t>(entries.with_key.size());
        counts.attachments = static_cast<std::int64_t>(found.attachments.size());
        counts.strays = static_cast<std::int64_t>(entries.strays.size());
        counts.unfinished = static_cast<std::int64_t>(entries.unfinished);
        counts.spare_keys = std::ranges::count_if(entries.with_key, [&](const RecordId& record) {
            return !std::ranges::binary_search(entries.with_content, record);
        });
        judge_rings(found);
        for (std::size_t i = 0; i < entries.strays.size(); ++i)
            find("stray", entries.store, "",
                 "a file in content/ is none of ours; whoever put it there takes it away");
        if (entries.unfinished > 0)
            find("unfinished", entries.store, "",
                 std::to_string(entries.unfinished) +
                     " files lie in unfinished/; look, then `reservepost vault clear-unfinished`");
    }

    void judge_rings(const vault::StoreInspection& found)
    {
        const auto& store = found.entries.store;
        if (!found.ring_trouble.empty())
            find("ring-unreadable", store, "ring." + std::to_string(result_.ring),
                 found.ring_trouble);
        if (found.entries.lost_keys > 0)
            find("ring-damaged", store, "ring." + std::to_string(result_.ring),
                 std::to_string(found.entries.lost_keys) +
                     " places of the ring are damaged or cut off; `reservepost vault rotate` makes "
                     "it whole from another store");
        for (const auto number : found.rings)
            if (number != result_.ring)
                find("another-ring", store, "ring." + std::to_string(number),
                     "there is another ring than ring " + std::to_string(result_.ring) +
                         ", which the database names; `reservepost run --only recover` settles it");
        if (found.leftovers)
            find("another-ring", store, "",
                 "a change of ring was cut off and left keys; `reservepost run --only recover` "
                 "settles it");
    }

    void judge_facts()
    {
        std::set<std::string> known;
        std::map<std::string, std::set<std::string>> by_store;
        for (const auto& reading : vault_.read_facts()) {
            auto& counts = counts_of(reading.store);
            counts.facts = static_cast<std::int64_t>(reading.facts.size());
            counts.damaged_facts = static_cast<std::int64_t>(reading.damaged_lines.size());
            for (const auto line : reading.damaged_lines)
                find("fact-damaged", reading.store, "line " + std::to_string(line),
                     "a line of `facts` is not whole");
            for (const auto& fact : reading.facts)
                by_store[reading.store].insert(vault::fact_line(fact));
            known.insert(by_store[reading.store].begin(), by_store[reading.store].end());
        }
        for (const auto& [store, facts] : by_store)
            if (facts.size() < known.size())
                find("facts-lacking", store, "",
                     std::to_string(known.size() - facts.size()) +
                         " facts stand in another store only; the next run brings them");
    }

    void judge_kept(const std::vector<vault::StoreInspection>& inspections)
    {
        std::set<std::string> names;
        for (const auto& each : inspections)
            names.insert(each.kept.begin(), each.kept.end());
        for (const auto& name : names)
            judge_kept(name);
    }

    void judge_kept(const std::string& name)
    {
        std::optional<std::string> first;
        const auto stores = vault_.status().stores;
        for (std::size_t i = 0; i < stores.size(); ++i) {
            if (!stores[i].reachable) continue;
            std::optional<std::string> kept;
            try {
                kept = vault_.kept(i, name);
            } catch (const vault::VaultDamaged& damage) {
                find("kept-differs", stores[i].store, name, damage.what());
                continue;
            }
            if (!first) first = kept;
            if (!kept || *kept != *first)
                find("kept-differs", stores[i].store, name,
                     "what is kept beside the reports is another than in the stores before it; the "
                     "next run brings it");
        }
    }

    void judge_chunk(std::span<const RecordId> chunk)
    {
        auto transaction = database_.begin();
        result_.ring = store::share_vault_ring(transaction);
        std::map<RecordId, std::string> states;
        for (const store::Row row :
             transaction.execute("select record, state from report where record = any($1)",
                                 {std::vector<RecordId>(chunk.begin(), chunk.end())}))
            states[row.record("record")] = row.text("state");
        for (const auto& record : chunk) {
            const auto state = states.find(record);
            judge_record(record, state == states.end() ? std::string() : state->second);
        }
    }

    void judge_record(const RecordId& record, const std::string& state)
    {
        const auto looks = vault_.look(record, "", result_.ring);
        const bool is_there = std::ranges::any_of(looks, &vault::StoreLook::has_content);
        const bool has_key = std::ranges::any_of(looks, &vault::StoreLook::has_key);
        if (state.empty()) {
            // A key alone is what is left of an entry that was set aside; a spare copy has no row.
            if (is_there && !spares_.contains(record)) ++result_.without_row;
            return;
        }
        if (state == "deleting") return; // Anything may be gone, or not yet.
        if (state == "deleted") {
            if (is_there || has_key)
                find("should-be-gone", "", record.text(),
                     "the report is deleted, and a store still has its content or key");
            return;
        }
        ++result_.reports;
        judge_looks(record, "", looks);
        if (const auto beside = attachments_.find(record); beside != attachments_.end())
            for (const auto& name : beside->second)
                judge_looks(record, name, vault_.look(record, name, result_.ring));
    }

    void judge_looks(const RecordId& record, const std::string& attachment,
                     const std::vector<vault::StoreLook>& looks)
    {
        const auto what = attachment.empty() ? record.text() : record.text() + "." + attachment;
        std::optional<crypto::Digest> first;
        for (const auto& look : looks) {
            if (look.plain && attachment.empty()) ++counts_of(look.store).opened;
            if (look.plain && !first) first = look.plain;
            if (!look.has_content)
                find("content-missing", look.store, what, "has no content file of it");
            else if (!look.has_key)
                find("key-missing", look.store, what, "has no key of it");
            else if (!look.plain)
                find("does-not-open", look.store, what, "does not open with the store's own key");
            else if (*look.plain != *first)
                find("stores-differ", look.store, what,
                     "opens to something else than in the stores before it");
        }
    }

    store::Database& database_;
    const vault::Vault& vault_;
    std::set<RecordId> records_;
    std::set<RecordId> spares_;
    std::map<RecordId, std::set<std::string>> attachments_;
    VaultVerification result_;
};

} // namespace

VaultVerification verify_vault(store::Database& database, const vault::Vault& vault,
                               const std::function<void(std::int64_t, std::int64_t)>& told)
{
    return Verification(database, vault).all(told);
}

} // namespace reservepost::batch::restore
