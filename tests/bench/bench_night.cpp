// Times one whole night by step, from reports that wait in the store to encrypted packages at the
// print house's directory, beside a floor of the same run: the same letters set once, with nothing
// read from the database and nothing written down.
//
//     bench_night COUNT [--threads N] [--state DIR] [--characters N] [--receivers N]
//
// DIR must be missing or empty, and is left there: its disk is what is measured.
#include "batch/letters/in_parallel.h"
#include "batch/letters/typesetter.h"
#include "batch/night.h"
#include "batch/night_steps.h"
#include "batch/receivers/register.h"
#include "batch/store/server_process.h"
#include "batch/store/server_user.h"
#include "tests/bench/made_up_night.h"

#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace reservepost::bench {
namespace {

namespace fs = std::filesystem;

struct Wanted {
    std::uint64_t count = 0;
    int threads = 2;
    int receivers = 300;
    fs::path state = "/var/tmp/reservepost-bench-night";
    LetterKind kind{.characters = 1500};
};

/// Seconds of computing time so far: ours with our children's, and the database server's.
struct Spent {
    double at = 0; ///< The machine's clock.
    double ours = 0;
    double servers = 0;
};

double seconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double ours()
{
    double sum = 0;
    for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage = {};
        ::getrusage(who, &usage);
        sum += seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }
    return sum;
}

/// Fields 14 to 17 of /proc/N/stat: user and system time, and of children that have ended.
double of_process(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    const std::string line{std::istreambuf_iterator<char>(file), {}};
    if (line.empty()) return 0;
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    double ticks = 0, sum = 0;
    for (int field = 14; field < 18 && fields >> ticks; ++field)
        sum += ticks;
    return sum / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Spent spent(const fs::path& state)
{
    Spent now;
    timespec since_start = {};
    ::clock_gettime(CLOCK_MONOTONIC, &since_start);
    now.at =
        static_cast<double>(since_start.tv_sec) + static_cast<double>(since_start.tv_nsec) / 1e9;
    now.ours = ours();
    batch::store::ServerPlaces places;
    places.data = fs::canonical(state / "database" / "data");
    for (const auto process : living_processes(batch::store::server_user(), places))
        now.servers += of_process(process);
    return now;
}

void print_row(const std::string& name, const Spent& from, const Spent& to, std::uint64_t letters)
{
    const double wall = to.at - from.at;
    const auto count = static_cast<double>(letters);
    std::printf("%-14s %9.2f s %9.0f letters/s   ms CPU a letter: %6.3f ours, %6.3f server's\n",
                name.c_str(), wall, count / wall, (to.ours - from.ours) * 1000 / count,
                (to.servers - from.servers) * 1000 / count);
    std::fflush(stdout);
}

/// Sets each letter once more, as `typeset` did, and writes nothing down.
void measure_floor(batch::OpenedState& state, const Wanted& wanted)
{
    const auto ownership = batch::store::NightOwnership::take(
        state.connect(),
        {.host = "bench", .pid = ::getpid(), .since = state.clock().now(), .run = {}});
    const batch::NightOptions options{.only = {}, .threads = wanted.threads};
    batch::NightWork work(state, ownership.value(), options);
    const auto& typesetter = work.typesetter();
    auto transaction = state.database().begin();
    const auto snapshot = batch::receivers::snapshot(transaction);
    const auto ring = batch::store::read_installation(transaction).vault_ring;
    std::vector<batch::letters::LetterRow> letters;
    for (const batch::store::Row row : transaction.execute(
             "select " + std::string(batch::letters::letter_row_columns) +
             " from letter l join report r using (record) order by l.id limit 5000"))
        letters.push_back(batch::letters::read_letter_row(row));
    const auto before = spent(wanted.state);
    batch::letters::in_parallel(letters.size(), wanted.threads,
                                [&](std::size_t i) { typesetter.set(letters[i], snapshot, ring); });
    print_row("floor: set", before, spent(wanted.state), letters.size());
}

void measure(const Wanted& wanted)
{
    make_state(wanted.state, wanted.receivers);
    {
        auto state = open_state(wanted.state, reports_come_in());
        const auto before = spent(wanted.state);
        take_in_reports(state, wanted.kind, wanted.count, wanted.receivers);
        print_row("(intake)", before, spent(wanted.state), wanted.count);
    }
    auto state = open_state(wanted.state, night_falls());
    const auto first = spent(wanted.state);
    auto last = first;
    const auto report = batch::run_night(
        state, {.only = {}, .threads = wanted.threads, .told = [&](const auto& step) {
                    const auto now = spent(wanted.state);
                    print_row(step.step, last, now, wanted.count);
                    last = now;
                }});
    print_row("whole night", first, last, wanted.count);
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("peak memory    %9.0f MiB, exit status of the run %d\n",
                static_cast<double>(usage.ru_maxrss) / 1024, report.value().exit_status);
    measure_floor(state, wanted);
}

std::optional<Wanted> wanted_by(const std::vector<std::string>& words)
{
    Wanted wanted;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool has_value = i + 1 < words.size();
        if (words[i] == "--threads" && has_value)
            wanted.threads = std::stoi(words[++i]);
        else if (words[i] == "--receivers" && has_value)
            wanted.receivers = std::stoi(words[++i]);
        else if (words[i] == "--characters" && has_value)
            wanted.kind.characters = std::stoul(words[++i]);
        else if (words[i] == "--state" && has_value)
            wanted.state = words[++i];
        else
            wanted.count = std::stoul(words[i]);
    }
    return wanted.count > 0 ? std::optional(wanted) : std::nullopt;
}

} // namespace
} // namespace reservepost::bench

int main(int argc, char** argv)
{
    try {
        const auto wanted = reservepost::bench::wanted_by({argv + 1, argv + argc});
        if (!wanted) {
            std::cerr << "usage: bench_night COUNT [--threads N] [--state DIR] [--characters N] "
                         "[--receivers N]\n";
            return 1;
        }
        reservepost::bench::measure(*wanted);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
