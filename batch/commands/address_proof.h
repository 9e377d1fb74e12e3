#pragma once

#include "batch/letters/address_fit.h"
#include "batch/letters/letter_fields.h"
#include "batch/letters/wording.h"
#include "batch/printhouse/profile.h"
#include "layout/frame.h"

#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::commands {

/// The first page of a letter as one print house would fold it behind its window.
struct AddressProof {
    letters::AddressFit fit;
    /// Whether the whole page can be set: also the date and reference lines beside the window,
    /// which name the receiver.
    bool fits = false;
    std::string sentence; ///< `fit.sentence`, or what else does not fit.
    /// The page with window, safe area and marks drawn over it, and at its foot the profile's name
    /// and the sentence. Where it cannot be set: these alone.
    layout::Frame page;
};

/// A proof of the letter that `input` and `wording` make, for each of `profiles`, in their order.
std::vector<AddressProof> address_proofs(const letters::LetterInput& input,
                                         const letters::Wording& wording,
                                         std::span<const printhouse::Profile> profiles,
                                         const layout::Workshop& workshop);

} // namespace reservepost::batch::commands
