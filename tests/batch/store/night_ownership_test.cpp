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

/// A process of its own that owns the night, and does something outside when it is told to.
class Owner {
public:
    /// What it was doing when nothing was heard of it any more.
    enum class Doing { Nothing, OutsideStep };

    Owner(const TestDatabase& server, std::chrono::milliseconds lease, Doing doing)
    {
        if (::pipe(ready_) != 0 || ::pipe(go_on_) != 0) throw std::runtime_error("no pipe");
        child_ = ::fork();
        if (child_ == 0) live(server, lease, doing);
        char word = 0;
        if (::read(ready_[0], &word, 1) != 1) throw std::runtime_error("it owns nothing");
    }
    ~Owner()
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
        for (const int end : {ready_[0], ready_[1], go_on_[0], go_on_[1]})
            ::close(end);
    }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

    void hang() const { ::kill(child_, SIGSTOP); }
    /// Wakes it and lets it go on. Gives how it ended.
    enum Ending { Done = 0, TakenOver = 7, NoDatabase = 8 };
    int wake() const
    {
        ::kill(child_, SIGCONT);
        if (::write(go_on_[1], "g", 1) != 1) return -1;
        int status = 0;
        ::waitpid(child_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    [[noreturn]] void live(const TestDatabase& server, std::chrono::milliseconds lease, Doing doing)
    {
        try {
            const auto mine = NightOwnership::take(server.night(), first, lease).value();
            auto database = server.night();
            std::optional<Transaction> step;
            if (doing == Doing::OutsideStep) mine.check(step.emplace(database.begin()));
            char word = 'y';
            if (::write(ready_[1], &word, 1) != 1 || ::read(go_on_[0], &word, 1) != 1) ::_exit(1);
            if (!step) mine.check(step.emplace(database.begin()));
            step->commit();
            ::_exit(Done);
        } catch (const NightTakenOver&) {
            ::_exit(TakenOver);
        } catch (const StoreError&) {
            ::_exit(NoDatabase);
        }
    }

    pid_t child_ = 0;
    int ready_[2], go_on_[2];
};

/// Tries until it has it.
NightOwnership taken_in_the_end(const TestDatabase& server)
{
    for (;;)
        if (auto mine = NightOwnership::take(server.night(), second)) return std::move(*mine);
}

TEST(NightOwnership, AHolderThatHangsIsTakenOverWhenItsLeaseIsOver)
{
    const TestDatabase server;
    const Owner owner(server, 400ms, Owner::Doing::Nothing);
    owner.hang();
    const auto mine = taken_in_the_end(server);
    ASSERT_TRUE(mine.taken_from());
    EXPECT_EQ(mine.taken_from()->host, "host-1");
    EXPECT_EQ(mine.taken_from()->pid, 101);
    EXPECT_EQ(owner.wake(), Owner::TakenOver) << "awake again, it does nothing more outside";
    auto database = server.night();
    auto transaction = database.begin();
    mine.check(transaction);
    EXPECT_EQ(night_holder(transaction)->host, "host-2");
}

TEST(NightOwnership, AHolderThatHangsInTheMiddleOfAStepIsTakenOverToo)
{
    const TestDatabase server;
    const Owner owner(server, 400ms, Owner::Doing::OutsideStep);
    owner.hang();
    const auto mine = taken_in_the_end(server);
    EXPECT_TRUE(mine.taken_from());
    EXPECT_EQ(owner.wake(), Owner::NoDatabase) << "its step was never committed";
}

TEST(NightOwnership, AHolderThatLivesRenewsItsLease)
{
    const TestDatabase server;
    const Owner owner(server, 2s, Owner::Doing::Nothing);
    auto database = server.night();
    const auto lease_until = [&] {
        auto transaction = database.begin();
        return transaction.execute("select lease_until from night").one().instant("lease_until");
    };
    const auto taken = lease_until();
    while (lease_until() < taken + 2s) { // Renewed until after its first end.
    }
    EXPECT_FALSE(NightOwnership::take(server.night(), second));
    EXPECT_EQ(owner.wake(), Owner::Done);
}

TEST(NightOwnership, OfManyWhoFindASilentHolderOneGetsTheNight)
{
    const TestDatabase server;
    const Owner owner(server, 300ms, Owner::Doing::Nothing);
    owner.hang();
    std::atomic<int> has_it = 0;
    std::atomic<bool> too_many = false;
    {
        std::vector<std::jthread> others;
        for (int i = 0; i < 4; ++i)
            others.emplace_back([&] {
                const auto mine = taken_in_the_end(server);
                too_many = too_many || ++has_it > 1;
                auto database = server.night();
                auto transaction = database.begin();
                mine.check(transaction); // Nobody ended a holder who lives.
                transaction.commit();
                --has_it;
            });
    }
    EXPECT_FALSE(too_many);
}

TEST(NightOwnership, AnOldLeaseOfOneWhoLeftIsNobodysConcern)
{
    const TestDatabase server;
    ASSERT_TRUE(NightOwnership::take(server.night(), first));
    auto owner = server.owner();
    auto transaction = owner.begin();
    transaction.execute("update night set lease_until = clock_timestamp() - interval '1 hour'");
    transaction.commit();
    const auto mine = NightOwnership::take(server.night(), second);
    ASSERT_TRUE(mine);
    EXPECT_FALSE(mine->taken_from());
}

} // namespace
} // namespace reservepost::batch::store
