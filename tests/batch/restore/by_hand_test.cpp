#include "batch/recall_job.h"
#include "tests/batch/restore/restored_state.h"
#include "tests/support/test_printer.h"

#include <gtest/gtest.h>

// A letter that was printed by hand, and a database that was lost or restored since: it never goes
// again, and what nobody can know is asked of persons.

namespace reservepost::tests {
namespace {

const auto monday = oslo("2026-11-23T09:00");
const auto wednesday = oslo("2026-11-25T08:10");
const auto thursday = oslo("2026-11-26T14:00");
const auto friday = oslo("2026-11-27T08:10");

class PrintedByHand : public testing::Test {
protected:
    PrintedByHand() : printer(night)
    {
        night.take_in(1, 1, "9101", "05", monday);
        night.run(wednesday, "gather");
    }

    std::string state_of_newest()
    {
        return night.execute("select state from letter order by id desc limit 1")
            .one()
            .text("state");
    }
    std::int64_t newest() { return night.number("select max(id) as n from letter"); }
    void expect_it_never_goes_again(holidays::Instant at)
    {
        const auto run = night.run(at);
        EXPECT_TRUE(run.imbalances.empty()) << run.imbalances.front();
        for (const auto& step : run.steps)
            EXPECT_NE(step.state, batch::notices::StepState::Failed)
                << step.step << ": " << step.why;
        EXPECT_TRUE(night.packages().empty());
    }
    void lose_and_rebuild(holidays::Instant at)
    {
        lose_state(night, false);
        rebuild(night, at);
        night.start();
    }

    TestNight night;
    TestPrinter printer;
};

TEST_F(PrintedByHand, AfterARebuildItIsAskedWhetherItWasPosted)
{
    print_by_two(night, 1, wednesday);
    lose_and_rebuild(wednesday);
    EXPECT_EQ(state_of_newest(), "sent");
    const auto incident =
        night.execute("select sentence, remedy from incident where code = 'maybe-sent'").one();
    EXPECT_NE(incident.text("sentence").find("printed here"), std::string::npos);
    EXPECT_NE(incident.text("remedy").find("print-here 00000001/1 --posted"), std::string::npos);
    expect_it_never_goes_again(thursday);

    post_by_two(night, newest(), "2026-11-26", thursday);
    EXPECT_EQ(state_of_newest(), "mailed");
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'posted'"), 1);
    expect_it_never_goes_again(friday);
}

TEST_F(PrintedByHand, AfterARebuildItIsMadeAgainWhereNobodyHasPostedIt)
{
    print_by_two(night, 1, wednesday);
    lose_and_rebuild(wednesday);
    EXPECT_THROW(print_by_two(night, newest(), thursday), std::invalid_argument)
        << "its file was lost, and it is not printed under another number beside the first";
    {
        auto state = night.open(thursday);
        batch::recall_job(state, {"00000001"}, true);
    }
    EXPECT_EQ(state_of_newest(), "gathered");
    EXPECT_EQ(print_by_two(night, newest(), thursday).print->job, "00000002");
    expect_it_never_goes_again(friday);
}

TEST_F(PrintedByHand, WhatTwoPersonsSaidIsNotBelievedByTheGateAfterARebuild)
{
    print_by_two(night, 1, wednesday);
    post_by_two(night, 1, "2026-11-25", thursday);
    lose_and_rebuild(friday);
    EXPECT_EQ(state_of_newest(), "mailed") << "the stores know";
    expect_it_never_goes_again(friday);
    const auto january = oslo("2027-01-27T08:10");
    night.accept_clock(january);
    EXPECT_EQ(count_of(step_of(night.run(january), "delete"), "originals deleted"), 0);
    post_by_two(night, newest(), "2026-11-25", january);
    night.run(january);
    EXPECT_EQ(count_of(step_of(night.run(january), "delete"), "originals deleted"), 0)
        << "retention starts anew";
}

TEST_F(PrintedByHand, AnOlderDatabaseLearnsOfIt)
{
    const DatabaseBackup before(night);
    print_by_two(night, 1, wednesday);
    post_by_two(night, 1, "2026-11-25", wednesday);
    before.restore(night);
    EXPECT_EQ(state_of_newest(), "gathered");
    {
        auto first = open_as(night, thursday, "first");
        batch::print_here(first, 1, "");
        auto second = open_as(night, thursday, "second");
        EXPECT_THROW(batch::print_here(second, 1, ""), std::runtime_error)
            << "an older database prints nothing";
    }
    check_restored(night, thursday);
    EXPECT_EQ(state_of_newest(), "mailed");
    expect_it_never_goes_again(friday);
}

TEST_F(PrintedByHand, ItsPlaceAmongTheJobsOfAPrintHouseIsKeptByARebuild)
{
    // In a package first, which is taken back; then by hand.
    night.run(wednesday);
    ASSERT_EQ(night.packages().size(), 1U);
    {
        auto state = night.open(wednesday);
        batch::recall_job(state, {"01000001"}, true);
    }
    fs::remove(night.packages().empty() ? fs::path("/nonexistent") : night.packages().front());
    print_by_two(night, newest(), wednesday);
    post_by_two(night, newest(), "2026-11-25", wednesday);
    lose_and_rebuild(thursday);
    EXPECT_EQ(night
                  .execute("select string_agg(job || ' ' || state, ', ' order by job) as x from "
                           "letter")
                  .one()
                  .text("x"),
              "00000001 mailed, 01000001 superseded");
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'posted'"), 1);
    expect_it_never_goes_again(friday);
}

} // namespace
} // namespace reservepost::tests
