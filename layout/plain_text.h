#pragma once

#include "fonts/library.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace reservepost::layout {

struct CollectedText;

/// Tells text that needs no thought from text that does. Nearly all of a letter is written with
/// characters that our own faces have, that stand each for itself, are Latin or common to all
/// scripts, and run from left to right. A text of nothing else is one item a style, and one look
/// at each of its characters says so.
class PlainText {
public:
    /// `library` must outlive this.
    explicit PlainText(const fonts::Library& library) : library_(library) {}

    /// The script of a text that is plain, "Latn" or "Zyyy"; nothing if it is not plain.
    std::optional<std::string_view> script_of(const CollectedText& collected);

    /// True if the body face of `style` sets the character, whatever stands beside it. Only such
    /// characters are looked at as are below U+2200.
    bool is_plain(char16_t character, fonts::Style style)
    {
        return character < kinds && kinds_of(style)[character] != Kind::Other;
    }

private:
    enum class Kind : std::uint8_t { Other = 0, Common = 1, Latin = 2 };

    static constexpr std::size_t kinds = 0x2200;
    using Kinds = std::vector<Kind>; ///< Of the characters below `kinds`.

    static Kind kind_of(char16_t character);
    const Kinds& kinds_of(fonts::Style style);

    const fonts::Library& library_;
    std::array<Kinds, 4> of_style_;
};

} // namespace reservepost::layout
