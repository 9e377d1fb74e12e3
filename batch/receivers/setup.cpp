#include "batch/receivers/setup.h"

#include "batch/receivers/municipalities.h"
#include "batch/receivers/register_write.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reservepost::batch::receivers {

namespace {

constexpr std::array<std::string_view, 7> copied_fields{
    "language", "reception", "confirmation", "policy", "web", "hours", "agreement_date"};

const Receiver* other_of(const ReceiverKey& key, const Snapshot& known)
{
    const auto other = std::ranges::find_if(known.receivers, [&](const Receiver& receiver) {
        return receiver.key.municipality == key.municipality && receiver.key != key;
    });
    return other == known.receivers.end() ? nullptr : &*other;
}

bool is_same(const Fault& a, const Fault& b)
{
    return a.receiver == b.receiver && a.field == b.field && a.what == b.what;
}

/// The receivers that change when `wanted` is put into the register.
std::vector<Receiver> changed_by(const Receiver& wanted, const Snapshot& known)
{
    auto changed = displaced_by(wanted, known);
    changed.push_back(wanted);
    return changed;
}

} // namespace

bool has_others(const ReceiverKey& key, const Snapshot& known)
{
    return other_of(key, known) != nullptr;
}

Receiver new_receiver(const ReceiverKey& key, const Snapshot& known)
{
    const auto* other = other_of(key, known);
    Receiver receiver;
    receiver.key = key;
    receiver.default_district = other == nullptr;
    const auto* municipality = find_municipality(key.municipality);
    if (other != nullptr)
        receiver.municipality_name = other->municipality_name;
    else if (municipality != nullptr)
        receiver.municipality_name = municipality->name;
    return receiver;
}

bool is_copied(std::string_view field)
{
    return std::ranges::find(copied_fields, field) != copied_fields.end();
}

void copy_fields(Receiver& receiver, const Receiver& source)
{
    for (const auto name : copied_fields) {
        const auto& field = *find_field(name);
        field.put(receiver, field.get(source));
    }
}

std::optional<std::string> fault_of_source(const ReceiverKey& receiver, const ReceiverKey& source,
                                           const Snapshot& known)
{
    if (source.municipality != receiver.municipality)
        return "must be of the same municipality; what others have agreed to does not hold here";
    if (source == receiver) return "must be another district than the one that is set up";
    if (known.find(source) == nullptr)
        return "is not in the register; `reservepost receiver list` shows who is";
    return std::nullopt;
}

std::vector<Fault> setup_faults(const Receiver& wanted, const Snapshot& known)
{
    auto faults = faults_within(wanted);
    const auto before = faults_between(known);
    for (auto& fault : faults_between(with_receivers(known, changed_by(wanted, known))))
        if (std::ranges::none_of(before, [&](const Fault& old) { return is_same(old, fault); }))
            faults.push_back(std::move(fault));
    return faults;
}

RegisterChange set_up(store::Transaction& transaction, const Receiver& wanted,
                      std::int64_t seen_version, const store::Occasion& occasion)
{
    lock_register(transaction);
    const auto known = snapshot(transaction);
    const auto* before = known.find(wanted.key);
    if ((before == nullptr ? 0 : before->version) != seen_version)
        throw std::invalid_argument("receiver " + to_text(wanted.key) +
                                    " has been changed by somebody else since this setup began; "
                                    "nothing is stored, set it up again");
    const auto faults = setup_faults(wanted, known);
    if (!faults.empty()) refuse(faults);
    return import_register(transaction, {changed_by(wanted, known), {}}, occasion).change;
}

} // namespace reservepost::batch::receivers
