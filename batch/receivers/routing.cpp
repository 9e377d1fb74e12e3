#include "batch/receivers/routing.h"

#include "batch/receivers/renumberings.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace reservepost::batch::receivers {

namespace {

struct Name {
    RouteNote note;
    std::string_view text;
};

// clang-format off
constexpr Name names[] = {
    {RouteNote::Exact,             "exact"},
    {RouteNote::DefaultDistrict,   "default-district"},
    {RouteNote::Successor,         "successor"},
    {RouteNote::SuccessorDefault,  "successor-default"},
    {RouteNote::NoMunicipality,    "no-municipality"},
    {RouteNote::NoDefaultDistrict, "no-default-district"},
    {RouteNote::SeveralSuccessors, "several-successors"},
    {RouteNote::SuccessorNotReady, "successor-not-ready"},
    {RouteNote::NotInUse,          "not-in-use"},
};
// clang-format on

/// What a municipality number has to offer on one day.
struct Offer {
    bool in_use = false;   ///< It has a receiver that gets reports.
    bool agreeing = false; ///< It has one that is there and has no agreement that has begun.
    const Receiver* exact = nullptr;
    const Receiver* default_district = nullptr;
    const Receiver* closed = nullptr; ///< The exact one, after its last day.
};

Offer offer_of(const ReceiverKey& key, const Snapshot& snapshot, holidays::Date today)
{
    Offer offer;
    for (const auto& receiver : snapshot.receivers) {
        if (receiver.key.municipality != key.municipality) continue;
        const bool is_exact = receiver.key.district == key.district;
        if (is_exact && receiver.valid_to && *receiver.valid_to < today) offer.closed = &receiver;
        if (!receiver.in_use_on(today)) {
            offer.agreeing = offer.agreeing || receiver.valid_on(today);
            continue;
        }
        offer.in_use = true;
        if (is_exact) offer.exact = &receiver;
        if (receiver.default_district) offer.default_district = &receiver;
    }
    return offer;
}

/// What came in place of the number `from`, if that is in force on the day `today`.
const Renumbering* renumbering_in_force(std::string_view from, const Snapshot& snapshot,
                                        holidays::Date today)
{
    const auto* renumbering = find_renumbering(from, snapshot.renumberings);
    if (renumbering == nullptr || !renumbering->in_force) return renumbering;
    return *renumbering->in_force <= today ? renumbering : nullptr;
}

} // namespace

std::string_view to_text(RouteNote note)
{
    for (const auto& name : names) {
        if (name.note == note) return name.text;
    }
    throw std::logic_error("a route note without a name [this is a bug]");
}

std::optional<RouteNote> find_route_note(std::string_view text)
{
    for (const auto& name : names) {
        if (name.text == text) return name.note;
    }
    return std::nullopt;
}

Route route(std::string_view municipality, std::string_view district, const Snapshot& snapshot,
            holidays::Date today)
{
    std::set<ReceiverKey> passed;
    ReceiverKey key{std::string(municipality), std::string(district)};
    while (passed.insert(key).second) {
        const bool outdated = passed.size() > 1;
        const auto offer = offer_of(key, snapshot, today);
        if (offer.exact != nullptr) {
            return {offer.exact->key, outdated ? RouteNote::Successor : RouteNote::Exact};
        }
        if (offer.closed != nullptr && offer.closed->successor) {
            key = *offer.closed->successor;
            continue;
        }
        if (offer.default_district != nullptr) {
            return {offer.default_district->key,
                    outdated ? RouteNote::SuccessorDefault : RouteNote::DefaultDistrict};
        }
        const bool known = offer.in_use || offer.agreeing;
        if (known && !outdated) {
            return {std::nullopt,
                    offer.in_use ? RouteNote::NoDefaultDistrict : RouteNote::NotInUse};
        }
        const auto* renumbering = renumbering_in_force(key.municipality, snapshot, today);
        if (known || renumbering == nullptr) {
            return {std::nullopt,
                    outdated ? RouteNote::SuccessorNotReady : RouteNote::NoMunicipality};
        }
        if (renumbering->to.size() != 1) return {std::nullopt, RouteNote::SeveralSuccessors};
        key.municipality = renumbering->to.front();
    }
    // The successors lead in a circle.
    return {std::nullopt, RouteNote::SuccessorNotReady};
}

} // namespace reservepost::batch::receivers
