#include "batch/store/incidents.h"
#include "batch/commands/commands.h"
#include "holidays/oslo_time.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace reservepost::batch::commands {

namespace {

json::Value incident_value(const store::Incident& incident)
{
    auto value = json::Value::object({{"incident", incident.id},
                                      {"code", incident.code},
                                      {"state", store::word(incident.state)},
                                      {"subject", incident.subject.name},
                                      {"sentence", incident.sentence},
                                      {"remedy", incident.remedy},
                                      {"opened_at", holidays::oslo_text(incident.opened_at)},
                                      {"times_seen", incident.times_seen}});
    if (incident.acknowledged_until)
        value.set("acknowledged_until", holidays::oslo_text(*incident.acknowledged_until));
    if (incident.outcome) value.set("outcome", *incident.outcome);
    return value;
}

std::string incident_text(const store::Incident& incident)
{
    auto text = "incident " + std::to_string(incident.id) + "  " + incident.code + "  " +
                std::string(store::word(incident.state)) + "  since " +
                short_time(incident.opened_at);
    if (incident.acknowledged_until)
        text += ", acknowledged until " + short_time(*incident.acknowledged_until);
    return text + "\n    " + incident.sentence + "\n    To do: " + incident.remedy + "\n";
}

int list(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    json::Value::List values;
    std::string text;
    for (const auto& incident : store::list_incidents(transaction, invocation.flag("--all"))) {
        values.push_back(incident_value(incident));
        text += incident_text(incident);
    }
    invocation.print(values, text.empty() ? "No incident is open.\n" : text);
    return all_well;
}

int show(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto incident = store::find_incident(transaction, invocation.number("INCIDENT"));
    if (!incident)
        throw std::invalid_argument("no incident " + invocation.text("INCIDENT") +
                                    "; `reservepost incident list` shows them");
    invocation.print(incident_value(*incident), incident_text(*incident));
    return all_well;
}

int acknowledge(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto days = invocation.number("--days");
    if (days < 1 || days > store::longest_acknowledgement.count())
        throw UsageError("--days takes 1 to " +
                         std::to_string(store::longest_acknowledgement.count()));
    const auto until = state.clock().now() + std::chrono::days(days);
    store::acknowledge_incident(transaction, invocation.number("INCIDENT"), until,
                                state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{"acknowledged_until", holidays::oslo_text(until)}}),
                     "acknowledged until " + short_time(until) + "\n");
    return all_well;
}

/// How incidents may end. A free text would hold names.
constexpr std::array outcomes = {"solved", "handled-by-hand", "false-alarm", "stays-so"};

/// How one may end whose letter came back when its original was deleted: the envelope is the
/// original, and what became of it must stand in the books.
constexpr std::string_view envelope_is_original = "envelope-is-original";
constexpr std::array envelope_outcomes = {"envelope-delivered", "envelope-sent-again",
                                          "envelope-shredded", "envelope-lost"};

/// "solved, handled-by-hand or stays-so".
template <class Words> std::string listed(const Words& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += std::string(i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

bool is_among(std::span<const char* const> words, const std::string& word)
{
    return std::ranges::find(words, word) != words.end();
}

/// Throws `UsageError` for a word that ends no incident at all.
void check_word(const std::string& why)
{
    if (!is_among(outcomes, why) && !is_among(envelope_outcomes, why))
        throw UsageError("--why takes " + listed(outcomes) + "; of an envelope that came back " +
                         listed(envelope_outcomes));
}

/// Throws `UsageError` for a word that does not end this incident.
void check_outcome(const store::Incident& incident, const std::string& why)
{
    const bool is_envelope = incident.code == envelope_is_original;
    if (is_envelope != is_among(envelope_outcomes, why))
        throw UsageError("--why of this incident takes " +
                         (is_envelope ? listed(envelope_outcomes) : listed(outcomes)));
}

int close(const Invocation& invocation)
{
    const auto why = invocation.text("--why");
    check_word(why);
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    if (const auto incident = store::find_incident(transaction, invocation.number("INCIDENT")))
        check_outcome(*incident, why);
    store::close_incident(transaction, invocation.number("INCIDENT"), why, state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{"state", "closed"}}), "closed\n");
    return all_well;
}

const Option number{Option::Kind::Argument, "INCIDENT", "INCIDENT",
                    "Its number as `incident list` shows it", true};

} // namespace

Command incident_command()
{
    return {.name = "incident",
            .summary = "Things that a person must look at, besides held letters",
            .details = "An acknowledged incident may stand until a day; then it is open again.\n\n "
                       " reservepost incident list",
            .commands = {{.name = "list",
                          .summary = "Show what is open",
                          .details = "  reservepost incident list",
                          .options = {{Option::Kind::Flag, "--all", "", "Closed ones too"}},
                          .run = list},
                         {.name = "show",
                          .summary = "Show one incident",
                          .details = "  reservepost incident show 3",
                          .options = {number},
                          .run = show},
                         {.name = "ack",
                          .summary = "You know of it; it may stand for some days",
                          .details = "  reservepost incident ack 3 --days 2",
                          .options = {number,
                                      {Option::Kind::Text, "--days", "N",
                                       "How long it may stand, at most 7", false, "1"}},
                          .run = acknowledge},
                         {.name = "close",
                          .summary = "It is settled",
                          .details = "solved: its cause is gone. handled-by-hand: done outside "
                                     "Reservepost.\nfalse-alarm: there was nothing. stays-so: it "
                                     "is known and meant.\nWhere a letter came back whose "
                                     "original is deleted, the envelope is the original: "
                                     "envelope-delivered\n(the receiver has it now), "
                                     "envelope-sent-again, envelope-shredded (the receiver has "
                                     "had the report otherwise)\nor envelope-lost.\nIf its cause "
                                     "is met again, a new one is "
                                     "opened.\n\n  reservepost incident close 3 --why solved",
                          .options = {number,
                                      {Option::Kind::Text, "--why", "CODE",
                                       "How it ended, one of those above", true}},
                          .run = close}}};
}

} // namespace reservepost::batch::commands
