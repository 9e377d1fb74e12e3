#include "batch/receivers/register_judgement.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::receivers {

std::vector<Fault> faults_together(std::span<const Receiver> imported, const Snapshot& known)
{
    std::set<ReceiverKey> keys;
    for (const auto& receiver : imported)
        keys.insert(receiver.key);

    Snapshot together;
    together.receivers.assign(imported.begin(), imported.end());
    for (const auto& receiver : known.receivers)
        if (!keys.contains(receiver.key)) together.receivers.push_back(receiver);
    std::ranges::sort(together.receivers, {}, &Receiver::key);

    auto faults = faults_between(together);
    for (auto& fault : faults) {
        if (fault.field != "default_district") continue;
        const auto first = keys.lower_bound({fault.receiver.municipality, {}});
        if (first != keys.end() && first->municipality == fault.receiver.municipality)
            fault.receiver = *first;
    }
    return faults;
}

} // namespace reservepost::batch::receivers
