#include "batch/refill_store.h"
#include "batch/restore/rotate.h"
#include "batch/store/incidents.h"
#include "tests/support/files.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>
#include <regex>

// What brings a lost disk back, and a change of ring by hand: cut off at every step, killed there
// and failed there, then called again.

namespace reservepost::tests {
namespace {

using batch::RecordId;
using batch::store::Row;

const auto evening = oslo("2026-11-23T20:00");

/// What is being done when it is cut off.
enum class Doing { Rotate, Refill, ClearUnfinished };

struct CrashRow {
    const char* point;
    Doing doing;
};

// clang-format off
const CrashRow rows[] = {
    {"rotate.prepared", Doing::Rotate}, {"rotate.committed", Doing::Rotate},
    {"rotate.destroyed", Doing::Rotate},
    {"refill.begun", Doing::Refill}, {"refill.ring", Doing::Refill},
    {"refill.content", Doing::Refill}, {"refill.facts", Doing::Refill},
    {"refill.kept", Doing::Refill}, {"refill.finished", Doing::Refill},
    {"unfinished.cleared", Doing::ClearUnfinished},
};
// clang-format on

std::int64_t ring_of(const TestNight& night)
{
    return night.number("select ring as n from vault");
}

int rotate(const TestNight& night)
{
    auto state = night.open(evening);
    const auto ownership = batch::own_night(state).value();
    auto log = batch::deletion::DeletionLog::open(state.log(), state.keys().log());
    const auto secret = state.keys().digest_secret(2026);
    batch::deletion::DeletionDesk desk{state.database(),
                                       state.vault(),
                                       log,
                                       ownership,
                                       state.occasion(),
                                       {30, 49},
                                       secret,
                                       2026,
                                       state.configuration().log.published};
    batch::restore::rotate_ring(desk);
    return 0;
}

int refill(const TestNight& night)
{
    auto state = night.open(evening);
    const auto ownership = batch::own_night(state).value();
    batch::refill_store(state, 1, [](std::size_t, std::size_t) {});
    return 0;
}

int clear(const TestNight& night)
{
    auto state = night.open(evening);
    batch::restore::clear_unfinished(state.database(), state.vault(), state.occasion());
    return 0;
}

int perform(const TestNight& night, Doing doing)
{
    if (doing == Doing::Rotate) return rotate(night);
    return doing == Doing::Refill ? refill(night) : clear(night);
}

void prepare(const TestNight& night, Doing doing)
{
    const auto state = night.open(evening);
    const auto places = batch::store_places(state.configuration());
    if (doing == Doing::Refill)
        for (const auto& directory : {places[1].content, places[1].keys})
            fs::remove_all(directory);
    if (doing != Doing::ClearUnfinished) return;
    const std::string record(32, 'a');
    fs::create_directory(places[0].content / "unfinished");
    std::ofstream(places[0].content / "unfinished" / record) << "x";
    auto database = night.connect();
    auto transaction = database.begin();
    batch::store::raise_incident(transaction,
                                 {"unfinished-entry",
                                  {batch::store::SubjectKind::Report, record},
                                  "opens in no store",
                                  "look"},
                                 {evening, std::nullopt, "tester"});
    transaction.commit();
}

/// Nothing is lost, one ring holds everywhere, and a run has nothing to complain of.
void expect_promises(const TestNight& night)
{
    const auto report = night.run(evening);
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
    const auto state = night.open(evening);
    const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
    EXPECT_TRUE(vault.status().all_reachable());
    for (const auto& store : vault.rings())
        EXPECT_EQ(store.numbers, std::vector<std::int64_t>{ring_of(night)}) << store.store;
    EXPECT_EQ(night.number("select count(*) as n from report"), 3);
    for (const Row row : night.execute("select record from report"))
        EXPECT_TRUE(vault.opens_everywhere(row.record("record"), ring_of(night)));
    EXPECT_EQ(night.number("select count(*) as n from incident where state <> 'closed'"), 0);
    for (const auto& store : vault.inspect(ring_of(night)))
        EXPECT_TRUE(store.unfinished.empty());
}

void expect_same_end(const TestNight& start, const CrashRow& row, bool killed)
{
    SCOPED_TRACE(std::string(killed ? "killed at " : "failed at ") + row.point);
    TestNight night(start.path());
    prepare(night, row.doing);
    const int status = run_cut_off(std::string(row.point) + (killed ? "" : ":throw"),
                                   [&] { return perform(night, row.doing); });
    if (killed) {
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "was not reached";
    } else {
        ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 71) << "was not reached";
    }
    if (std::string(row.point) != "refill.finished") {
        EXPECT_EQ(perform(night, row.doing), 0);
    }
    expect_promises(night);
}

/// The rows in parts, each of which is over in some seconds on a busy machine.
constexpr std::size_t parts = 4;

class RestoreCrash : public testing::TestWithParam<std::tuple<bool, std::size_t>> {};

TEST_P(RestoreCrash, CalledAgainItComesToTheSameEnd)
{
    TestNight start;
    start.take_in(1, 3, "9101", "05", oslo("2026-11-23T09:00"));
    start.stop();
    const auto [killed, part] = GetParam();
    for (std::size_t i = part; i < std::size(rows); i += parts)
        expect_same_end(start, rows[i], killed);
}

INSTANTIATE_TEST_SUITE_P(KilledAndPart, RestoreCrash,
                         testing::Combine(testing::Bool(), testing::Range(std::size_t{0}, parts)));

TEST(RestoreCrashRows, EveryFailPointInTheSourcesHasOne)
{
    static const std::regex call(R"re(reach\("([a-z.-]+)"\))re");
    std::set<std::string> in_sources;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(RESERVEPOST_SOURCE) / "batch")) {
        const auto& path = entry.path();
        if (path.filename() != "vault_refill.cpp" && path.parent_path().filename() != "restore")
            continue;
        const std::string text = file_text(path);
        for (auto i = std::sregex_iterator(text.begin(), text.end(), call);
             i != std::sregex_iterator(); ++i)
            in_sources.insert((*i)[1]);
    }
    // What restore_check_test.cpp cuts off.
    std::set<std::string> in_table = {"restore.deletions", "restore.adopted",
                                      "restore.generation-kept", "restore.reconciled"};
    for (const auto& row : rows)
        in_table.insert(row.point);
    EXPECT_EQ(in_table, in_sources);
}

} // namespace
} // namespace reservepost::tests
