#pragma once

#include "layout/blocks.h"
#include "layout/looks.h"
#include "layout/workbench.h"

#include <string>
#include <string_view>

namespace reservepost::layout {

/// The sign before a list's item, the first of which is number 1: "1." or a bullet.
std::string sign_of(const List& list, std::size_t number);

/// The width of a list's widest sign, found without setting them all; of its numbers, perhaps that
/// of a number as long that the list does not have.
Length widest_sign(const List& list, const Look& look, std::string_view language, Workbench& bench);

} // namespace reservepost::layout
