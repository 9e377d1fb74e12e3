#include "batch/crypto/text.h"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int value_of_hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    throw std::invalid_argument("not hexadecimal: every character must be 0-9 or a-f");
}

constexpr std::array<std::int8_t, 256> base64_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64_digits.size(); ++i)
        values[static_cast<unsigned char>(base64_digits[i])] = static_cast<std::int8_t>(i);
    return values;
}();

unsigned char octet(char c)
{
    return static_cast<unsigned char>(c);
}

} // namespace

std::string hex(std::string_view octets)
{
    std::string text;
    text.reserve(octets.size() * 2);
    for (const char c : octets) {
        text += hex_digits[octet(c) >> 4];
        text += hex_digits[octet(c) & 15];
    }
    return text;
}

std::string from_hex(std::string_view text)
{
    if (text.size() % 2 != 0)
        throw std::invalid_argument("not hexadecimal: two digits make an octet, one is left over");
    std::string octets;
    octets.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2)
        octets +=
            static_cast<char>(value_of_hex_digit(text[i]) * 16 + value_of_hex_digit(text[i + 1]));
    return octets;
}

std::string base64(std::string_view octets)
{
    std::string text;
    text.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        const std::size_t left = octets.size() - i;
        const std::uint32_t three = static_cast<std::uint32_t>(
            octet(octets[i]) << 16 | (left > 1 ? octet(octets[i + 1]) << 8 : 0) |
            (left > 2 ? octet(octets[i + 2]) : 0));
        text += base64_digits[three >> 18];
        text += base64_digits[three >> 12 & 63];
        text += left > 1 ? base64_digits[three >> 6 & 63] : '=';
        text += left > 2 ? base64_digits[three & 63] : '=';
    }
    return text;
}

std::string from_base64(std::string_view text)
{
    const auto refuse = [] {
        throw std::invalid_argument("not base64: groups of four of A-Z a-z 0-9 + / with padding");
    };
    if (text.size() % 4 != 0) refuse();
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    text.remove_suffix(padding);

    std::string octets;
    octets.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const int value = base64_values[octet(c)];
        if (value < 0) refuse();
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            octets += static_cast<char>(bits >> count & 0xff);
        }
    }
    // The bits that padding leaves over are zero, so that every octet string has one text only.
    if ((bits & ((1U << count) - 1)) != 0) refuse();
    return octets;
}

} // namespace reservepost::batch::crypto
