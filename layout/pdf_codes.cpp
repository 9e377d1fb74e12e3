#include "layout/pdf_codes.h"

#include "fonts/subset.h"
#include "layout/utf8.h"

#include <array>

namespace reservepost::layout {

namespace {

/// True for what would need escaping in a string of a content stream: the carriage return, both
/// parentheses and the backslash.
constexpr bool needs_escaping(std::size_t octet)
{
    return octet == 13 || octet == 40 || octet == 41 || octet == 92;
}

/// Codes of one octet for what has none of its own, by order of use; those of ASCII come last. Not
/// among them: 0, which stands for no glyph, and the space.
constexpr std::array<std::uint16_t, 250> one_octet_numbers = [] {
    std::array<std::uint16_t, 250> numbers{};
    std::size_t next = 0;
    for (std::size_t i = 127; i < 127 + 256; ++i) {
        const std::size_t number = i % 256;
        if (number == 0 || number == space_code || needs_escaping(number)) continue;
        numbers.at(next++) = static_cast<std::uint16_t>(number);
    }
    return numbers;
}();

constexpr std::array<std::uint16_t, 252> unescaped_octets = [] {
    std::array<std::uint16_t, 252> octets{};
    std::size_t next = 0;
    for (std::uint16_t octet = 0; octet < 256; ++octet) {
        if (!needs_escaping(octet)) octets.at(next++) = octet;
    }
    return octets;
}();

constexpr char32_t no_break_space = 0xA0;

// OpenType has no more in a font; the table never grows beyond.
constexpr std::uint32_t most_glyphs = 65'536;

// The upper octet is never 0, the first pair is the space.
constexpr std::size_t upper_octets = unescaped_octets.size() - 1;
constexpr std::size_t two_octet_numbers = upper_octets * unescaped_octets.size() - 1;
constexpr std::uint16_t two_octet_space = 256;

/// The number at a place below `two_octet_numbers` in the order of use.
constexpr std::uint16_t two_octet_number(std::size_t place)
{
    const std::size_t pair = place + 1;
    const std::uint16_t upper = unescaped_octets.at(1 + pair / unescaped_octets.size());
    const std::uint16_t lower = unescaped_octets.at(pair % unescaped_octets.size());
    return static_cast<std::uint16_t>(upper << 8U | lower);
}

static_assert(one_octet_numbers.front() == 127 && one_octet_numbers.back() == '~');
static_assert(two_octet_number(0) == two_octet_space + 1);
static_assert(two_octet_number(two_octet_numbers - 1) == 0xFFFF);

} // namespace

FaceCodes::FaceCodes(const fonts::Library& library, int face)
    : library_(library), face_(face),
      has_own_cids_(library.outlines(face) == fonts::Outlines::Cubic)
{
    fonts::check_embedding(library, face);
}

Code FaceCodes::of(std::uint32_t glyph, std::string_view text)
{
    if (text.empty()) return of_other(glyph, text);
    const Utf8Character first = utf8_character(text, 0);
    return first.octets == text.size() ? of(glyph, first.character, text) : of_other(glyph, text);
}

Code FaceCodes::of(std::uint32_t glyph, char32_t character, std::string_view text)
{
    // The table has no space but the one that PDF widens, and keeps that glyph free for it.
    const bool other_space = character == U' ' && !spaces_.empty() && glyph != space_glyph_;
    if (glyph >= most_glyphs || other_space || character == no_break_space)
        return of_other(glyph, text);
    if (glyph >= plain_.size()) plain_.resize(std::size_t{glyph} + 1);
    Plain& plain = plain_[glyph];
    if (plain.character == character) return plain.code;
    if (plain.code.number != 0) return of_other(glyph, text);
    return (plain = {character, give_out(glyph, text)}).code;
}

Code FaceCodes::of_other(std::uint32_t glyph, std::string_view text)
{
    key_.assign(reinterpret_cast<const char*>(&glyph), sizeof glyph);
    key_ += text;
    const auto found = others_.find(key_);
    if (found != others_.end()) return found->second;
    return others_.emplace(key_, give_out(glyph, text)).first->second;
}

Code FaceCodes::give_out(std::uint32_t glyph, std::string_view text)
{
    const std::int32_t width = fonts::width_in_thousandths(library_, face_, glyph);
    if (text == " " && spaces_.empty()) {
        space_glyph_ = glyph;
        spaces_.push_back(add({0, space_code, width}, glyph, text));
        return spaces_.front();
    }
    // MuPDF cannot read back what codes of one octet stand for where their CIDs have two.
    if (const std::uint16_t number = has_own_cids_ ? std::uint16_t{0} : one_octet_number(text);
        number != 0) {
        return add({0, number, width}, glyph, text);
    }
    const std::size_t font = 1 + two_octet_count_ / two_octet_numbers;
    const std::uint16_t number = two_octet_number(two_octet_count_++ % two_octet_numbers);
    return add({static_cast<std::uint16_t>(font), number, width}, glyph, text);
}

/// 0 if all are taken.
std::uint16_t FaceCodes::one_octet_number(std::string_view text)
{
    const auto own = text.size() == 1 ? static_cast<unsigned char>(text.front()) : 0U;
    if (own > space_code && own < 127 && !needs_escaping(own) && !taken_[own]) {
        taken_.set(own);
        return static_cast<std::uint16_t>(own);
    }
    while (next_one_octet_ < one_octet_numbers.size()) {
        const std::uint16_t number = one_octet_numbers[next_one_octet_++];
        if (taken_[number]) continue;
        taken_.set(number);
        return number;
    }
    return 0;
}

Code FaceCodes::space_in(std::uint16_t font)
{
    if (font >= spaces_.size()) spaces_.resize(font + std::size_t{1});
    Code& space = spaces_[font];
    if (space.number == 0) {
        space = add({font, two_octet_space, spaces_.front().width}, space_glyph_, " ");
    }
    return space;
}

Code FaceCodes::add(Code code, std::uint32_t glyph, std::string_view text)
{
    if (code.font >= fonts_.size()) fonts_.resize(code.font + std::size_t{1});
    fonts_[code.font].push_back({code.number, code.width, glyph, std::string(text)});
    return code;
}

} // namespace reservepost::layout
