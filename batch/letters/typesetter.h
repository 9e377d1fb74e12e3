#pragma once

#include "batch/crypto/digest.h"
#include "batch/letters/letter_fields.h"
#include "batch/letters/words_book.h"
#include "batch/receivers/receiver.h"
#include "batch/store/database.h"
#include "batch/vault/vault.h"
#include "batch/words/letter_error.h"
#include "layout/compose.h"
#include "layout/geometry.h"
#include "layout/workshop.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// A letter as the database knows it, with what of its report goes into it.
struct LetterRow {
    std::int64_t id = 0;
    RecordId record;
    std::int64_t receiver = 0;
    holidays::Date letter_date;
    holidays::Instant accepted_at;
    holidays::Instant due_at;
    Cause cause;
    std::optional<SentAgain> again; ///< Where the report was sent or confirmed before.
    std::string route;              ///< Code of the route, or "released".
    bool from_quarantine = false;   ///< Printed as it came.
    crypto::Digest frames_digest;   ///< All zero before it is typeset.
};

/// The columns that `read_letter_row` reads, from `letter l join report r using (record)`.
extern const std::string_view letter_row_columns;
LetterRow read_letter_row(const store::Row& row);

/// A letter set into pages, which live in memory only.
struct SetLetter {
    layout::Composition composition;
    crypto::Digest frames_digest;
    crypto::Digest made_with;
    std::int64_t receiver_version = 0;
    std::string postcode; ///< Of the address it goes to; empty where it has none.
    WordingFiles words;   ///< What its words come from.
};

/// How many sheets fit where.
struct EnvelopeLimits {
    struct Envelope {
        std::string name; ///< "C5".
        int most_sheets = 1;
        bool operator==(const Envelope&) const = default;
    };
    std::vector<Envelope> envelopes{{"C5", 6}, {"C4", 99}}; ///< From few sheets to many.
    std::optional<int> most_pages = {};                     ///< Of a piece; none: no limit.

    int most_sheets() const { return envelopes.back().most_sheets; }
    bool operator==(const EnvelopeLimits&) const = default;
};

/// "C5" or "C4": the smallest envelope for a piece of so many sheets, which is the last one for a
/// piece that no envelope holds.
std::string envelope_of(int sheets, const EnvelopeLimits& limits);

/// What print house and operator decide about every letter.
struct PrintSetting {
    layout::PageGeometry geometry;
    EnvelopeLimits limits;
    std::string return_line; ///< Where an undeliverable letter comes back to; may be empty.
};

/// Everything that decides how a letter looks, besides the letter itself.
class Typesetter {
public:
    Typesetter(const vault::Vault& vault, const layout::Workshop& workshop, PrintSetting setting,
               WordsBook words = {});

    /// Composes the letter from its sealed report and the register as it stands. The same letter
    /// gives the same frames, in any thread and any year. Throws `LetterError` when this one letter
    /// cannot be made, or would not run through the house's machines: the caller holds it. One that
    /// has more pages than the geometry lets it is given up early, so that a file of millions of
    /// characters costs no more than a long letter. Safe from several threads.
    SetLetter set(const LetterRow& letter, const receivers::Snapshot& snapshot,
                  std::int64_t ring) const;

    /// Composes a letter again that was set before, or gives nothing where it comes out with other
    /// frames than those that were judged then. They are not judged again: whoever packs them
    /// judges them with their marks. Throws `LetterError` as `set` does.
    std::optional<layout::Composition> set_again(const LetterRow& letter,
                                                 const receivers::Snapshot& snapshot,
                                                 std::int64_t ring) const;

    /// SHA-256 over all templates, the versions of all fonts and patterns, the print house's
    /// geometry and envelopes, and what the register says of the letter's receiver and its host,
    /// its own words too. A letter that was set with anything else is set anew.
    crypto::Digest made_with(std::int64_t receiver, const receivers::Snapshot& snapshot) const;
    const WordsBook& words() const { return words_; }
    const layout::Workshop& workshop() const { return workshop_; }
    const layout::PageGeometry& geometry() const { return setting_.geometry; }
    const EnvelopeLimits& limits() const { return setting_.limits; }

private:
    LetterInput input_for(const LetterRow& letter, const receivers::Snapshot& snapshot,
                          std::int64_t ring) const;
    layout::Composition compose(const LetterInput& input) const;
    void refuse_what_does_not_run(const layout::Composition& composition) const;

    const vault::Vault& vault_;
    const layout::Workshop& workshop_;
    PrintSetting setting_;
    WordsBook words_;
    crypto::Digest made_with_;
};

} // namespace reservepost::batch::letters
