#include "batch/store/server_process.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace reservepost::batch::store {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// Long enough for the recovery of a cluster of this size after a crash.
constexpr milliseconds longest_start{300'000};
constexpr milliseconds longest_stop{60'000};
constexpr milliseconds between_looks{5};

/// Looks again and again until `done`, and gives whether that came in time.
bool wait_until(milliseconds longest, const std::function<bool()>& done)
{
    for (milliseconds waited{0}; waited < longest; waited += between_looks) {
        if (done()) return true;
        std::this_thread::sleep_for(between_looks);
    }
    return done();
}

/// What stands in `file`; nothing where there is none, or where it is about a process that dies at
/// this very moment (an iterator over the stream would throw then).
std::string content_of(const fs::path& file)
{
    const std::ifstream in(file, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
}

std::optional<pid_t> number_in(std::string_view text)
{
    pid_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && number > 0 ? std::optional(number) : std::nullopt;
}

/// The state of a process, "R", "S" … "Z", out of /proc; '-' where there is none.
char state_of(pid_t process)
{
    const std::string line = content_of("/proc/" + std::to_string(process) + "/stat");
    const auto after_name = line.rfind(')');
    return after_name == std::string::npos || after_name + 2 >= line.size() ? '-'
                                                                            : line[after_name + 2];
}

bool is_alive(pid_t process)
{
    const char state = state_of(process);
    return state != '-' && state != 'Z' && state != 'X';
}

/// The number in `postmaster.pid`; read as the server's user, whose file it is.
std::optional<pid_t> postmaster(const ServerUser& user, const ServerPlaces& places)
{
    return number_in(done_as(user, [&] { return content_of(places.data / "postmaster.pid"); }));
}

/// After a kill -9 the files that say "a server is here" may name a zombie, or a process of another
/// program that has got the number since; PostgreSQL would take either for a running server. It is
/// known that no process of the cluster lives. Where the number is simply gone, PostgreSQL clears
/// its files itself, and its own check for sessions left over stays in force.
void clear_leftovers(const ServerUser& user, const ServerPlaces& places)
{
    const auto number = postmaster(user, places);
    const fs::path socket = places.socket / ".s.PGSQL.5432";
    const fs::path lock = places.socket / ".s.PGSQL.5432.lock";
    const auto lock_number = number_in(content_of(lock));
    if (number && state_of(*number) != '-') fs::remove(places.data / "postmaster.pid");
    if (lock_number && state_of(*lock_number) != '-') {
        fs::remove(socket);
        fs::remove(lock);
    }
}

Program server_program(const ServerPlaces& places)
{
    Program program{places.programs / "postgres",
                    {"-D", places.data.string(), "-k", places.socket.string(), "-p", "5432"},
                    {},
                    places.log_file};
    // On the command line, where neither a configuration file nor ALTER SYSTEM can change it.
    for (const char* setting :
         {"listen_addresses=", "fsync=on", "full_page_writes=on", "synchronous_commit=on",
          "jit=off", "timezone=UTC", "log_timezone=UTC", "max_connections=50",
          // Disks of today have no heads to move: a row by its index costs little more than the
          // next one, and a chunk of a queue is never worth a walk through the whole table.
          "random_page_cost=1.1",
          // The log holds no values: no errors (clients get their SQLSTATE), no statements.
          "log_min_messages=log", "log_error_verbosity=terse", "log_min_error_statement=panic",
          "log_statement=none", "log_min_duration_statement=-1", "log_parameter_max_length=0",
          "log_parameter_max_length_on_error=0", "log_checkpoints=off", "logging_collector=off",
          "log_destination=stderr", "log_line_prefix=%m [%p] "}) {
        program.arguments.insert(program.arguments.end(), {"-c", setting});
    }
    return program;
}

[[noreturn]] void refuse(const ServerPlaces& places, const std::string& what)
{
    throw std::runtime_error("PostgreSQL in " + places.data.string() + " " + what +
                             "; its log is " + places.log_file.string());
}

} // namespace

bool answers(const ServerPlaces& places)
{
    const std::string socket = places.socket.string();
    const char* const keywords[] = {"host", "port", "dbname", "user", "connect_timeout", nullptr};
    const char* const values[] = {socket.c_str(),      "5432", "reservepost",
                                  "reservepost_night", "10",   nullptr};
    return ::PQpingParams(keywords, values, 0) == PQPING_OK;
}

std::vector<pid_t> living_processes(const ServerUser& user, const ServerPlaces& places)
{
    // As the server's user: also root may not look at another user's process everywhere.
    std::istringstream found(done_as(user, [&] {
        std::string numbers;
        std::error_code unreadable; // Of another user, or just gone.
        for (const auto& entry : fs::directory_iterator("/proc")) {
            const auto number = number_in(entry.path().filename().string());
            if (!number || content_of(entry.path() / "comm") != "postgres\n") continue;
            if (fs::read_symlink(entry.path() / "cwd", unreadable) != places.data) continue;
            if (is_alive(*number)) numbers += std::to_string(*number) + ' ';
        }
        return numbers;
    }));
    return {std::istream_iterator<pid_t>(found), {}};
}

void make_answer(const ServerUser& user, const ServerPlaces& places)
{
    if (answers(places)) return;

    bool runs = false;
    const bool settled = wait_until(longest_start, [&] {
        if (living_processes(user, places).empty()) return true;
        return runs = answers(places);
    });
    if (runs) return;
    if (!settled) refuse(places, "has processes that neither answer nor end; end them by hand");

    clear_leftovers(user, places);
    const pid_t server = start_detached_as(user, server_program(places));
    const bool decided =
        wait_until(longest_start, [&] { return (runs = answers(places)) || !is_alive(server); });
    if (!decided) refuse(places, "does not answer after five minutes");
    if (!runs) refuse(places, "ended while it was starting");
}

void stop(const ServerUser& user, const ServerPlaces& places)
{
    const auto number = postmaster(user, places);
    const auto living = living_processes(user, places);
    if (!number || std::ranges::find(living, *number) == living.end()) return;
    ::kill(*number, SIGINT); // Fast: sessions are ended, everything is written.
    wait_until(longest_stop, [&] { return !is_alive(*number); });
}

} // namespace reservepost::batch::store
