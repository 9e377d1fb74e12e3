#pragma once

#include "layout/blocks.h"
#include "templates/readability.h"

#include <string>
#include <string_view>
#include <vector>

// Whether our own words are plain (språklova § 9; NS-ISO 24495-1), on the filled text of a letter.
// The rules are plain ones, and their limits leave room for what cannot be said otherwise.

namespace reservepost::templates {

/// The limits that words are held to.
struct PlainLimits {
    double lix_gate = 45.0; ///< Heavier text is a finding.
    double lix_aim = 40.0;  ///< What whoever writes should reach.
    int sentence_words = 20;
    int word_characters = 14;
    int sentences_per_passive = 8; ///< So many for each sentence in the passive.
};

/// One thing to mend.
struct WordFinding {
    /// "lix", "sentence", "long-word", "passive", "nominal", "office-word", "other-norwegian",
    /// "telling-word", "counted-days" or "typography".
    std::string code;
    std::string what;     ///< What is wrong, and what would be right.
    std::string sentence; ///< Where: the sentence, or empty for the text as a whole.
    bool operator==(const WordFinding&) const = default;
    auto operator<=>(const WordFinding&) const = default;
};

/// What a text is like.
struct PlainReport {
    Readability plain;   ///< With every long word counted.
    Readability counted; ///< Without the law's own words (plain_words.h): the gate is on this one.
    int passive_sentences = 0;
    std::vector<WordFinding> findings;
};

/// Looks at the words that we wrote ourselves (`own_words`) in `language`. `to_reporter`: the
/// letter goes to the person who reported, and must not tell others what was reported.
PlainReport check_plain_language(const std::vector<layout::Block>& blocks,
                                 std::string_view language, bool to_reporter,
                                 const PlainLimits& limits = {});

/// Whether `text`, which somebody else wrote (a web page's address, opening hours), tells whoever
/// reads it what was reported: one of the telling words of any language stands in it, in the middle
/// of another word too.
bool tells_what_was_reported(std::string_view text);

/// Whether a sentence is in the passive, as far as its words show.
bool is_passive(const std::vector<std::string>& words, std::string_view language);

/// A noun that hides what somebody does ("behandling av", "the provision of"); empty if there is
/// none.
std::string hidden_verb(const std::vector<std::string>& words, std::string_view language);

/// What is set wrongly in a text: straight quotation marks, an ordinary space in "§ 2-1" or
/// "kl. 07.01", a hyphen where a dash belongs. One sentence for each.
std::vector<std::string> typography_of(std::string_view text, std::string_view language);

} // namespace reservepost::templates
