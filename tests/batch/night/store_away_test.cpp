#include "batch/vault/fact.h"
#include "tests/batch/night/crash_story.h"

#include <gtest/gtest.h>

// A store of the vault is away, before a run or from some step of it on: nothing comes in and
// nothing is deleted, letters go all the same, and the run after its return levels it.

namespace reservepost::tests {
namespace {

using batch::notices::RunReport;
using batch::notices::StepState;

/// Directories below a state that are out of reach until they come back.
class Away {
public:
    Away(const TestNight& night, std::vector<std::string> places)
        : root_(night.path()), places_(std::move(places))
    {
        for (const auto& place : places_)
            fs::rename(root_ / place, aside(place));
    }
    ~Away() { come_back(); }
    Away(const Away&) = delete;
    Away& operator=(const Away&) = delete;

    void come_back()
    {
        for (const auto& place : places_)
            fs::rename(aside(place), root_ / place);
        places_.clear();
    }

private:
    fs::path aside(const std::string& place) const { return (root_ / place).string() + ".aside"; }

    fs::path root_;
    std::vector<std::string> places_;
};

std::int64_t open_incidents(const TestNight& night, const std::string& subject)
{
    return night.number("select count(*) as n from incident where code = 'store-away' and "
                        "subject = $1 and state = 'open'",
                        {subject});
}

/// What a store holds besides keys and content: its facts, each line once, and its kept names.
std::vector<std::set<std::string>> held_beside(const TestNight& night)
{
    const auto state = night.open(crash_hour);
    const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
    std::vector<std::set<std::string>> stores;
    for (const auto& store : vault.read_facts()) {
        auto& lines = stores.emplace_back();
        for (const auto& fact : store.facts)
            lines.insert(batch::vault::fact_line(fact));
    }
    const auto kept = vault.kept_names();
    for (std::size_t i = 0; i < stores.size(); ++i)
        stores[i].insert(kept[i].begin(), kept[i].end());
    return stores;
}

/// The next run brings everything to where a run without trouble would have left it.
void expect_levelled(const TestNight& night)
{
    const auto mended = night.run(crash_hour);
    expect_promises(night, mended);
    EXPECT_EQ(open_incidents(night, "store-1") + open_incidents(night, "store-2"), 0);
    const auto stores = held_beside(night);
    ASSERT_EQ(stores.size(), 2U);
    EXPECT_FALSE(stores[0].empty());
    EXPECT_EQ(stores[0], stores[1]);
}

/// A step of a run with one store away.
struct StepRow {
    const char* step;
    StepState state;
    const char* says; ///< Nothing where it goes on as ever; %: the store's name and place.
};

const StepRow steps[] = {
    {"recover", StepState::Failed, "%"},
    {"balance", StepState::Done, ""},
    {"intake", StepState::Failed, "%"},
    {"receipts", StepState::Done, ""},
    {"delete", StepState::Skipped, "needs the step recover, which failed"},
    {"gather", StepState::Done, ""},
    {"typeset", StepState::Done, ""},
    {"pack", StepState::Done, ""},
    {"send", StepState::Done, ""},
    {"balance again", StepState::Done, ""},
    {"notify", StepState::Done, ""},
};

struct PlaceRow {
    const char* why;
    std::vector<std::string> away;
    std::string store;   ///< As the incident names it.
    std::string trouble; ///< How the sentence begins: the store, and the place below the state.
};

const PlaceRow places[] = {
    {"the first store's disk of contents", {"vault-1/content"}, "store-1", "vault-1/content"},
    {"the first store's disk of keys", {"vault-1/keys"}, "store-1", "vault-1/keys"},
    {"the whole second store", {"vault-2"}, "store-2", "vault-2/"},
};

void expect_step(const TestNight& night, const RunReport& report, const StepRow& row,
                 const PlaceRow& place)
{
    SCOPED_TRACE(row.step);
    const auto& step = step_of(report, row.step);
    EXPECT_EQ(step.state, row.state) << step.why;
    if (std::string_view(row.says) != "%") {
        EXPECT_EQ(step.why, row.says);
        return;
    }
    const auto sentence =
        "store " + place.store.substr(6) + ": " + (night.path() / place.trouble).string();
    EXPECT_TRUE(step.why.starts_with(sentence)) << step.why;
    EXPECT_NE(step.why.find("is its disk mounted?"), std::string::npos) << step.why;
    EXPECT_EQ(step.why.find("store ", 1), std::string::npos) << "one sentence: " << step.why;
}

TEST(StoreAway, StopsIntakeAndDeletionAndNothingElse)
{
    TestNight start;
    prepare_crash_story(start);
    for (const auto& place : places) {
        SCOPED_TRACE(place.why);
        const TestNight night(start.path());
        Away away(night, place.away);
        const auto report = night.run(crash_hour);
        EXPECT_EQ(report.exit_status, 3);
        for (const auto& row : steps)
            expect_step(night, report, row, place);
        EXPECT_EQ(report.steps.size(), std::size(steps));
        EXPECT_EQ(open_incidents(night, place.store), 1);
        EXPECT_EQ(TestNight::files_in(night.path() / "inbox").size(), 1U);
        EXPECT_EQ(night.number("select count(*) as n from report where state in ('deleting', "
                               "'deleted')"),
                  0);
        EXPECT_EQ(night.packages().size(), 2U) << "what was due is at the print house";
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 1);

        away.come_back();
        expect_levelled(night);
    }
}

TEST(StoreAway, FromAnyStepOfARunOnLosesNothing)
{
    TestNight start;
    prepare_crash_story(start);
    std::string place = "vault-1"; // One and the other in turn, as each run costs its second.
    for (const auto& row : steps) {
        if (std::string_view(row.step) == "notify") continue; // The last: the run is over.
        SCOPED_TRACE(place + " goes after " + row.step);
        const TestNight night(start.path());
        std::optional<Away> away;
        auto state = night.open(crash_hour);
        const auto report = batch::run_night(
            state, {.only = {}, .threads = 1, .told = [&](const batch::notices::StepReport& step) {
                        if (step.step == row.step)
                            away.emplace(night, std::vector<std::string>{place});
                    }});
        ASSERT_TRUE(report && away);
        EXPECT_TRUE(report->imbalances.empty()) << report->imbalances.front();
        EXPECT_EQ(count_of(step_of(*report, "send"), "packages sent"), 1)
            << batch::notices::text_of(*report);
        away->come_back();
        expect_levelled(night);
        place = place == "vault-1" ? "vault-2" : "vault-1";
    }
}

struct EverythingRow {
    const char* why;
    std::vector<std::string> away;
};

const EverythingRow everything[] = {
    {"both stores", {"vault-1", "vault-2"}},
    {"all contents", {"vault-1/content", "vault-2/content"}},
    {"all keys", {"vault-1/keys", "vault-2/keys"}},
    {"half of each", {"vault-1/content", "vault-2/keys"}},
    {"the other half of each", {"vault-1/keys", "vault-2/content"}},
};

TEST(StoreAway, BothStopEverythingWithOneSentence)
{
    TestNight night;
    prepare_crash_story(night);
    night.start();
    for (const auto& row : everything) {
        SCOPED_TRACE(row.why);
        const Away away(night, row.away);
        try {
            night.run(crash_hour);
            ADD_FAILURE() << "the run began";
        } catch (const batch::StateAway& error) {
            const std::string sentence = error.what();
            EXPECT_TRUE(sentence.starts_with("the vault is away: every store is away; store 1: " +
                                             (night.path() / row.away.front()).string()))
                << sentence;
            EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
            EXPECT_EQ(sentence.find("store 2"), std::string::npos) << "one is enough: " << sentence;
        }
        EXPECT_EQ(TestNight::files_in(night.path() / "inbox").size(), 1U);
        EXPECT_EQ(night.packages().size(), 1U);
    }
    expect_levelled(night);
}

} // namespace
} // namespace reservepost::tests
