#include "tests/batch/restore/restored_state.h"

#include <gtest/gtest.h>

// Everything but one store is lost.

namespace reservepost::tests {
namespace {

const auto monday = oslo("2026-11-23T09:00");
const auto tuesday = oslo("2026-11-24T12:00");
const auto wednesday = oslo("2026-11-25T08:10");
const auto thursday = oslo("2026-11-26T14:00");
const auto friday = oslo("2026-11-27T08:10");
const auto january = oslo("2027-01-20T08:10");

std::map<std::string, std::int64_t> states(const TestNight& night)
{
    std::map<std::string, std::int64_t> counts;
    for (const batch::store::Row row :
         night.execute("select state, count(*) as n from report group by state"))
        counts[row.text("state")] = row.integer("n");
    return counts;
}

using States = std::map<std::string, std::int64_t>;

class Rebuilt : public testing::TestWithParam<std::size_t> {
protected:
    /// Which store dies with the state; with the second one the copies of the keys die.
    std::size_t lost() const { return GetParam(); }

    void lose_and_rebuild(holidays::Instant at)
    {
        packages_ = night.packages().size();
        lose_state(night, lost() == 1);
        lose_store(night, lost());
        found = rebuild(night, at);
        night.start();
    }

    /// The lost store is refilled, and a run has nothing to complain of and sends nothing twice.
    void expect_it_goes_on(holidays::Instant at)
    {
        {
            auto state = night.open(at);
            batch::refill_store(state, lost() - 1, [](std::size_t, std::size_t) {});
        }
        const auto run = night.run(at);
        EXPECT_TRUE(run.imbalances.empty()) << run.imbalances.front();
        for (const auto& step : run.steps)
            EXPECT_NE(step.state, batch::notices::StepState::Failed)
                << step.step << ": " << step.why;
        EXPECT_EQ(night.packages().size(), packages_) << "a second letter";
        const auto state = night.open(at);
        const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
        const auto ring = night.number("select ring as n from vault");
        for (const batch::store::Row row :
             night.execute("select record from report where state not in ('deleting', 'deleted')"))
            EXPECT_TRUE(vault.opens_everywhere(row.record("record"), ring));
    }

    TestNight night;
    batch::restore::RestoreFindings found;

private:
    std::size_t packages_ = 0;
};

TEST_P(Rebuilt, BeforeTheFirstRunEveryReportIsThere)
{
    {
        auto state = night.open(monday);
        batch::OpenedDoor opened(state, state.occasion());
        const auto answer = batch::intake::take_in(
            opened.door, std::vector{incoming(1, report_text("9101", "05"))});
        ASSERT_EQ(answer.at(0).outcome, batch::intake::Outcome::TakenIn);
    }
    lose_and_rebuild(tuesday);
    EXPECT_EQ(found.adopted, 1);
    EXPECT_EQ(night.number("select count(*) as n from report"), 1);
    EXPECT_EQ(states(night).begin()->second, 1);
}

TEST_P(Rebuilt, AfterAWholeStoryNothingIsLostAndNothingDeletedComesBack)
{
    night.take_in(1, 3, "9101", "05", monday);
    night.take_in(4, 4, "9102", "00", monday);
    night.confirm(3, {"9101", "05"}, tuesday);
    night.run(wednesday);
    night.mail_all(thursday);
    night.run(friday);
    night.accept_clock(january);
    night.run(january); // Deletes all four.
    night.take_in(5, 6, "9103", "00", january + std::chrono::hours(1));
    night.take_in(7, 7, "9101", "05", january + std::chrono::hours(1));
    night.confirm(7, {"9101", "05"}, january + std::chrono::hours(2));
    ASSERT_EQ(states(night), (States{{"deleted", 4}, {"waiting", 2}, {"confirmed", 1}}));

    lose_and_rebuild(january + std::chrono::hours(3));
    EXPECT_EQ(states(night), (States{{"deleted", 4}, {"waiting", 2}, {"confirmed", 1}}));
    EXPECT_EQ(found.deletions_done, 4);
    EXPECT_EQ(found.adopted, 3);
    EXPECT_EQ(found.jobs, 1);
    EXPECT_EQ(night.number("select count(*) as n from receiver"), 6) << "the register";
    expect_it_goes_on(january + std::chrono::hours(3));
    EXPECT_EQ(states(night), (States{{"deleted", 4}, {"waiting", 2}, {"confirmed", 1}}));
}

TEST_P(Rebuilt, LettersOnTheirWayAreListedAndReceiptsStillCount)
{
    night.take_in(1, 3, "9101", "05", monday);
    night.run(wednesday);
    ASSERT_EQ(night.packages().size(), 1U);
    lose_and_rebuild(wednesday);
    EXPECT_EQ(found.doubtful.size(), 3U);
    EXPECT_EQ(states(night), (States{{"posting", 3}}));
    expect_it_goes_on(wednesday);
    night.mail_all(thursday);
    night.run(friday);
    EXPECT_EQ(states(night), (States{{"posted", 3}}));
    EXPECT_EQ(night.number("select count(*) as n from job where state = 'settled'"), 1);
}

TEST_P(Rebuilt, APrintHouseIsToldOfNumbersThatNoStoreKnows)
{
    night.take_in(1, 1, "9101", "05", monday);
    run_cut_off("pack.numbered", [&] { return night.run(wednesday).exit_status; });
    night.confirm(1, {"9101", "05"}, wednesday);
    night.take_in(2, 2, "9102", "00", monday);
    night.run(wednesday + std::chrono::minutes(10)); // 01000001 comes to nothing, 01000002 goes.
    ASSERT_EQ(night.packages().size(), 1U);
    lose_and_rebuild(thursday);
    night.run(friday);
    std::string voids;
    for (const batch::store::Row row :
         night.execute("select n, job from notice where kind = 'void' and sent_at is not null"))
        voids += row.text("n") + " " + row.text("job") + "\n";
    EXPECT_EQ(voids, "02000001 01000001\n");
}

INSTANTIATE_TEST_SUITE_P(LostStore, Rebuilt, testing::Values(std::size_t{1}, std::size_t{2}));

TEST(Rebuild, AStateThatIsThereIsLeftAlone)
{
    TestNight night;
    night.take_in(1, 1, "9101", "05", monday);
    EXPECT_THROW(rebuild(night, tuesday), std::runtime_error);
    EXPECT_EQ(night.run(tuesday).exit_status, 0);
}

TEST(Rebuild, WithoutKeysAnywhereItSaysWhatIsMissing)
{
    TestNight night;
    night.take_in(1, 1, "9101", "05", monday);
    lose_state(night, true);
    lose_store(night, 2);
    try {
        rebuild(night, tuesday);
        ADD_FAILURE() << "went on without keys";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("lookup.key"), std::string::npos) << error.what();
    }
}

} // namespace
} // namespace reservepost::tests
