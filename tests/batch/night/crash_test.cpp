#include "batch/durable_points.h"
#include "batch/letters/reopen.h"
#include "tests/batch/night/crash_story.h"
#include "tests/support/test_printer.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <random>
#include <regex>

// Every durable point of the night, killed and failed, before it and after it. Then the night is
// run again and must come to the same end.

namespace reservepost::tests {
namespace {

/// What is being done when it is cut off.
enum class Doing { Run, Confirm, Reject, Reopen, PrintHere, SayPosted };

/// A way to a point that a run from the beginning of the story does not reach, or not in this way.
struct Road {
    std::string point;
    Doing doing = Doing::Run;
    std::string before = {}; ///< Where an earlier run was killed, so that this one gets there.
};

const Road roads[] = {
    {"ring.prepared-removed", Doing::Run, "ring.named-2"},
    {"ring.prepared-removed", Doing::Run, "ring.named-1"},
    {"log.checkpoint-replaced", Doing::Run, "delete.ring-committed"},
    {"ring.destroyed-2", Doing::Run, "ring.destroyed-1"},
    {"delete.closed", Doing::Run, "delete.logged"},
    {"send.rename-withdrawn", Doing::Run, "send.rename-tried"},
    {"vault.facts-written", Doing::Confirm},
    {"confirm.committed", Doing::Confirm},
    {"vault.attachment-written", Doing::Reject},
    {"vault.facts-written", Doing::Reject},
    {"reject.committed", Doing::Reject},
    {"vault.facts-written", Doing::Reopen},
    {"reopen.committed", Doing::Reopen},
    {"by-hand.numbered", Doing::PrintHere},
    {"by-hand.sealed", Doing::PrintHere},
    {"vault.kept", Doing::PrintHere},
    {"vault.facts-written", Doing::PrintHere},
    {"by-hand.sent", Doing::PrintHere},
    {"by-hand.brought", Doing::PrintHere},
    {"by-hand.sealed", Doing::PrintHere, "by-hand.sealed"},
    {"vault.facts-written", Doing::SayPosted},
    {"by-hand.posted", Doing::SayPosted},
};

/// Points to which no run gets from the beginning of the story.
const std::set<std::string> only_by_road = {
    "ring.prepared-removed", "send.rename-withdrawn", "vault.attachment-written",
    "confirm.committed",     "reject.committed",      "reopen.committed",
    "by-hand.numbered",      "by-hand.sealed",        "by-hand.sent",
    "by-hand.brought",       "by-hand.posted"};

std::vector<Road> all_roads()
{
    std::vector<Road> all;
    for (const auto& point : batch::durable_points)
        if (!only_by_road.contains(std::string(point.name)))
            all.push_back({std::string(point.name)});
    all.insert(all.end(), std::begin(roads), std::end(roads));
    return all;
}

/// How it is cut off: what is added to the point's name.
struct Cut {
    const char* name;
    const char* ending;
    bool killed;
};

constexpr Cut cuts[] = {{"KilledBefore", ":before", true},
                        {"Failed", ":failed", false},
                        {"FailedButItHappened", ":throw", false},
                        {"KilledAfter", "", true}};

batch::letters::AnswerOutcome reject(const TestNight& night, int number)
{
    auto state = night.open(crash_hour);
    const auto lookup_key = state.keys().lookup();
    batch::letters::AnswerDesk desk{state.database(), state.vault(), lookup_key, state.occasion()};
    return batch::letters::reject(desk, reference(number), {"9103", "00"}, "{}");
}

bool reopen(const TestNight& night)
{
    using batch::letters::ReopenOutcome;
    auto state = night.open(crash_hour);
    const auto lookup_key = state.keys().lookup();
    batch::letters::AnswerDesk desk{state.database(), state.vault(), lookup_key, state.occasion()};
    return batch::letters::is_accepted(batch::letters::reopen(
        desk, reference(7), batch::letters::Again::LostByReceiver, {}, state.deadline_calendar()));
}

bool is_by_hand(Doing doing)
{
    return doing == Doing::PrintHere || doing == Doing::SayPosted;
}

/// The letter of report 5, which is due.
std::int64_t letter_of_5(const TestNight& night)
{
    return night.number("select max(l.id) as n from letter l join receiver v on v.id = l.receiver "
                        "where v.municipality = '9103'");
}

/// Before anything is cut off: the letter that goes by hand, and for `SayPosted` its print.
void prepare(const TestNight& night, Doing doing)
{
    if (!is_by_hand(doing)) return;
    const TestPrinter printer(night);
    night.run(crash_hour, "gather");
    if (doing == Doing::SayPosted) print_by_two(night, letter_of_5(night), crash_hour);
}

int do_by_hand(const TestNight& night, Doing doing)
{
    const auto letter = letter_of_5(night);
    const bool over =
        night.number("select count(*) as n from job where house = 'by-hand' and over_at is not "
                     "null") > 0;
    if (doing == Doing::PrintHere)
        print_by_two(night, letter, crash_hour);
    else if (!over)
        post_by_two(night, letter, "2027-01-20", crash_hour);
    return 0;
}

/// What the child does. Gives 0 for done, 3 for a run that says a step failed.
int perform(const TestNight& night, Doing doing)
{
    if (doing == Doing::Run) return night.run(crash_hour).exit_status;
    if (is_by_hand(doing)) return do_by_hand(night, doing);
    if (doing == Doing::Reopen) return reopen(night) ? 0 : 1;
    const auto outcome =
        doing == Doing::Confirm ? night.confirm(5, {"9103", "00"}, crash_hour) : reject(night, 5);
    return batch::letters::is_accepted(outcome) ? 0 : 1;
}

class CrashTest : public testing::Test {
protected:
    void SetUp() override { prepare_crash_story(start_); }

    void expect_same_end(const Road& road, const Cut& cut)
    {
        SCOPED_TRACE(std::string(cut.name) + " " + road.point +
                     (road.before.empty() ? "" : " after " + road.before));
        TestNight night(start_.path());
        prepare(night, road.doing);
        if (!road.before.empty()) {
            const int before = run_cut_off(road.before, [&] { return perform(night, road.doing); });
            ASSERT_TRUE(WIFSIGNALED(before)) << "the point before was not reached";
        }
        const int status =
            run_cut_off(road.point + cut.ending, [&] { return perform(night, road.doing); });
        if (cut.killed) {
            ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
                << "the point was not reached";
        } else {
            ASSERT_TRUE(WIFEXITED(status) &&
                        (WEXITSTATUS(status) == 3 || WEXITSTATUS(status) == 71))
                << "the point was not reached, or its failure was not told: " << status;
        }
        if (road.doing != Doing::Run) {
            EXPECT_EQ(perform(night, road.doing), 0) << "asked again, it is accepted";
        }
        expect_promises(night, night.run(crash_hour));
    }

    TestNight start_;
};

/// The roads in parts, each of which is over in a minute or two on a busy machine.
constexpr std::size_t parts = 6;

class CrashMatrixTest : public CrashTest,
                        public testing::WithParamInterface<std::tuple<std::size_t, Cut>> {};

TEST_P(CrashMatrixTest, TheNextRunComesToTheSameEnd)
{
    const auto& [part, cut] = GetParam();
    const auto all = all_roads();
    for (std::size_t i = part; i < all.size(); i += parts)
        expect_same_end(all[i], cut);
}

INSTANTIATE_TEST_SUITE_P(Part, CrashMatrixTest,
                         testing::Combine(testing::Range(std::size_t{0}, parts),
                                          testing::ValuesIn(cuts)),
                         [](const auto& test) {
                             return std::get<1>(test.param).name +
                                    std::to_string(std::get<0>(test.param));
                         });

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

/// `compose`, `recall` and what brings a lost disk back are no part of a night;
/// compose_crash_test.cpp, tests/batch/spool/recall_crash_test.cpp and
/// tests/batch/restore/crash_test.cpp have their points.
bool is_in_a_night(const fs::path& source)
{
    return !source.filename().string().starts_with("compose") &&
           source.filename() != "vault_refill.cpp" && source.filename() != "recall.cpp" &&
           source.parent_path().filename() != "restore";
}

/// The points of one source file; one whose name goes on with a store's number is there twice.
void collect_points(const fs::path& file, std::set<std::string>& points)
{
    static const std::regex call(R"re((?:durably|commit|reach)\("([a-z.-]+)"( \+)?)re");
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

TEST(CrashMatrix, EveryDurablePointInTheSourcesHasItsRow)
{
    std::set<std::string> in_sources;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(RESERVEPOST_SOURCE) / "batch"))
        if (entry.path().extension() == ".cpp" && is_in_a_night(entry.path()))
            collect_points(entry.path(), in_sources);
    std::set<std::string> in_list;
    for (const auto& point : batch::durable_points)
        in_list.insert(std::string(point.name));
    EXPECT_GT(in_sources.size(), 40U);
    EXPECT_EQ(in_list, in_sources) << "batch/durable_points.h";
    std::set<std::string> reached;
    for (const auto& road : all_roads())
        reached.insert(road.point);
    EXPECT_EQ(reached, in_list) << "a point to which no road leads";
}

} // namespace
} // namespace reservepost::tests
