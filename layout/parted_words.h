#pragma once

#include "layout/hyphenation.h"
#include "layout/remembered_places.h"

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
    static constexpr std::size_t pairs_of_words = 65'536; ///< 4 MiB.
    /// 1 MiB: compounds are many, and what they are made of is not.
    static constexpr std::size_t pairs_of_parts = 16'384;

    HyphenPlaces places_of(std::u16string_view word, std::string_view language);
    std::uint8_t number_of(std::string_view language);

    const Hyphenator& hyphenator_;
    RememberedPlaces words_{pairs_of_words};
    RememberedPlaces parts_{pairs_of_parts};
    std::vector<std::string> languages_; ///< Numbered from 1.
    std::vector<Word> found_;
};

} // namespace reservepost::layout
