#pragma once

#include "layout/compose.h"
#include "layout/geometry.h"
#include "layout/workshop.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

// Whether an address will stand in the window of every print house that letters may go to, found
// out while somebody types it, and not in the night when a letter is held for it.

namespace reservepost::batch::letters {

/// Where one print profile has its window.
struct Window {
    std::string profile; ///< The profile's name.
    layout::PageGeometry geometry;
};

/// How one address stands in one window.
struct AddressFit {
    std::string profile;
    bool fits = false;
    layout::Length size;          ///< In which it is set; zero where it does not fit.
    bool joined = false;          ///< Lines too many are joined with commas.
    bool parted = false;          ///< A line too wide is parted at a space.
    int uncovered_characters = 0; ///< Printed as code points, since no installed font has them.
    /// By how much it is too large; none where it fits, or where its ink leaves its place.
    std::optional<layout::AddressExcess> excess;
    /// All this in one sentence for whoever keeps the register, without a full stop: what is wrong
    /// with its measure, and who mends it. Nothing of the address stands in it.
    std::string sentence;

    bool operator==(const AddressFit&) const = default;
};

/// How the address `lines` (as they stand in the register: a receiver's own or its host's) and the
/// operator's `return_line` (may be empty) stand in each of `windows`, in their order. They are
/// brought into the form that the post asks for, set and judged by the very code that sets letters,
/// but nothing else of a letter is. Costs less than a millisecond a window; a workshop takes some
/// tens of milliseconds to open, so a caller with many addresses opens one for all.
std::vector<AddressFit> address_fit(const std::vector<std::string>& lines,
                                    const std::string& return_line, std::span<const Window> windows,
                                    const layout::Workshop& workshop);

/// Whether it fits all of them.
bool fits_everywhere(std::span<const AddressFit> fits);

} // namespace reservepost::batch::letters
