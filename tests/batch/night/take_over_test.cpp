#include "tests/batch/night/crash_story.h"

#include <gtest/gtest.h>

// A run that hangs wherever it is: another one takes the night over when its lease has run out,
// and the one that hung does no harm when it wakes.

namespace reservepost::tests {
namespace {

/// Long enough for whoever is at work to be heard of, short enough to wait for.
constexpr std::chrono::seconds lease{2};

std::optional<batch::notices::RunReport> run_with_lease(const TestNight& night)
{
    auto state = night.open(crash_hour);
    return batch::run_night(state, {.only = {}, .threads = 1, .lease = lease});
}

/// A run in a process of its own that stands still after `point`, with all that it holds.
class HungRun {
public:
    HungRun(const TestNight& night, const std::string& point) : process_(::fork())
    {
        if (process_ != 0) return;
        ::setenv("RESERVEPOST_FAIL_POINT", (point + ":stopped").c_str(), 1);
        try {
            const auto report = run_with_lease(night);
            ::_exit(report ? report->exit_status : 70);
        } catch (const std::exception&) {
            ::_exit(71); // Told by whoever called.
        }
    }
    ~HungRun() { ::kill(process_, SIGKILL); }
    HungRun(const HungRun&) = delete;
    HungRun& operator=(const HungRun&) = delete;

    bool stands_still() const
    {
        int status = 0;
        return ::waitpid(process_, &status, WUNTRACED) == process_ && WIFSTOPPED(status);
    }

    /// Lets it go on to its end. Gives its exit status.
    int wake() const
    {
        ::kill(process_, SIGCONT);
        int status = 0;
        ::waitpid(process_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t process_;
};

/// Tries until the lease of the run that hangs is over: before that, each try does nothing.
batch::notices::RunReport take_over(const TestNight& night, int& in_vain)
{
    for (in_vain = 0;; ++in_vain)
        if (auto report = run_with_lease(night)) return *report;
}

struct Row {
    const char* point;
    const char* why;
};

constexpr Row rows[] = {
    {"delete.ring-committed", "the keys of what is deleted are still there"},
    {"vault.read-back", "reports are safe and have no rows; others wait for their turn to take in"},
    {"gather.committed", "between two steps, nothing locked"},
    {"typeset.committed", "letters have pages"},
    {"pack.sealed", "the package lies in the outbox and is not closed"},
    {"pack.facts", "the letters are locked, the stores say packed, the database does not yet"},
    {"send.uploaded", "the file lies at the house under another name"},
    {"send.renamed", "the house has it, and nobody knows"},
};

class TakeOver : public testing::TestWithParam<Row> {};

TEST_P(TakeOver, TheNightOfARunThatHangsIsDoneByAnotherAndByNobodyTwice)
{
    SCOPED_TRACE(GetParam().why);
    TestNight night;
    prepare_crash_story(night);
    night.start();

    const HungRun hung(night, GetParam().point);
    ASSERT_TRUE(hung.stands_still()) << "the point was not reached";
    int in_vain = 0;
    const auto report = take_over(night, in_vain);
    EXPECT_GT(in_vain, 0) << "while the lease holds, the night is the other's";
    // It has the deletion log open: what writes there waits until somebody has ended it.
    EXPECT_EQ(report.exit_status, 3) << batch::notices::text_of(report);
    for (const char* step : {"intake", "receipts", "gather", "typeset", "pack", "send"})
        EXPECT_EQ(step_of(report, step).state, batch::notices::StepState::Done) << step;
    EXPECT_EQ(night.number("select count(*) as n from incident where code = 'night-taken-over' "
                           "and state = 'open'"),
              1);

    const int woken = hung.wake();
    EXPECT_TRUE(woken == 3 || woken == 71) << "it notices: " << woken;
    expect_promises(night, night.run(crash_hour));
}

INSTANTIATE_TEST_SUITE_P(At, TakeOver, testing::ValuesIn(rows), [](const auto& test) {
    std::string name;
    for (const char c : std::string_view(test.param.point))
        if (c != '.' && c != '-') name += c;
    return name;
});

} // namespace
} // namespace reservepost::tests
