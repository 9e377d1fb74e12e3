#include "batch/deletion/clock_belief.h"

#include <gtest/gtest.h>
#include <set>

namespace reservepost::batch::deletion {
namespace {

using holidays::Instant;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

const Instant last_run{std::chrono::sys_days{std::chrono::year{2027} / 3 / 31}};

std::set<DoubtCode> codes(const ClockJudgement& judgement)
{
    std::set<DoubtCode> codes;
    for (const Doubt& doubt : judgement.doubts)
        codes.insert(doubt.code);
    return codes;
}

TEST(ClockBelief, Movement)
{
    const microseconds none{0};
    struct {
        const char* why;
        microseconds now;
        std::optional<microseconds> accepted;
        std::set<DoubtCode> doubts;
    } rows[] = {
        {"the next run", hours(8), {}, {}},
        {"the same instant again", none, {}, {}},
        {"Easter: 96 hours to the microsecond", hours(96), {}, {}},
        {"a microsecond more", hours(96) + microseconds(1), {}, {DoubtCode::Leapt}},
        {"31 days", hours(31 * 24), {}, {DoubtCode::Leapt}},
        {"ten years", hours(3652 * 24), {}, {DoubtCode::Leapt}},
        {"a microsecond back", microseconds(-1), {}, {DoubtCode::WentBack}},
        {"a year back", hours(-365 * 24), {}, {DoubtCode::WentBack}},
        {"31 days, accepted now", hours(31 * 24), hours(31 * 24), {}},
        {"31 days, accepted an hour ago", hours(31 * 24), hours(31 * 24 - 1), {}},
        {"accepted, and leapt again", hours(31 * 24 + 97), hours(31 * 24), {DoubtCode::Leapt}},
        {"accepted before it leapt", hours(31 * 24), hours(1), {DoubtCode::Leapt}},
        {"a later instant was accepted", hours(31 * 24), hours(62 * 24), {DoubtCode::WentBack}},
        {"set back rightly, and accepted", hours(-48), hours(-48), {}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        ClockFacts facts;
        facts.last_balanced_run = last_run;
        facts.now = last_run + row.now;
        if (row.accepted) facts.accepted = last_run + *row.accepted;
        EXPECT_EQ(codes(judge_clock(facts)), row.doubts);
    }
}

TEST(ClockBelief, OtherClocksAndReceipts)
{
    struct {
        const char* why;
        std::optional<microseconds> apart;
        std::optional<microseconds> receipt;
        std::set<DoubtCode> doubts;
    } rows[] = {
        {"no other clock", {}, {}, {}},
        {"ten minutes ahead", minutes(10), {}, {}},
        {"ten minutes behind", minutes(-10), {}, {}},
        {"more ahead", minutes(10) + microseconds(1), {}, {DoubtCode::OtherClock}},
        {"more behind", minutes(-10) - microseconds(1), {}, {DoubtCode::OtherClock}},
        {"a receipt of yesterday", {}, hours(-24), {}},
        {"a receipt of this instant", {}, microseconds(0), {DoubtCode::BeforeReceipt}},
        {"a receipt of tomorrow", {}, hours(24), {DoubtCode::BeforeReceipt}},
        {"everything", hours(1), hours(1), {DoubtCode::OtherClock, DoubtCode::BeforeReceipt}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        ClockFacts facts;
        facts.last_balanced_run = last_run;
        facts.now = last_run + hours(8);
        if (row.apart) facts.others.push_back({"print house", facts.now + *row.apart, facts.now});
        if (row.receipt) facts.newest_receipt_signed_at = facts.now + *row.receipt;
        const auto judgement = judge_clock(facts);
        EXPECT_EQ(codes(judgement), row.doubts);
        EXPECT_EQ(judgement.believed(), row.doubts.empty());
        EXPECT_EQ(judgement.witnessed, row.apart.has_value());
    }
}

TEST(ClockBelief, AcceptingALeapDoesNotOverruleOtherClocks)
{
    ClockFacts facts;
    facts.last_balanced_run = last_run;
    facts.now = last_run + hours(1000);
    facts.accepted = facts.now;
    facts.others.push_back({"print house", facts.now - hours(1000), facts.now});
    facts.others.push_back({"database", facts.now, facts.now});
    EXPECT_EQ(codes(judge_clock(facts)), std::set{DoubtCode::OtherClock});
}

TEST(ClockBelief, WithNothingToCompareTheClockIsNotBelieved)
{
    ClockFacts facts;
    facts.now = last_run;
    EXPECT_EQ(codes(judge_clock(facts)), std::set{DoubtCode::NothingToCompare});
    facts.accepted = last_run;
    EXPECT_TRUE(judge_clock(facts).believed());
}

} // namespace
} // namespace reservepost::batch::deletion
