#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

// A letter that the post brings back: its new one waits for another address, or a person's word.

namespace reservepost::tests {
namespace {

using batch::printhouse::Stage;

constexpr const char* posted = "2026-11-25T14:00";
constexpr const char* came_back = "2026-12-07T14:00";

/// A desk at which two letters to one office were posted and the first came back.
void have_one_returned(const CommandDesk& desk, const std::string& municipality,
                       const std::string& district)
{
    desk.night.take_in(1, 2, municipality, district, oslo("2026-11-23T09:00"));
    desk.night.run(oslo("2026-11-25T08:10"));
    ASSERT_EQ(desk.night.packages().size(), 1U);
    desk.night.mail_all(oslo(posted));
    desk.night.run(oslo("2026-11-26T00:30"));
    desk.night.answer(desk.night.packages().front(),
                      {.stage = Stage::Returned, .ranges = {{1, 1, {}}}, .date = {}, .code = "R03"},
                      oslo(came_back));
    const auto told = desk.night.run(oslo("2026-12-08T00:30"));
    EXPECT_EQ(told.exit_status, 2) << batch::notices::text_of(told);
}

std::int64_t letters(const CommandDesk& desk, const std::string& state)
{
    return desk.night.number("select count(*) as n from letter where state = $1", {state});
}

std::int64_t told_of_return(const CommandDesk& desk)
{
    return desk.night.number("select count(*) as n from incident where code = 'letter-returned' "
                             "and state <> 'closed'");
}

TEST(ReturnedLetter, ItsNewOneWaitsUntilTheReceiverHasAnotherAddress)
{
    const CommandDesk desk;
    have_one_returned(desk, "9102", "00");
    EXPECT_EQ(letters(desk, "held"), 1);
    EXPECT_EQ(told_of_return(desk), 1);

    desk.change("2026-12-08T09:00", "9102-00", "public_phone=99 00 00 09");
    desk.night.run(oslo("2026-12-08T10:00"), "gather");
    EXPECT_EQ(letters(desk, "held"), 1) << "a newer version with the same address is no reason";

    desk.change("2026-12-08T11:00", "9102-00", "address=Postboks 77|9102 PRØVEVIK");
    const auto next = desk.night.run(oslo("2026-12-09T08:10"));
    EXPECT_EQ(count_of(step_of(next, "gather"), "released to a new address"), 1)
        << batch::notices::text_of(next);
    EXPECT_TRUE(next.imbalances.empty());
    EXPECT_EQ(letters(desk, "held"), 0);
    EXPECT_EQ(letters(desk, "sent"), 1);
    EXPECT_EQ(told_of_return(desk), 0) << "nobody has to close it";
    EXPECT_EQ(desk.night.packages().size(), 2U);
}

TEST(ReturnedLetter, APersonsWordLetsItGoToTheSameAddress)
{
    const CommandDesk desk;
    have_one_returned(desk, "9102", "00");
    const auto letter = desk.night.number("select id as n from letter where state = 'held'");
    EXPECT_EQ(desk.at("2026-12-08T09:00", {"release", std::to_string(letter)}).status, 0);
    desk.night.run(oslo("2026-12-09T08:10"));
    EXPECT_EQ(letters(desk, "sent"), 1);
}

} // namespace
} // namespace reservepost::tests
