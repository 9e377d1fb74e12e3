#pragma once

#include "layout/compose.h"
#include "layout/looks.h"

namespace reservepost::layout {

/// Sets the return line and the address into the window, all lines in one size: the usual one
/// where it fits, else the largest that does. Gives the number of uncovered characters.
///
/// Throws `AddressDoesNotFit`; the frame is then unchanged.
int add_address(Frame& page, const Letter& letter, const PageGeometry& geometry, Workbench& bench);

/// Sets date and reference lines beside the window. Gives the number of uncovered characters.
int add_head(Frame& page, const Letter& letter, const PageGeometry& geometry, const Looks& looks,
             Workbench& bench);

} // namespace reservepost::layout
