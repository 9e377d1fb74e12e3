#pragma once

#include "layout/paragraph.h"
#include "octets.h"

#include <array>

namespace reservepost::fuzz {

/// One of the languages that reach layout, sound or not.
inline std::string_view choose_language(Octets& octets)
{
    constexpr std::array<std::string_view, 10> languages = {
        "nb", "nn", "en", "se", "ar", "th", "zh-Hant", "ja", "", "no-such-language-at-all"};
    return languages[octets.choose(languages.size())];
}

inline layout::Manner choose_manner(Octets& octets)
{
    layout::Manner manner;
    manner.size = layout::Length::pt(5.0 + static_cast<double>(octets.choose(64)) * 0.5);
    manner.style = static_cast<fonts::Style>(octets.choose(4));
    manner.language = choose_language(octets);
    manner.direction = octets.flip() ? layout::Direction::FromText : layout::Direction::LeftToRight;
    manner.alignment = octets.flip() ? layout::Alignment::Justified : layout::Alignment::Ragged;
    manner.hyphenated = octets.flip();
    return manner;
}

inline layout::Spans choose_spans(Octets& octets)
{
    layout::Spans spans;
    while (!octets.empty()) {
        const std::size_t manner = octets.choose(8);
        spans.push_back({octets.text_until(block_end), (manner & 1U) != 0, (manner & 2U) != 0,
                         (manner & 4U) != 0});
    }
    return spans;
}

} // namespace reservepost::fuzz
