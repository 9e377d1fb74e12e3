#pragma once

#include "layout/blocks.h"

#include <string>
#include <string_view>
#include <vector>

namespace reservepost::templates {

/// How heavy a text is to read: LIX = words per sentence + 100 × the share of words with more than
/// six letters (Björnsson 1968). Under 40 is easy; over 50 is official prose.
struct Readability {
    int words = 0;
    int sentences = 0;
    int long_words = 0;

    /// 0 for a text without words.
    double lix() const;
    Readability& operator+=(const Readability& other);
};

/// Measures `text` by its sentences and words, as the two functions below part them. A word that
/// holds a figure (a reference, an hour) is never long, nor is one of `allowed` (lower case): the
/// law's own words, for which there are no shorter ones.
Readability measure(std::string_view text, const std::vector<std::string_view>& allowed = {});

/// The sentences of `text`, without those that hold no word. A line end, a question mark, an
/// exclamation mark and a colon (not before a figure) end one; so does a full stop, unless it
/// stands between figures, before a letter or a no-break space, or before a space and a small
/// letter or figure
/// ("25. november", "kl. 2", "f.eks. her").
std::vector<std::string> sentences_in(std::string_view text);

/// The words of a text in small letters: letters and figures, with hyphens between them.
std::vector<std::string> words_in(std::string_view text);

/// How many characters a word has.
int length_of(std::string_view word);

/// The words of the headings, paragraphs and lists, one line each: what we wrote ourselves. Rows
/// and quotations, which hold other people's words, are left out.
std::string own_words(const std::vector<layout::Block>& blocks);

} // namespace reservepost::templates
