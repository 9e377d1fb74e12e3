#pragma once

#include "fonts/library.h"

#include <array>
#include <cstdint>
#include <memory>

namespace reservepost::layout {

/// Which face has a character, in one style and one manner of writing Chinese characters. It is
/// asked of the fonts once for each character; so this never holds more than Unicode does, two
/// octets for each of the characters of the 256 around one that was met.
class FaceMemory {
public:
    static constexpr int none = -1;   ///< No face has it, or it shall not be printed.
    static constexpr int steers = -2; ///< It has no look of its own.

    FaceMemory(const fonts::Library& library, fonts::Style style, fonts::HanForms forms)
        : library_(library), style_(style), forms_(forms)
    {
    }

    /// The number of the face, `none` or `steers`.
    int face_of(char32_t character)
    {
        auto& page = pages_.at(character >> 8U);
        if (!page) page = new_page();
        std::int16_t& face = (*page)[character & 0xFFU];
        if (face == unknown) face = static_cast<std::int16_t>(look_up(character));
        return face;
    }

private:
    using Page = std::array<std::int16_t, 256>;

    static constexpr std::int16_t unknown = -3;

    static std::unique_ptr<Page> new_page();
    int look_up(char32_t character) const;

    const fonts::Library& library_;
    fonts::Style style_;
    fonts::HanForms forms_;
    std::array<std::unique_ptr<Page>, 0x1100> pages_;
};

} // namespace reservepost::layout
