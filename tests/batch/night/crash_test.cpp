#include "tests/batch/night/crash_story.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <random>
#include <regex>

// Every step between two durable ones, cut off: killed there, and failed there. Then the night is
// run again and must come to the same end.

namespace reservepost::tests {
namespace {

/// What is being done when it is cut off.
enum class Doing { Run, Confirm, Reject, Reopen };

struct CrashRow {
    const char* point;
    Doing doing = Doing::Run;
    const char* before = ""; ///< Where an earlier run was killed, so that this one gets there.
};

// clang-format off
const CrashRow rows[] = {
    // Entering.
    {"vault.run-written"},
    {"vault.kept"},
    // Receipts.
    {"receipts.facts"}, {"receipts.applied"}, {"vault.facts-written"},
    // Deletion, in its order.
    {"delete.chosen"}, {"log.entries-written"}, {"log.hash-tiles-written"},
    {"log.checkpoint-replaced"}, {"delete.intent"},
    {"ring.written"}, {"ring.named-1"}, {"ring.named-2"}, {"ring.prepared"},
    {"delete.ring-prepared"}, {"delete.ring-committed"},
    {"ring.destroyed-1"}, {"ring.destroyed-2"}, {"ring.destroyed"}, {"delete.ring-destroyed"},
    {"vault.content-removed-1"}, {"vault.content-removed-2"}, {"vault.content-removed"},
    {"delete.contents"}, {"delete.digests"}, {"delete.logged"},
    {"log.noted"}, {"log.tiles-published"}, {"log.published"}, {"delete.closed"},
    {"ring.prepared-removed", Doing::Run, "delete.ring-prepared"},
    {"ring.prepared-removed", Doing::Run, "ring.named-1"},
    {"log.checkpoint-replaced", Doing::Run, "delete.ring-committed"},
    {"delete.ring-destroyed", Doing::Run, "ring.destroyed-1"},
    {"delete.closed", Doing::Run, "delete.logged"},
    // Intake.
    {"vault.content-written"}, {"vault.keys-written-1"}, {"vault.keys-written-2"},
    {"vault.keys-written"}, {"vault.read-back"}, {"intake.stored"}, {"intake.committed"},
    {"intake.removed"},
    // Letters.
    {"gather.chunk"}, {"gather.committed"}, {"typeset.chunk"}, {"typeset.committed"},
    // Packing and sending.
    {"pack.numbered"}, {"pack.sealed"}, {"pack.facts"}, {"pack.closed"},
    {"send.marked"}, {"send.uploaded"}, {"send.rename-tried"}, {"send.renamed"}, {"send.sent"},
    // What municipalities say.
    {"confirm.fact", Doing::Confirm}, {"vault.facts-written", Doing::Confirm},
    {"vault.attachment-written", Doing::Reject},
};
// clang-format on

batch::letters::AnswerOutcome reject(const TestNight& night, int number)
{
    auto state = night.open(crash_hour);
    const auto lookup_key = state.keys().lookup();
    batch::letters::AnswerDesk desk{state.database(), state.vault(), lookup_key, state.occasion()};
    return batch::letters::reject(desk, reference(number), {"9103", "00"}, "{}");
}

/// What the child does. Gives 0 for done, 3 for a run that says a step failed.
int perform(const TestNight& night, Doing doing)
{
    if (doing == Doing::Run) return night.run(crash_hour).exit_status;
    const auto outcome =
        doing == Doing::Confirm ? night.confirm(5, {"9103", "00"}, crash_hour) : reject(night, 5);
    return batch::letters::is_accepted(outcome) ? 0 : 1;
}

class CrashTest : public testing::Test {
protected:
    void SetUp() override { prepare_crash_story(start_); }

    void expect_same_end(const CrashRow& row, bool killed)
    {
        SCOPED_TRACE(std::string(killed ? "killed at " : "failed at ") + row.point +
                     (*row.before ? std::string(" after ") + row.before : ""));
        TestNight night(start_.path());
        if (*row.before) {
            const int before = run_cut_off(row.before, [&] { return perform(night, row.doing); });
            ASSERT_TRUE(WIFSIGNALED(before)) << "the point before was not reached";
        }
        const int status = run_cut_off(std::string(row.point) + (killed ? "" : ":throw"),
                                       [&] { return perform(night, row.doing); });
        if (killed) {
            ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
                << "the point was not reached";
        } else {
            ASSERT_TRUE(WIFEXITED(status) &&
                        (WEXITSTATUS(status) == 3 || WEXITSTATUS(status) == 71))
                << "the point was not reached, or its failure was not told: " << status;
        }
        if (row.doing != Doing::Run) {
            EXPECT_EQ(perform(night, row.doing), 0) << "asked again, it is accepted";
        }
        expect_promises(night, night.run(crash_hour));
    }

    TestNight start_;
};

/// The rows in parts, each of which is over in a minute or two on a busy machine.
constexpr std::size_t parts = 8;

class CrashRowsTest : public CrashTest, public testing::WithParamInterface<std::size_t> {
protected:
    void expect_same_end_in_part(bool killed)
    {
        for (std::size_t i = GetParam(); i < std::size(rows); i += parts)
            expect_same_end(rows[i], killed);
    }
};

TEST_P(CrashRowsTest, KilledThereTheNextRunComesToTheSameEnd)
{
    expect_same_end_in_part(true);
}

TEST_P(CrashRowsTest, FailedThereTheNextRunComesToTheSameEnd)
{
    expect_same_end_in_part(false);
}

INSTANTIATE_TEST_SUITE_P(Part, CrashRowsTest, testing::Range(std::size_t{0}, parts));

TEST_F(CrashTest, KilledAtAnyInstantTheNextRunComesToTheSameEnd)
{
    const unsigned seed = std::random_device()();
    std::printf("seed %u\n", seed);
    std::mt19937 random(seed);
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        TestNight night(start_.path());
        const auto instant = std::uniform_int_distribution<useconds_t>(1'000, 900'000)(random);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", killed after " + std::to_string(instant) +
                     " microseconds");
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                night.run(crash_hour);
            } catch (...) {
                ::_exit(71);
            }
            ::_exit(0);
        }
        ::usleep(instant);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        expect_promises(night, night.run(crash_hour));
    }
}

/// `compose` is no part of a night; compose_crash_test.cpp has its points.
bool is_in_a_night(const fs::path& source)
{
    return !source.filename().string().starts_with("compose");
}

/// The points of one source file; one whose name goes on with a store's number is there twice.
void collect_points(const fs::path& file, std::set<std::string>& points)
{
    static const std::regex call(R"re(reach\("([a-z.-]+)"( \+)?)re");
    const std::string text = file_text(file);
    for (auto i = std::sregex_iterator(text.begin(), text.end(), call); i != std::sregex_iterator();
         ++i) {
        if (!(*i)[2].matched)
            points.insert((*i)[1]);
        else
            for (const char* store : {"1", "2"})
                points.insert((*i)[1].str() + store);
    }
}

TEST(CrashRows, EveryFailPointInTheSourcesHasOne)
{
    std::set<std::string> in_sources;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(RESERVEPOST_SOURCE) / "batch"))
        if (entry.path().extension() == ".cpp" && is_in_a_night(entry.path()))
            collect_points(entry.path(), in_sources);
    std::set<std::string> in_table;
    for (const auto& row : rows)
        in_table.insert(row.point);
    EXPECT_GT(in_sources.size(), 40U);
    EXPECT_EQ(in_table, in_sources);
}

} // namespace
} // namespace reservepost::tests
