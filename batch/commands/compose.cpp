#include "batch/commands/commands.h"
#include "batch/commands/compose_run.h"
#include "batch/printhouse/profile.h"

#include <algorithm>
#include <fstream>
#include <thread>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

/// What `--json` lists of skipped lines; beyond them there is only their number.
constexpr std::size_t most_faults_listed = 10'000;

/// The input as a stream, and its size where it has one.
class Input {
public:
    explicit Input(const Invocation& invocation)
        : name_(invocation.text("INPUT")), stream_(&invocation.in)
    {
        if (name_ == "-") return;
        std::error_code error;
        if (fs::is_directory(name_, error))
            throw UsageError(name_ + " is a directory; name a file with one letter a line");
        file_.open(name_, std::ios::binary);
        if (!file_)
            throw UsageError(name_ + " cannot be read; name a file with one letter a line, or - "
                                     "for standard input");
        stream_ = &file_;
        if (fs::is_regular_file(name_, error)) octets_ = fs::file_size(name_, error);
    }

    std::istream& stream() { return *stream_; }
    std::uint64_t octets() const { return octets_; } ///< 0: unknown.

    bool is(const fs::path& file) const
    {
        std::error_code error;
        return name_ != "-" && fs::equivalent(name_, file, error);
    }

private:
    std::string name_;
    std::ifstream file_;
    std::istream* stream_;
    std::uint64_t octets_ = 0;
};

int threads_of(const Invocation& invocation)
{
    constexpr std::int64_t most = 64;
    if (invocation.text("--threads").empty())
        return static_cast<int>(
            std::clamp<std::int64_t>(std::thread::hardware_concurrency(), 1, most));
    const auto threads = invocation.number("--threads");
    if (threads < 1 || threads > most)
        throw UsageError("--threads takes 1 to " + std::to_string(most));
    return static_cast<int>(threads);
}

ComposeTargets targets_of(const Invocation& invocation, const Input& input)
{
    ComposeTargets targets{invocation.text("--output"), invocation.text("--split")};
    if (targets.file.empty() && targets.directory.empty())
        throw UsageError("say where the letters go: -o FILE for one PDF, --split DIR for one each, "
                         "or both");
    if (input.is(targets.file)) throw UsageError("-o names the input itself; name another file");
    return targets;
}

ComposeManner manner_of(const Invocation& invocation)
{
    auto manner = compose_manner(printhouse::load_profile(invocation.text("--profile")).geometry);
    manner.marks = invocation.flag("--marks");
    return manner;
}

json::Value json_of(const LineFault& fault)
{
    auto value = json::Value::object({{"line", fault.line}});
    if (fault.column > 0) value.set("column", fault.column);
    value.set("sentence", fault.sentence);
    return value;
}

std::string text_of(const LineFault& fault)
{
    return "line " + std::to_string(fault.line) +
           (fault.column > 0 ? ", column " + std::to_string(fault.column) : "") + ": " +
           fault.sentence + "\n";
}

json::Value json_of(const ComposeTally& tally, json::Value::List faults)
{
    return json::Value::object({{"letters", tally.letters},
                                {"pages", tally.pages},
                                {"sheets", tally.sheets},
                                {"uncovered_characters", tally.uncovered_characters},
                                {"skipped", tally.skipped},
                                {"skipped_lines", std::move(faults)}});
}

std::string text_of(const ComposeTally& tally)
{
    const auto some = [](std::uint64_t count, const std::string& thing) {
        return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
    };
    std::string text = some(tally.letters, "letter") + " set: " + some(tally.pages, "page") +
                       " on " + some(tally.sheets, "sheet") + "\n";
    if (tally.uncovered_characters > 0)
        text += some(tally.uncovered_characters, "character") +
                " that no installed font has, printed as code points\n";
    if (tally.skipped > 0) text += some(tally.skipped, "line") + " skipped\n";
    if (tally.letters == 0) text += "There was no letter to set, and no PDF was written.\n";
    return text;
}

int run_compose(const Invocation& invocation)
{
    Input input(invocation);
    const auto threads = threads_of(invocation);
    json::Value::List faults;
    ComposeRun run(targets_of(invocation, input), manner_of(invocation),
                   [&](const LineFault& fault) {
                       if (!invocation.json)
                           invocation.err << text_of(fault);
                       else if (faults.size() < most_faults_listed)
                           faults.push_back(json_of(fault));
                   });
    Progress progress(invocation.err, Progress::manner_for(invocation, Progress::Manner::Lines),
                      "letters", input.octets());
    const auto tally = run.run(input.stream(), threads, progress);
    progress.hide();
    invocation.print(json_of(tally, std::move(faults)), text_of(tally));
    return tally.skipped > 0 || tally.letters == 0 ? needs_look : all_well;
}

} // namespace

Command compose_command()
{
    return {
        .name = "compose",
        .summary = "Set plain letters into PDF, without a state: for proofs and benchmarks",
        .details =
            "INPUT has one letter a line:\n\n  {\"id\": \"a-1\", \"recipient\": [\"Kari "
            "Nordmann\", \"Storgata 1\", \"0155 OSLO\"],\n   \"sender\": [\"Eksempel kommune\"], "
            "\"date\": \"25. november 2026\",\n   \"subject\": \"Svar\", \"paragraphs\": "
            "[\"Hei.\", \"…\"]}\n\nThe same input makes the same octets, on any day and with any "
            "number of threads. A line that is no letter\nis named and skipped; then the status "
            "is 2.\n\n  reservepost compose letters.jsonl -o letters.pdf\n  reservepost compose - "
            "--split letters < letters.jsonl",
        .options = {{Option::Kind::Argument, "INPUT", "FILE|-",
                     "The letters; - reads standard input", true},
                    {Option::Kind::Text, "--output", "FILE",
                     "One PDF of all letters, in their order", false, "", "-o"},
                    {Option::Kind::Text, "--split", "DIR",
                     "A PDF for each letter, ID.pdf, in a new or an empty directory"},
                    {Option::Kind::Flag, "--marks", "",
                     "Show window, silent zone, safe area and the sheets' marks"},
                    {Option::Kind::Text, "--profile", "P", "For this print profile (profile list)",
                     false, "norway"},
                    {Option::Kind::Text, "--threads", "N",
                     "Threads that set letters (default: one for each processor)"}},
        .run = run_compose};
}

} // namespace reservepost::batch::commands
