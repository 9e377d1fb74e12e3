#include "batch/spool/hand_words.h"

#include <optional>
#include <stdexcept>

namespace reservepost::batch::spool {

namespace {

/// How a step is called in the database, what is named with it there, and in the journal.
struct StepWords {
    const char* step;
    const char* column;
    const char* asked;
};

constexpr StepWords words_of(HandStep step)
{
    return step == HandStep::Print ? StepWords{"print", "printer", "print-asked"}
                                   : StepWords{"posted", "posted_on", "posted-said"};
}

struct FirstWord {
    std::string what;
    std::string said_by;
};

std::optional<FirstWord> find_first(store::Transaction& transaction, std::int64_t letter,
                                    const StepWords& words)
{
    const auto row = transaction
                         .execute(std::string("select ") + words.column +
                                      "::text as what, said_by from hand_word where letter = $1 "
                                      "and step = $2 and seconded_at is null",
                                  {letter, words.step})
                         .find_one();
    if (!row) return std::nullopt;
    return FirstWord{row->text("what"), row->text("said_by")};
}

void refuse_another_opinion(const FirstWord& first, const std::string& what)
{
    if (first.what == what) return;
    throw std::invalid_argument("the first person said " + first.what +
                                "; both must say the same. If that was a slip, let the first "
                                "person say it again");
}

} // namespace

HandWord say(store::Transaction& transaction, std::int64_t letter, HandStep step,
             const std::string& what, const store::Occasion& occasion)
{
    const auto words = words_of(step);
    const auto first = find_first(transaction, letter, words);
    if (first && first->said_by != occasion.actor) {
        refuse_another_opinion(*first, what);
        return HandWord::Seconded;
    }
    const bool prints = step == HandStep::Print;
    transaction.execute(
        "insert into hand_word (letter, step, printer, posted_on, said_at, said_by) values ($1, "
        "$2, $3, $4::text::date, $5, $6) on conflict (letter, step) do update set printer = "
        "excluded.printer, posted_on = excluded.posted_on, said_at = excluded.said_at",
        {letter, words.step, prints ? store::Value(what) : store::Value(nullptr),
         prints ? store::Value(nullptr) : store::Value(what), occasion.at, occasion.actor});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter)},
                                       words.asked,
                                       std::nullopt,
                                       std::nullopt,
                                       prints ? std::optional(what) : std::nullopt});
    return HandWord::Asked;
}

std::string second(store::Transaction& transaction, std::int64_t letter, HandStep step,
                   const std::string& what, const store::Occasion& occasion)
{
    const auto words = words_of(step);
    const auto first = find_first(transaction, letter, words);
    if (!first || first->said_by == occasion.actor)
        throw std::invalid_argument("another person must say so first");
    refuse_another_opinion(*first, what);
    transaction.execute("update hand_word set seconded_at = $3, seconded_by = $4 where letter = $1 "
                        "and step = $2",
                        {letter, words.step, occasion.at, occasion.actor});
    return first->said_by;
}

} // namespace reservepost::batch::spool
