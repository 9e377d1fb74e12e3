#include "batch/receivers/routing.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

using holidays::Date;

Receiver receiver(const char* municipality, const char* district, bool is_default = false)
{
    Receiver result;
    result.key = {municipality, district};
    result.default_district = is_default;
    result.agreement_date = Date(2020, 1, 1);
    return result;
}

Snapshot register_of_the_test()
{
    Snapshot snapshot;
    auto& all = snapshot.receivers;
    all = {receiver("0301", "01"),       receiver("0301", "10", true), receiver("0301", "15"),
           receiver("1103", "01"),       receiver("1103", "02"),       receiver("3301", "00", true),
           receiver("3907", "00", true), receiver("4601", "02", true), receiver("4601", "03"),
           receiver("5501", "00", true), receiver("5601", "01"),       receiver("5601", "02", true),
           receiver("5602", "00", true), receiver("5603", "01"),       receiver("5603", "02", true),
           receiver("5603", "03"),       receiver("5999", "00", true)};
    auto& closed = *std::ranges::find(all, ReceiverKey{"5999", "00"}, &Receiver::key);
    closed.valid_to = Date(2023, 12, 31);
    auto& opening = *std::ranges::find(all, ReceiverKey{"4601", "03"}, &Receiver::key);
    opening.valid_from = Date(2027, 1, 1);
    const auto named = [&](const char* municipality, const char* district) -> Receiver& {
        return *std::ranges::find(all, ReceiverKey{municipality, district}, &Receiver::key);
    };
    named("5601", "01").agreement_date = Date(2027, 1, 1);
    named("5602", "00").agreement_date = std::nullopt;
    named("5603", "01").valid_to = Date(2025, 12, 31);
    named("5603", "01").successor = ReceiverKey{"5603", "03"};
    named("5603", "03").valid_to = Date(2027, 12, 31);
    named("5603", "03").successor = ReceiverKey{"5602", "00"};

    snapshot.renumberings = {
        {"1201", {"4601"}, Date(2020, 1, 1), "Bergen"},
        {"0706", {"0710"}, Date(2017, 1, 1), "Sandefjord"},
        {"0710", {"3804"}, Date(2020, 1, 1), "Sandefjord"},
        {"3804", {"3907"}, Date(2024, 1, 1), "Sandefjord"},
        {"3005", {"3301"}, Date(2024, 1, 1), "Drammen"},
        {"3301", {"9999"}, Date(2024, 1, 1), "a successor of one that is still there"},
        {"1850", {"1806", "1875"}, Date(2020, 1, 1), "Tysfjord, divided"},
        {"5401", {"5501"}, Date(2027, 1, 1), "not yet in force"},
        {"5999", {"5501"}, Date(2024, 1, 1), "closed, and renumbered"},
        {"8001", {"8002"}, Date(2020, 1, 1), "in a circle"},
        {"8002", {"8001"}, Date(2020, 1, 1), "in a circle"},
        {"8003", {"8003"}, Date(2020, 1, 1), "to itself"},
        {"8004", {"8005"}, Date(2020, 1, 1), "to one without a receiver"},
        {"8006", {"1103"}, Date(2020, 1, 1), "to one without a default district"},
    };
    return snapshot;
}

TEST(Route, FindsAReceiverByNumberAndNeverGuesses)
{
    const auto snapshot = register_of_the_test();
    const Date today(2026, 11, 25);
    const struct {
        const char* why;
        const char* municipality;
        const char* district;
        const char* receiver; ///< Empty: none.
        const char* note;
    } cases[] = {
        {"exact", "0301", "01", "0301-01", "exact"},
        {"exact, the default itself", "0301", "10", "0301-10", "exact"},
        {"exact without districts", "3301", "00", "3301-00", "exact"},
        {"district 00", "0301", "00", "0301-10", "default-district"},
        {"an unknown district", "0301", "77", "0301-10", "default-district"},
        {"a district where there are none", "3301", "04", "3301-00", "default-district"},
        {"a district of letters", "0301", "ab", "0301-10", "default-district"},
        {"no district at all", "0301", "", "0301-10", "default-district"},
        {"a district that is not open yet", "4601", "03", "4601-02", "default-district"},
        {"no default", "1103", "00", "", "no-default-district"},
        {"exact though there is no default", "1103", "02", "1103-02", "exact"},
        {"outdated, the same district", "1201", "02", "4601-02", "successor"},
        {"outdated, another district", "1201", "05", "4601-02", "successor-default"},
        {"outdated, district 00", "1201", "00", "4601-02", "successor-default"},
        {"outdated without districts", "3005", "00", "3301-00", "successor"},
        {"outdated three times", "0706", "00", "3907-00", "successor"},
        {"outdated twice", "0710", "01", "3907-00", "successor-default"},
        {"a receiver that is there comes before a successor", "3301", "00", "3301-00", "exact"},
        {"divided", "1850", "00", "", "several-successors"},
        {"renumbered next year", "5401", "00", "", "no-municipality"},
        {"a closed receiver has a successor", "5999", "00", "5501-00", "successor"},
        {"a circle", "8001", "00", "", "successor-not-ready"},
        {"a successor of itself", "8003", "00", "", "successor-not-ready"},
        {"a successor without a receiver", "8004", "00", "", "successor-not-ready"},
        {"a successor without a default", "8006", "00", "", "successor-not-ready"},
        {"an agreement that has not begun", "5601", "01", "5601-02", "default-district"},
        {"no agreement", "5602", "00", "", "not-in-use"},
        {"no agreement, another district", "5602", "04", "", "not-in-use"},
        {"a closed district names its successor", "5603", "01", "5603-03", "successor"},
        {"a successor that closes later", "5603", "03", "5603-03", "exact"},
        {"unknown", "9998", "00", "", "no-municipality"},
        {"empty", "", "", "", "no-municipality"},
        {"a name is no number", "Bergen", "00", "", "no-municipality"},
        {"without the leading nought", "301", "01", "", "no-municipality"},
        {"with a space", "0301 ", "01", "", "no-municipality"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto found = route(c.municipality, c.district, snapshot, today);
        EXPECT_EQ(found.receiver ? to_text(*found.receiver) : "", c.receiver);
        EXPECT_EQ(to_text(found.note), c.note);
        EXPECT_EQ(find_route_note(to_text(found.note)), found.note);
    }
}

TEST(Route, FollowsTheCalendar)
{
    const auto snapshot = register_of_the_test();
    const struct {
        const char* why;
        ReceiverKey key;
        Date today;
        const char* receiver;
    } cases[] = {
        {"the last day before", {"5401", "00"}, Date(2026, 12, 31), ""},
        {"the first day", {"5401", "00"}, Date(2027, 1, 1), "5501-00"},
        {"a district's last day", {"5999", "00"}, Date(2023, 12, 31), "5999-00"},
        {"the day after", {"5999", "00"}, Date(2024, 1, 1), "5501-00"},
        {"a district's first day", {"4601", "03"}, Date(2027, 1, 1), "4601-03"},
        {"the day before", {"4601", "03"}, Date(2026, 12, 31), "4601-02"},
        {"the day before the agreement", {"5601", "01"}, Date(2026, 12, 31), "5601-02"},
        {"the day of the agreement", {"5601", "01"}, Date(2027, 1, 1), "5601-01"},
        {"a district's last day, its successor named",
         {"5603", "01"},
         Date(2025, 12, 31),
         "5603-01"},
        {"both closed, and the last one has no agreement", {"5603", "01"}, Date(2028, 1, 1), ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto found = route(c.key.municipality, c.key.district, snapshot, c.today);
        EXPECT_EQ(found.receiver ? to_text(*found.receiver) : "", c.receiver);
    }
}

TEST(ReceiverKey, IsReadStrictly)
{
    EXPECT_EQ(find_key("4204-00"), (ReceiverKey{"4204", "00"}));
    for (const auto* bad : {"", "4204", "4204-0", "4204-000", "420-000", "4204/00", "42o4-00",
                            " 4204-00", "4204-00 "}) {
        EXPECT_FALSE(find_key(bad)) << bad;
    }
}

} // namespace
} // namespace reservepost::batch::receivers
