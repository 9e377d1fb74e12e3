#include "tests/batch/intake/taken_in.h"
#include "tests/holidays/moments.h"

#include <algorithm>
#include <gtest/gtest.h>

// When a report's clock starts, and the confirmation that was faster than its report.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
using holidays::oslo;

TEST(IntakeClock, AppliesAConfirmationThatCameWithinTwoDaysBefore)
{
    using std::chrono::hours;
    using std::chrono::microseconds;
    TestOffice office;
    const struct {
        const char* why;
        holidays::Duration before;
        receivers::ReceiverKey receiver;
        const char* state;
    } cases[] = {
        {"an hour before", hours(1), {"9101", "03"}, "confirmed"},
        {"just within 48 hours", hours(48) - microseconds(1), {"9101", "03"}, "confirmed"},
        {"48 hours to the instant", hours(48), {"9101", "03"}, "waiting"},
        {"three days before", hours(72), {"9101", "03"}, "waiting"},
        {"by another receiver", hours(1), {"9102", "00"}, "waiting"},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        ++number;
        office.execute("insert into early_confirmation (reference_digest, receiver, confirmed_at) "
                       "values ($1, $2, $3)",
                       {lookup_digest(office.lookup_key, reference(number)),
                        office.receiver_id(c.receiver), office.now - c.before});
        const auto answer = take_in_one(office, incoming(number, report_text("9101", "03")));
        const auto found = row_of(office, answer.record.value());
        EXPECT_EQ(found.state, c.state);
        const auto facts = office.vault.read_facts().at(1).facts;
        EXPECT_EQ(std::ranges::count(facts, *answer.record, &vault::Fact::record),
                  found.state == "confirmed" ? 1 : 0);
    }
}

TEST(IntakeClock, StartsTheClockAtTheStatedTimeUnlessItCannotStand)
{
    TestOffice office;
    const auto now = oslo("Wed 2026-11-25 12:00");
    const auto at_once = now;
    const auto from_now = oslo("Fri 2026-11-27 04:00");
    const struct {
        const char* why;
        const char* sent_at;
        const char* meta;
        const char* note;
        holidays::Instant accepted_at;
        holidays::Instant due_at;
    } cases[] = {
        {"Oslo time without a zone", "2026-11-23T10:00:00", nullptr, "used",
         oslo("Mon 2026-11-23 10:00"), oslo("Wed 2026-11-25 02:00")},
        {"over a weekend", "2026-11-20T15:00:00", nullptr, "used", oslo("Fri 2026-11-20 15:00"),
         oslo("Tue 2026-11-24 07:00")},
        {"the companion file goes before", "2026-11-23T10:00:00",
         R"({"accepted_at":"2026-11-24T09:00:00Z"})", "used", oslo("Tue 2026-11-24 10:00"),
         oslo("Thu 2026-11-26 02:00")},
        {"a companion file that cannot be read", "2026-11-23T10:00:00", "{", "used",
         oslo("Mon 2026-11-23 10:00"), oslo("Wed 2026-11-25 02:00")},
        {"none", "", nullptr, "absent", now, from_now},
        {"this very instant", "2026-11-25T12:00:00", nullptr, "used", now, from_now},
        {"a second ahead", "2026-11-25T12:00:01", nullptr, "ahead", now, from_now},
        {"years ahead", "2126-11-25T12:00:01", nullptr, "ahead", now, from_now},
        {"no time at all", "i går", nullptr, "unreadable", now, from_now},
        {"an hour that never was", "2026-03-29T02:30:00", nullptr, "never-existed", now, from_now},
        {"366 days back", "2025-11-24T12:00:00", nullptr, "used", oslo("Mon 2025-11-24 12:00"),
         oslo("Wed 2025-11-26 04:00")},
        {"a second more", "2025-11-24T11:59:59", nullptr, "far-back",
         oslo("Mon 2025-11-24 12:00") - std::chrono::seconds(1), at_once},
        {"long before the calendar begins", "1999-01-04T12:00:00", nullptr, "far-back",
         oslo("Mon 1999-01-04 12:00"), at_once},
        {"before there are instants", "1814-05-17T12:00:00", nullptr, "unreadable", now, from_now},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto file = incoming(++number, report_text("9101", "03", "x", c.sent_at));
        if (c.meta != nullptr) file.meta = c.meta;
        const auto answer = take_in_one(office, file);
        ASSERT_EQ(answer.outcome, Outcome::TakenIn);
        const auto found = row_of(office, *answer.record);
        EXPECT_EQ(found.stated_time, c.note);
        EXPECT_EQ(holidays::shown(found.accepted_at), holidays::shown(c.accepted_at));
        EXPECT_EQ(holidays::shown(found.due_at), holidays::shown(c.due_at));
        EXPECT_EQ(office.vault.open(*answer.record, 1).accepted_at, found.accepted_at);
    }
}

} // namespace
} // namespace reservepost::batch::intake
