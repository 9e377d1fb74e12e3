#include "batch/deletion/clock_belief.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::deletion {
namespace {

using holidays::Duration;
using holidays::Instant;

std::string in_minutes(Duration length)
{
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(length).count()) + " minutes";
}

std::string in_hours(Duration length)
{
    return std::to_string(std::chrono::ceil<std::chrono::hours>(length).count()) + " hours";
}

void judge_movement(const ClockFacts& facts, std::vector<Doubt>& doubts)
{
    const auto anchor = facts.accepted ? facts.accepted : facts.last_balanced_run;
    const std::string since =
        facts.accepted ? "the clock was last accepted" : "the last balanced run";
    if (!anchor) {
        doubts.push_back({DoubtCode::NothingToCompare,
                          "There was no balanced run yet to compare the clock with; look at the "
                          "clock, then `clock accept`."});
        return;
    }
    const Duration moved = facts.now - *anchor;
    if (moved < Duration::zero())
        doubts.push_back({DoubtCode::WentBack, "The clock stands " + in_minutes(-moved) +
                                                   " before " + since +
                                                   "; set it right, then `clock accept`."});
    if (moved > longest_believed_leap)
        doubts.push_back({DoubtCode::Leapt, "The clock stands " + in_hours(moved) + " after " +
                                                since +
                                                ", 96 are believed; look at the clock, then "
                                                "`clock accept`."});
}

void judge_others(const ClockFacts& facts, std::vector<Doubt>& doubts)
{
    for (const ClockMet& met : facts.others) {
        const Duration apart = std::chrono::abs(met.theirs - met.ours);
        if (apart > clocks_agree_within)
            doubts.push_back({DoubtCode::OtherClock,
                              "Our clock and that of the " + met.whose + " are " +
                                  in_minutes(apart) +
                                  " apart, 10 are believed; set right the one that is wrong."});
    }
}

} // namespace

ClockJudgement judge_clock(const ClockFacts& facts)
{
    ClockJudgement judgement;
    judgement.witnessed = !facts.others.empty();
    judge_movement(facts, judgement.doubts);
    judge_others(facts, judgement.doubts);
    if (facts.newest_receipt_signed_at && facts.now <= *facts.newest_receipt_signed_at)
        judgement.doubts.push_back({DoubtCode::BeforeReceipt,
                                    "The clock stands before the signing time of the newest "
                                    "receipt; set right the one that is wrong."});
    return judgement;
}

std::string_view name_of(DoubtCode code)
{
    switch (code) {
    case DoubtCode::NothingToCompare:
        return "nothing-to-compare";
    case DoubtCode::WentBack:
        return "went-back";
    case DoubtCode::Leapt:
        return "leapt";
    case DoubtCode::OtherClock:
        return "other-clock";
    case DoubtCode::BeforeReceipt:
        return "before-receipt";
    }
    throw std::logic_error("a doubt without a name [this is a bug]");
}

} // namespace reservepost::batch::deletion
