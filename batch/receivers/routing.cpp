#include "batch/receivers/routing.h"

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
};
// clang-format on

/// What a municipality number has to offer on one day.
struct Offer {
    bool known = false; ///< It has at least one receiver.
    const Receiver* exact = nullptr;
    const Receiver* default_district = nullptr;
};

Offer offer_of(std::string_view municipality, std::string_view district, const Snapshot& snapshot,
               holidays::Date today)
{
    Offer offer;
    for (const auto& receiver : snapshot.receivers) {
        if (receiver.key.municipality != municipality || !receiver.valid_on(today)) continue;
        offer.known = true;
        if (receiver.key.district == district) offer.exact = &receiver;
        if (receiver.default_district) offer.default_district = &receiver;
    }
    return offer;
}

const Renumbering* find_renumbering(std::string_view from, const Snapshot& snapshot,
                                    holidays::Date today)
{
    const auto there = std::ranges::find_if(snapshot.renumberings, [&](const Renumbering& r) {
        return r.from == from && (!r.in_force || *r.in_force <= today);
    });
    return there == snapshot.renumberings.end() ? nullptr : &*there;
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
    std::set<std::string_view> passed;
    std::string_view number = municipality;
    while (passed.insert(number).second) {
        const bool outdated = passed.size() > 1;
        const auto offer = offer_of(number, district, snapshot, today);
        if (offer.exact != nullptr) {
            return {offer.exact->key, outdated ? RouteNote::Successor : RouteNote::Exact};
        }
        if (offer.default_district != nullptr) {
            return {offer.default_district->key,
                    outdated ? RouteNote::SuccessorDefault : RouteNote::DefaultDistrict};
        }
        if (offer.known && !outdated) return {std::nullopt, RouteNote::NoDefaultDistrict};

        const auto* renumbering = find_renumbering(number, snapshot, today);
        if (offer.known || renumbering == nullptr) {
            return {std::nullopt,
                    outdated ? RouteNote::SuccessorNotReady : RouteNote::NoMunicipality};
        }
        if (renumbering->to.size() != 1) return {std::nullopt, RouteNote::SeveralSuccessors};
        number = renumbering->to.front();
    }
    // The renumberings lead in a circle.
    return {std::nullopt, RouteNote::SuccessorNotReady};
}

} // namespace reservepost::batch::receivers
