#pragma once

#include "layout/compose.h"

namespace reservepost::layout {

/// Sets the return line and the address into the window, all lines in one size: the usual one
/// where it fits, else the largest that does. Gives the number of uncovered characters.
///
/// Throws `AddressDoesNotFit`; the frame is then unchanged.
int add_address(Frame& page, const Letter& letter, const PageGeometry& geometry, Workbench& bench);

} // namespace reservepost::layout
