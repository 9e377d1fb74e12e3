#include "batch/intake/announced.h"

#include "tests/batch/intake/taken_in.h"

#include <gtest/gtest.h>

// The portal's signed list of the day, and what is missed by it.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
using std::chrono::hours;

const crypto::Identity& portal()
{
    static const auto identity = crypto::make_rehearsal_identity("REHEARSAL portal");
    return identity;
}

std::string entry(std::int64_t number, int report, const std::string& receiver = "9101-03")
{
    return R"({"number":)" + std::to_string(number) + R"(,"reference":")" + reference(report) +
           R"(","receiver":")" + receiver + "\"}";
}

std::string list_text(const std::string& entries, const std::string& day = "2026-11-25")
{
    return R"({"kind":"reservepost-announced","version":1,"day":")" + day + R"(","reports":[)" +
           entries + "]}";
}

std::string signed_list(const std::string& text, holidays::Instant at = office_opens)
{
    return crypto::sign_attached(text, portal(), at);
}

Announcement announced(TestOffice& office, const std::string& entries)
{
    auto door = door_of(office);
    auto transaction = office.database.begin();
    const auto result = announce(
        transaction, door,
        read_announced_list(signed_list(list_text(entries), office.now), {portal().certificate}));
    transaction.commit();
    return result;
}

MissingReports look(TestOffice& office)
{
    office.begin_run();
    auto door = door_of(office);
    return look_for_missing(door);
}

TEST(AnnouncedList, ABadOneIsRefusedWhole)
{
    const auto good = entry(1, 1) + "," + entry(2, 2);
    const auto whole = signed_list(list_text(good));
    auto changed = whole;
    changed[changed.find("2026-11-25")] = '3';
    const auto stranger = crypto::make_rehearsal_identity("REHEARSAL portal");
    struct {
        const char* why;
        std::string octets;
        const char* fragment;
    } const cases[] = {
        {"empty", "", "does not count"},
        {"not signed", list_text(good), "does not count"},
        {"signed by another of the same name",
         crypto::sign_attached(list_text(good), stranger, office_opens), "does not count"},
        {"signed before the certificate was valid",
         signed_list(list_text(good), holidays::parse_instant("1999-01-01T12:00:00")),
         "does not count"},
        {"changed after it was signed", changed, "does not count"},
        {"cut short", whole.substr(0, whole.size() / 2), "does not count"},
        {"no JSON", signed_list("1, 2"), "cannot be read"},
        {"another kind", signed_list(R"({"kind":"x","version":1,"day":"2026-11-25","reports":[]})"),
         "must be an object of kind"},
        {"a newer version",
         signed_list(
             R"({"kind":"reservepost-announced","version":2,"day":"2026-11-25","reports":[]})"),
         "must be an object of kind"},
        {"no day", signed_list(list_text(good, "i går")), "must be a date"},
        {"a member too many",
         signed_list(list_text(R"({"number":1,"reference":"x","receiver":"y","name":"Planteby"})")),
         "report 1 of the list is not an object of number"},
        {"no UUID", signed_list(list_text(R"({"number":1,"reference":"x","receiver":"9101-03"})")),
         "report 1 of the list has a reference that is no UUID"},
        {"a receiver by name", signed_list(list_text(entry(1, 1, "Prøvevik"))),
         "a receiver not like"},
        {"number 0", signed_list(list_text(entry(0, 1))), "a number below 1"},
        {"a number twice", signed_list(list_text(entry(1, 1) + "," + entry(1, 2))),
         "report 2 of the list has a number that is not higher"},
        {"numbers that fall", signed_list(list_text(entry(2, 1) + "," + entry(1, 2))),
         "report 2 of the list has a number that is not higher"},
        {"a reference twice", signed_list(list_text(entry(1, 1) + "," + entry(2, 1))),
         "report 2 of the list has a reference that stands in the list already"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            read_announced_list(c.octets, {portal().certificate});
            ADD_FAILURE() << "it was taken";
        } catch (const ListError& error) {
            const std::string said = error.what();
            EXPECT_NE(said.find(c.fragment), std::string::npos) << said;
            EXPECT_EQ(said.find("6f1d2c3b"), std::string::npos) << "no reference is named";
        }
    }
    EXPECT_EQ(read_announced_list(whole, {portal().certificate}).reports.size(), 2U);
}

TEST(Announced, WhatHasNotComeInTwoHoursIsAnIncidentUntilItComes)
{
    TestOffice office;
    ASSERT_TRUE(take_in_one(office, incoming(1, report_text("9101", "03"))).stored());
    const auto first = announced(office, entry(1, 1) + "," + entry(2, 2) + "," + entry(3, 3));
    EXPECT_EQ(first.here, 1);
    EXPECT_EQ(first.missing, 2);
    office.now += hours(2) - std::chrono::microseconds(1);
    EXPECT_EQ(look(office).missing, 0) << "still on their way";
    office.now += std::chrono::microseconds(1);
    EXPECT_EQ(look(office).missing, 2);
    const auto said = office
                          .execute("select subject, sentence from incident where code = "
                                   "'announced-missing' and state = 'open'")
                          .one();
    EXPECT_EQ(said.text("subject"), "announced:2026-11-25");
    EXPECT_NE(said.text("sentence").find("number 2, 3"), std::string::npos);

    ASSERT_TRUE(take_in_one(office, incoming(2, report_text("9101", "03"))).stored());
    EXPECT_EQ(look(office).missing, 1);
    ASSERT_TRUE(take_in_one(office, incoming(3, "no JSON")).stored());
    EXPECT_EQ(look(office).missing, 0) << "what lies in quarantine has come";
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'announced-missing' "
                            "and state <> 'closed'"),
              0);
    EXPECT_EQ(office.number("select count(*) as n from announced where reference_digest is not "
                            "null"),
              0)
        << "a reference stands there only while its report is missing";
}

TEST(Announced, TheSameListTwiceChangesNothingAndAnotherOneIsRefused)
{
    TestOffice office;
    const auto list = entry(1, 1) + "," + entry(2, 2);
    announced(office, list);
    const auto again = announced(office, list);
    EXPECT_EQ(again.known, 2);
    EXPECT_EQ(again.missing, 0);
    struct {
        const char* why;
        std::string entries;
    } const cases[] = {
        {"a number with another reference", entry(2, 9)},
        {"a number with another receiver", entry(2, 2, "9102-00")},
        {"a missing report under another number", entry(5, 2)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(announced(office, entry(1, 1) + "," + c.entries), ListError);
        EXPECT_EQ(office.number("select count(*) as n from announced"), 2);
    }
}

TEST(Announced, GapsInTheRunningNumbersAreNamedUntilTheyAreFilled)
{
    TestOffice office;
    announced(office, entry(3, 3) + "," + entry(4, 4) + "," + entry(8, 8));
    announced(office, entry(10, 10));
    EXPECT_EQ(look(office).gaps, 2);
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'announced-gap' and "
                            "subject in ('announced:5-7', 'announced:9-9') and state = 'open'"),
              2);
    announced(office, entry(5, 5) + "," + entry(6, 6) + "," + entry(7, 7));
    EXPECT_EQ(look(office).gaps, 1);
    announced(office, entry(9, 9));
    EXPECT_EQ(look(office).gaps, 0);
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'announced-gap' and "
                            "state <> 'closed'"),
              0);
}

} // namespace
} // namespace reservepost::batch::intake
