#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

// Inside mark_reading only: the 18 x 18 modules of a Data Matrix, and the digits in them.

namespace reservepost::layout {

inline constexpr int mark_modules = 18;

/// Dark modules by row from the top: bit `x` of a row is the module `x` from the left.
using MarkModules = std::array<std::uint32_t, mark_modules>;

/// The digits that the modules hold, or nothing if the finder pattern or one codeword is wrong or
/// if they hold anything but pairs of digits. Source: ISO/IEC 16022:2006, 5.2, 5.7 and annexes E,
/// F.
std::optional<std::string> digits_of(const MarkModules& modules);

} // namespace reservepost::layout
