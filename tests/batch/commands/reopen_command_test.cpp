#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

namespace reservepost::tests {
namespace {

std::string references(int first, int last)
{
    std::string lines;
    for (int number = first; number <= last; ++number)
        lines += reference(number) + "\n";
    return lines;
}

std::map<std::string, std::int64_t> states_of(const TestNight& night)
{
    std::map<std::string, std::int64_t> states;
    for (const batch::store::Row row : night.execute(
             "select v.municipality || '-' || v.district || ' ' || r.state as who, count(*) as n "
             "from report r join receiver v on v.id = r.receiver group by 1"))
        states[row.text("who")] = row.integer("n");
    return states;
}

// 2020 to 2023: receipt was confirmed before anything was stored, and 63 reports were gone.
TEST(ReopenCommand, SixtyThreeReportsThatWereConfirmedAndNotStoredAreAllPosted)
{
    constexpr int lost = 63;
    CommandDesk desk;
    const TestNight& night = desk.night;
    night.take_in(1, lost, "9101", "05", oslo("2026-11-23T09:00"));
    night.take_in(lost + 1, lost + 3, "9102", "00", oslo("2026-11-23T09:00"));
    night.take_in(lost + 4, lost + 4, "9101", "05", oslo("2026-11-23T09:30"));
    ASSERT_EQ(
        desk.at("2026-11-23T10:00", {"confirm", "--receiver", "9101-05", "-"}, references(1, lost))
            .status,
        0);
    ASSERT_EQ(desk.at("2026-11-23T10:00", {"confirm", "--receiver", "9102-00", "-"},
                      references(lost + 1, lost + 3))
                  .status,
              0);
    ASSERT_EQ(desk.at("2026-11-24T10:00", {"confirm", "--receiver", "9101-05", "-"},
                      references(lost + 4, lost + 4))
                  .status,
              0)
        << "the one it did store, on another day";
    night.accept_clock(oslo("2026-12-22T08:00"));
    night.run(oslo("2026-12-22T08:10"));
    ASSERT_TRUE(night.packages().empty());

    const std::vector<std::string> words = {"reopen",     "--why",   "lost-by-receiver",
                                            "--receiver", "9101-05", "--from",
                                            "2026-11-23", "--to",    "2026-11-23"};
    auto dry = words;
    dry.push_back("--dry-run");
    EXPECT_TRUE(desk.at("2026-12-22T08:20", dry).holds("63 reports of 9101-05 would be reopened"));
    EXPECT_TRUE(desk.at("2026-12-22T08:20", words).holds("63 reports of 9101-05 go as letters"));
    EXPECT_TRUE(desk.at("2026-12-22T08:21", words).holds("0 reports of 9101-05")) << "once";

    const auto run = night.run(oslo("2026-12-22T08:30"), "pack");
    ASSERT_TRUE(run.imbalances.empty()) << run.imbalances.front();
    night.run(oslo("2026-12-22T08:40"));
    const std::map<std::string, std::int64_t> expected = {
        {"9101-05 posting", lost}, {"9101-05 confirmed", 1}, {"9102-00 confirmed", 3}};
    EXPECT_EQ(states_of(night), expected) << "nothing else is touched";
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent' and cause = "
                           "'again-lost-by-receiver'"),
              lost);
    EXPECT_EQ(night.number("select count(*) as n from letter"), lost);
    EXPECT_FALSE(night.packages().empty());
}

struct UsageRow {
    const char* why;
    std::vector<std::string> words;
    const char* told;
};

TEST(ReopenCommand, WhatCannotBeMeantIsSaidSo)
{
    const std::string uuid = reference(1);
    const UsageRow rows[] = {
        {"no reason", {uuid}, "--why"},
        {"another reason", {uuid, "--why", "because"}, "lost-by-receiver"},
        {"a reason that no person gives", {uuid, "--why", "damaged"}, "lost-by-receiver"},
        {"no reports", {"--why", "returned"}, "say which reports"},
        {"references and days",
         {uuid, "--why", "returned", "--receiver", "9101-05", "--from", "2026-11-23", "--to",
          "2026-11-23"},
         "say which reports"},
        {"days of nobody",
         {"--why", "returned", "--from", "2026-11-23", "--to", "2026-11-23"},
         "--receiver takes"},
        {"only a first day",
         {"--why", "returned", "--receiver", "9101-05", "--from", "2026-11-23"},
         "go together"},
        {"days turned round",
         {"--why", "returned", "--receiver", "9101-05", "--from", "2026-11-24", "--to",
          "2026-11-23"},
         "--to lies before --from"},
        {"no day",
         {"--why", "returned", "--receiver", "9101-05", "--from", "2026-11-31", "--to",
          "2026-12-01"},
         "--from"},
        {"a receiver that is none",
         {"--why", "returned", "--receiver", "Oslo", "--from", "2026-11-23", "--to", "2026-11-23"},
         "--receiver takes"},
        {"counting references", {uuid, "--why", "returned", "--dry-run"}, "--dry-run counts"},
    };
    const CommandDesk desk;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto words = row.words;
        words.insert(words.begin(), "reopen");
        const auto said = desk.at("2026-11-25T08:10", words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(row.told)) << said;
    }
}

TEST(ReopenCommand, EachReferenceIsAnsweredAlsoInJson)
{
    CommandDesk desk;
    desk.night.take_in(1, 2, "9101", "05", oslo("2026-11-23T09:00"));
    desk.at("2026-11-23T10:00", {"confirm", "--receiver", "9101-05", reference(1)});
    const auto said =
        desk.at("2026-11-23T11:00", {"reopen", "--why", "rejected-late", "--json", "-"},
                references(1, 3) + "not-a-uuid\n");
    EXPECT_EQ(said.status, 2) << "one is unknown";
    for (const char* outcome : {"\"reopened\"", "\"still-waiting\"", "\"unknown\""})
        EXPECT_TRUE(said.holds(outcome)) << said;
    EXPECT_FALSE(said.holds("not-a-uuid")) << "what is no reference may be anything";
}

} // namespace
} // namespace reservepost::tests
