#include "batch/deletion/gate.h"

#include <gtest/gtest.h>
#include <set>

namespace reservepost::batch::deletion {
namespace {

using holidays::Instant;
using std::chrono::days;
using std::chrono::microseconds;

const Instant mailed{std::chrono::sys_days{std::chrono::year{2027} / 3 / 31}};
const RetentionPolicy policy;

// A posted report that nothing keeps any more, from 49 days after `mailed` on.
DeletionFacts open_facts(GateState state = GateState::Posted)
{
    DeletionFacts facts;
    facts.state = state;
    facts.forwarding_letters = 1;
    facts.newest_mailed_by_receipt = true;
    facts.newest_returned = false;
    facts.newest_reopened = false;
    facts.newest_being_made_again = false;
    facts.jobs_over = true;
    facts.outbox_files_gone = true;
    facts.confirmation_settled = true;
    facts.incident_open = false;
    facts.deletion_paused = false;
    facts.every_store_reachable = true;
    facts.time_believed = true;
    facts.balance_is_zero = true;
    facts.log_extends_database_checkpoint = true;
    facts.log_extends_published_checkpoint = true;
    if (state == GateState::Posted) facts.mailed_at = mailed;
    if (state == GateState::Confirmed) facts.confirmed_at = mailed;
    if (state == GateState::Discarded) facts.discarded_at = mailed;
    return facts;
}

std::set<KeepCode> codes(const std::vector<Reason>& reasons)
{
    std::set<KeepCode> codes;
    for (const Reason& reason : reasons)
        codes.insert(reason.code);
    return codes;
}

struct Switch {
    KeepCode code;
    bool only_posted;
    void (*shut)(DeletionFacts&);
};

// clang-format off
const Switch switches[] = {
    {KeepCode::NoForwardingLetter,  true,  [](DeletionFacts& f) { f.forwarding_letters = 0; }},
    {KeepCode::NotMailed,           true,  [](DeletionFacts& f) { f.newest_mailed_by_receipt = false; }},
    {KeepCode::Returned,            true,  [](DeletionFacts& f) { f.newest_returned = true; }},
    {KeepCode::Reopened,            true,  [](DeletionFacts& f) { f.newest_reopened = true; }},
    {KeepCode::BeingMadeAgain,      true,  [](DeletionFacts& f) { f.newest_being_made_again = true; }},
    {KeepCode::JobOpen,             false, [](DeletionFacts& f) { f.jobs_over = false; }},
    {KeepCode::OutboxFile,          false, [](DeletionFacts& f) { f.outbox_files_gone = false; }},
    {KeepCode::ConfirmationOpen,    false, [](DeletionFacts& f) { f.confirmation_settled = false; }},
    {KeepCode::IncidentOpen,        false, [](DeletionFacts& f) { f.incident_open = true; }},
    {KeepCode::DeletionPaused,      false, [](DeletionFacts& f) { f.deletion_paused = true; }},
    {KeepCode::StoreAway,           false, [](DeletionFacts& f) { f.every_store_reachable = false; }},
    {KeepCode::TimeNotBelieved,     false, [](DeletionFacts& f) { f.time_believed = false; }},
    {KeepCode::BooksOpen,           false, [](DeletionFacts& f) { f.balance_is_zero = false; }},
    {KeepCode::LogAgainstDatabase,  false, [](DeletionFacts& f) { f.log_extends_database_checkpoint = false; }},
    {KeepCode::LogAgainstPublished, false, [](DeletionFacts& f) { f.log_extends_published_checkpoint = false; }},
};

constexpr GateState states[] = {
    GateState::Posted, GateState::Confirmed, GateState::Discarded, GateState::Other,
};
// clang-format on

// Every combination of every fact that is right or wrong, in every state.
TEST(Gate, TruthTable)
{
    const Instant late = mailed + days(4000);
    std::size_t open = 0;
    for (const GateState state : states) {
        const bool kept_state = state != GateState::Other;
        for (unsigned row = 0; row < 1U << std::size(switches); ++row) {
            DeletionFacts facts = open_facts(state);
            std::set<KeepCode> expected;
            if (!kept_state) expected.insert(KeepCode::State);
            for (std::size_t i = 0; i < std::size(switches); ++i) {
                if ((row >> i & 1U) == 0) continue;
                switches[i].shut(facts);
                if (!switches[i].only_posted || state == GateState::Posted)
                    expected.insert(switches[i].code);
            }
            const auto reasons = what_keeps(facts, policy, late);
            ASSERT_EQ(codes(reasons), expected) << "row " << row;
            open += reasons.empty() ? 1 : 0;
        }
    }
    EXPECT_EQ(open, 1U + 2U * 32U)
        << "posted in one row; confirmed and discarded whatever the five facts of letters say";
}

TEST(Gate, Retention)
{
    const auto at = [](int days_later, int microseconds_more = 0) {
        return mailed + days(days_later) + microseconds(microseconds_more);
    };
    struct {
        const char* why;
        GateState state;
        void (*change)(DeletionFacts&);
        Instant now;
        int open_after_days; ///< 0: nothing keeps it.
    } rows[] = {
        {"posted, the last instant", GateState::Posted, [](DeletionFacts&) {}, at(49, -1), 49},
        {"posted, run out", GateState::Posted, [](DeletionFacts&) {}, at(49), 0},
        {"confirmed, the last instant", GateState::Confirmed, [](DeletionFacts&) {}, at(30, -1),
         30},
        {"confirmed, run out", GateState::Confirmed, [](DeletionFacts&) {}, at(30), 0},
        {"discarded, the last instant", GateState::Discarded, [](DeletionFacts&) {}, at(30, -1),
         30},
        {"discarded, run out", GateState::Discarded, [](DeletionFacts&) {}, at(30), 0},
        {"reopened later", GateState::Posted,
         [](DeletionFacts& f) { f.last_reopened_at = mailed + days(10); }, at(50), 59},
        {"reopened earlier changes nothing", GateState::Posted,
         [](DeletionFacts& f) { f.last_reopened_at = mailed - days(10); }, at(49), 0},
        {"confirmed, yet a letter of it was in the post", GateState::Confirmed,
         [](DeletionFacts& f) { f.mailed_at = mailed - days(1); }, at(30), 49},
        {"the clock stands before the mailing", GateState::Posted, [](DeletionFacts&) {}, at(-1),
         49},
        {"the clock stands ten years before", GateState::Confirmed, [](DeletionFacts&) {},
         at(-3652), 30},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        DeletionFacts facts = open_facts(row.state);
        row.change(facts);
        const auto reasons = what_keeps(facts, policy, row.now);
        ASSERT_EQ(reasons.size(), row.open_after_days == 0 ? 0U : 1U);
        if (!reasons.empty()) {
            EXPECT_EQ(reasons[0].code, KeepCode::Retention);
            EXPECT_EQ(reasons[0].earliest, mailed + days(row.open_after_days));
        }
    }
}

// What is never receipted stays for ever; so does what has no letter at all.
TEST(Gate, AgeAloneNeverOpensIt)
{
    for (const int age : {30, 31, 49, 400, 3652, 36525}) {
        DeletionFacts never_receipted = open_facts();
        never_receipted.newest_mailed_by_receipt = false;
        never_receipted.mailed_at.reset();
        EXPECT_EQ(codes(what_keeps(never_receipted, policy, mailed + days(age))),
                  (std::set{KeepCode::NotMailed, KeepCode::RetentionUnknown}));

        DeletionFacts no_letter = never_receipted;
        no_letter.forwarding_letters = 0;
        no_letter.confirmed_at = mailed; // A late confirmation, given here by mistake.
        EXPECT_TRUE(codes(what_keeps(no_letter, policy, mailed + days(age)))
                        .contains(KeepCode::NoForwardingLetter));

        DeletionFacts returned = open_facts();
        returned.newest_returned = true;
        EXPECT_EQ(codes(what_keeps(returned, policy, mailed + days(age))).count(KeepCode::Returned),
                  1U);
    }
}

TEST(Gate, AConfirmationDelaysFourteenDaysAndNoLonger)
{
    DeletionFacts facts = open_facts();
    facts.confirmation_settled = false;
    facts.confirmation_open_since = mailed + days(40);
    const auto before = what_keeps(facts, policy, mailed + days(54) - microseconds(1));
    ASSERT_EQ(before.size(), 1U);
    EXPECT_EQ(before[0].code, KeepCode::ConfirmationOpen);
    EXPECT_EQ(before[0].earliest, mailed + days(54));
    EXPECT_TRUE(what_keeps(facts, policy, mailed + days(54)).empty());

    facts.confirmation_open_since.reset();
    EXPECT_EQ(codes(what_keeps(facts, policy, mailed + days(400))),
              std::set{KeepCode::ConfirmationOpen})
        << "nobody knows since when";
}

TEST(Gate, WithoutItsInstantTheRetentionNeverBegins)
{
    for (const GateState state : {GateState::Posted, GateState::Confirmed, GateState::Discarded}) {
        DeletionFacts facts = open_facts(state);
        facts.mailed_at = facts.confirmed_at = facts.discarded_at = std::nullopt;
        facts.last_reopened_at = mailed;
        EXPECT_EQ(codes(what_keeps(facts, policy, mailed + days(4000))),
                  std::set{KeepCode::RetentionUnknown});
    }
}

TEST(Gate, FactsThatNobodyFilledInKeepEverything)
{
    EXPECT_EQ(what_keeps({}, policy, mailed).size(), 11U);
}

TEST(Gate, APolicyOfNoDaysIsRefused)
{
    EXPECT_THROW(what_keeps(open_facts(), {0, 0}, mailed), std::invalid_argument);
    EXPECT_EQ(what_keeps(open_facts(), {60, 49}, mailed)[0].earliest, mailed + days(60))
        << "a posted report is never kept shorter than a confirmed one";
}

TEST(Gate, EveryCodeHasItsOwnName)
{
    std::set<std::string_view> names;
    for (int code = 0; code <= static_cast<int>(KeepCode::LogAgainstPublished); ++code)
        names.insert(name_of(static_cast<KeepCode>(code)));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(KeepCode::LogAgainstPublished) + 1);
}

} // namespace
} // namespace reservepost::batch::deletion
