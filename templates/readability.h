#pragma once

#include "layout/blocks.h"

#include <string>
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
};

/// Measures `text`. A line end ends a sentence as a full stop, a question mark, an exclamation mark
/// and a colon do; a full stop between figures does not. `allowed` words (lower case) are never
/// long: the law's own words, for which there are no shorter ones.
Readability measure(const std::string& text, const std::vector<std::string>& allowed = {});

/// The words of the headings, paragraphs and lists, one line each: what we wrote ourselves. Rows
/// and quotations, which hold other people's words, are left out.
std::string own_words(const std::vector<layout::Block>& blocks);

} // namespace reservepost::templates
