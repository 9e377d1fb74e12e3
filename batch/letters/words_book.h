#pragma once

#include "batch/crypto/digest.h"
#include "batch/letters/letter_text.h"
#include "batch/letters/wording.h"
#include "batch/receivers/receiver.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The words of all receivers, and the memory of every version that a letter was made from.

namespace reservepost::batch::letters {

/// The files that one letter's words come from, as `wording` in the database has them.
struct WordingFiles {
    /// One file: what it is, and its octets, which live as long as the words they are from.
    struct File {
        TemplateName name;
        int version = 1;
        bool own = false;
        std::string_view octets;
        crypto::Digest digest;
    };
    File own_template;
    std::optional<File> own_words;
    std::optional<File> enclosed_template;
    std::optional<File> enclosed_words;

    /// SHA-256 over the digests of all four; names the row.
    crypto::Digest digest() const;
};

/// The words of all receivers as they stood at one moment, parsed once.
class WordsBook {
public:
    /// Nobody has own words.
    WordsBook() = default;

    /// Everything in `own_words`. Words that no longer fit the shipped template, as after an
    /// upgrade, are left out and named in `outdated`: no letter waits for words.
    static WordsBook read(store::Transaction& transaction);

    const Wording& of(std::int64_t receiver) const;

    /// What a letter's words come from.
    WordingFiles files_of(const LetterInput& input) const;

    /// Changes whenever one of the receiver's own words does.
    std::string fingerprint(std::int64_t receiver) const;

    struct Outdated {
        std::int64_t receiver;
        receivers::ReceiverKey key;
        TemplateName name;
    };
    const std::vector<Outdated>& outdated() const { return outdated_; }

private:
    std::map<std::int64_t, Wording> wordings_;
    std::vector<Outdated> outdated_;
};

/// Keeps the files and the row of a letter's wording, if they are not kept yet.
void keep_wording(store::Transaction& transaction, const WordingFiles& files,
                  const store::Occasion& occasion);

/// Raises an incident for each receiver whose words are left out, and resolves those that fit
/// again.
void tell_of_outdated_words(store::Transaction& transaction, const WordsBook& book,
                            const store::Occasion& occasion);

/// What a receiver says in its own words: one row for each kind and language.
struct OwnWordsRow {
    receivers::ReceiverKey receiver;
    TemplateName name;
    int version = 1;
    crypto::Digest digest;
    holidays::Instant set_at;
};
std::vector<OwnWordsRow> list_own_words(store::Transaction& transaction);

/// From now on letters to `receiver` use these words. Throws `std::invalid_argument` if there is no
/// such receiver. The words must have passed `check_own_words`.
void set_own_words(store::Transaction& transaction, const receivers::ReceiverKey& receiver,
                   const templates::OwnWords& words, const store::Occasion& occasion);

/// From now on letters to `receiver` use the shipped words again. Gives whether it had any of its
/// own. Throws as `set_own_words`.
bool drop_own_words(store::Transaction& transaction, const receivers::ReceiverKey& receiver,
                    const TemplateName& name, const store::Occasion& occasion);

} // namespace reservepost::batch::letters
