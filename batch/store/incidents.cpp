#include "batch/store/incidents.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace reservepost::batch::store {

namespace {

/// In the order of `IncidentState`, and as the table's constraint has them.
constexpr std::array<std::string_view, 3> states = {"open", "acknowledged", "closed"};

IncidentState state_of(std::string_view word)
{
    return word == states[0]   ? IncidentState::Open
           : word == states[1] ? IncidentState::Acknowledged
                               : IncidentState::Closed;
}

constexpr std::string_view columns =
    "select id, code, subject_kind, subject, sentence, remedy, state, opened_at, opened_run, "
    "times_seen, last_seen_at, acknowledged_until, closed_at, outcome from incident ";

Incident incident_of(const Row& row)
{
    Incident incident;
    incident.id = row.integer("id");
    incident.code = row.text("code");
    incident.subject = {subject_kind(row.text("subject_kind")), row.text("subject")};
    incident.sentence = row.text("sentence");
    incident.remedy = row.text("remedy");
    incident.state = state_of(row.text("state"));
    incident.opened_at = row.instant("opened_at");
    incident.opened_run = row.find_integer("opened_run");
    incident.times_seen = row.integer("times_seen");
    incident.last_seen_at = row.instant("last_seen_at");
    incident.acknowledged_until = row.find_instant("acknowledged_until");
    incident.closed_at = row.find_instant("closed_at");
    incident.outcome = row.find_text("outcome");
    return incident;
}

void note(Transaction& transaction, std::int64_t id, std::string event,
          std::optional<std::string> from, std::string to, std::string why,
          const Occasion& occasion)
{
    const Subject subject{SubjectKind::Incident, std::to_string(id)};
    write_journal(transaction, {occasion, subject, std::move(event), std::move(from), std::move(to),
                                std::move(why)});
}

/// The state of the incident, whose row is locked. Throws unless it is there and not closed.
std::string lock_unclosed(Transaction& transaction, std::int64_t id)
{
    const auto row =
        transaction.execute("select state from incident where id = $1 for update", {id}).find_one();
    if (!row)
        throw std::runtime_error("there is no incident " + std::to_string(id) +
                                 "; `incident list` shows those there are");
    std::string state = row->text("state");
    if (state == word(IncidentState::Closed))
        throw std::runtime_error("incident " + std::to_string(id) +
                                 " is closed; if its cause is still there, the next run opens a "
                                 "new one");
    return state;
}

void close(Transaction& transaction, std::int64_t id, const std::string& outcome,
           const Occasion& occasion)
{
    const std::string from = lock_unclosed(transaction, id);
    transaction.changed("update incident set state = 'closed', acknowledged_until = null, "
                        "closed_at = $2, outcome = $3 where id = $1",
                        {id, occasion.at, outcome});
    note(transaction, id, "closed", from, "closed", outcome, occasion);
}

} // namespace

std::string_view word(IncidentState state)
{
    return states.at(static_cast<std::size_t>(state));
}

IncidentResult raise_incident(Transaction& transaction, const NewIncident& incident,
                              const Occasion& occasion)
{
    const auto row =
        transaction
            .execute(
                "insert into incident (code, subject_kind, subject, sentence, remedy, opened_at, "
                "opened_run, last_seen_at, last_seen_run) "
                "values ($1, $2, $3, $4, $5, $6, $7, $6, $7) "
                "on conflict (code, subject_kind, subject) where state <> 'closed' do update set "
                "sentence = excluded.sentence, remedy = excluded.remedy, "
                "times_seen = incident.times_seen + 1, last_seen_at = excluded.last_seen_at, "
                "last_seen_run = excluded.last_seen_run, "
                "state = case when incident.acknowledged_until > excluded.last_seen_at "
                "then 'acknowledged' else 'open' end, "
                "acknowledged_until = case when incident.acknowledged_until > "
                "excluded.last_seen_at then incident.acknowledged_until end "
                "returning id, times_seen",
                {incident.code, word(incident.subject.kind), incident.subject.name,
                 incident.sentence, incident.remedy, occasion.at, occasion.run})
            .one();
    const IncidentResult result{row.integer("id"), row.integer("times_seen") == 1};
    if (result.is_new)
        note(transaction, result.id, "opened", std::nullopt, "open", incident.code, occasion);
    return result;
}

std::vector<Incident> list_incidents(Transaction& transaction, bool closed_too, int limit)
{
    std::vector<Incident> result;
    const std::string sql =
        std::string(columns) + "where state <> 'closed' or $1 order by id limit $2";
    for (const Row row : transaction.execute(sql, {closed_too, limit}))
        result.push_back(incident_of(row));
    return result;
}

std::int64_t count_unacknowledged(Transaction& transaction, holidays::Instant at)
{
    return transaction
        .execute("select count(*) as open from incident where state = 'open' "
                 "or (state = 'acknowledged' and acknowledged_until <= $1)",
                 {at})
        .one()
        .integer("open");
}

bool has_open_incident(Transaction& transaction, const Subject& subject)
{
    return !transaction
                .execute("select id from incident where subject_kind = $1 and subject = $2 "
                         "and state <> 'closed' limit 1",
                         {word(subject.kind), subject.name})
                .empty();
}

std::optional<Incident> find_incident(Transaction& transaction, std::int64_t id)
{
    const auto row = transaction.execute(std::string(columns) + "where id = $1", {id}).find_one();
    return row ? std::optional(incident_of(*row)) : std::nullopt;
}

void acknowledge_incident(Transaction& transaction, std::int64_t id, holidays::Instant until,
                          const Occasion& occasion)
{
    if (until <= occasion.at || until > occasion.at + longest_acknowledgement)
        throw std::invalid_argument("an incident can be acknowledged until an instant that lies "
                                    "ahead, and at most seven days ahead");
    const std::string from = lock_unclosed(transaction, id);
    transaction.changed(
        "update incident set state = 'acknowledged', acknowledged_until = $2 where id = $1",
        {id, until});
    note(transaction, id, "acknowledged", from, "acknowledged", "by-a-person", occasion);
}

void close_incident(Transaction& transaction, std::int64_t id, const std::string& outcome,
                    const Occasion& occasion)
{
    close(transaction, id, outcome, occasion);
}

bool resolve_incident(Transaction& transaction, const std::string& code, const Subject& subject,
                      const Occasion& occasion)
{
    const auto row = transaction
                         .execute("select id from incident where code = $1 and subject_kind = $2 "
                                  "and subject = $3 and state <> 'closed' for update",
                                  {code, word(subject.kind), subject.name})
                         .find_one();
    if (row) close(transaction, row->integer("id"), "went-away", occasion);
    return row.has_value();
}

} // namespace reservepost::batch::store
