#include "batch/commands/progress.h"

#include <gtest/gtest.h>

#include <sstream>

// What somebody who watches long work sees.

namespace reservepost::batch::commands {
namespace {

using Manner = Progress::Manner;

/// What stands on a terminal's line after `output`: each \r begins it anew.
std::string on_screen(const std::string& output)
{
    std::string line;
    std::size_t at = 0;
    for (const char c : output) {
        if (c == '\r') {
            at = 0;
            continue;
        }
        if (at == line.size()) line += ' ';
        line[at++] = c;
    }
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

TEST(Progress, DrawsABarOverItself)
{
    std::ostringstream err;
    {
        Progress progress(err, Manner::Bar, "letters", 2000);
        progress.reached(1, 20);
        EXPECT_EQ(on_screen(err.str()), "[..............................]   1 %  1 letters");
        progress.reached(50, 1000);
        EXPECT_EQ(on_screen(err.str()), "[###############...............]  50 %  50 letters");
        progress.reached(99, 3000);
        EXPECT_EQ(on_screen(err.str()), "[##############################] 100 %  99 letters")
            << "a file that grew meanwhile";
    }
    EXPECT_EQ(on_screen(err.str()), "") << "nothing is left behind";
    EXPECT_EQ(err.str().find('\n'), std::string::npos);
}

TEST(Progress, IsRedrawnOnlyWhenItMoves)
{
    std::ostringstream err;
    Progress progress(err, Manner::Bar, "letters", 1'000'000);
    for (std::uint64_t i = 1; i <= 1'000'000; ++i)
        progress.reached(i, i);
    const auto text = err.str();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\r'), 101);
}

TEST(Progress, CountsWhereTheEndIsNotKnown)
{
    std::ostringstream err;
    Progress progress(err, Manner::Bar, "letters", 0);
    progress.reached(64, 5000);
    EXPECT_EQ(on_screen(err.str()), "64 letters");
    progress.reached(128, 10'000);
    EXPECT_EQ(on_screen(err.str()), "128 letters");
}

TEST(Progress, MakesRoomForWhatIsSaidBetween)
{
    std::ostringstream err;
    Progress progress(err, Manner::Bar, "letters", 10);
    progress.reached(5, 5);
    progress.hide();
    EXPECT_EQ(on_screen(err.str()), "");
    progress.hide();
    progress.reached(5, 5);
    EXPECT_EQ(on_screen(err.str()), "[###############...............]  50 %  5 letters")
        << "and comes back";
}

TEST(Progress, IsALineNowAndThenInALog)
{
    std::ostringstream err;
    {
        Progress progress(err, Manner::Lines, "letters", 0);
        for (std::uint64_t i = 1; i < 700; ++i)
            progress.reached(i * 50, i);
    }
    EXPECT_EQ(err.str(), "10000 letters\n20000 letters\n30000 letters\n");
}

TEST(Progress, CanBeSilent)
{
    std::ostringstream err;
    Progress progress(err, Manner::Silent, "letters", 10);
    progress.reached(10'000, 10);
    EXPECT_EQ(err.str(), "");
}

TEST(Progress, GoesToATerminalOnly)
{
    std::istringstream in;
    std::ostringstream out, err;
    Invocation invocation{.state = {},
                          .configuration = {},
                          .json = false,
                          .now = {},
                          .command = {},
                          .person = {},
                          .in = in,
                          .out = out,
                          .err = err,
                          .values = {}};
    EXPECT_EQ(Progress::manner_for(invocation, Manner::Lines), Manner::Lines);
    EXPECT_EQ(Progress::manner_for(invocation, Manner::Silent), Manner::Silent);
    invocation.json = true;
    EXPECT_EQ(Progress::manner_for(invocation, Manner::Lines), Manner::Silent);
}

} // namespace
} // namespace reservepost::batch::commands
