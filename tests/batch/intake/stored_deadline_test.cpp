#include "batch/intake/stored_deadline.h"

#include "batch/intake/quarantine.h"
#include "tests/batch/intake/taken_in.h"
#include "tests/holidays/moments.h"
#include "tests/support/two_persons.h"

#include <gtest/gtest.h>

namespace reservepost::batch::intake {
namespace {

using namespace tests;
using holidays::oslo;

std::optional<StoredDeadline> stored(TestOffice& office, int number)
{
    auto transaction = office.database.begin();
    return find_deadline(transaction, office.lookup_key, reference(number));
}

TEST(StoredDeadline, HasAllThatItWasCountedBy)
{
    TestOffice office;
    {
        auto transaction = office.database.begin();
        tests::change_receiver(transaction, {"9101", "03"}, {{"policy", "16h-office"}},
                               office.occasion());
        transaction.commit();
    }
    office.now = oslo("Wed 2026-12-23 09:00");
    take_in_one(office, incoming(1, report_text("9101", "03")));
    office.calendar = office.calendar.close_eves();
    take_in_one(office, incoming(2, report_text("9101", "05")));

    const auto own = stored(office, 1).value();
    EXPECT_EQ(own.policy, "16h-office");
    EXPECT_EQ(own.policy_version, 1);
    EXPECT_EQ(own.holiday_table, holidays::holiday_table_version);
    EXPECT_FALSE(own.eves_closed);
    EXPECT_EQ(own.state, "waiting");
    EXPECT_EQ(own.reception, "manual");
    EXPECT_EQ(own.stated_time, "absent");
    EXPECT_EQ(holidays::shown(own.accepted_at), holidays::shown(office.now));
    EXPECT_EQ(holidays::shown(own.due_at), holidays::shown(oslo("Mon 2026-12-28 09:00")));

    const auto usual = stored(office, 2).value();
    EXPECT_EQ(usual.policy, "40h-business");
    EXPECT_TRUE(usual.eves_closed);
    EXPECT_EQ(holidays::shown(usual.due_at), holidays::shown(oslo("Tue 2026-12-29 01:00")));
}

TEST(StoredDeadline, IsCountedAnewInTodaysCalendarWhenItIsReleasedFromQuarantine)
{
    TestOffice office;
    office.now = oslo("Wed 2026-12-23 09:00");
    const auto answer = take_in_one(office, incoming(1, "{ broken"));
    EXPECT_EQ(stored(office, 1)->state, "quarantined");
    EXPECT_FALSE(stored(office, 1)->eves_closed);
    office.execute("update report set holiday_table = 0"); // As if an older program had been here.

    office.calendar = office.calendar.close_eves();
    auto transaction = office.database.begin();
    release_from_quarantine(transaction, office.vault, answer.record.value(), {"9101", "03"},
                            office.calendar, office.occasion());
    transaction.commit();
    const auto released = stored(office, 1).value();
    EXPECT_EQ(released.state, "waiting");
    EXPECT_EQ(released.holiday_table, holidays::holiday_table_version);
    EXPECT_TRUE(released.eves_closed);
    EXPECT_EQ(holidays::shown(released.due_at), holidays::shown(oslo("Tue 2026-12-29 01:00")));
}

TEST(StoredDeadline, OfTwoIsThatOfTheReportAndNotOfTheFileBesideIt)
{
    TestOffice office;
    take_in_one(office, incoming(1, "{ broken"));
    office.now += std::chrono::hours(1);
    const auto whole = take_in_one(office, incoming(1, report_text("9101", "03")));
    EXPECT_EQ(stored(office, 1)->record, whole.record);
}

TEST(StoredDeadline, OfNobodyIsNone)
{
    TestOffice office;
    take_in_one(office, incoming(1, report_text("9101", "03")));
    EXPECT_TRUE(stored(office, 1));
    EXPECT_FALSE(stored(office, 2));
    const auto other_key = crypto::SecretKey::random();
    auto transaction = office.database.begin();
    EXPECT_FALSE(find_deadline(transaction, other_key, reference(1)));
}

} // namespace
} // namespace reservepost::batch::intake
