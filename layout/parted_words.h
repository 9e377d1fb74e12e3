#pragma once

#include "layout/hyphenation.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace reservepost::layout {

/// The words of running text that may be parted, found among addresses, numbers and names of
/// files that may not. Remembers words, since a night's letters use the same ones. One thread
/// at a time.
class PartedWords {
public:
    /// `hyphenator` must outlive this.
    explicit PartedWords(const Hyphenator& hyphenator);

    /// A word of a text, and where it may be parted.
    struct Word {
        std::size_t start = 0;
        std::size_t end = 0;
        HyphenPlaces places; ///< Counted from `start`.
    };

    /// Of what stands from `start` to `end` between two spaces, the words that may be parted.
    /// None if it holds a figure, an at sign, a full stop between letters, or anything else that
    /// plain words do not: addresses on the net are not to be changed. None either if it holds a
    /// soft hyphen: who wrote it has said where. Valid until the next call.
    const std::vector<Word>& words(std::u16string_view text, std::size_t start, std::size_t end,
                                   std::string_view language);

private:
    static constexpr std::size_t longest_remembered = 26;
    static constexpr std::size_t most_remembered = 65'536; ///< 4 MiB; a power of two.

    /// A word, where it may be parted, and no more than the processor fetches at once.
    struct alignas(64) Remembered {
        std::uint32_t all = 0, joints = 0; ///< As in `HyphenPlaces`.
        std::array<char16_t, longest_remembered> letters{};
        std::uint8_t length = 0;
        std::uint8_t language = 0;
    };
    static_assert(sizeof(Remembered) == 64);

    HyphenPlaces places_of(std::u16string_view word, std::string_view language);
    std::uint8_t number_of(std::string_view language);

    const Hyphenator& hyphenator_;
    /// In pairs, by hash. In a pair the word that was asked for last stands first, and a new one
    /// takes the other's place.
    std::vector<Remembered> remembered_;
    std::vector<std::string> languages_; ///< Numbered from 1.
    std::vector<Word> found_;
};

} // namespace reservepost::layout
