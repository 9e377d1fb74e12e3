#include "batch/letters/recompute.h"

#include "batch/receivers/register_change.h"
#include "tests/batch/letters/desk.h"
#include "tests/holidays/moments.h"
#include "tests/support/two_persons.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using namespace tests;

TEST(Recompute, LettersComeEarlierOrWhenTheyWould)
{
    const struct {
        const char* why;
        const char* key;
        receivers::Changes changes;
        std::int64_t recomputed;
        const char* due; ///< Oslo; empty: as before.
        const char* reception;
    } cases[] = {
        {"less time",
         "9101-03",
         {{"policy", "16h-wall-clock"}},
         1,
         "Thu 2026-11-26 04:00",
         "manual"},
        {"more time", "9101-03", {{"policy", "80h-business"}}, 0, "", "manual"},
        {"the same time, counted in another way",
         "9101-03",
         {{"policy", "40h-wall-clock"}},
         0,
         "",
         "manual"},
        {"paper at once", "9101-03", {{"reception", "postal"}}, 1, "", "postal"},
        {"a case system", "9101-03", {{"reception", "system"}}, 1, "", "system"},
        {"no longer paper: what was to go on paper does",
         "9102-00",
         {{"reception", "manual"}},
         0,
         "",
         "postal"},
        {"paper, and less time: one report",
         "9101-03",
         {{"reception", "postal"}, {"policy", "1h-wall-clock"}},
         1,
         "Wed 2026-11-25 13:00",
         "postal"},
        {"a telephone number", "9101-03", {{"public_phone", "00 00 00 09"}}, 0, "", "manual"},
    };
    int number = 0;
    TestOffice office;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto key = receivers::find_key(c.key).value();
        const auto record = waiting(office, ++number, key);
        const auto gone = waiting(office, ++number, key);
        set_report(office, gone, "posting");
        const auto row = [&](const RecordId& which) {
            return office
                .execute("select due_at, reception, policy from report where record = $1", {which})
                .one();
        };
        const auto due_before = row(record).instant("due_at");
        const auto gone_before = row(gone).text("reception");
        {
            auto transaction = office.database.begin();
            change_receiver(transaction, key, c.changes, office.occasion());
            const auto receiver = receivers::get(transaction, key);
            EXPECT_EQ(recompute_waiting(transaction, receiver, office.calendar, office.occasion()),
                      c.recomputed);
            const auto after =
                transaction
                    .execute("select due_at, reception from report where record = $1", {record})
                    .one();
            EXPECT_EQ(holidays::shown(after.instant("due_at")),
                      holidays::shown(*c.due ? holidays::oslo(c.due) : due_before));
            EXPECT_EQ(after.text("reception"), c.reception);
            EXPECT_EQ(transaction.execute("select reception from report where record = $1", {gone})
                          .one()
                          .text("reception"),
                      gone_before)
                << "what has letters already stays";
            EXPECT_EQ(recompute_waiting(transaction, receiver, office.calendar, office.occasion()),
                      0)
                << "the second time changes nothing";
        }
        set_report(office, record, "confirmed"); // So that the next row counts its own alone.
    }
}

} // namespace
} // namespace reservepost::batch::letters
