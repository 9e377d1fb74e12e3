#pragma once

#include "layout/letter_tree.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

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
    Build build_of(std::string_view word) const;

private:
    /// A word to judge, with what was found out about its end.
    struct Question;

    bool find_word(const Question& question, Build& build) const;
    bool find_beginning(const Question& question, Build& build) const;
    bool find_end(const Question& question, Build& build) const;
    Build answer(const Question& question) const;

    std::vector<Build> builds_; ///< Of all entries; the trees tell which.
    LetterTree words_;
    LetterTree beginnings_;
    LetterTree ends_; ///< Their letters from the last to the first.
};

} // namespace reservepost::layout
