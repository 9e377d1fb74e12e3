#include "batch/commands/preflight_bounds.h"

#include "batch/commands/command.h"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <string_view>
#include <unistd.h>

namespace reservepost::batch::commands {

namespace {

constexpr rlim_t most_memory = rlim_t{448} << 20;
constexpr int grace_s = 2;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool bounds_memory = false;
#else
constexpr bool bounds_memory = true;
#endif

constexpr std::string_view in_words =
    "TOO_MUCH_TO_JUDGE: the file takes longer to judge than it may; --seconds gives it more\n";
constexpr std::string_view in_json =
    R"({"findings":[],"unjudged":{"code":"TOO_MUCH_TO_JUDGE",)"
    R"("why":"the file takes longer to judge than it may; --seconds gives it more"}})"
    "\n";

/// A signal's handler has nothing but what lies ready.
volatile std::sig_atomic_t speaks_json = 0;

extern "C" void end_without_time(int)
{
    const std::string_view words = speaks_json ? in_json : in_words;
    [[maybe_unused]] const auto written =
        ::write(speaks_json ? STDOUT_FILENO : STDERR_FILENO, words.data(), words.size());
    ::_exit(wrong_usage);
}

double computed_s()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The limit with a lower soft value; the hard one stays, so that it can be put back.
void lower(int resource, const rlimit& from, rlim_t to)
{
    const rlimit lowered{std::min(from.rlim_cur, to), from.rlim_max};
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &lowered);
}

} // namespace

ProcessBounds::ProcessBounds(int seconds, bool json) : seconds_(seconds), began_(computed_s())
{
    ::getrlimit(RLIMIT_DATA, &memory_);
    ::getrlimit(RLIMIT_CPU, &computing_);
    if (bounds_memory) lower(RLIMIT_DATA, memory_, most_memory);
    speaks_json = json ? 1 : 0;
    std::signal(SIGXCPU, end_without_time);
    lower(RLIMIT_CPU, computing_,
          static_cast<rlim_t>(began_) + static_cast<rlim_t>(seconds + grace_s));
}

ProcessBounds::~ProcessBounds()
{
    ::setrlimit(RLIMIT_CPU, &computing_);
    ::setrlimit(RLIMIT_DATA, &memory_);
    std::signal(SIGXCPU, SIG_DFL);
}

std::function<bool()> ProcessBounds::out_of_time() const
{
    return [end = began_ + seconds_] { return computed_s() > end; };
}

} // namespace reservepost::batch::commands
