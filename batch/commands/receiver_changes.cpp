#include "batch/commands/receiver_commands.h"

#include "batch/receivers/address_remarks.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

using receivers::FieldChange;
using receivers::WaitingChange;

std::string counted(std::int64_t count, const char* one, const char* several)
{
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

/// A value in one line: lines parted by " | ", nothing as "-".
std::string in_line(const std::string& value)
{
    if (value.empty()) return "-";
    std::string text;
    for (const char c : value) {
        if (c == '\n')
            text += " | ";
        else
            text += c;
    }
    return text;
}

std::string field_line(const FieldChange& change)
{
    return change.field + ": " + in_line(change.before) + " → " + in_line(change.after) + "\n";
}

json::Value field_value(const FieldChange& change)
{
    return json::Value::object({{"receiver", to_text(change.receiver)},
                                {"field", change.field},
                                {"before", change.before},
                                {"after", change.after}});
}

json::Value fields_value(const std::vector<FieldChange>& fields)
{
    json::Value::List values;
    for (const auto& field : fields)
        values.push_back(field_value(field));
    return values;
}

json::Value waiting_value(const WaitingChange& change)
{
    return json::Value::object({{"number", change.number},
                                {"proposed_at", holidays::utc_text(change.proposed_at)},
                                {"proposed_by", change.proposed_by},
                                {"also_waiting", change.also_waiting},
                                {"fields", fields_value(change.fields)}});
}

std::string waiting_text(const WaitingChange& change)
{
    std::string text = "change " + std::to_string(change.number) + "  asked for by " +
                       change.proposed_by + ", " + short_time(change.proposed_at) +
                       (change.also_waiting ? ", also for reports that wait" : "") + "\n";
    const receivers::ReceiverKey* last = nullptr;
    for (const auto& field : change.fields) {
        if (last == nullptr || *last != field.receiver)
            text += "  " + to_text(field.receiver) + "\n";
        last = &field.receiver;
        text += "    " + field_line(field);
    }
    return text;
}

receivers::Changes changes_of(const Invocation& invocation)
{
    receivers::Changes changes;
    for (const auto& text : invocation.texts("CHANGE")) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            throw UsageError("a change is written FIELD=VALUE, such as language=nn");
        changes[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return changes;
}

/// What a person should look at in the receiver as it is or will be.
std::vector<std::string> remarks_on(const receivers::ReceiverKey& key,
                                    const receivers::RegisterChange& change,
                                    const receivers::Snapshot& before)
{
    for (const auto& changed : change.in_force)
        if (changed.after.key == key) return receivers::remarks(changed.after);
    const auto wanted = receivers::as_wanted(before, change.waiting.value());
    return receivers::remarks(*wanted.find(key));
}

int set(const Invocation& invocation)
{
    const auto key = receiver_key(invocation, "RECEIVER");
    const auto changes = changes_of(invocation);
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto before = receivers::snapshot(transaction);
    const auto change = receivers::set(transaction, key, changes, invocation.flag("--also-waiting"),
                                       state.occasion());
    const auto version = receivers::get(transaction, key).version;
    const auto done = follow_up(state, transaction, before, change);
    const bool nothing = change.in_force.empty() && !change.waiting;
    const auto remarks = nothing ? std::vector<std::string>() : remarks_on(key, change, before);
    auto value = change_value(change, done);
    value.set("receiver", to_text(key));
    value.set("version", version);
    value.set("worth_a_look", json::Value::list_of(remarks));
    std::string text = to_text(key) +
                       (nothing ? " is so already, at version " : " is at version ") +
                       std::to_string(version) + "\n" + change_text(change, done);
    for (const auto& remark : remarks)
        text += "worth a look: " + remark + "\n";
    invocation.print(value, text);
    return change_status(done);
}

int list_waiting(const Invocation& invocation, OpenedState& state)
{
    auto transaction = state.database().begin();
    json::Value::List values;
    std::string text;
    for (const auto& change : receivers::waiting_changes(transaction)) {
        values.push_back(waiting_value(change));
        text += waiting_text(change);
    }
    invocation.print(values, text.empty() ? "No change waits for a second person.\n" : text);
    return all_well;
}

std::int64_t change_number(const std::string& text)
{
    constexpr std::size_t most_digits = 18;
    const bool digits = !text.empty() && text.size() <= most_digits &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        throw UsageError("CHANGE is a change's number, as `reservepost receiver approve` without "
                         "one shows it");
    return std::stoll(text);
}

int approve(const Invocation& invocation)
{
    const auto text = invocation.text("CHANGE");
    if (text.empty() && invocation.flag("--withdraw"))
        throw UsageError("name the change that is to be withdrawn");
    auto state = open_state(invocation);
    if (text.empty()) return list_waiting(invocation, state);
    const auto number = change_number(text);
    auto transaction = state.database().begin();
    if (invocation.flag("--withdraw")) {
        const auto change = receivers::withdraw(transaction, number, state.occasion());
        const auto done = follow_up_withdrawal(state, transaction, change);
        invocation.print(change_value({}, done),
                         "change " + text + " is withdrawn\n" + change_text({}, done));
        return all_well;
    }
    const auto before = receivers::snapshot(transaction);
    const auto change = receivers::approve(transaction, number, state.occasion());
    const auto done = follow_up(state, transaction, before, change);
    std::string lines = "change " + text + " is in force\n";
    for (const auto& changed : change.in_force)
        lines += "  " + to_text(changed.after.key) + " is at version " +
                 std::to_string(changed.after.version) + "\n";
    invocation.print(change_value(change, done), lines + change_text(change, done));
    return change_status(done);
}

json::Value entry_value(const receivers::HistoryEntry& entry)
{
    auto value = json::Value::object({{"version", entry.version},
                                      {"since", holidays::utc_text(entry.since)},
                                      {"changed_by", entry.changed_by},
                                      {"approved_by", entry.approved_by},
                                      {"fields", fields_value(entry.fields)}});
    if (entry.change) value.set("change", *entry.change);
    return value;
}

std::string entry_text(const receivers::HistoryEntry& entry)
{
    std::string text = "version " + std::to_string(entry.version) + "  " + short_time(entry.since) +
                       (entry.changed_by.empty() ? "" : "  by " + entry.changed_by) +
                       (entry.approved_by.empty() ? "" : ", approved by " + entry.approved_by) +
                       (entry.change ? " (change " + std::to_string(*entry.change) + ")" : "") +
                       "\n";
    if (entry.version == 1) return text + "    added\n";
    for (const auto& field : entry.fields)
        text += "    " + field_line(field);
    return text;
}

int history(const Invocation& invocation)
{
    const auto key = receiver_key(invocation, "RECEIVER");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    json::Value::List versions;
    json::Value::List waiting;
    std::string text;
    for (const auto& entry : receivers::history(transaction, key)) {
        versions.push_back(entry_value(entry));
        text += entry_text(entry);
    }
    for (const auto& change : receivers::waiting_changes(transaction)) {
        if (std::ranges::find(change.fields, key, &FieldChange::receiver) == change.fields.end())
            continue;
        waiting.push_back(waiting_value(change));
        text += "waiting for a second person: " + waiting_text(change);
    }
    invocation.print(json::Value::object({{"receiver", to_text(key)},
                                          {"versions", std::move(versions)},
                                          {"waiting", std::move(waiting)}}),
                     text);
    return all_well;
}

const Option receiver{Option::Kind::Argument, "RECEIVER", "R",
                      "Municipality and district, such as 0301-05", true};

} // namespace

json::Value change_value(const receivers::RegisterChange& change, const FollowUp& follow_up)
{
    json::Value::List in_force;
    for (const auto& changed : change.in_force)
        in_force.push_back(json::Value::object(
            {{"receiver", to_text(changed.after.key)}, {"version", changed.after.version}}));
    auto value =
        json::Value::object({{"in_force", std::move(in_force)},
                             {"letters_on_their_way", follow_up.letters_on_their_way},
                             {"reports_recomputed", follow_up.reports_recomputed},
                             {"contacts_told", static_cast<std::int64_t>(follow_up.contacts_told)},
                             {"remarks", json::Value::list_of(follow_up.remarks)}});
    if (change.waiting) value.set("waiting", waiting_value(*change.waiting));
    return value;
}

std::string change_text(const receivers::RegisterChange& change, const FollowUp& follow_up)
{
    std::string text;
    if (change.waiting) {
        const auto number = std::to_string(change.waiting->number);
        text += "change " + number + " waits for a second person" +
                (change.waited_before ? ", as before" : "") +
                "; it is in force when somebody else has run\n  reservepost receiver approve " +
                number + "\n";
    }
    if (follow_up.reports_recomputed > 0)
        text += counted(follow_up.reports_recomputed, "report that waits follows",
                        "reports that wait follow") +
                " the change\n";
    if (follow_up.contacts_told > 0)
        text += counted(static_cast<std::int64_t>(follow_up.contacts_told), "mail", "mails") +
                " to the contacts, old and new\n";
    if (follow_up.letters_on_their_way > 0)
        text += counted(follow_up.letters_on_their_way, "letter on its way has",
                        "letters on their way have") +
                " the former address; `reservepost incident list` says what to do\n";
    for (const auto& remark : follow_up.remarks)
        text += remark + "\n";
    return text;
}

int change_status(const FollowUp& follow_up)
{
    return follow_up.letters_on_their_way > 0 ? needs_look : all_well;
}

Command receiver_set_command()
{
    return {.name = "set",
            .summary = "Change fields of one receiver",
            .details =
                "Fields are called as in the register file. The lines of an address are parted by "
                "|. What decides where\nletters go or when they are made waits for a second "
                "person (`receiver approve`) once the municipality\nis in use; what is changed "
                "in the same call waits with it. A change of reception or policy is for reports\n"
                "accepted after it; with --also-waiting also for those that wait, where their "
                "letters then come earlier.\n\n"
                "  reservepost receiver set 0301-05 public_phone=\"02 180\"\n"
                "  reservepost receiver set 0301-05 \"address=Bydel Frogner|Postboks 1|0201 "
                "OSLO\"\n"
                "  reservepost receiver set 4204-00 reception=postal --also-waiting",
            .options = {receiver,
                        {Option::Kind::Arguments, "CHANGE", "FIELD=VALUE", "What to change", true},
                        {Option::Kind::Flag, "--also-waiting", "",
                         "For reports that wait too, never to a later time"}},
            .run = set};
}

Command receiver_approve_command()
{
    return {.name = "approve",
            .summary = "Show changes that wait for a second person, and approve one",
            .details = "Without a number: what waits, before and after. The one who asked for a "
                       "change cannot approve it;\nanybody may withdraw it.\n\n"
                       "  reservepost receiver approve\n"
                       "  reservepost receiver approve 7\n"
                       "  reservepost receiver approve 7 --withdraw",
            .options = {{Option::Kind::Argument, "CHANGE", "N", "The change's number"},
                        {Option::Kind::Flag, "--withdraw", "", "Take it back instead"}},
            .run = approve};
}

Command receiver_history_command()
{
    return {.name = "history",
            .summary = "Show every version of a receiver: who, when, before and after",
            .details = "  reservepost receiver history 0301-05",
            .options = {receiver},
            .run = history};
}

} // namespace reservepost::batch::commands
