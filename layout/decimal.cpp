#include "layout/decimal.h"

#include <array>
#include <charconv>

namespace reservepost::layout {

std::string decimal(double number, int places)
{
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                   std::chars_format::fixed, places)
                         .ptr;
    std::string text(digits.data(), end);
    const bool zero = text.find_first_not_of("-0.") == std::string::npos;
    return zero && text.front() == '-' ? text.substr(1) : text;
}

void append_whole(std::string& text, std::int64_t number)
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void append_thousandths(std::string& text, std::int64_t number)
{
    if (number < 0) text += '-';
    const std::int64_t size = number < 0 ? -number : number;
    append_whole(text, size / 1000);
    std::int64_t rest = size % 1000;
    if (rest == 0) return;
    text += '.';
    for (std::int64_t digit = 100; rest != 0; digit /= 10) {
        text += static_cast<char>('0' + rest / digit);
        rest %= digit;
    }
}

std::string thousandths(std::int64_t number)
{
    std::string text;
    append_thousandths(text, number);
    return text;
}

} // namespace reservepost::layout
