#pragma once

#include "fonts/library.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace reservepost::layout {

struct CollectedText;

/// A stretch of a text that one face sets.
struct CoveredStretch {
    std::size_t start = 0;
    std::size_t end = 0;
    int face = 0;
    bool boxed = false; ///< One character that no face has: its code point is shown.
    bool operator==(const CoveredStretch&) const = default;
};

/// Finds faces for a text.
///
/// Every grapheme cluster has one face: our own where it has all the cluster's characters, else
/// the first of the table. A cluster that no single face has is given faces character by
/// character, and a character that none has is boxed; so are control characters, and the two
/// controls that make letters run backwards (U+202D, U+202E).
///
/// What is common to many scripts takes the face of the words it stands with, where that has it:
/// signs that our own face lacks; and spaces, figures and punctuation between two words of one
/// other face, or at the end of a text without letters of ours, so that a sentence in Arabic is
/// one stretch. Characters that only steer take the face before them.
///
/// Remembers which face has which character. One thread at a time.
class Fallback {
public:
    /// `library` must outlive this.
    explicit Fallback(const fonts::Library& library);
    ~Fallback();

    /// Stretches that follow one another through the whole text. `language` is the text's, in
    /// BCP 47. Valid until the next call.
    const std::vector<CoveredStretch>& cover(const CollectedText& collected,
                                             std::string_view language);

private:
    class Coverer;
    std::unique_ptr<Coverer> coverer_;
};

} // namespace reservepost::layout
