#pragma once

#include "fonts/shaping.h"

#include <array>
#include <cstdint>
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

/// A word as it was shaped, by itself: places count from its beginning.
struct ShapedWord {
    std::span<const ShapedGlyph> glyphs;          ///< From left to right.
    std::span<const std::int32_t> advance_before; ///< For each unit, of all the text before it.
    std::int32_t advance = 0;                     ///< Of the whole word.
};

/// Words as they were shaped, kept so as not to shape them again: a night's letters say much the
/// same, and shaping is the dearest part of setting them. One thread at a time.
///
/// A word is shaped without its neighbours, whether it is kept or not, so that nothing that was
/// set before can show in what is set after.
///
/// What is kept is bounded, since a process sets letters for as long as it lives, and by a size
/// that a processor's cache nearly holds. There are two generations of words: when the young one
/// is full the old one is forgotten and the young one grows old; a word that is asked for again
/// becomes young. So the words that every letter uses stay, and the names that came once go.
class ShapedWords {
public:
    /// What is longer is a stretch: seldom a word that comes again, but a line in a script that
    /// writes no spaces.
    static constexpr std::size_t longest_word = 48;

    /// By default as many words as a generation keeps; a text of 5,000 different words is long.
    static constexpr std::size_t usual_words = 8192;

    /// Keeps at most `words` words in a generation; with 0 none. `library` must outlive this.
    explicit ShapedWords(const Library& library, std::size_t words = usual_words);

    /// The setting of the words that are asked for from now on.
    void use(const WordSetting& setting);

    /// A word of at most `longest_word` units in the setting in use. Valid until the next call.
    /// Throws `std::logic_error` if it is longer.
    ShapedWord word(std::u16string_view text);

    /// Glyphs of a stretch that is no word of its own, as `Shaper::shape` gives them.
    std::span<const ShapedGlyph> stretch(const ShapeRequest& request)
    {
        return shaper_.shape(request);
    }

    /// Octets of memory that are taken for words, used or not.
    std::size_t octets() const;

private:
    struct Setting {
        int face = 0;
        bool right_to_left = false;
        std::string script;
        std::string language;
    };

    /// Where a kept word lies in its generation.
    struct Entry {
        std::uint64_t hash = 0;
        std::uint32_t setting = 0;
        std::uint32_t first_unit = 0;
        std::uint32_t first_glyph = 0;
        std::uint16_t units = 0;
        std::uint16_t glyphs = 0;
        std::int32_t advance = 0;
    };

    struct Generation {
        std::vector<std::uint32_t> table; ///< Number of an entry, counted from 1; 0 is free.
        std::vector<Entry> entries;
        std::vector<char16_t> units;
        std::vector<std::int32_t> advance_before; ///< One for each of `units`.
        std::vector<ShapedGlyph> glyphs;
    };

    void make_room(Generation& generation) const;
    bool has_room(const Generation& generation, std::size_t units, std::size_t glyphs) const;
    const Entry* find(const Generation& generation, std::uint64_t hash,
                      std::u16string_view text) const;
    ShapedWord keep(std::uint64_t hash, std::u16string_view text, const ShapedWord& shaped);
    ShapedWord shaped(std::u16string_view text);
    static ShapedWord word_of(const Generation& generation, const Entry& entry);

    Shaper shaper_;
    std::size_t most_words_;
    std::vector<Setting> settings_;
    std::uint32_t setting_ = 0; ///< The one in use.
    std::array<Generation, 2> generations_;
    std::size_t young_ = 0;
    std::vector<std::int32_t> advance_before_; ///< Of a word that was shaped just now.
};

} // namespace reservepost::fonts
