#include "batch/letters/typeset.h"

#include "batch/disk/fail_point.h"
#include "batch/letters/in_parallel.h"
#include "batch/receivers/register.h"
#include "batch/store/installation.h"
#include "batch/words/letter_error.h"

#include <optional>
#include <set>
#include <string>

namespace reservepost::batch::letters {

namespace {

constexpr int chunk = 200;

/// What became of one letter, before the database knows.
struct Attempt {
    std::optional<SetLetter> set; ///< Without its pages, which would fill the memory.
    std::size_t pages = 0;
    LetterError::Parts trouble;
};

Attempt attempt(const Typesetter& typesetter, const LetterRow& letter,
                const receivers::Snapshot& snapshot, std::int64_t ring)
{
    try {
        auto set = typesetter.set(letter, snapshot, ring);
        const auto pages = set.composition.pages.size();
        set.composition.pages.clear();
        return {std::move(set), pages, {}};
    } catch (const LetterError& error) {
        return {std::nullopt, 0, error.parts()};
    }
}

/// The wordings that a transaction has kept already; there are few, and each once is enough.
using KeptWordings = std::set<std::string>;

void write_typeset(store::Transaction& transaction, const store::Occasion& occasion,
                   const EnvelopeLimits& limits, const LetterRow& letter, const Attempt& attempt,
                   KeptWordings& kept)
{
    const SetLetter& set = *attempt.set;
    const auto& composition = set.composition;
    const auto wording = set.words.digest();
    if (kept.insert(wording.octets()).second) keep_wording(transaction, set.words, occasion);
    transaction.execute("update letter set state = 'typeset', pages = $2, sheets = $3, envelope = "
                        "$4, postcode = $5, frames_digest = $6, made_with = $7, uncovered = $8, "
                        "receiver_version = $9, wording = $10 where id = $1",
                        {letter.id, attempt.pages, composition.sheets,
                         envelope_of(composition.sheets, limits), set.postcode, set.frames_digest,
                         set.made_with, composition.uncovered_characters, set.receiver_version,
                         wording});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter.id)},
                                       "typeset",
                                       "gathered",
                                       "typeset",
                                       std::nullopt});
}

void write_held(store::Transaction& transaction, const store::Occasion& occasion,
                const LetterRow& letter, const LetterError::Parts& trouble)
{
    transaction.execute(
        "update letter set state = 'held', held_code = $2, held_sentence = $3 "
        "where id = $1",
        {letter.id, trouble.code, trouble.wrong + "; " + trouble.limit + "; " + trouble.remedy});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter.id)},
                                       "held",
                                       "gathered",
                                       "held",
                                       trouble.code});
}

std::size_t typeset_chunk(store::Database& database, const Typesetter& typesetter,
                          const store::Occasion& occasion, int threads, TypesetCount& counts)
{
    auto transaction = database.begin();
    const auto ring = store::share_vault_ring(transaction);
    std::vector<LetterRow> letters;
    for (const store::Row row : transaction.execute(
             "select " + std::string(letter_row_columns) +
             " from letter l join report r using (record) where l.state = 'gathered' "
             "order by l.id limit " +
             std::to_string(chunk) + " for update of l skip locked"))
        letters.push_back(read_letter_row(row));
    if (letters.empty()) return 0;

    const auto snapshot = receivers::snapshot(transaction);
    std::vector<Attempt> attempts(letters.size());
    in_parallel(letters.size(), threads, [&](std::size_t i) {
        attempts[i] = attempt(typesetter, letters[i], snapshot, ring);
    });
    KeptWordings kept;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (attempts[i].set) {
            write_typeset(transaction, occasion, typesetter.limits(), letters[i], attempts[i],
                          kept);
            counts.uncovered_characters += attempts[i].set->composition.uncovered_characters;
            ++counts.typeset;
        } else {
            write_held(transaction, occasion, letters[i], attempts[i].trouble);
            ++counts.held;
        }
    }
    disk::reach("typeset.chunk");
    transaction.commit();
    disk::reach("typeset.committed");
    return letters.size();
}

} // namespace

TypesetCount typeset(store::Database& database, const Typesetter& typesetter,
                     const store::Occasion& occasion, int threads)
{
    {
        auto transaction = database.begin();
        tell_of_outdated_words(transaction, typesetter.words(), occasion);
        transaction.commit();
    }
    TypesetCount counts;
    while (typeset_chunk(database, typesetter, occasion, threads, counts) > 0) {
    }
    return counts;
}

std::int64_t reset_outdated(store::Database& database, const Typesetter& typesetter,
                            const store::Occasion& occasion)
{
    auto transaction = database.begin();
    const auto snapshot = receivers::snapshot(transaction);
    std::int64_t reset = 0;
    for (const store::Row group :
         transaction.execute("select receiver, made_with from letter where state = 'typeset' and "
                             "job is null group by receiver, made_with")) {
        const auto receiver = group.integer("receiver");
        if (group.digest("made_with") == typesetter.made_with(receiver, snapshot)) continue;
        const auto letters = transaction.execute(
            "update letter set state = 'gathered' where state = 'typeset' and job is null and "
            "receiver = $1 and made_with = $2 returning id",
            {receiver, group.digest("made_with")});
        for (const store::Row letter : letters)
            store::write_journal(
                transaction, {occasion,
                              {store::SubjectKind::Letter, std::to_string(letter.integer("id"))},
                              "set-back",
                              "typeset",
                              "gathered",
                              "made-with-something-else"});
        reset += static_cast<std::int64_t>(letters.size());
    }
    transaction.commit();
    return reset;
}

} // namespace reservepost::batch::letters
