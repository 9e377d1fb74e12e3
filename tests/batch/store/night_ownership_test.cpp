#include "batch/store/night_ownership.h"

#include "batch/store/installation.h"
#include "batch/store/runs.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>

#include <csignal>
#include <sys/wait.h>
#include <thread>

namespace reservepost::batch::store {
namespace {

using namespace std::chrono;
using tests::TestDatabase;

const holidays::Instant start = sys_days(2026y / 11 / 23) + 23h + 30min;
const NightHolder first{"host-1", 101, start, std::nullopt};
const NightHolder second{"host-2", 202, start + 1h, std::nullopt};

TEST(NightOwnership, OnlyOneHasIt)
{
    const TestDatabase server;
    auto database = server.night();
    {
        auto transaction = database.begin();
        EXPECT_FALSE(night_holder(transaction)) << "nobody has ever had it";
        create_installation(transaction, true);
        transaction.commit();
    }
    {
        const auto mine = NightOwnership::take(server.night(), first);
        ASSERT_TRUE(mine);
        EXPECT_FALSE(NightOwnership::take(server.night(), second));

        auto transaction = database.begin();
        mine->check(transaction);
        mine->note_run(transaction, begin_run(transaction, "host-1", start));
        const auto holder = night_holder(transaction);
        ASSERT_TRUE(holder);
        EXPECT_EQ(holder->host, "host-1");
        EXPECT_EQ(holder->pid, 101);
        EXPECT_EQ(holder->since, start);
        EXPECT_EQ(holder->run, 1);
    }
    const auto theirs = NightOwnership::take(server.night(), second);
    ASSERT_TRUE(theirs) << "it is free when its owner is gone";
    auto transaction = database.begin();
    EXPECT_EQ(night_holder(transaction)->host, "host-2");
}

TEST(NightOwnership, WhoLostItIsToldBeforeTheNextOutsideStep)
{
    const TestDatabase server;
    auto database = server.night();
    const auto mine = NightOwnership::take(server.night(), first);
    ASSERT_TRUE(mine);
    {
        auto transaction = database.begin(); // As a cut network would.
        EXPECT_EQ(transaction
                      .execute("select pg_terminate_backend(pid, 5000) as cut from pg_locks "
                               "where locktype = 'advisory'")
                      .size(),
                  1u);
        transaction.commit();
    }
    {
        auto transaction = database.begin();
        EXPECT_FALSE(night_holder(transaction));
        mine->check(transaction); // Nobody else has taken it: no harm can come of going on.
    }
    const auto theirs = NightOwnership::take(server.night(), second);
    ASSERT_TRUE(theirs);
    auto transaction = database.begin();
    EXPECT_THROW(mine->check(transaction), NightTakenOver);
    EXPECT_NO_THROW(theirs->check(transaction));
}

TEST(NightOwnership, ACheckedStepEndsBeforeAnotherTakesOver)
{
    const TestDatabase server;
    auto database = server.night();
    auto mine = NightOwnership::take(server.night(), first);
    ASSERT_TRUE(mine);
    std::atomic<bool> step_is_over = false;
    std::atomic<bool> taken_too_early = false;
    std::optional<Transaction> step = database.begin();
    mine->check(*step);
    {
        auto other = server.night();
        auto transaction = other.begin();
        transaction.execute("select pg_terminate_backend(pid, 5000) from pg_locks "
                            "where locktype = 'advisory'");
        transaction.commit();
    }
    std::jthread other([&] {
        const auto theirs = NightOwnership::take(server.night(), second);
        taken_too_early = !theirs || !step_is_over;
    });
    std::this_thread::sleep_for(200ms); // Long enough for a takeover that does not wait.
    step_is_over = true;
    step->commit();
    step.reset();
    other.join();
    EXPECT_FALSE(taken_too_early);
}

TEST(NightOwnership, AKilledOwnerLeavesItAtOnce)
{
    const TestDatabase server;
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto mine = NightOwnership::take(server.night(), first);
        const char word = mine ? 'y' : 'n';
        if (::write(ready[1], &word, 1) != 1) ::_exit(1);
        for (;;)
            ::pause();
    }
    char word = 0;
    ASSERT_EQ(::read(ready[0], &word, 1), 1);
    ASSERT_EQ(word, 'y');
    EXPECT_FALSE(NightOwnership::take(server.night(), second));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(NightOwnership::take(server.night(), second));
    ::close(ready[0]);
    ::close(ready[1]);
}

} // namespace
} // namespace reservepost::batch::store
