#pragma once

#include <cstdint>
#include <string>

namespace reservepost::layout {

/// A number with a decimal point and exactly `places` digits after it, in any locale.
std::string decimal(double number, int places);

/// A number of thousandths in the shortest form: 1500 is "1.5". No negative zero.
std::string thousandths(std::int64_t number);

/// Appends without making a text first: content streams hold many numbers.
void append_thousandths(std::string& text, std::int64_t number);
void append_whole(std::string& text, std::int64_t number);

} // namespace reservepost::layout
