#pragma once

#include "batch/intake/inbox.h"

#include <istream>

namespace reservepost::batch::intake {

struct TarCount {
    InboxCount counts;
    /// Why the stream ended before the archive did; empty where it came whole. What came before is
    /// taken in all the same.
    std::string broken;
};

/// Takes in the members of a tar stream, in groups, as files named by hand: `UUID.meta.json` counts
/// where it comes before its report. `told` hears an answer for every member but companions that
/// are used; a member that is passed over is told as left.
TarCount take_in_tar(IntakeDoor& door, std::istream& in,
                     const std::function<void(const IntakeAnswer&)>& told);

} // namespace reservepost::batch::intake
