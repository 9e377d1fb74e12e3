#include "batch/commands/commands.h"
#include "batch/commands/progress.h"
#include "batch/intake/inbox.h"
#include "batch/intake/quarantine.h"
#include "batch/night_steps.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

/// The files that the paths name: files as they are, directories with what lies in them.
std::vector<fs::path> files_of(const Invocation& invocation, const OpenedState& state)
{
    const auto paths = invocation.texts("PATH");
    if (paths.empty()) return intake::list_inbox(state.configuration().inbox_directory);
    std::vector<fs::path> files;
    for (const auto& path : paths) {
        if (!fs::exists(path)) throw std::invalid_argument(path + " is not there");
        if (!fs::is_directory(path)) {
            files.emplace_back(path);
            continue;
        }
        const auto inside = intake::list_inbox(path);
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

json::Value answer_value(const intake::IntakeAnswer& answer)
{
    auto value = json::Value::object({{"file", answer.name},
                                      {"outcome", intake::to_text(answer.outcome)},
                                      {"route", answer.route},
                                      {"departures", answer.departures},
                                      {"sentence", answer.sentence}});
    if (answer.record) value.set("record", answer.record->text());
    return value;
}

/// One line for people: what needs them goes to the error stream.
void tell(const Invocation& invocation, const intake::IntakeAnswer& answer)
{
    auto line = std::string(intake::to_text(answer.outcome)) + "  " + answer.name;
    if (!answer.route.empty() && answer.route != "exact") line += "  (" + answer.route + ")";
    if (answer.departures > 0)
        line += "  " + std::to_string(answer.departures) + " departures from the schema";
    if (!answer.sentence.empty()) line += ": " + answer.sentence;
    (answer.needs_look ? invocation.err : invocation.out) << line << "\n";
}

int run_intake(const Invocation& invocation)
{
    auto state = open_state(invocation);
    if (invocation.flag("--assign-ids") && !state.rehearsal())
        throw UsageError("--assign-ids works in a rehearsal only: the portal gives references");
    OpenedDoor opened(state, state.occasion());
    opened.door.assign_references = invocation.flag("--assign-ids");
    const auto files = files_of(invocation, state);
    const auto manner = invocation.texts("PATH").empty() || invocation.flag("--remove")
                            ? intake::Manner::ByHandRemoved
                            : intake::Manner::ByHand;

    json::Value::List answers;
    constexpr std::size_t few_files = 200; // Too soon done to be watched.
    Progress progress(invocation.err,
                      files.size() > few_files
                          ? Progress::manner_for(invocation, Progress::Manner::Silent)
                          : Progress::Manner::Silent,
                      "files", files.size());
    std::size_t done = 0;
    const auto counts =
        intake::take_in_files(opened.door, files, manner, [&](const intake::IntakeAnswer& answer) {
            if (invocation.json) {
                answers.push_back(answer_value(answer));
            } else {
                progress.hide();
                tell(invocation, answer);
            }
            ++done;
            progress.reached(done, done);
        });
    invocation.print(json::Value::object({{"files", answers},
                                          {"taken_in", counts.taken_in},
                                          {"already_taken_in", counts.already},
                                          {"quarantined", counts.quarantined},
                                          {"error_messages", counts.error_messages},
                                          {"left", counts.left}}),
                     std::to_string(counts.taken_in) + " taken in, " +
                         std::to_string(counts.already) + " already taken in, " +
                         std::to_string(counts.quarantined) + " quarantined, " +
                         std::to_string(counts.error_messages + counts.left) + " left\n");
    return counts.needs_look ? needs_look : all_well;
}

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
                                 {"taken_in_at", holidays::oslo_text(file.taken_in_at)}}));
        text += file.record.text() + "  " + short_time(file.taken_in_at) + "  " + file.code +
                "\n    " + file.sentence + "\n";
    }
    invocation.print(values, text.empty() ? "Nothing is in quarantine.\n" : text);
    return all_well;
}

int release_quarantined(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto record = RecordId::from_text(invocation.text("RECORD"));
    intake::release_from_quarantine(transaction, record, receiver_key(invocation, "--receiver"),
                                    state.deadline_calendar(), state.occasion());
    transaction.commit();
    invocation.print(json::Value::object({{"record", record.text()}, {"state", "waiting"}}),
                     "released; it waits like any other report now\n");
    return all_well;
}

} // namespace

Command intake_command()
{
    return {
        .name = "intake",
        .summary = "Take reports in from files, or from the inbox",
        .details =
            "A file is called UUID.json; UUID.meta.json beside it may say when it was accepted. "
            "Files that are named\nhere stay where they are unless --remove is given; those of the "
            "inbox are removed once they are safe.\nWhat is not a report is quarantined, never "
            "refused.\n\n  reservepost intake /srv/from-portal\n  reservepost intake",
        .options = {{Option::Kind::Arguments, "PATH", "FILE|DIR",
                     "What to take in; without any, what lies in the inbox"},
                    {Option::Kind::Flag, "--remove", "", "Remove each file once it is safe"},
                    {Option::Kind::Flag, "--assign-ids", "",
                     "Rehearsal only: give a file without a UUID in its name one"}},
        .run = run_intake};
}

Command quarantine_command()
{
    return {.name = "quarantine",
            .summary = "Files that are no reports as far as we can tell",
            .details = "They are sealed byte for byte and kept until a person has looked.\n\n  "
                       "reservepost quarantine list",
            .commands = {{.name = "list",
                          .summary = "Show what is in quarantine, and why",
                          .details = "  reservepost quarantine list",
                          .run = list_quarantine},
                         {.name = "release",
                          .summary = "It is a report all the same: it waits from now on",
                          .details = "  reservepost quarantine release 0f3a… --receiver 0301-05",
                          .options = {{Option::Kind::Argument, "RECORD", "RECORD",
                                       "The record as `quarantine list` shows it", true},
                                      {Option::Kind::Text, "--receiver", "R",
                                       "Municipality and district, such as 0301-05", true}},
                          .run = release_quarantined}}};
}

} // namespace reservepost::batch::commands
