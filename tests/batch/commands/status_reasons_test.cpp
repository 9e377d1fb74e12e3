#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// Whoever asks why something waits is told: the house's calendar, with the reason that its
// profile gives for a day.

namespace reservepost::tests {
namespace {

/// The house takes stock on Thursday 26 November 2026.
void close_thursday(const CommandDesk& desk)
{
    write_file(desk.path() / "house.toml",
               "name = \"our-house\"\n"
               "closed_days = [{ date = 2026-11-26, why = \"stocktaking\" }]\n");
    const auto file = desk.path() / "reservepost.toml";
    auto text = file_text(file);
    const std::string member = "profile = \"norway\"";
    const auto at = text.find(member);
    ASSERT_NE(at, std::string::npos);
    write_file(file, text.replace(at, member.size(), "profile = \"house.toml\""));
}

TEST(StatusReasons, AClosedDayOfThePrintHouse)
{
    const CommandDesk desk;
    close_thursday(desk);
    const std::string closed = "the print house is closed today (stocktaking); it works again on "
                               "Friday 27 November 2026";
    desk.night.put_into_inbox(1, report_text("9102", "00"));
    EXPECT_FALSE(desk.at("2026-11-26T08:00", {"status"}).holds("stocktaking"))
        << "nothing waits yet";
    desk.night.run(oslo("2026-11-26T08:10"));
    EXPECT_TRUE(desk.at("2026-11-26T09:00", {"status"})
                    .holds("1 letter waits to be packed: " + closed + "\n"));

    desk.night.run(oslo("2026-11-26T09:10"), "pack");
    const auto packed = desk.at("2026-11-26T10:00", {"status"});
    EXPECT_TRUE(packed.holds("1 pieces  closed, waits for being sent: " + closed + "\n")) << packed;
    EXPECT_FALSE(packed.holds("to be packed")) << packed;

    const auto friday = desk.at("2026-11-27T00:10", {"status"});
    EXPECT_TRUE(friday.holds("waits for being sent by the next run")) << friday;
    EXPECT_EQ(step_of(desk.night.run(oslo("2026-11-27T00:30")), "send").state,
              batch::notices::StepState::Done);
}

TEST(StatusReasons, ALaterRunThatMakesTheCutOffAndAPause)
{
    const CommandDesk desk;
    desk.night.put_into_inbox(1, report_text("9102", "00"));
    desk.night.run(oslo("2026-11-25T00:30"));
    EXPECT_TRUE(desk.at("2026-11-25T01:00", {"status"})
                    .holds("1 letter waits to be packed: the run of 2026-11-25T08:10:00+01:00 "
                           "still makes the cut-off of 2026-11-25T10:00:00+01:00"));
    ASSERT_EQ(desk.at("2026-11-25T01:10", {"pause", "packing"}).status, 0);
    EXPECT_TRUE(desk.at("2026-11-25T08:15", {"status"})
                    .holds("1 letter waits to be packed: packing is paused"));
}

} // namespace
} // namespace reservepost::tests
