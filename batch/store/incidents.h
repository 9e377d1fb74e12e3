#pragma once

#include "batch/store/journal.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::store {

/// Open: a person must look. Acknowledged: one has, and it may stand until a given instant.
enum class IncidentState { Open, Acknowledged, Closed };

std::string_view word(IncidentState state);

/// Something that a person must look at. Sentence and remedy are for people, in English, without
/// anything personal.
struct NewIncident {
    std::string code; ///< "receipt-set-aside": what kind of trouble it is.
    Subject subject;
    std::string sentence; ///< What is wrong, with value and unit.
    std::string remedy;   ///< What would be right, and who can mend it.
};

struct Incident {
    std::int64_t id = 0;
    std::string code;
    Subject subject;
    std::string sentence;
    std::string remedy;
    IncidentState state = IncidentState::Open;
    holidays::Instant opened_at;
    std::optional<std::int64_t> opened_run;
    std::int64_t times_seen = 1;
    holidays::Instant last_seen_at;
    std::optional<holidays::Instant> acknowledged_until;
    std::optional<holidays::Instant> closed_at;
    std::optional<std::string> outcome;
};

struct IncidentResult {
    std::int64_t id = 0;
    bool is_new = false; ///< Not open before: what makes a run exit with 2.
};

/// An acknowledgement lasts at most this long.
inline constexpr std::chrono::days longest_acknowledgement{7};

/// Opens an incident. While one of the same code and subject is not closed, that one is counted as
/// seen again instead, with the newest sentence; if its acknowledgement has run out, it is open
/// anew.
IncidentResult raise_incident(Transaction& transaction, const NewIncident& incident,
                              const Occasion& occasion);

/// Those that are not closed, oldest first; with `closed_too` all of them. At most `limit`.
std::vector<Incident> list_incidents(Transaction& transaction, bool closed_too = false,
                                     int limit = 1000);

/// How many a person must look at at `at`: open, or with an acknowledgement that has run out.
std::int64_t count_unacknowledged(Transaction& transaction, holidays::Instant at);

/// Whether an incident that is not closed is about `subject`, acknowledged or not.
bool has_open_incident(Transaction& transaction, const Subject& subject);

std::optional<Incident> find_incident(Transaction& transaction, std::int64_t id);

/// A person knows of it, and it may stand until `until`. Throws `std::invalid_argument` when that
/// is not after the occasion or more than seven days after it, and `std::runtime_error` when there
/// is no such incident or it is closed.
void acknowledge_incident(Transaction& transaction, std::int64_t id, holidays::Instant until,
                          const Occasion& occasion);

/// A person has settled it, with an outcome code. Throws `std::runtime_error` as above.
void close_incident(Transaction& transaction, std::int64_t id, const std::string& outcome,
                    const Occasion& occasion);

/// The cause went away by itself: closes the incident with the outcome "went-away". Gives whether
/// there was one.
bool resolve_incident(Transaction& transaction, const std::string& code, const Subject& subject,
                      const Occasion& occasion);

} // namespace reservepost::batch::store
