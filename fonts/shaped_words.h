#pragma once

#include "fonts/shaping.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::fonts {

/// How a word is shaped. The texts need live no longer than the call they are given to.
struct WordSetting {
    int face = 0;
    bool right_to_left = false;
    std::string_view script;   ///< ISO 15924.
    std::string_view language; ///< BCP 47.
};

/// A word as it was shaped by itself: its places count from its own beginning. A view, valid until
/// the next word is asked for.
///
/// All of it is one row of numbers of 16 bits, so that it lies in memory side by side: there is
/// nothing here that takes as long as waiting for memory.
class ShapedWord {
public:
    explicit ShapedWord(const std::uint16_t* row) : row_(row) {}

    std::size_t units() const { return row_[0]; }
    std::size_t glyphs() const { return row_[1]; }

    /// Of the whole word, in thousandths of the size.
    std::uint16_t advance() const { return row_[2]; }

    /// For each unit, the advance of all the word before it.
    std::span<const std::uint16_t> advance_before() const
    {
        return {row_ + head + units(), units()};
    }

    /// A glyph by its place from the left, whose cluster shall count from `origin`.
    void read(std::size_t place, std::uint32_t origin, ShapedGlyph& glyph) const
    {
        const std::uint16_t* const five = row_ + head + 2 * units() + per_glyph * place;
        std::memcpy(static_cast<void*>(&glyph), five, measures);
        glyph.cluster = origin + (five[4] >> 1U);
        glyph.unsafe_to_break = (five[4] & 1U) != 0;
    }

    /// The same for all glyphs: from the left, or from the right if `turned`, one after another
    /// from `out` on. Puts into `keeps`, by cluster, 1 if a line may begin there.
    void read_all(std::uint32_t origin, bool turned, ShapedGlyph* out, std::uint8_t* keeps) const
    {
        constexpr auto forth = static_cast<std::ptrdiff_t>(per_glyph);
        const std::size_t count = glyphs();
        const std::uint16_t* five = row_ + head + 2 * units();
        if (turned && count > 0) five += per_glyph * (count - 1);
        const std::ptrdiff_t step = turned ? -forth : forth;
        for (ShapedGlyph* const end = out + count; out != end; ++out, five += step) {
            std::memcpy(static_cast<void*>(out), five, measures);
            const std::uint32_t place = five[4];
            out->cluster = origin + (place >> 1U);
            out->unsafe_to_break = (place & 1U) != 0;
            keeps[out->cluster] = static_cast<std::uint8_t>(~place & 1U);
        }
    }

private:
    friend class ShapedWords;

    /// The row: units, glyphs, advance, setting; the text; advance before each unit; five numbers
    /// for each glyph.
    static constexpr std::size_t head = 4;
    static constexpr std::size_t per_glyph = 5;

    /// Octets of a glyph that are copied as they are: number, advance and offsets.
    static constexpr std::size_t measures = offsetof(ShapedGlyph, cluster);
    static_assert(measures == 4 * sizeof(std::uint16_t));

    std::size_t length() const { return head + 2 * units() + per_glyph * glyphs(); }
    bool is(std::u16string_view text, std::uint16_t setting) const
    {
        return units() == text.size() && row_[3] == setting &&
               std::equal(text.begin(), text.end(), row_ + head);
    }

    const std::uint16_t* row_;
};

/// Words as they were shaped, kept so as not to shape them again: a night's letters say much the
/// same, and shaping is the dearest part of setting them. One thread at a time.
///
/// A word is shaped without its neighbours, whether it is kept or not, so that nothing that was
/// set before can show in what is set after.
///
/// What is kept is bounded, since a process sets letters for as long as it lives. There are two
/// generations of words: when the young one is full the old one is forgotten and the young one
/// grows old; a word that is asked for again becomes young. So the words that every letter uses
/// stay, and the names that came once go. Memory is taken only as words come.
class ShapedWords {
public:
    /// What is longer is a stretch: seldom a word that comes again, but a line in a script that
    /// writes no spaces.
    static constexpr std::size_t longest_word = 48;

    /// Words in a generation. Both together take 18 MiB at most, and less while few have come.
    /// With half as many, ten thousand letters of everyday words took a tenth more time.
    static constexpr std::size_t usual_words = 65'536;

    /// Keeps at most `words` words in a generation; with 0 none. `library` must outlive this.
    explicit ShapedWords(const Library& library, std::size_t words = usual_words);

    /// The setting of the words that are asked for from now on.
    void use(const WordSetting& setting);

    /// A word in the setting in use; nothing if it is longer than `longest_word` units or 65 times
    /// its size, or runs back over itself: then it is a stretch, whatever was asked for before.
    std::optional<ShapedWord> word(std::u16string_view text) { return word(text, key_of(text)); }

    /// What a word of at most `longest_word` units is looked up by in the setting in use. Whoever
    /// knows which words come next asks for their keys, then lets each be fetched, and then asks
    /// for the words: what is kept lies far apart, and is on its way while others are set.
    std::uint64_t key_of(std::u16string_view text) const;
    void fetch(std::uint64_t key) const;
    std::optional<ShapedWord> word(std::u16string_view text, std::uint64_t key);

    /// As `Shaper::shape`; nothing is kept.
    std::span<const ShapedGlyph> stretch(const ShapeRequest& request)
    {
        return shaper_.shape(request);
    }

    /// Octets of memory that may be taken for words at present.
    std::size_t octets() const;

private:
    struct Setting {
        int face = 0;
        bool right_to_left = false;
        std::string script;
        std::string language;
    };

    /// Where a word of this hash lies among the rows.
    struct Slot {
        std::uint32_t hash = 0; ///< The half that did not choose the slot.
        std::uint32_t row = 0;  ///< Counted from 1; 0 is a free slot.
    };

    struct Generation {
        std::vector<Slot> slots; ///< Twice as many as words, or none before the first word.
        std::vector<std::uint16_t> rows;
        std::size_t words = 0;
    };

    bool has_room(const Generation& generation, std::size_t length) const;
    void empty(Generation& generation) const;
    std::optional<ShapedWord> find(const Generation& generation, std::uint64_t hash,
                                   std::u16string_view text) const;
    ShapedWord keep(std::uint64_t hash, const ShapedWord& word);
    std::optional<ShapedWord> shaped(std::u16string_view text);

    Shaper shaper_;
    std::size_t most_words_;
    std::vector<Setting> settings_;
    std::uint16_t setting_ = 0; ///< The one in use.
    std::array<Generation, 2> generations_;
    std::size_t young_ = 0;
    std::vector<std::uint16_t> fresh_; ///< The row of a word that was shaped just now.
};

} // namespace reservepost::fonts
