#pragma once

#include "batch/printhouse/kit_cases.h"
#include "batch/printhouse/manifest.h"
#include "batch/printhouse/profile.h"
#include "layout/workshop.h"

#include <string>

namespace reservepost::batch::printhouse {

/// The pages of a kit's package, and the manifest that tells of them (without its files).
struct KitPages {
    std::string pdf;
    Manifest manifest;
};

/// Sets the made-up letters of `kit_case` for `profile`, whose plex the case's class overrides,
/// with marks on every sheet. `date` is the job's day; the same day gives the same octets. Throws
/// `std::logic_error` when a page would not pass the profile's own rules.
KitPages kit_pages(const KitCase& kit_case, Profile profile, Day date,
                   const layout::Workshop& workshop);

} // namespace reservepost::batch::printhouse
