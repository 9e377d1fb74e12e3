#include "batch/recall_job.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// A recall that is cut off at each of its durable steps, four ways; asked again, it comes to one
// end.

namespace reservepost::tests {
namespace {

using batch::spool::RecallOutcome;

const auto monday = oslo("2026-11-23T09:00");
const auto sent = oslo("2026-11-25T08:10");
const auto in_time = oslo("2026-11-25T08:20");
const auto too_late = oslo("2026-11-25T14:00");

RecallOutcome recall(const TestNight& night, holidays::Instant now)
{
    auto state = night.open(now);
    return batch::recall_job(state, {"01000001"}, false).outcome;
}

std::string job_state(const TestNight& night)
{
    return night.execute("select state from job where number = '01000001'").one().text("state");
}

/// Everything that lies where packages are handed over, hidden or not.
std::size_t files_at_the_house(const TestNight& night)
{
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(night.path() / "print-house" / "to"))
        files += entry.path().filename().string().find(".01000001.") != std::string::npos ? 1U : 0U;
    return files;
}

class RecallCutOff : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(RecallCutOff, ComesToTheSameEndWhenItIsAskedForAgain)
{
    const auto& [point, how] = GetParam();
    const TestNight night;
    night.take_in(1, 1, "9101", "05", monday);
    night.run(sent);
    ASSERT_EQ(night.packages().size(), 1U);
    const int status = run_cut_off(std::string(point) + how, [&] {
        recall(night, in_time);
        return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 71) << "the point was not reached";

    // The house can fetch nothing that is half taken back; what it can, it may still have.
    const bool taken = night.packages().empty();
    if (job_state(night) == "sent") {
        EXPECT_EQ(recall(night, taken ? too_late : in_time), RecallOutcome::TakenBack);
    } else {
        EXPECT_THROW(recall(night, too_late), std::invalid_argument) << "it is over";
    }
    EXPECT_EQ(job_state(night), "recalled");
    EXPECT_EQ(files_at_the_house(night), 0U);

    const auto run = night.run(oslo("2026-11-26T08:10"));
    EXPECT_TRUE(run.imbalances.empty()) << run.imbalances.front();
    EXPECT_EQ(night.packages().size(), 1U) << "one new package";
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 1);
    EXPECT_EQ(night.number("select count(*) as n from letter"), 2) << "and one new letter";
    EXPECT_EQ(night.number("select count(*) as n from notice where kind = 'void'"), 1);
}

INSTANTIATE_TEST_SUITE_P(Each, RecallCutOff,
                         testing::Combine(testing::Values("recall.taken-back",
                                                          "vault.facts-written",
                                                          "recall.committed"),
                                          testing::Values(":before", ":failed", ":throw", "")));

} // namespace
} // namespace reservepost::tests
