#include "batch/receivers/postcodes.h"

#include "batch/receivers/table_lines.h"

#include <algorithm>
#include <string>
#include <vector>

namespace reservepost::batch::receivers {

namespace {

constexpr std::string_view file = "postcodes.txt";

std::vector<Postcode> read_table()
{
    constexpr std::size_t about_as_many = 5200;
    std::vector<Postcode> all;
    all.reserve(about_as_many);
    for (const auto line : table_lines(file)) {
        auto rest = line;
        const auto number = take_word(rest);
        if (!are_four_digits(number) || rest.empty()) refuse_line(file, line);
        all.push_back({number, rest});
    }
    std::ranges::sort(all, {}, &Postcode::number);
    return all;
}

/// The small letter of the code point `code`, from U+00C0 to U+017F. In Latin-1 small letters lie
/// 32 further on. In Latin Extended-A a small letter follows its capital; capitals are even up to
/// U+0137 and from U+014A to U+0177, and odd between and after.
unsigned small_letter(unsigned code)
{
    if (code <= 0xDE) return code == 0xD7 ? code : code + 32;
    const bool even_capitals = (code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177);
    const bool odd_capitals = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
    return (even_capitals && code % 2 == 0) || (odd_capitals && code % 2 == 1) ? code + 1 : code;
}

/// Whether UTF-8 writes a letter of Latin-1 or Latin Extended-A at `at`.
bool is_two_octet_letter(std::string_view text, std::size_t at)
{
    if (at + 1 >= text.size()) return false;
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto last = static_cast<unsigned char>(text[at + 1]);
    return lead >= 0xC3 && lead <= 0xC5 && last >= 0x80 && last <= 0xBF;
}

/// `text` in small letters, with one blank between words and none around them.
std::string folded(std::string_view text)
{
    std::string small;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (is_two_octet_letter(text, at)) {
            const unsigned code = small_letter((static_cast<unsigned char>(c) & 0x1FU) << 6 |
                                               (static_cast<unsigned char>(text[++at]) & 0x3FU));
            small += static_cast<char>(0xC0 | code >> 6);
            small += static_cast<char>(0x80 | (code & 0x3F));
        } else if (c != ' ') {
            small += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        } else if (!small.empty() && small.back() != ' ') {
            small += ' ';
        }
    }
    if (small.ends_with(' ')) small.pop_back();
    return small;
}

} // namespace

std::span<const Postcode> postcodes()
{
    static const auto all = read_table();
    return all;
}

std::string_view find_place(std::string_view number)
{
    const auto all = postcodes();
    const auto there = std::ranges::lower_bound(all, number, {}, &Postcode::number);
    return there != all.end() && there->number == number ? there->place : std::string_view();
}

bool is_same_place(std::string_view one, std::string_view other)
{
    return folded(one) == folded(other);
}

} // namespace reservepost::batch::receivers
