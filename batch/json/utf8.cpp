#include "batch/json/utf8.h"

namespace reservepost::batch::json {

namespace {

/// What the octets after a leading one may be: how many, and the range of the first of them.
struct Continuation {
    std::size_t count;
    unsigned char first_least;
    unsigned char first_most;
};

constexpr Continuation none{0, 1, 0};

constexpr Continuation continuation_of(unsigned char leading)
{
    if (leading >= 0xC2 && leading <= 0xDF) return {1, 0x80, 0xBF};
    if (leading == 0xE0) return {2, 0xA0, 0xBF};
    if (leading == 0xED) return {2, 0x80, 0x9F};
    if (leading >= 0xE1 && leading <= 0xEF) return {2, 0x80, 0xBF};
    if (leading == 0xF0) return {3, 0x90, 0xBF};
    if (leading >= 0xF1 && leading <= 0xF3) return {3, 0x80, 0xBF};
    if (leading == 0xF4) return {3, 0x80, 0x8F};
    return none;
}

} // namespace

std::size_t character_length(std::string_view octets, std::size_t at)
{
    if (at >= octets.size()) return 0;
    const auto octet = [&](std::size_t place) { return static_cast<unsigned char>(octets[place]); };
    if (octet(at) < 0x80) return 1;
    const auto rest = continuation_of(octet(at));
    if (rest.count == 0 || octets.size() - at <= rest.count) return 0;
    if (octet(at + 1) < rest.first_least || octet(at + 1) > rest.first_most) return 0;
    for (std::size_t further = 2; further <= rest.count; ++further) {
        if ((octet(at + further) & 0xC0) != 0x80) return 0;
    }
    return rest.count + 1;
}

bool is_utf8(std::string_view octets)
{
    std::size_t at = 0;
    while (at < octets.size()) {
        const auto length = character_length(octets, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

void append_character(std::string& text, char32_t code_point)
{
    const auto add = [&](char32_t octet) {
        text.push_back(static_cast<char>(static_cast<unsigned char>(octet)));
    };
    if (code_point < 0x80) {
        add(code_point);
    } else if (code_point < 0x800) {
        add(0xC0 | (code_point >> 6));
        add(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        add(0xE0 | (code_point >> 12));
        add(0x80 | ((code_point >> 6) & 0x3F));
        add(0x80 | (code_point & 0x3F));
    } else {
        add(0xF0 | (code_point >> 18));
        add(0x80 | ((code_point >> 12) & 0x3F));
        add(0x80 | ((code_point >> 6) & 0x3F));
        add(0x80 | (code_point & 0x3F));
    }
}

} // namespace reservepost::batch::json
