#pragma once

#include "layout/compose.h"
#include "layout/workshop.h"

namespace reservepost::batch::commands {

/// Shows on a letter's pages what the print house's machines see: the window and where text is safe
/// in it, the silent zone, the mark of each sheet and a witness line. The job's number is all
/// noughts, which no real one is.
void show_marks(layout::Composition& letter, const layout::PageGeometry& geometry,
                const layout::Workshop& workshop);

} // namespace reservepost::batch::commands
