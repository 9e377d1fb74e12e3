#include "batch/commands/commands.h"
#include "batch/commands/progress.h"
#include "batch/disk/files.h"
#include "batch/intake/announced.h"
#include "batch/intake/inbox.h"
#include "batch/intake/tar_intake.h"
#include "batch/night_steps.h"

#include <algorithm>

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

/// Tells each answer as it comes: to people line by line, with `--json` all at the end.
class Telling {
public:
    /// `files` is how many there are; 0 where nobody knows.
    Telling(const Invocation& invocation, std::size_t files)
        : invocation_(invocation),
          progress_(invocation.err,
                    files > few_files ? Progress::manner_for(invocation, Progress::Manner::Silent)
                                      : Progress::Manner::Silent,
                    "files", files)
    {
    }

    void operator()(const intake::IntakeAnswer& answer)
    {
        if (invocation_.json) {
            answers_.push_back(answer_value(answer));
        } else {
            progress_.hide();
            tell(invocation_, answer);
        }
        ++done_;
        progress_.reached(done_, done_);
    }

    void sum(const intake::InboxCount& counts, const std::string& broken)
    {
        progress_.hide();
        auto value = json::Value::object({{"files", answers_},
                                          {"taken_in", counts.taken_in},
                                          {"already_taken_in", counts.already},
                                          {"quarantined", counts.quarantined},
                                          {"error_messages", counts.error_messages},
                                          {"left", counts.left}});
        if (!broken.empty()) value.set("broken", broken);
        invocation_.print(value, std::to_string(counts.taken_in) + " taken in, " +
                                     std::to_string(counts.already) + " already taken in, " +
                                     std::to_string(counts.quarantined) + " quarantined, " +
                                     std::to_string(counts.error_messages + counts.left) +
                                     " left\n");
    }

private:
    static constexpr std::size_t few_files = 200; // Too soon done to be watched.

    const Invocation& invocation_;
    Progress progress_;
    json::Value::List answers_;
    std::size_t done_ = 0;
};

int take_in_from_stream(const Invocation& invocation, intake::IntakeDoor& door)
{
    if (invocation.texts("PATH").size() > 1 || invocation.flag("--remove"))
        throw UsageError("- is a tar stream on standard input, alone and without --remove");
    Telling telling(invocation, 0);
    const auto result =
        intake::take_in_tar(door, invocation.in, [&](const auto& answer) { telling(answer); });
    telling.sum(result.counts, result.broken);
    if (!result.broken.empty()) {
        invocation.err << result.broken
                       << "; what is told above is safe, so send the whole stream again\n";
        return step_failed;
    }
    return result.counts.needs_look ? needs_look : all_well;
}

int take_in_from_files(const Invocation& invocation, OpenedState& state, intake::IntakeDoor& door)
{
    const auto files = files_of(invocation, state);
    const auto manner = invocation.texts("PATH").empty() || invocation.flag("--remove")
                            ? intake::Manner::ByHandRemoved
                            : intake::Manner::ByHand;
    Telling telling(invocation, files.size());
    const auto counts =
        intake::take_in_files(door, files, manner, [&](const auto& answer) { telling(answer); });
    telling.sum(counts, "");
    return counts.needs_look ? needs_look : all_well;
}

/// The certificates whose signature on a list counts: `portal.crt` in the key directory.
std::vector<crypto::Certificate> list_signers(OpenedState& state)
{
    const auto file = state.keys().path() / "portal.crt";
    if (!fs::exists(file))
        throw std::runtime_error("portal.crt is not in " + state.keys().path().string() +
                                 "; whoever runs Reservepost puts the portal's signing certificate "
                                 "there before a list can count");
    return {crypto::Certificate::load(file)};
}

/// Writes down what the portal's list announces, and says what of it is missing.
int read_list(const Invocation& invocation, OpenedState& state, intake::IntakeDoor& door)
{
    const auto list = intake::read_announced_list(
        disk::read_file(invocation.text("--expect"), intake::largest_list_octets),
        list_signers(state));
    auto transaction = state.database().begin();
    const auto said = intake::announce(transaction, door, list);
    transaction.commit();
    const auto found = intake::look_for_missing(door);
    invocation.print(json::Value::object({{"listed", said.listed},
                                          {"known", said.known},
                                          {"here", said.here},
                                          {"missing", said.missing},
                                          {"missing_too_long", found.missing},
                                          {"gaps", found.gaps}}),
                     std::to_string(said.listed) + " announced, " + std::to_string(said.known) +
                         " of them known before; of the new ones " + std::to_string(said.here) +
                         " are here, " + std::to_string(said.missing) + " not yet\n" +
                         std::to_string(found.missing) +
                         " of all lists have been missing for more than two hours; " +
                         std::to_string(found.gaps) + " gaps in the running numbers\n");
    return found.missing + found.gaps > 0 ? needs_look : all_well;
}

int run_intake(const Invocation& invocation)
{
    auto state = open_state(invocation);
    if (invocation.flag("--assign-ids") && !state.rehearsal())
        throw UsageError("--assign-ids works in a rehearsal only: the portal gives references");
    OpenedDoor opened(state, state.occasion());
    opened.door.assign_references = invocation.flag("--assign-ids");
    const auto paths = invocation.texts("PATH");
    if (!invocation.text("--expect").empty()) {
        if (!paths.empty()) throw UsageError("--expect reads a list only; take in beside it");
        return read_list(invocation, state, opened.door);
    }
    if (std::ranges::find(paths, "-") != paths.end())
        return take_in_from_stream(invocation, opened.door);
    return take_in_from_files(invocation, state, opened.door);
}

} // namespace

Command intake_command()
{
    return {
        .name = "intake",
        .summary = "Take reports in from files, or from the inbox",
        .details =
            "A file is called UUID.json, or UUID.json.cms where it is sealed to this installation; "
            "UUID.meta.json\nbeside it may say when it was accepted. Files that are named here "
            "stay "
            "where they are unless --remove\nis given; those of the inbox are removed once they "
            "are safe. - reads a tar stream from standard\ninput. What is not a report is "
            "quarantined, never refused.\n\n  reservepost intake /srv/from-portal\n  reservepost "
            "intake\n  reservepost intake - < reports.tar",
        .options =
            {{Option::Kind::Arguments, "PATH", "FILE|DIR",
              "What to take in; - for a tar stream; without any, what lies in the inbox"},
             {Option::Kind::Flag, "--remove", "", "Remove each file once it is safe"},
             {Option::Kind::Text, "--expect", "FILE",
              "Read the portal's signed list of what it has sent, and miss what has not come"},
             {Option::Kind::Flag, "--assign-ids", "",
              "Rehearsal only: give a file without a UUID in its name one"}},
        .run = run_intake};
}

} // namespace reservepost::batch::commands
