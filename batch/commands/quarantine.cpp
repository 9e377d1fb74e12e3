#include "batch/intake/quarantine.h"
#include "batch/commands/commands.h"
#include "batch/intake/discard.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

int list_quarantine(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    json::Value::List values;
    std::string text;
    for (const auto& file : intake::list_quarantine(transaction)) {
        values.push_back(
            json::Value::object({{"record", file.record.text()},
                                 {"code", file.code},
                                 {"sentence", file.sentence},
                                 {"taken_in_at", holidays::oslo_text(file.taken_in_at)},
                                 {"discard_why", file.discard_why},
                                 {"discard_proposed_by", file.discard_proposed_by}}));
        text += file.record.text() + "  " + short_time(file.taken_in_at) + "  " + file.code +
                "\n    " + file.sentence + "\n";
        if (!file.discard_why.empty())
            text += "    " + file.discard_proposed_by + " wants to discard it (" +
                    file.discard_why + "); another person must say so too\n";
    }
    invocation.print(values, text.empty() ? "Nothing is in quarantine.\n" : text);
    return all_well;
}

int release_quarantined(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto record = RecordId::from_text(invocation.text("RECORD"));
    const bool waits = intake::release_from_quarantine(transaction, state.vault(), record,
                                                       receiver_key(invocation, "--receiver"),
                                                       state.deadline_calendar(), state.occasion());
    transaction.commit();
    invocation.print(json::Value::object(
                         {{"record", record.text()}, {"state", waits ? "waiting" : "confirmed"}}),
                     waits
                         ? "released; it waits like any other report now\n"
                         : "released; its receiver has confirmed it, so no letter will be made\n");
    return all_well;
}

int discard_quarantined(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto record = RecordId::from_text(invocation.text("RECORD"));
    const bool done = intake::discard(transaction, state.vault(), record, invocation.text("--why"),
                                      state.occasion()) == intake::Discard::Discarded;
    transaction.commit();
    invocation.print(
        json::Value::object({{"record", record.text()},
                             {"state", done ? "discarded" : "quarantined"},
                             {"proposed", !done}}),
        done ? "discarded; its original is kept for the retention, and `reservepost reopen` "
               "brings it back as long\n"
             : "proposed; another person must look at it and give the same command\n");
    return all_well;
}

const Option record_option{Option::Kind::Argument, "RECORD", "RECORD",
                           "The record as `quarantine list` shows it", true};

} // namespace

Command quarantine_command()
{
    return {
        .name = "quarantine",
        .summary = "Files that are no reports as far as we can tell",
        .details = "They are sealed byte for byte and kept until a person has looked.\n\n  "
                   "reservepost quarantine list",
        .commands = {
            {.name = "list",
             .summary = "Show what is in quarantine, and why",
             .details = "  reservepost quarantine list",
             .run = list_quarantine},
            {.name = "release",
             .summary = "It is a report all the same: it waits from now on",
             .details = "  reservepost quarantine release 0f3a… --receiver 0301-05",
             .options = {record_option,
                         {Option::Kind::Text, "--receiver", "R",
                          "Municipality and district, such as 0301-05", true}},
             .run = release_quarantined},
            {.name = "discard",
             .summary = "It is no report: two persons must say so",
             .details = "The first person proposes it, another one gives the same command. The "
                        "original is kept for the\nretention and can be reopened as long."
                        "\n\n  reservepost quarantine discard 0f3a… --why not-a-report",
             .options = {record_option,
                         {Option::Kind::Text, "--why", "CODE",
                          "not-a-report, came-again-whole, same-as-another or test-file", true}},
             .run = discard_quarantined}}};
}

} // namespace reservepost::batch::commands
