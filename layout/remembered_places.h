#pragma once

#include "layout/hyphenation.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace reservepost::layout {

/// Where words, or parts of them, may be parted, remembered by their letters: a night's letters
/// say much the same, and the patterns lie far apart in memory. Bounded; what has no room is found
/// anew, and comes out the same. One thread at a time.
class RememberedPlaces {
public:
    /// A longer word is not remembered.
    static constexpr std::size_t longest = 24;

    /// Room for two words in each of `pairs`, a power of two; 64 octets each. It is taken when the
    /// first word comes.
    explicit RememberedPlaces(std::size_t pairs) : most_pairs_(pairs) {}

    /// What `find` gives for `word`, which has `longest` letters at most, all in ISO 8859-1 and
    /// none of them nought. `language` is a number of the caller's, not 0.
    template <class Word, class Find>
    HyphenPlaces of(const Word& word, std::uint8_t language, Find find)
    {
        if (pairs_.empty()) pairs_.resize(most_pairs_);
        Letters letters{};
        for (std::size_t i = 0; i < word.size(); ++i)
            letters[i] = static_cast<unsigned char>(word[i]);
        Pair& pair = pairs_[hash_of(letters, language) & (most_pairs_ - 1)];
        if (!pair.last.is(letters, language)) {
            std::swap(pair.last, pair.other);
            if (!pair.last.is(letters, language)) {
                const HyphenPlaces places = find();
                pair.last = {letters, places.all & every_place, places.joints & every_place,
                             language};
            }
        }
        return {pair.last.all, pair.last.joints};
    }

    void forget() { pairs_.clear(); }

private:
    using Letters = std::array<unsigned char, longest>; ///< Nought behind the last.

    /// A place stands before a letter, so there is a bit for each.
    static constexpr std::uint64_t every_place = (std::uint64_t{1} << longest) - 1;

    struct Entry {
        Letters letters{};
        std::uint64_t all : longest = 0; ///< As in `HyphenPlaces`, and so is `joints`.
        std::uint64_t joints : longest = 0;
        std::uint64_t language : 8 = 0;

        bool is(const Letters& other, std::uint8_t other_language) const
        {
            return letters == other && language == other_language;
        }
    };

    /// Two words of one hash, and no more than the processor fetches at once. A new one takes the
    /// place of the one that was not asked for last.
    struct alignas(64) Pair {
        Entry last;
        Entry other;
    };
    static_assert(sizeof(Pair) == 64);

    static std::size_t hash_of(const Letters& letters, std::uint8_t language)
    {
        constexpr std::size_t eight = 8;
        static_assert(longest % eight == 0);
        std::uint64_t hash = language;
        for (std::size_t i = 0; i < letters.size(); i += eight) {
            std::uint64_t next = 0;
            std::memcpy(&next, letters.data() + i, eight);
            hash = (hash ^ next) * 0x9E37'79B9'7F4A'7C15U;
            hash ^= hash >> 32U;
        }
        return static_cast<std::size_t>(hash);
    }

    std::size_t most_pairs_;
    std::vector<Pair> pairs_; ///< By hash; none before the first word.
};

} // namespace reservepost::layout
