#include "batch/clock.h"
#include "batch/commands/vendor_commands.h"
#include "batch/disk/files.h"
#include "batch/printhouse/kit.h"
#include "batch/printhouse/kit_judge.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_octets = 64ULL * 1024 * 1024;

int write(const Invocation& invocation)
{
    if (invocation.text("--certificate").empty())
        throw UsageError("--certificate is missing: the kit is sealed for a print house; or give "
                         "--judge to judge its answers");
    const auto text = invocation.text("--date");
    const fs::path directory = invocation.text("DIR");
    printhouse::write_kit(
        directory,
        {crypto::Certificate::load(invocation.text("--certificate")),
         printhouse::load_profile(invocation.text("--profile")),
         printhouse::parse_day(
             text.empty() ? holidays::oslo_date(Clock(invocation.now).now()).text() : text)});
    const auto hand_over = (directory / "hand-over").string();
    const auto expected = (directory / "expected.json").string();
    invocation.print(json::Value::object({{"hand_over", hand_over}, {"expected", expected}}),
                     "Give all of " + hand_over + " to the print house, and keep " + expected +
                         " to yourself.\nIts answers: reservepost vendor kit " +
                         directory.string() + " --judge DIR\n");
    return all_well;
}

/// The files of a directory by name; hidden ones are not whole yet.
std::vector<printhouse::KitAnswer> answers_in(const fs::path& directory)
{
    std::vector<printhouse::KitAnswer> answers;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with('.') && entry.is_regular_file())
            answers.push_back({name, disk::read_file(entry.path(), most_octets)});
    }
    std::ranges::sort(answers, {}, &printhouse::KitAnswer::name);
    return answers;
}

int judge(const Invocation& invocation)
{
    const fs::path directory = invocation.text("DIR");
    const auto expectations =
        printhouse::parse_expectations(disk::read_file(directory / "expected.json", most_octets));
    const auto rulings =
        printhouse::judge_kit(expectations, answers_in(invocation.text("--judge")));

    const auto passed =
        static_cast<std::size_t>(std::ranges::count_if(rulings, &printhouse::KitRuling::is_passed));
    json::Value list = json::Value::list();
    std::string text;
    for (const auto& ruling : rulings) {
        list.add(json::Value::object({{"rule", ruling.rule.name},
                                      {"sentence", ruling.rule.sentence},
                                      {"passed", ruling.is_passed()},
                                      {"findings", json::Value::list_of(ruling.findings)}}));
        text += std::string(ruling.is_passed() ? "pass  " : "FAIL  ") +
                std::string(ruling.rule.name) + ": " + std::string(ruling.rule.sentence) + "\n";
        for (const auto& finding : ruling.findings)
            text += "        " + finding + "\n";
    }
    const bool accepted = passed == rulings.size();
    text += std::to_string(passed) + " of " + std::to_string(rulings.size()) +
            " rules are passed: " +
            (accepted ? "the house may be accepted.\n" : "the house is not accepted yet.\n");
    invocation.print(json::Value::object({{"accepted", accepted}, {"rules", list}}), text);
    return accepted ? all_well : needs_look;
}

int kit(const Invocation& invocation)
{
    return invocation.text("--judge").empty() ? write(invocation) : judge(invocation);
}

} // namespace

Command vendor_kit_command()
{
    using Kind = Option::Kind;
    return {.name = "kit",
            .summary = "Accept a new print house: twenty-two packages to answer, and their judge",
            .details =
                "Writes packages of every class, with faults that must be found, and pages in "
                "English and Norwegian that tell the house what to do. With --judge it reads the "
                "receipts that came back: pass or fail, rule by rule; exit status 2 where one "
                "fails.\n\n"
                "  reservepost vendor kit acceptance/ --certificate house.pem\n"
                "  reservepost vendor kit acceptance/ --judge answers/",
            .options = {{Kind::Argument, "DIR", "DIR", "Where the kit is, or is to be made", true},
                        {Kind::Text, "--certificate", "FILE",
                         "The print house's certificate (PEM), to make a kit"},
                        {Kind::Text, "--profile", "PROFILE", "The print profile agreed on", false,
                         "norway"},
                        {Kind::Text, "--date", "D", "The jobs' day (default: today, Oslo)"},
                        {Kind::Text, "--judge", "DIR", "The receipts that the house handed back"}},
            .run = kit};
}

} // namespace reservepost::batch::commands
