#include "batch/letters/typeset.h"

#include "batch/letters/in_parallel.h"
#include "batch/receivers/register.h"
#include "batch/store/installation.h"
#include "batch/words/letter_error.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reservepost::batch::letters {

namespace {

/// Small enough that threads end at the same time, large enough that a commit costs nothing.
constexpr int chunk = 100;

/// "word" in ASCII: whoever keeps new wordings waits for the one who does so already, or two could
/// wait for each other's.
constexpr std::int64_t wordings_lock = 0x776f7264;

/// What became of the letters of a chunk, as columns for the statements that write it down. Pages
/// are not kept: they would fill the memory.
struct Typeset {
    std::vector<std::int64_t> letters, pages, sheets, uncovered, receiver_versions;
    std::vector<std::string> envelopes, postcodes;
    std::vector<crypto::Digest> frames_digests, made_with, wordings;
    std::map<std::string, WordingFiles> words; ///< By the octets of their digest.

    void add(const LetterRow& letter, SetLetter set, const EnvelopeLimits& limits)
    {
        letters.push_back(letter.id);
        pages.push_back(static_cast<std::int64_t>(set.composition.pages.size()));
        sheets.push_back(set.composition.sheets);
        uncovered.push_back(set.composition.uncovered_characters);
        receiver_versions.push_back(set.receiver_version);
        envelopes.push_back(envelope_of(set.composition.sheets, limits));
        postcodes.push_back(set.postcode);
        frames_digests.push_back(set.frames_digest);
        made_with.push_back(set.made_with);
        wordings.push_back(set.words.digest());
        words.emplace(wordings.back().octets(), std::move(set.words));
    }
};

void keep_wordings(store::Transaction& transaction, const Typeset& done,
                   const store::Occasion& occasion)
{
    std::vector<store::Octets> digests;
    for (const auto& [digest, files] : done.words)
        digests.push_back({digest});
    const auto known =
        transaction.execute("select from wording where digest = any($1::bytea[])", {digests});
    if (known.size() == digests.size()) return;
    transaction.execute("select pg_advisory_xact_lock($1)", {wordings_lock});
    for (const auto& [digest, files] : done.words)
        keep_wording(transaction, files, occasion);
}

void write_typeset(store::Transaction& transaction, const store::Occasion& occasion,
                   const Typeset& done)
{
    if (done.letters.empty()) return;
    keep_wordings(transaction, done, occasion);
    transaction.execute(
        "update letter set state = 'typeset', pages = done.pages, sheets = done.sheets, envelope = "
        "done.envelope, postcode = done.postcode, frames_digest = done.frames_digest, made_with = "
        "done.made_with, uncovered = done.uncovered, receiver_version = done.receiver_version, "
        "wording = done.wording from unnest($1::bigint[], $2::int[], $3::int[], $4::text[], "
        "$5::text[], $6::bytea[], $7::bytea[], $8::int[], $9::bigint[], $10::bytea[]) as done "
        "(id, pages, sheets, envelope, postcode, frames_digest, made_with, uncovered, "
        "receiver_version, wording) where letter.id = done.id",
        {done.letters, done.pages, done.sheets, done.envelopes, done.postcodes, done.frames_digests,
         done.made_with, done.uncovered, done.receiver_versions, done.wordings});
    store::write_journal(transaction, {.occasion = occasion,
                                       .kind = store::SubjectKind::Letter,
                                       .names = store::names_of(done.letters),
                                       .event = "typeset",
                                       .from_state = "gathered",
                                       .to_state = "typeset",
                                       .why = std::nullopt});
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

/// Locks the next letters after the number `after`, for as long as `transaction` lasts or until its
/// lease is over.
std::vector<LetterRow> claim(store::Transaction& transaction, std::int64_t after)
{
    std::vector<LetterRow> letters;
    for (const store::Row row : transaction.execute(
             "select " + std::string(letter_row_columns) +
                 " from letter l join report r using (record) where l.state = 'gathered' "
                 "and l.id > $1 order by l.id limit " +
                 std::to_string(chunk) + " for update of l skip locked",
             {after}))
        letters.push_back(read_letter_row(row));
    return letters;
}

/// One thread's work: chunk after chunk, each claimed, composed and written down in a transaction.
class Worker {
public:
    Worker(const Typesetter& typesetter, const store::Occasion& occasion,
           std::chrono::milliseconds lease)
        : typesetter_(typesetter), occasion_(occasion), lease_(lease)
    {
    }

    TypesetCount work(store::Database& database)
    {
        while (chunk_done(database)) {
        }
        return counts_;
    }

private:
    bool chunk_done(store::Database& database)
    {
        auto transaction = database.begin();
        const auto ring = store::share_vault_ring(transaction);
        store::end_when_silent(transaction, lease_);
        const auto letters = claim_next(transaction);
        if (letters.empty()) return false;

        const auto snapshot = receivers::snapshot(transaction);
        Typeset done;
        for (const auto& letter : letters) {
            try {
                auto set = typesetter_.set(letter, snapshot, ring);
                counts_.uncovered_characters += set.composition.uncovered_characters;
                done.add(letter, std::move(set), typesetter_.limits());
                ++counts_.typeset;
            } catch (const LetterError& error) {
                write_held(transaction, occasion_, letter, error.parts());
                ++counts_.held;
            }
        }
        write_typeset(transaction, occasion_, done);
        transaction.commit("typeset.committed");
        return true;
    }

    /// Goes on behind the last letter, or each chunk would go through all that were set before it;
    /// and at the end once more from the beginning, for those that others had claimed and let go.
    std::vector<LetterRow> claim_next(store::Transaction& transaction)
    {
        auto letters = claim(transaction, last_);
        if (letters.empty() && last_ > 0) letters = claim(transaction, 0);
        if (!letters.empty()) last_ = letters.back().id;
        return letters;
    }

    const Typesetter& typesetter_;
    const store::Occasion& occasion_;
    std::chrono::milliseconds lease_;
    std::int64_t last_ = 0; ///< The number of the last letter that was claimed.
    TypesetCount counts_;
};

} // namespace

TypesetCount typeset(store::Database& database, const Typesetter& typesetter,
                     const store::Occasion& occasion, const Workers& workers)
{
    {
        auto transaction = database.begin();
        tell_of_outdated_words(transaction, typesetter.words(), occasion);
        transaction.commit();
    }
    const auto threads =
        static_cast<std::size_t>(workers.connect ? std::max(workers.threads, 1) : 1);
    std::vector<TypesetCount> counts(threads);
    in_parallel(threads, workers.threads, [&](std::size_t i) {
        Worker worker(typesetter, occasion, workers.lease);
        if (i == 0) {
            counts[i] = worker.work(database);
        } else {
            auto own = workers.connect();
            counts[i] = worker.work(own);
        }
    });
    TypesetCount sum;
    for (const auto& each : counts) {
        sum.typeset += each.typeset;
        sum.held += each.held;
        sum.uncovered_characters += each.uncovered_characters;
    }
    return sum;
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
        std::vector<std::int64_t> numbers;
        for (const store::Row letter : letters)
            numbers.push_back(letter.integer("id"));
        store::write_journal(transaction, {.occasion = occasion,
                                           .kind = store::SubjectKind::Letter,
                                           .names = store::names_of(numbers),
                                           .event = "set-back",
                                           .from_state = "typeset",
                                           .to_state = "gathered",
                                           .why = "made-with-something-else"});
        reset += static_cast<std::int64_t>(letters.size());
    }
    transaction.commit();
    return reset;
}

} // namespace reservepost::batch::letters
