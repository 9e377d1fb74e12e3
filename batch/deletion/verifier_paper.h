#pragma once

#include "batch/deletion/verifier_note.h"

#include <string_view>

namespace reservepost::batch::deletion::verifying {

/// The witness line of a letter, typed by hand: the log's size, then the 64 hexadecimal digits of
/// its root. Where it is parted by spaces, line ends or hyphens does not matter, nor does case; the
/// letters O, I and L are read as the digits that they are taken for. Nobody signed it: that it
/// stands on paper in an envelope is what speaks for it. Throws `std::runtime_error` saying what is
/// missing or too much.
Head read_paper(std::string_view text);

/// In how many of its 64 digits a root that was typed differs from the log's own.
int digits_apart(const Hash& typed, const Hash& root);

} // namespace reservepost::batch::deletion::verifying
