#include "batch/letters/held.h"

#include "batch/receivers/register.h"
#include "batch/store/incidents.h"

#include <stdexcept>

namespace reservepost::batch::letters {

namespace {

std::invalid_argument refusal(std::int64_t letter, const std::string& why)
{
    return std::invalid_argument("letter " + std::to_string(letter) + " " + why);
}

void give_receiver(store::Transaction& transaction, std::int64_t letter, const RecordId& record,
                   const receivers::ReceiverKey& key, const store::Occasion& occasion)
{
    const auto receiver = receivers::find(transaction, key);
    if (!receiver)
        throw refusal(letter, "cannot go to " + to_text(key) +
                                  ": it is not in the register; `reservepost receiver list` shows "
                                  "who is");
    transaction.execute("update letter set receiver = $2 where id = $1", {letter, receiver->id});
    transaction.execute("update report set receiver = $2, route = 'released', reception = $3 "
                        "where record = $1",
                        {record, receiver->id, receivers::to_text(receiver->reception)});
    store::resolve_incident(transaction, "no-receiver", {store::SubjectKind::Report, record.text()},
                            occasion);
}

} // namespace

std::vector<HeldLetter> list_held(store::Transaction& transaction)
{
    std::vector<HeldLetter> held;
    for (const store::Row row : transaction.execute(
             "select l.id, l.kind, l.held_code, l.held_sentence, l.gathered_at, r.due_at, "
             "case when v.id is null then '' else v.municipality || '-' || v.district end as "
             "receiver from letter l join report r using (record) left join receiver v on "
             "v.id = l.receiver where l.state = 'held' order by r.due_at, l.id"))
        held.push_back({.id = row.integer("id"),
                        .kind = row.text("kind"),
                        .code = row.text("held_code"),
                        .sentence = row.text("held_sentence"),
                        .receiver = row.text("receiver"),
                        .due_at = row.instant("due_at"),
                        .gathered_at = row.instant("gathered_at")});
    return held;
}

void release(store::Transaction& transaction, std::int64_t letter,
             const std::optional<receivers::ReceiverKey>& receiver, const store::Occasion& occasion)
{
    const auto found =
        transaction.execute("select record from letter where id = $1", {letter}).find_one();
    if (!found) throw refusal(letter, "does not exist; `reservepost held` lists those that do");
    // The report's lock first, then the letter's: the same order everywhere.
    const auto record = found->record("record");
    transaction.execute("select from report where record = $1 for update", {record});
    const auto row = transaction
                         .execute("select state, receiver, held_code from letter where id = $1 "
                                  "for update",
                                  {letter})
                         .one();
    if (row.text("state") != "held")
        throw refusal(letter, "is not held but " + row.text("state") + "; nothing was changed");
    if (receiver)
        give_receiver(transaction, letter, record, *receiver, occasion);
    else if (row.is_null("receiver"))
        throw refusal(letter, "has no receiver; say which with --receiver, such as 0301-05");

    transaction.execute("update letter set state = 'gathered', held_code = null, held_sentence = "
                        "null where id = $1",
                        {letter});
    store::write_journal(transaction, {occasion,
                                       {store::SubjectKind::Letter, std::to_string(letter)},
                                       "released",
                                       "held",
                                       "gathered",
                                       row.text("held_code")});
}

std::int64_t release_returned(store::Transaction& transaction, const store::Occasion& occasion)
{
    const auto letters = transaction.execute(
        "select l.id, back.id as back from letter l join lateral (select b.id, b.receiver, "
        "j.closed_at from letter b join job j on j.number = b.job where b.record = l.record and "
        "b.kind = l.kind and b.state = 'returned' order by b.id desc limit 1) back on true "
        "where l.state = 'held' and l.held_code = 'returned' and address_at(l.receiver, $1) "
        "is distinct from address_at(back.receiver, back.closed_at) order by l.record",
        {occasion.at});
    for (const store::Row letter : letters) {
        release(transaction, letter.integer("id"), std::nullopt, occasion);
        store::resolve_incident(
            transaction, "letter-returned",
            {store::SubjectKind::Letter, std::to_string(letter.integer("back"))}, occasion);
    }
    return static_cast<std::int64_t>(letters.size());
}

} // namespace reservepost::batch::letters
