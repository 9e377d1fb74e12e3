#include "batch/letters/typeset.h"
#include "tests/batch/letters/desk.h"
#include "tests/layout/shared_workshop.h"

#include <csignal>
#include <gtest/gtest.h>

// Several processes that set letters from one database at once.

namespace reservepost::batch::letters {
namespace {

using namespace tests;

/// An office whose letters wait to be set, by processes of their own.
class Hall {
public:
    explicit Hall(int letters)
    {
        for (int number = 1; number <= letters; ++number) {
            const auto record =
                take_in_one(office, incoming(number, report_text("9101", "03"))).record.value();
            set_report(office, record, "posting");
            letter_in(office, record, "gathered");
        }
    }

    TypesetCount set(store::Database& database, const Workers& workers = {}) const
    {
        return typeset(database, typesetter, office.occasion(), workers);
    }
    TypesetCount set() { return set(office.database); }

    /// Begins to set letters in another process, whose exit status is 0 when all went well, and 3
    /// when the database did not let it go on.
    pid_t begin(const Workers& workers = {}) const
    {
        const pid_t child = ::fork();
        if (child != 0) return child;
        int status = 0;
        try {
            auto database = office.server.night();
            set(database, workers);
        } catch (const store::StoreError&) {
            status = 3;
        } catch (const std::exception&) {
            status = 4;
        }
        ::_exit(status);
    }

    std::int64_t letters(const std::string& state)
    {
        return office.number("select count(*) as n from letter where state = $1", {state});
    }
    /// No letter was set twice, by whomever.
    void expect_each_set_once(std::int64_t count)
    {
        EXPECT_EQ(letters("typeset"), count);
        EXPECT_EQ(office.number("select count(*) as n from journal where event = 'typeset'"),
                  count);
        EXPECT_EQ(office.number("select count(distinct subject) as n from journal where event = "
                                "'typeset'"),
                  count);
    }

    TestOffice office;
    Typesetter typesetter{office.vault, layout::shared_workshop(), {{}, {}, "Retur, 0001 OSLO"}};
};

int status_of(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Holds the child back in the middle of its chunk: it keeps its wordings' row only when `barrier`
/// is gone, since it waits for the lock that guards new wordings.
class Barrier {
public:
    explicit Barrier(const TestOffice& office)
        : database_(office.server.night()), transaction_(database_.begin())
    {
        transaction_.execute("select pg_advisory_xact_lock(2003792484)"); // "word" in ASCII
    }
    /// Returns when somebody waits for it: somebody's chunk is claimed and composed.
    static void await_waiting(TestOffice& office)
    {
        while (office.number("select count(*) as n from pg_locks where locktype = 'advisory' and "
                             "not granted") == 0) {
        }
    }

private:
    store::Database database_;
    store::Transaction transaction_;
};

TEST(Workers, TwoProcessesSetEachLetterOnce)
{
    Hall hall(120); // More than a chunk, so that both have some.
    const Workers two{.threads = 2, .connect = [&] { return hall.office.server.night(); }};
    const pid_t first = hall.begin(two);
    const pid_t second = hall.begin(two);
    EXPECT_EQ(status_of(first), 0);
    EXPECT_EQ(status_of(second), 0);
    hall.expect_each_set_once(120);
}

TEST(Workers, OneKilledInTheMiddleOfItsChunkGivesItBack)
{
    Hall hall(3);
    {
        const Barrier barrier(hall.office);
        const pid_t child = hall.begin();
        Barrier::await_waiting(hall.office);
        EXPECT_EQ(hall.set().typeset, 0) << "the chunk is another's";
        ::kill(child, SIGKILL);
        EXPECT_EQ(status_of(child), -1);
    }
    // Until its server process has noticed, the dead one's letters are locked.
    hall.office.execute("select id from letter for update");
    EXPECT_EQ(hall.set().typeset, 3);
    hall.expect_each_set_once(3);
}

TEST(Workers, OneThatHangsLosesItsChunkWhenTheLeaseIsOver)
{
    Hall hall(3);
    const pid_t child = [&] {
        const Barrier barrier(hall.office);
        // Long enough to compose three letters on a slow machine.
        const pid_t begun =
            hall.begin({.threads = 1, .connect = {}, .lease = std::chrono::seconds(5)});
        Barrier::await_waiting(hall.office);
        ::kill(begun, SIGSTOP); // It never hears that the barrier is gone.
        return begun;
    }();
    hall.office.execute("select id from letter for update"); // Waits until the lease is over.
    EXPECT_EQ(hall.set().typeset, 3);
    ::kill(child, SIGCONT);
    EXPECT_EQ(status_of(child), 3) << "awake again, it may not write anything down";
    hall.expect_each_set_once(3);
}

TEST(Workers, AFaultInOneThreadIsThrownOnWhenTheOthersAreDone)
{
    Hall hall(3);
    const Workers workers{.threads = 2, .connect = []() -> store::Database {
                              throw std::runtime_error("no second connection");
                          }};
    EXPECT_THROW(hall.set(hall.office.database, workers), std::runtime_error);
    hall.expect_each_set_once(3);
}

} // namespace
} // namespace reservepost::batch::letters
