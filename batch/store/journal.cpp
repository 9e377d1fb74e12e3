#include "batch/store/journal.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace reservepost::batch::store {

namespace {

/// In the order of `SubjectKind`, and as the domain `subject_kind` has them.
constexpr std::array<std::string_view, 6> words = {"report",   "letter",   "job",
                                                   "receiver", "incident", "installation"};
static_assert(words.size() == static_cast<std::size_t>(SubjectKind::Installation) + 1);

} // namespace

std::string_view word(SubjectKind kind)
{
    return words.at(static_cast<std::size_t>(kind));
}

SubjectKind subject_kind(std::string_view word)
{
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        throw std::invalid_argument("a subject is a report, letter, job, receiver, incident or "
                                    "installation, nothing else");
    return static_cast<SubjectKind>(found - words.begin());
}

void write_journal(Transaction& transaction, const JournalEntry& entry)
{
    transaction.execute("insert into journal (at, run, actor, subject_kind, subject, event, "
                        "from_state, to_state, why) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        {entry.occasion.at, entry.occasion.run, entry.occasion.actor,
                         word(entry.subject.kind), entry.subject.name, entry.event,
                         entry.from_state, entry.to_state, entry.why});
}

void write_journal(Transaction& transaction, const JournalEntries& entries)
{
    if (entries.names.empty()) return;
    // What all lines share is checked once, by the kinds of its columns, and not for each line.
    transaction.execute(
        "with same as materialized (select $1::timestamptz as at, $2::bigint as run, "
        "$3::actor_name as actor, $4::subject_kind as kind, $6::code as event, "
        "$7::code as from_state, $8::code as to_state, $9::code as why) "
        "insert into journal (at, run, actor, subject_kind, subject, event, from_state, to_state, "
        "why) select same.at, same.run, same.actor, same.kind, named.name, same.event, "
        "same.from_state, same.to_state, same.why from same, unnest($5::text[]) with ordinality "
        "as named (name, place) order by named.place",
        {entries.occasion.at, entries.occasion.run, entries.occasion.actor, word(entries.kind),
         entries.names, entries.event, entries.from_state, entries.to_state, entries.why});
}

std::vector<std::string> names_of(const std::vector<std::int64_t>& numbers)
{
    std::vector<std::string> names;
    names.reserve(numbers.size());
    for (const auto number : numbers)
        names.push_back(std::to_string(number));
    return names;
}

} // namespace reservepost::batch::store
