#pragma once

#include "batch/store/database.h"
#include "holidays/instant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::store {

/// When, in which run, and by whom something is done.
struct Occasion {
    holidays::Instant at;
    std::optional<std::int64_t> run; ///< Nothing outside a run.
    std::string actor;               ///< "night", or the operating system's name of the user.
};

enum class SubjectKind { Report, Letter, Job, Receiver, Incident, Installation };

/// "report", "letter" … as the database has it.
std::string_view word(SubjectKind kind);
/// Throws `std::invalid_argument` for any other word.
SubjectKind subject_kind(std::string_view word);

/// What something is about: a kind and its name, such as a record id as text or a job number.
struct Subject {
    SubjectKind kind = SubjectKind::Installation;
    std::string name; ///< 1–80 of A–Z a–z 0–9 : _ . / -, so that no name or text fits in.
    bool operator==(const Subject&) const = default;
};

/// One change of state. All words are codes (1–64 of a–z 0–9 : _ -); the database refuses any
/// other, so that nothing personal gets in.
struct JournalEntry {
    Occasion occasion;
    Subject subject;
    std::string event;
    std::optional<std::string> from_state;
    std::optional<std::string> to_state;
    std::optional<std::string> why;
};

/// Adds a line to the journal, which nobody can change afterwards. In the same transaction as the
/// change it tells of, always.
void write_journal(Transaction& transaction, const JournalEntry& entry);

/// The same change of many subjects of one kind.
struct JournalEntries {
    Occasion occasion;
    SubjectKind kind = SubjectKind::Installation;
    std::vector<std::string> names; ///< As `Subject::name`.
    std::string event;
    std::optional<std::string> from_state;
    std::optional<std::string> to_state;
    std::optional<std::string> why;
};

/// A line for each name, in their order, by one statement.
void write_journal(Transaction& transaction, const JournalEntries& entries);

/// Letters as subjects: their numbers as names.
std::vector<std::string> names_of(const std::vector<std::int64_t>& numbers);

} // namespace reservepost::batch::store
