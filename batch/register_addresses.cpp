#include "batch/register_addresses.h"

#include "layout/workshop.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch {

namespace {

using receivers::Receiver;

/// The receivers whose own address is new.
std::vector<Receiver> with_new_address(const receivers::Snapshot& register_before,
                                       const receivers::RegisterChange& change)
{
    std::vector<Receiver> changed;
    for (const auto& [before, after] : change.in_force)
        if (!after.address.empty() && (!before || before->address != after.address))
            changed.push_back(after);
    if (!change.waiting) return changed;
    const auto wanted = receivers::as_wanted(register_before, *change.waiting);
    for (const auto& field : change.waiting->fields)
        if (field.field == "address" && !field.after.empty())
            changed.push_back(*wanted.find(field.receiver));
    return changed;
}

} // namespace

std::vector<printhouse::Profile> every_profile(const printhouse::Profile& own)
{
    std::vector<printhouse::Profile> profiles;
    for (const auto& name : printhouse::shipped_profiles())
        profiles.push_back(printhouse::load_profile(name));
    if (std::ranges::find(profiles, own.name, &printhouse::Profile::name) == profiles.end())
        profiles.push_back(own);
    return profiles;
}

std::vector<letters::Window> windows_of(std::span<const printhouse::Profile> profiles)
{
    std::vector<letters::Window> windows;
    for (const auto& profile : profiles)
        windows.push_back({profile.name, profile.geometry});
    return windows;
}

void refuse_misfitting_addresses(const OpenedState& state,
                                 const receivers::Snapshot& register_before,
                                 const receivers::RegisterChange& change)
{
    const auto changed = with_new_address(register_before, change);
    if (changed.empty()) return;
    const layout::Workshop workshop(layout::Workshop::Purpose::Addresses);
    const auto windows = windows_of(every_profile(state.profile()));
    std::string message;
    for (const auto& receiver : changed) {
        for (const auto& fit : letters::address_fit(
                 receiver.address, state.configuration().letters.return_line, windows, workshop)) {
            if (!fit.fits)
                message += (message.empty() ? "receiver " : "\nreceiver ") + to_text(receiver.key) +
                           ": `address` for print profile " + fit.profile + ": " + fit.sentence;
        }
    }
    if (!message.empty()) throw std::invalid_argument(message);
}

} // namespace reservepost::batch
