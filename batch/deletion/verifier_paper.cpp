#include "batch/deletion/verifier_paper.h"

#include <charconv>
#include <span>
#include <stdexcept>

namespace reservepost::batch::deletion::verifying {
namespace {

constexpr std::size_t longest_paper = 1000;
constexpr std::size_t root_digits = 64;

bool parts(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '.' || c == ':';
}

// What was meant by a character in a row of hexadecimal digits.
char digit_meant(char c)
{
    if (c == 'O' || c == 'o') return '0';
    if (c == 'I' || c == 'i' || c == 'L' || c == 'l') return '1';
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[noreturn]] void refuse(const std::string& why)
{
    throw std::runtime_error(
        "what stands on paper is a number and 64 digits (0 to 9 and a to f): " + why);
}

} // namespace

Head read_paper(std::string_view text)
{
    if (text.size() > longest_paper) refuse("this is longer than any line on a letter");
    while (!text.empty() && parts(text.front()))
        text.remove_prefix(1);
    std::size_t end = 0;
    while (end < text.size() && !parts(text[end]))
        ++end;
    Head head;
    std::string size;
    for (const char c : text.substr(0, end))
        size += digit_meant(c);
    const auto [stop, fault] = std::from_chars(size.data(), size.data() + size.size(), head.size);
    if (fault != std::errc{} || stop != size.data() + size.size() || head.size >> 63 != 0)
        refuse("the first word is not a number of leaves");

    std::string digits;
    for (const char c : text.substr(end))
        if (!parts(c)) digits += digit_meant(c);
    if (digits.size() != root_digits)
        refuse("there are " + std::to_string(digits.size()) + " digits behind the number");
    if (!decode_hex(digits, {reinterpret_cast<char*>(head.root.data()), head.root.size()}))
        refuse("there is a character that is no such digit");
    return head;
}

int digits_apart(const Hash& typed, const Hash& root)
{
    int apart = 0;
    for (std::size_t i = 0; i < root.size(); ++i) {
        const unsigned difference = typed[i] ^ root[i];
        apart += ((difference >> 4U) != 0) + ((difference & 15U) != 0);
    }
    return apart;
}

} // namespace reservepost::batch::deletion::verifying
