#pragma once

#include "layout/compose.h"

namespace reservepost::layout {

/// How an address was set into the window.
struct SetAddress {
    Length size;                  ///< Of the letters of all its lines.
    int lines = 0;                ///< In the window, without the return line.
    bool joined = false;          ///< Lines too many were joined with commas.
    bool parted = false;          ///< A line too wide was parted at a space.
    int uncovered_characters = 0; ///< Of address and return line.
    bool operator==(const SetAddress&) const = default;
};

/// Sets the return line and the address into the window, all lines in one size: the usual one
/// where it fits, else the largest that does. Where not even the least does, lines are parted at
/// their spaces; where there are more than six, neighbours are joined with a comma, the shortest
/// first. The first line and the last ones (`Letter::address_tail`) are never joined, these last
/// ones never parted, and nothing is ever cut.
///
/// Throws `AddressDoesNotFit`; the frame is then unchanged.
SetAddress add_address(Frame& page, const Letter& letter, const PageGeometry& geometry,
                       Workbench& bench);

} // namespace reservepost::layout
