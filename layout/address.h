#pragma once

#include "layout/compose.h"

namespace reservepost::layout {

/// Sets the return line and the address into the window, all lines in one size: the usual one
/// where it fits, else the largest that does. Where not even the least does, lines are parted at
/// their spaces; where there are more than six, neighbours are joined with a comma, the shortest
/// first. The first line and the last ones (`Letter::address_tail`) are never joined, these last
/// ones never parted, and nothing is ever cut. Gives the number of uncovered characters.
///
/// Throws `AddressDoesNotFit`; the frame is then unchanged.
int add_address(Frame& page, const Letter& letter, const PageGeometry& geometry, Workbench& bench);

} // namespace reservepost::layout
