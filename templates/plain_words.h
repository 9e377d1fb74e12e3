#pragma once

#include <span>
#include <string_view>

// What to write instead: our own tables, one for each language that letters are shipped in. A
// phrase stands in small letters, its words parted by single spaces; a word that ends in '*' stands
// for all words that begin so.

namespace reservepost::templates {

/// A phrase of offices, and the plain one.
struct PlainWord {
    std::string_view heavy;
    std::string_view plain;
};

/// Phrases of offices. Empty for a language without a table.
std::span<const PlainWord> plain_words(std::string_view language);

/// Words of bokmål that nynorsk does not have, for "nn"; empty for the others.
std::span<const PlainWord> words_of_the_other_norwegian(std::string_view language);

/// The law's own words and the portal's name, for which there are no shorter ones: never counted
/// as long.
std::span<const std::string_view> unavoidable_words(std::string_view language);

/// Words that a letter to the person who reported must not hold: they would tell whoever else opens
/// it what was reported.
std::span<const std::string_view> telling_words(std::string_view language);

/// Words that count days as law does; letters name the day itself.
std::span<const std::string_view> words_for_counted_days();

} // namespace reservepost::templates
