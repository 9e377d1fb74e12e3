#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

#include <regex>

// One report under all four modes, as it is stored, found by its reference and told without it.

namespace reservepost::tests {
namespace {

/// A report of that number, which states that it was sent at `sent_at` and comes five minutes
/// later.
void take_in(const CommandDesk& desk, int number, const std::string& municipality,
             const std::string& district, const std::string& sent_at)
{
    desk.night.put_into_inbox(number, report_text(municipality, district, "Oda er redd.", sent_at));
    desk.night.run(oslo(sent_at) + std::chrono::minutes(5), "intake");
}

/// What is told, with `RECORD` for the record's random number.
std::string told(const Said& said)
{
    return std::regex_replace(said.out, std::regex("record [0-9a-f]{32}"), "record RECORD");
}

void set_eves_closed(const CommandDesk& desk, bool closed)
{
    const auto file = desk.path() / "reservepost.toml";
    const std::regex member("close_eves = (true|false)");
    const auto text = file_text(file);
    ASSERT_TRUE(std::regex_search(text, member));
    write_file(file, std::regex_replace(text, member,
                                        std::string("close_eves = ") + (closed ? "true" : "false"),
                                        std::regex_constants::format_first_only));
}

TEST(DeadlineCompare, OneReportUnderAllFourModes)
{
    const CommandDesk desk;
    take_in(desk, 1, "9101", "03", "2026-11-27T15:00:00");
    const char* answer =
        "record RECORD, 40h-business version 1, table of holidays 1: due "
        "2026-12-01T07:00:00+01:00\n"
        "2026-11-27T15:00:00+01:00\tbusiness-day-hours\t2026-12-01T07:00:00+01:00\tapplies\n"
        "2026-11-27T15:00:00+01:00\twall-clock\t2026-11-29T07:00:00+01:00\n"
        "2026-11-27T15:00:00+01:00\toffice-hours\t2026-12-04T15:00:00+01:00\n"
        "2026-11-27T15:00:00+01:00\tbusiness-days:2\t2026-12-02T00:00:00+01:00\n";
    const auto by_argument = desk.at("2026-11-30T08:00", {"deadline", "--compare", reference(1)});
    EXPECT_EQ(by_argument.status, 0) << by_argument;
    EXPECT_EQ(told(by_argument), answer);
    EXPECT_FALSE(by_argument.holds(reference(1))) << "a reference leads to a report";

    const auto by_input =
        desk.at("2026-11-30T08:00", {"deadline", "--compare", "-"}, reference(1) + "\r\n");
    EXPECT_EQ(told(by_input), answer) << "no reference need stand in a process list";

    const auto explained =
        desk.at("2026-11-30T08:00", {"deadline", "--explain", "--compare", reference(1)});
    EXPECT_TRUE(explained.holds("40h-business, version 1: 40 hours.")) << explained;
    EXPECT_TRUE(explained.holds("\nwall-clock: 40 hours. Every hour counts")) << explained;
    EXPECT_TRUE(explained.holds("Saturday 28 November: does not count (weekend).")) << explained;

    const auto json = batch::json::parse(
        desk.at("2026-11-30T08:00", {"deadline", "--json", "--compare", reference(1)}).out);
    EXPECT_EQ(json.text("policy"), "40h-business");
    EXPECT_EQ(json.text("deadline"), "2026-12-01T07:00:00+01:00");
    ASSERT_EQ(json.at("modes").as_list().size(), 4U);
    EXPECT_EQ(json.at("modes").as_list()[1].text("deadline"), "2026-11-29T07:00:00+01:00");
    EXPECT_TRUE(json.at("notes").as_list().empty());
}

TEST(DeadlineCompare, AReceiversOwnPolicyCountsFromTheNextReportOn)
{
    const CommandDesk desk;
    const auto set_policy = [&](const char* at, const char* policy) {
        return desk.change(at, "9101-03", std::string("policy=") + policy).status;
    };
    ASSERT_EQ(set_policy("2026-11-27T10:00", "24h-business"), 0);
    take_in(desk, 1, "9101", "03", "2026-11-27T15:00:00");
    ASSERT_EQ(set_policy("2026-11-27T16:00", "3-business-days"), 0);
    take_in(desk, 2, "9101", "03", "2026-11-27T17:00:00");
    EXPECT_EQ(set_policy("2026-11-27T18:00", "24 hours"), 1);

    EXPECT_EQ(told(desk.at("2026-11-30T08:00", {"deadline", "--compare", reference(1)})),
              "record RECORD, 24h-business version 1, table of holidays 1: due "
              "2026-11-30T15:00:00+01:00\n"
              "2026-11-27T15:00:00+01:00\tbusiness-day-hours\t2026-11-30T15:00:00+01:00\tapplies\n"
              "2026-11-27T15:00:00+01:00\twall-clock\t2026-11-28T15:00:00+01:00\n"
              "2026-11-27T15:00:00+01:00\toffice-hours\t2026-12-02T15:00:00+01:00\n"
              "2026-11-27T15:00:00+01:00\tbusiness-days:2\t2026-12-02T00:00:00+01:00\n");
    EXPECT_EQ(told(desk.at("2026-11-30T08:00", {"deadline", "--compare", reference(2)})),
              "record RECORD, 3-business-days version 1, table of holidays 1: due "
              "2026-12-03T00:00:00+01:00\n"
              "2026-11-27T17:00:00+01:00\tbusiness-day-hours\t2026-12-01T09:00:00+01:00\n"
              "2026-11-27T17:00:00+01:00\twall-clock\t2026-11-29T09:00:00+01:00\n"
              "2026-11-27T17:00:00+01:00\toffice-hours\t2026-12-04T16:00:00+01:00\n"
              "2026-11-27T17:00:00+01:00\tbusiness-days:3\t2026-12-03T00:00:00+01:00\tapplies\n");
}

TEST(DeadlineCompare, TheCalendarItWasCountedInStaysWithIt)
{
    const CommandDesk desk;
    set_eves_closed(desk, true);
    take_in(desk, 1, "9101", "03", "2026-12-23T09:00:00");
    set_eves_closed(desk, false);
    take_in(desk, 2, "9101", "03", "2026-12-23T09:00:00");

    const auto closed = told(desk.at("2026-12-24T08:00", {"deadline", "--compare", reference(1)}));
    EXPECT_NE(closed.find("due 2026-12-29T01:00:00+01:00\n"
                          "note: 24 and 31 December did not count when it was taken in\n"),
              std::string::npos)
        << closed;
    EXPECT_NE(closed.find("business-day-hours\t2026-12-29T01:00:00+01:00\tapplies\n"),
              std::string::npos)
        << closed;
    const auto open = told(desk.at("2026-12-24T08:00", {"deadline", "--compare", reference(2)}));
    EXPECT_NE(open.find("due 2026-12-28T01:00:00+01:00\n2026-12-23"), std::string::npos) << open;
}

TEST(DeadlineCompare, SaysWhatElseDecides)
{
    const CommandDesk desk;
    const auto note_on = [&](int number) {
        const auto text =
            told(desk.at("2026-12-30T08:00", {"deadline", "--compare", reference(number)}));
        const auto at = text.find("note: ");
        return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
    };
    take_in(desk, 1, "9102", "00", "2026-11-27T15:00:00");
    EXPECT_EQ(note_on(1), "note: its receiver has chosen post, so its letter does not wait for the "
                          "deadline");

    desk.night.put_into_inbox(2, report_text("9101", "03", "Oda er redd.", "2024-11-27T15:00:00"));
    desk.night.put_into_inbox(3, report_text("9101", "03", "Oda er redd.", "i går"));
    desk.night.run(oslo("2026-11-27T15:00"), "intake");
    EXPECT_EQ(note_on(2), "note: the time it states lies more than 366 days before it came, so it "
                          "was due at once");
    EXPECT_EQ(note_on(3), "note: the time it states could not be used (unreadable); its clock "
                          "began when it was taken in");

    take_in(desk, 4, "9103", "00", "2026-11-27T15:10:00");
    ASSERT_EQ(desk.at("2026-11-27T16:00", {"reject", "--receiver", "9103-00", reference(4)}).status,
              0);
    EXPECT_EQ(note_on(4), "note: a case system rejected it, so its letter does not wait for the "
                          "deadline");

    desk.night.execute("update report set due_at = due_at + interval '1 day' where form = "
                       "'private' and state = 'waiting' and stated_time = 'unreadable'");
    const auto other = told(desk.at("2026-12-30T08:00", {"deadline", "--compare", reference(3)}));
    EXPECT_NE(other.find("the deadline would be another; the stored one counts"), std::string::npos)
        << other;
}

TEST(DeadlineCompare, WhatCannotBeCompared)
{
    const CommandDesk desk;
    take_in(desk, 1, "9101", "03", "2026-11-27T15:00:00");
    const std::string unknown = "6f1d2c3b-0000-4000-8000-999999999999";
    const struct {
        const char* why;
        std::vector<std::string> words;
        std::string input;
        const char* error;
    } cases[] = {
        {"a reference of nobody", {"--compare", unknown}, "", "no report of that reference"},
        {"a name", {"--compare", "Kari Nordmann"}, "", "takes one reference, a UUID"},
        {"a reference that is cut off", {"--compare", reference(1).substr(1)}, "", "a UUID"},
        {"nothing on standard input", {"--compare", "-"}, "", "takes one reference"},
        {"two references", {"--compare", "-"}, reference(1) + "\n" + unknown, "one reference"},
        {"an instant beside it", {"--compare", reference(1), "2026-11-27T15:00"}, "", "INSTANT"},
        {"a mode beside it", {"--compare", reference(1), "--mode", "wall-clock"}, "", "--mode"},
        {"hours beside it", {"--compare", reference(1), "--hours", "40"}, "", "--hours"},
        {"eves beside it", {"--compare", reference(1), "--close-eves"}, "", "--close-eves"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto words = c.words;
        words.insert(words.begin(), "deadline");
        const auto said = desk.at("2026-11-30T08:00", words, c.input);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_EQ(said.out, "");
        EXPECT_NE(said.err.find(c.error), std::string::npos) << said;
        for (const auto& typed : {unknown, std::string("Nordmann"), reference(1)})
            EXPECT_FALSE(said.holds(typed)) << said;
    }
}

} // namespace
} // namespace reservepost::tests
