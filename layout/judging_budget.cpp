#include "layout/judging_budget.h"

#include <algorithm>
#include <utility>

namespace reservepost::layout {

namespace {

constexpr const char* too_much = "TOO_MUCH_TO_JUDGE";

/// A look at the clock costs as much as some operators do.
constexpr std::uint64_t spent_between_looks = 1000;
/// An octet is inflated in nanoseconds, so few of them count as one thing that was done.
constexpr std::uint64_t octets_of_one_spending = 64;

} // namespace

void JudgingBudget::inflate(std::uint64_t octets, std::uint64_t before)
{
    if (stopped_.empty() && octets > limits_.stream_octets - std::min(before, limits_.stream_octets))
        stop("the file has a stream of more than " + std::to_string(limits_.stream_octets) +
             " octets once it is inflated, which is more than is judged");
    until_clock_ -= std::min(until_clock_, octets / octets_of_one_spending);
    spend(inflated_, octets, limits_.inflated_octets, "octets of inflated streams");
}

void JudgingBudget::check()
{
    if (stopped_.empty() && limits_.out_of_time && limits_.out_of_time())
        stop("the file takes longer to judge than it may");
    if (!stopped_.empty()) throw CannotJudge(too_much, stopped_);
}

void JudgingBudget::spend(std::uint64_t& spent, std::uint64_t more, std::uint64_t limit,
                          const char* what)
{
    if (!stopped_.empty()) throw CannotJudge(too_much, stopped_);
    if (more > limit - spent)
        stop("the file has more than " + std::to_string(limit) + " " + what +
             ", which is more than is judged");
    spent += more;
    if (until_clock_ > 0) {
        --until_clock_;
        return;
    }
    until_clock_ = spent_between_looks;
    check();
}

void JudgingBudget::descend()
{
    if (!stopped_.empty()) throw CannotJudge(too_much, stopped_);
    if (depth_ >= limits_.nesting)
        stop("the file nests more than " + std::to_string(limits_.nesting) +
             " levels deep, which is deeper than is judged");
    ++depth_;
}

void JudgingBudget::stop(std::string why)
{
    stopped_ = std::move(why);
    throw CannotJudge(too_much, stopped_);
}

} // namespace reservepost::layout
