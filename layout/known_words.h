#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace reservepost::layout {

/// Letters a word may have at most; a longer one is no word, and is not parted.
inline constexpr std::size_t most_letters_in_word = 63;

/// True if one of `letters`, lower case in ISO 8859-1, is a vowel.
bool has_vowel(std::string_view letters);

/// What is known of a word's build. Bit i of a mask speaks of the place before the i-th letter.
struct Build {
    std::uint64_t joints = 0;  ///< Between the parts of a compound.
    std::uint64_t hyphens = 0; ///< Other good places, in parts where somebody has chosen them.
    std::uint64_t chosen = 0;  ///< Letters of these parts: no patterns are asked there.
    bool begins_known = false; ///< Its first part stands in the lists.
    bool ends_known = false;   ///< Its last part does.
    bool operator==(const Build&) const = default;
};

/// Words whose build we know, from lists such as hyphenation/no.txt, where the marks are
/// explained. Knows nothing of patterns. Letters are lower case, in ISO 8859-1.
class KnownWords {
public:
    /// Adds a list in UTF-8. Throws `std::logic_error`, naming list and line, for an entry that
    /// cannot be read or stands there twice: the lists are part of the program.
    void add(std::string_view name, std::string_view list);

    /// What the lists know of `word`, which has at most `most_letters_in_word` letters.
    Build build_of(std::string_view word) const { return build_of(word, 0); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    using Entries = std::unordered_map<std::string, Build, Hash, std::equal_to<>>;

    /// Nothing if `word` is no entry with an ending.
    static const Build* find_with_ending(const Entries& entries, std::string_view word,
                                         std::size_t& letters);
    bool find_word(std::string_view word, int depth, Build& build) const;
    bool find_beginning(std::string_view word, int depth, Build& build) const;
    bool find_end(std::string_view word, int depth, Build& build) const;
    Build build_of(std::string_view word, int depth) const;

    Entries words_;
    Entries beginnings_;
    Entries ends_;
};

} // namespace reservepost::layout
