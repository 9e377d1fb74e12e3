#include "batch/receivers/register_change.h"

#include "batch/configuration/findings.h"
#include "batch/receivers/register_write.h"
#include "batch/receivers/renumberings.h"

#include <algorithm>
#include <array>

namespace reservepost::batch::receivers {

namespace {

/// What decides where a letter goes, when it is made, or that none is.
constexpr std::array<std::string_view, 10> guarded_fields{
    "address",        "host",       "reception", "policy",    "default_district",
    "agreement_date", "valid_from", "valid_to",  "successor", "proof_of_possession"};

/// Whether reports that name this number go somewhere: to a receiver of the municipality, or to
/// one that took its place.
bool is_served(const std::string& municipality, const Snapshot& snapshot)
{
    const bool in_use = std::ranges::any_of(snapshot.receivers, [&](const Receiver& receiver) {
        return receiver.key.municipality == municipality && receiver.agreement_date;
    });
    return in_use || find_renumbering(municipality, snapshot.renumberings) != nullptr;
}

/// Whether letters that exist today could go elsewhere, or come at another time, by this change.
bool moves_letters(const Receiver* before, const Receiver& after, const Snapshot& snapshot)
{
    const auto changes = field_changes(before, after);
    if (std::ranges::none_of(changes,
                             [](const auto& change) { return needs_approval(change.field); }))
        return false;
    if (is_served(after.key.municipality, snapshot)) return true;
    return std::ranges::any_of(snapshot.receivers, [&](const Receiver& other) {
        return other.host == after.key && other.agreement_date;
    });
}

/// What the call asks of one receiver.
struct Wish {
    const Receiver* before; ///< Null: it is new.
    const Receiver* after;
    bool waits; ///< For a second person.
};

/// What waits already of this receiver.
std::vector<FieldChange> fields_of(const WaitingChange& change, const ReceiverKey& key)
{
    std::vector<FieldChange> fields;
    std::ranges::copy_if(change.fields, std::back_inserter(fields),
                         [&](const FieldChange& field) { return field.receiver == key; });
    return fields;
}

bool overlap(const std::vector<FieldChange>& a, const std::vector<FieldChange>& b)
{
    return std::ranges::any_of(a, [&](const FieldChange& field) {
        return std::ranges::find(b, field.field, &FieldChange::field) != b.end();
    });
}

/// One call's way into the register.
class Changing {
public:
    Changing(store::Transaction& transaction, const Snapshot& known, bool also_waiting,
             const store::Occasion& occasion)
        : transaction_(transaction), known_(known), occasion_(occasion),
          open_(waiting_changes(transaction, known))
    {
        change_.also_waiting = also_waiting;
    }

    /// Takes a wish that differs from what stands, unless just this waits already. `after` must
    /// live until all is carried out.
    void take(const Receiver& after)
    {
        const auto* before = known_.find(after.key);
        const bool waits = moves_letters(before, after, known_);
        const auto fields = field_changes(before, after);
        for (const auto& open : open_) {
            const auto there = fields_of(open, after.key);
            if (there.empty()) continue;
            if (there == fields) {
                change_.waiting = open;
                change_.waited_before = true;
                return;
            }
            if (waits || overlap(there, fields))
                faults_.push_back({after.key, fields.front().field,
                                   "cannot be changed while change " + std::to_string(open.number) +
                                       " of this receiver waits for a second person; approve or "
                                       "withdraw that first (`reservepost receiver approve`)"});
        }
        wishes_.push_back({before, &after, waits});
    }

    RegisterChange carry_out()
    {
        if (!faults_.empty()) refuse(faults_);
        std::ranges::sort(wishes_, {}, [](const Wish& wish) { return wish.after->key; });
        wait_for_what_belongs_together();
        std::vector<FieldChange> waiting;
        change_.in_force.reserve(wishes_.size());
        for (const auto& wish : wishes_) {
            if (wish.waits) {
                std::ranges::move(field_changes(wish.before, *wish.after),
                                  std::back_inserter(waiting));
                continue;
            }
            change_.in_force.push_back(store_version(
                transaction_, wish.before, *wish.after,
                {occasion_.at, occasion_.actor, std::nullopt, std::nullopt}, occasion_));
        }
        if (!waiting.empty()) write_down(std::move(waiting));
        return std::move(change_);
    }

private:
    /// Where the rest would not hold together by itself, all waits.
    void wait_for_what_belongs_together()
    {
        if (std::ranges::none_of(wishes_, &Wish::waits)) return;
        std::vector<Receiver> at_once;
        for (const auto& wish : wishes_)
            if (!wish.waits) at_once.push_back(*wish.after);
        if (faults_between(with_receivers(known_, at_once)).empty()) return;
        for (auto& wish : wishes_)
            wish.waits = true;
    }

    void write_down(std::vector<FieldChange> fields)
    {
        const auto number = insert_waiting(transaction_, fields, change_.also_waiting, occasion_);
        change_.waited_before = false;
        change_.waiting = WaitingChange{.number = number,
                                        .proposed_at = occasion_.at,
                                        .proposed_by = occasion_.actor,
                                        .also_waiting = change_.also_waiting,
                                        .fields = std::move(fields)};
    }

    store::Transaction& transaction_;
    const Snapshot& known_;
    const store::Occasion& occasion_;
    std::vector<WaitingChange> open_;
    std::vector<Wish> wishes_;
    std::vector<Fault> faults_;
    RegisterChange change_;
};

void store_renumbering(store::Transaction& transaction, const Renumbering& renumbering,
                       const std::vector<Renumbering>& known, const store::Occasion& occasion,
                       ImportCounts& counts)
{
    const auto there = std::ranges::find(known, renumbering.from, &Renumbering::from);
    const bool is_new = there == known.end();
    if (!is_new && *there == renumbering) return;
    transaction.execute(
        "insert into renumbering (number, successors, in_force, source) "
        "values ($1, $2::text[], $3::date, $4) on conflict (number) do update set "
        "successors = excluded.successors, in_force = excluded.in_force, "
        "source = excluded.source",
        {renumbering.from, renumbering.to, text_of(renumbering.in_force), renumbering.source});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Receiver, renumbering.from},
                                       is_new ? "renumbering-added" : "renumbering-changed",
                                       std::nullopt,
                                       std::nullopt,
                                       std::nullopt});
    ++(is_new ? counts.renumberings_added : counts.renumberings_changed);
}

Fault unknown_field(const Receiver& receiver, const std::string& name)
{
    std::vector<std::string> known;
    for (const auto& field : receiver_fields())
        known.emplace_back(field.name);
    const auto suggestion = configuration::nearest(name, known);
    const bool is_word = name.size() <= 40 && std::ranges::all_of(name, [](char c) {
                             return (c >= 'a' && c <= 'z') || c == '_';
                         });
    return {receiver.key, is_word ? name : "?",
            suggestion.empty()
                ? "is not a field of a receiver; `receiver show` names them"
                : "is not a field of a receiver; did you mean `" + suggestion + "`?"};
}

/// Puts `changes` into `receiver`; adds what is wrong to `faults`.
void apply(Receiver& receiver, const Changes& changes, std::vector<Fault>& faults)
{
    for (const auto& [name, value] : changes) {
        const auto* field = find_field(name);
        if (field == nullptr) {
            faults.push_back(unknown_field(receiver, name));
            continue;
        }
        if (name == "municipality" || name == "district") {
            faults.push_back(
                {receiver.key, name, "cannot be changed; import a new receiver and a renumbering"});
            continue;
        }
        auto text = value;
        if (field->kind == FieldKind::Lines) std::ranges::replace(text, '|', '\n');
        if (field->required && text.empty()) {
            faults.push_back({receiver.key, name, "must not be empty"});
        } else if (!field->put(receiver, text)) {
            faults.push_back({receiver.key, name, std::string(field->rule)});
        }
    }
}

} // namespace

std::vector<Receiver> displaced_by(const Receiver& after, const Snapshot& known)
{
    std::vector<Receiver> displaced;
    if (!after.default_district) return displaced;
    for (const auto& other : known.receivers) {
        if (other.key.municipality != after.key.municipality || other.key == after.key) continue;
        if (!other.default_district) continue;
        displaced.push_back(other);
        displaced.back().default_district = false;
    }
    return displaced;
}

bool needs_approval(std::string_view field)
{
    return std::ranges::find(guarded_fields, field) != guarded_fields.end();
}

Imported import_register(store::Transaction& transaction, const RegisterFile& file,
                         const store::Occasion& occasion)
{
    lock_register(transaction);
    const auto known = snapshot(transaction);
    Imported imported;
    auto& counts = imported.counts;
    Changing changing(transaction, known, false, occasion);
    for (const auto& receiver : file.receivers) {
        const auto* before = known.find(receiver.key);
        if (before != nullptr && field_changes(before, receiver).empty())
            ++counts.unchanged;
        else
            changing.take(receiver);
    }
    imported.change = changing.carry_out();
    for (const auto& changed : imported.change.in_force)
        ++(changed.before ? counts.changed : counts.added);
    counts.waiting =
        static_cast<int>(file.receivers.size()) - counts.unchanged - counts.added - counts.changed;
    for (const auto& renumbering : file.renumberings)
        store_renumbering(transaction, renumbering, known.renumberings, occasion, counts);
    return imported;
}

RegisterChange set(store::Transaction& transaction, const ReceiverKey& key, const Changes& changes,
                   bool also_waiting, const store::Occasion& occasion)
{
    lock_register(transaction);
    const auto known = snapshot(transaction);
    const auto before = get(transaction, key);
    auto after = before;
    std::vector<Fault> faults;
    apply(after, changes, faults);
    if (!faults.empty()) refuse(faults);
    auto wanted = displaced_by(after, known);
    wanted.push_back(std::move(after));
    faults = faults_within(wanted.back());
    if (faults.empty()) faults = faults_between(with_receivers(known, wanted));
    if (!faults.empty()) refuse(faults);

    Changing changing(transaction, known, also_waiting, occasion);
    for (const auto& receiver : wanted)
        if (!field_changes(known.find(receiver.key), receiver).empty()) changing.take(receiver);
    return changing.carry_out();
}

} // namespace reservepost::batch::receivers
