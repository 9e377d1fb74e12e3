#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace reservepost::fonts {

/// A set of characters that tells in two reads of memory whether it holds one. It takes 9 KiB
/// and 32 octets for each stretch of 256 characters of which it holds some.
class CharacterSet {
public:
    CharacterSet() : pages_(1) {}

    /// `character` is at most U+10FFFF.
    void add(char32_t character)
    {
        std::uint16_t& number = page_of_.at(character >> 8U);
        if (number == empty_page) {
            number = static_cast<std::uint16_t>(pages_.size());
            pages_.emplace_back();
        }
        pages_[number][character >> 6U & 3U] |= bit(character);
    }

    /// False for whatever lies beyond U+10FFFF.
    bool has(char32_t character) const
    {
        if (character > last_character) return false;
        const Page& page = pages_[page_of_[character >> 8U]];
        return (page[character >> 6U & 3U] & bit(character)) != 0;
    }

private:
    using Page = std::array<std::uint64_t, 4>;

    static constexpr char32_t last_character = 0x10FFFF;
    static constexpr std::uint16_t empty_page = 0;

    static constexpr std::uint64_t bit(char32_t character)
    {
        return std::uint64_t{1} << (character & 63U);
    }

    std::array<std::uint16_t, (last_character >> 8U) + 1> page_of_{};
    std::vector<Page> pages_;
};

} // namespace reservepost::fonts
