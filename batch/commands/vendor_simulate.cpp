#include "batch/clock.h"
#include "batch/commands/vendor_commands.h"
#include "batch/printhouse/simulated_house.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>

namespace reservepost::batch::commands {

namespace {

/// A whole number from 0 to `most`; `otherwise` where the option is not given.
int number_of(const Invocation& invocation, const std::string& option, int most, int otherwise)
{
    const auto text = invocation.text(option);
    if (text.empty()) return otherwise;
    const auto number = find_whole_number(text);
    if (!number || *number < 0 || *number > most)
        throw UsageError(option + " takes a whole number from 0 to " + std::to_string(most));
    return *number;
}

int percent(const Invocation& invocation, const std::string& option)
{
    return number_of(invocation, option, 100, 0);
}

/// Divides all times by `--hasten`, so that a day of the house passes in minutes.
void hasten(printhouse::HouseManners& manners, int times)
{
    for (auto* time : {&manners.received_after, &manners.mailed_after, &manners.mailed_pause,
                       &manners.closed_pause, &manners.mended_after})
        *time /= times;
    manners.returned_days /= times;
}

printhouse::HouseManners manners_of(const Invocation& invocation)
{
    printhouse::HouseManners manners;
    manners.seed = static_cast<std::uint64_t>(number_of(invocation, "--seed", 999'999'999, 1));
    const std::chrono::hours delay(number_of(invocation, "--delay", 10'000, 0));
    manners.received_after += delay;
    manners.mailed_after += delay;
    hasten(manners, std::max(1, number_of(invocation, "--hasten", 100'000, 1)));
    manners.lost_percent = percent(invocation, "--lose");
    manners.rejected_percent = percent(invocation, "--reject");
    manners.damaged_percent = percent(invocation, "--damage");
    manners.returned_percent = percent(invocation, "--return");
    manners.lying_percent = percent(invocation, "--lie");
    manners.rejection_code = invocation.text("--code");
    if (!printhouse::find_fault(manners.rejection_code))
        throw UsageError("--code takes a code of docs/package.md, such as no-capacity or bad-pdf");
    const auto lie = printhouse::find_lie(invocation.text("--lie-about"));
    if (!lie) throw UsageError("--lie-about takes sums, twice or hash");
    manners.lie = *lie;
    manners.silent = invocation.flag("--silent");
    manners.removes_packages = invocation.flag("--remove");
    return manners;
}

json::Value value_of(const printhouse::HouseLook& look)
{
    auto value = json::Value::object({{"packages", look.packages},
                                      {"rejected", look.rejected},
                                      {"lost", look.lost},
                                      {"repeats", look.repeats},
                                      {"receipts", look.receipts},
                                      {"lies", look.lies},
                                      {"again", look.again},
                                      {"voided", look.voided},
                                      {"notices", look.notices},
                                      {"foreign", look.foreign},
                                      {"waiting", look.waiting}});
    if (look.next) value.set("next", printhouse::instant_text(*look.next));
    value.set("events", json::Value::list_of(look.lines));
    return value;
}

std::string text_of(const printhouse::HouseLook& look)
{
    std::string text;
    for (const auto& line : look.lines)
        text += line + "\n";
    text += std::to_string(look.packages) + " new packages, " + std::to_string(look.receipts) +
            " receipts told, " + std::to_string(look.waiting) + " to come";
    if (look.next) text += ", the next at " + printhouse::instant_text(*look.next);
    if (look.foreign > 0)
        text += "; " + std::to_string(look.foreign) + " files there are not packages";
    return text + ".\n";
}

bool has_news(const printhouse::HouseLook& look)
{
    return !look.lines.empty() || look.again > 0;
}

/// Whether the process was asked to stop (SIGINT, SIGTERM) within `seconds`. Both must be blocked.
bool is_asked_to_stop(int seconds)
{
    sigset_t asking;
    ::sigemptyset(&asking);
    ::sigaddset(&asking, SIGINT);
    ::sigaddset(&asking, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &asking, nullptr);
    const timespec wait{seconds, 0};
    int signal = -1;
    do {
        signal = ::sigtimedwait(&asking, nullptr, &wait);
    } while (signal < 0 && errno == EINTR);
    return signal > 0;
}

int simulate(const Invocation& invocation)
{
    const auto manners = manners_of(invocation);
    const int pause_s = std::max(1, number_of(invocation, "--every", 86'400, 5));
    const auto house = vendor_house(invocation);
    const printhouse::SimulatedHouse simulated{invocation.text("--in"), invocation.text("--out"),
                                               invocation.text("--memory"), house.keys(), manners};
    const Clock clock(invocation.now);
    const bool once = invocation.flag("--once");
    bool is_first = true;
    do {
        const auto look = printhouse::simulate(simulated, clock.now());
        if (is_first || has_news(look)) {
            invocation.print(value_of(look), text_of(look));
            invocation.out.flush();
        }
        is_first = false;
    } while (!once && !is_asked_to_stop(pause_s));
    return all_well;
}

std::vector<Option> simulate_options()
{
    using Kind = Option::Kind;
    return with_vendor_keys({
        {Kind::Text, "--in", "DIR", "Where packages come (Reservepost's directory to the house)",
         true},
        {Kind::Text, "--out", "DIR", "Where receipts go (Reservepost's directory from it)", true},
        {Kind::Text, "--memory", "DIR", "The house's own memory; made where it is missing", true},
        {Kind::Flag, "--once", "", "Look once, and end"},
        {Kind::Text, "--every", "SECONDS", "Otherwise: look so often, until stopped", false, "5"},
        {Kind::Text, "--seed", "N", "Another seed is another house, the same one the same", false,
         "1"},
        {Kind::Text, "--hasten", "N", "Divide all times by N", false, "1"},
        {Kind::Text, "--delay", "HOURS", "Begin everything so much later", false, "0"},
        {Kind::Text, "--lose", "PERCENT", "Packages that are never answered", false, "0"},
        {Kind::Text, "--reject", "PERCENT", "Packages that are rejected", false, "0"},
        {Kind::Text, "--code", "CODE", "With which code", false, "no-capacity"},
        {Kind::Text, "--damage", "PERCENT", "Pieces that are damaged", false, "0"},
        {Kind::Text, "--return", "PERCENT", "Pieces that the post brings back", false, "0"},
        {Kind::Text, "--lie", "PERCENT", "Packages about which it lies once", false, "0"},
        {Kind::Text, "--lie-about", "WHAT", "sums, twice or hash", false, "sums"},
        {Kind::Flag, "--silent", "", "Take packages and say nothing"},
        {Kind::Flag, "--remove", "", "Take each package away as soon as it is seen"},
    });
}

} // namespace

Command vendor_simulate_command()
{
    return {.name = "simulate",
            .summary = "A print house in a box: answers packages over time, well or badly",
            .details =
                "Prints nothing. It says received after 1 hour, mailed after 8 and 32, closed 2 "
                "hours later, and returns letters from two weeks on; what goes wrong is chosen by "
                "--seed, the same each time. A lie is corrected after a day. It may be killed and "
                "started again. For trying out Reservepost, and to see what receipts look like.\n\n"
                "  reservepost vendor simulate --in to/ --out from/ --memory house/ --once "
                "--damage 2 --return 1 --certificate …",
            .options = simulate_options(),
            .run = simulate};
}

} // namespace reservepost::batch::commands
