#include "batch/night_steps.h"
#include "batch/restore/rotate.h"
#include "tests/batch/soak/soak_asked.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// Reports are taken in by one process while another changes the ring of keys again and again: every
// report that was answered "taken in" opens at the end. `./check --long` does it with 10,000.

namespace reservepost::tests {
namespace {

constexpr int group = 50;
const holidays::Instant now = oslo("2026-11-24T12:00");

void change_ring(const TestNight& night)
{
    auto state = night.open(now);
    const auto ownership = batch::own_night(state);
    if (!ownership) return;
    auto log = batch::deletion::DeletionLog::open(state.log(), state.keys().log());
    const auto secret = state.keys().digest_secret(2026);
    batch::deletion::DeletionDesk desk{state.database(),
                                       state.vault(),
                                       log,
                                       *ownership,
                                       state.occasion(),
                                       {30, 49},
                                       secret,
                                       2026,
                                       state.configuration().log.published};
    batch::restore::rotate_ring(desk);
}

/// A process that changes the ring until it is told to end.
pid_t ring_changer(const TestNight& night)
{
    const pid_t child = ::fork();
    if (child != 0) return child;
    try {
        for (;;)
            change_ring(night);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "the ring could not be changed: %s\n", error.what());
        ::_exit(1);
    }
}

TEST(RingBesideIntake, EveryReportThatWasAnsweredOpensAtTheEnd)
{
    TestNight night;
    const pid_t changer = ring_changer(night);
    std::vector<batch::RecordId> answered;
    {
        auto state = night.open(now);
        batch::OpenedDoor opened(state, state.occasion());
        for (int first = 1; first <= soak_asked.reports; first += group) {
            std::vector<batch::intake::Incoming> files;
            for (int number = first; number < first + group; ++number)
                files.push_back(incoming(number, report_text("9101", "03")));
            for (const auto& answer : batch::intake::take_in(opened.door, files)) {
                ASSERT_EQ(answer.outcome, batch::intake::Outcome::TakenIn) << answer.sentence;
                answered.push_back(answer.record.value());
            }
        }
    }
    EXPECT_EQ(::waitpid(changer, nullptr, WNOHANG), 0) << "it was at work all the time";
    ::kill(changer, SIGKILL);
    ::waitpid(changer, nullptr, 0);
    const auto report = night.run(now); // It takes up the change that was cut off.
    EXPECT_TRUE(report.imbalances.empty());

    const auto ring = night.number("select ring as n from vault");
    EXPECT_GT(ring, 2) << "the ring was changed meanwhile";
    const auto state = night.open(now);
    const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
    for (const auto& record : answered)
        ASSERT_TRUE(vault.opens_everywhere(record, ring)) << record.text();
    std::printf("%zu reports, ring %lld\n", answered.size(), static_cast<long long>(ring));
}

} // namespace
} // namespace reservepost::tests
