#include "batch/letters/gather.h"

#include "tests/batch/letters/desk.h"
#include "tests/holidays/moments.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using namespace tests;
using holidays::oslo;
using std::chrono::microseconds;

DueCount gather_at(TestOffice& office, holidays::Instant at)
{
    auto occasion = office.occasion();
    occasion.at = at;
    {
        auto transaction = office.database.begin();
        const auto expected = count_due(transaction, at);
        transaction.commit();
        const auto counts = gather(office.database, occasion);
        EXPECT_EQ(counts.not_confirmed, expected.not_confirmed) << "as --dry-run says";
        EXPECT_EQ(counts.rejected, expected.rejected);
        EXPECT_EQ(counts.postal, expected.postal);
        return counts;
    }
}

// Taken in on Wednesday 25 November 2026 at 12:00, so forty hours of business days end on Friday.
const holidays::Instant deadline = oslo("Fri 2026-11-27 04:00");

TEST(Gather, AReportIsDueAtTheVeryInstantOfItsDeadline)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    EXPECT_EQ(gather_at(office, deadline - microseconds(1)).all(), 0);
    EXPECT_EQ(report_state_of(office, record), "waiting");
    EXPECT_EQ(gather_at(office, deadline).not_confirmed, 1);
    EXPECT_EQ(report_state_of(office, record), "posting");
}

TEST(Gather, EveryCauseHasItsHour)
{
    TestOffice office;
    const auto soon = office.now + std::chrono::minutes(1);
    const struct {
        const char* why;
        receivers::ReceiverKey receiver;
        bool rejected;
        holidays::Instant at;
        const char* cause;
    } cases[] = {
        {"nobody confirmed", {"9101", "03"}, false, deadline, "not-confirmed"},
        {"its case system refused it", {"9103", "00"}, true, soon, "rejected"},
        {"its receiver chose paper", {"9102", "00"}, false, soon, "postal"},
        {"a case system that said nothing", {"9103", "00"}, false, deadline, "not-confirmed"},
        {"refused by one who chose paper", {"9102", "00"}, true, soon, "rejected"},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto record = waiting(office, ++number, c.receiver);
        if (c.rejected) {
            auto desk = desk_of(office);
            ASSERT_EQ(reject(desk, reference(number), c.receiver, ""), AnswerOutcome::Rejected);
        }
        EXPECT_EQ(gather_at(office, c.at).all(), 1);
        const auto letter =
            office
                .execute("select kind, state, cause, receiver, letter_date::text as day, "
                         "gathered_at from letter where record = $1",
                         {record})
                .one();
        EXPECT_EQ(letter.text("kind"), "forwarding");
        EXPECT_EQ(letter.text("state"), "gathered");
        EXPECT_EQ(letter.text("cause"), c.cause);
        EXPECT_EQ(letter.integer("receiver"), office.receiver_id(c.receiver));
        EXPECT_EQ(letter.text("day"), holidays::oslo_date(c.at).text());
        EXPECT_EQ(letter.instant("gathered_at"), c.at);
    }
}

TEST(Gather, TwiceChangesNothing)
{
    TestOffice office;
    for (int i = 1; i <= 3; ++i)
        waiting(office, i);
    EXPECT_EQ(gather_at(office, deadline).all(), 3);
    const auto lines = office.number("select count(*) as n from journal");
    EXPECT_EQ(gather_at(office, deadline).all(), 0);
    EXPECT_EQ(gather_at(office, deadline + std::chrono::hours(100)).all(), 0);
    EXPECT_EQ(office.number("select count(*) as n from letter"), 3);
    EXPECT_EQ(office.number("select count(*) as n from journal"), lines);
}

TEST(Gather, TheLetterCarriesTheDayInOsloNotInGreenwich)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    gather_at(office, oslo("Sat 2026-11-28 00:30"));
    EXPECT_EQ(
        office.execute("select letter_date::text as day from letter where record = $1", {record})
            .one()
            .text("day"),
        "2026-11-28");
}

TEST(Gather, LooksBackWithoutEnd)
{
    TestOffice office;
    waiting(office, 1);
    EXPECT_EQ(gather_at(office, oslo("Mon 2036-11-24 12:00")).not_confirmed, 1);
}

TEST(Gather, LeavesEverythingElseAlone)
{
    TestOffice office;
    auto desk = desk_of(office);
    waiting(office, 1);
    ASSERT_EQ(confirm(desk, reference(1), {"9101", "03"}), AnswerOutcome::Confirmed);
    take_in_one(office, incoming(2, "{ broken"));
    waiting(office, 3, {"9999", "00"});
    set_report(office, waiting(office, 4), "posting");
    EXPECT_EQ(gather_at(office, deadline + std::chrono::hours(1000)).all(), 0);
    EXPECT_EQ(office.number("select count(*) as n from letter"), 1) << "the held one";
}

TEST(Gather, OldestDeadlineFirst)
{
    TestOffice office;
    const int order[] = {3, 1, 2};
    for (const int number : order) {
        const auto record = waiting(office, number);
        office.execute("update report set due_at = $2 where record = $1",
                       {record, office.now + std::chrono::hours(number)});
    }
    gather_at(office, deadline);
    std::vector<std::int64_t> hours;
    for (const store::Row row : office.execute(
             "select extract(epoch from r.due_at - r.taken_in_at)::bigint / 3600 as n from letter "
             "l join report r using (record) order by l.id"))
        hours.push_back(row.integer("n"));
    EXPECT_EQ(hours, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(Gather, AReportThatIsBeingConfirmedIsLeftToWhoeverHoldsIt)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    auto another = office.server.night();
    auto holding = another.begin();
    holding.execute("select from report where record = $1 for update", {record});
    auto occasion = office.occasion();
    occasion.at = deadline;
    EXPECT_EQ(gather(office.database, occasion).all(), 0);
    holding.commit();
    EXPECT_EQ(gather(office.database, occasion).all(), 1);
}

TEST(Gather, KilledBetweenItsStepsItGathersNothingTwice)
{
    for (const char* point : {"gather.committed:before", "gather.committed"}) {
        SCOPED_TRACE(point);
        TestOffice office;
        for (int i = 1; i <= 3; ++i)
            waiting(office, i);
        ASSERT_TRUE(killed_at(point, [&] {
            auto database = office.server.night();
            auto occasion = office.occasion();
            occasion.at = deadline;
            gather(database, occasion);
        }));
        gather_at(office, deadline);
        EXPECT_EQ(office.number("select count(*) as n from letter where state = 'gathered'"), 3);
    }
}

} // namespace
} // namespace reservepost::batch::letters
