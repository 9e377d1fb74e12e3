#pragma once

#include "batch/letters/wording.h"
#include "templates/plain_language.h"

#include <string>
#include <vector>

// Whether the words of letters are plain, complete and discreet: on the text that comes out when
// templates are filled with made-up reports, in every situation that a letter tells of.

namespace reservepost::batch::letters {

/// How one template reads.
struct CheckedTemplate {
    std::string file; ///< "forwarding.nb.md"
    /// All its different letters together, every long word counted.
    double plain_lix = 0;
    double lix = 0;      ///< The same without the law's own words.
    double heaviest = 0; ///< The heaviest single letter, counted so; the gate is on this.
};

struct WordsCheck {
    std::vector<CheckedTemplate> templates;
    /// One line each: "forwarding.nb.md:12:5: office-word: …". Empty if there is nothing to mend.
    std::vector<std::string> findings;
};

/// Checks the shipped templates: words, and that every kind is there in every language in which it
/// is shipped, with the same fields and passages.
WordsCheck check_shipped_templates(const templates::PlainLimits& limits = {});

/// Checks the templates into which `own` words go, with them in place.
WordsCheck check_own_words(const templates::OwnWords& own, const std::string& file,
                           const templates::PlainLimits& limits = {});

} // namespace reservepost::batch::letters
