#include "batch/words/states.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

namespace reservepost::batch {
namespace {

using Names = std::set<std::string>;

/// Every state of a kind, by counting up from the first.
template <class State> std::vector<State> all_up_to(State last)
{
    std::vector<State> states;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        states.push_back(static_cast<State>(i));
    return states;
}

template <class State> Names next_of(State from, State last)
{
    Names names;
    for (const auto to : all_up_to(last))
        if (may_become(from, to)) names.insert(std::string(name_of(to)));
    return names;
}

template <class State> void expect_table(const std::map<State, Names>& expected, State last)
{
    ASSERT_EQ(expected.size(), all_up_to(last).size()) << "every state stands in the table";
    for (const auto& [from, names] : expected)
        EXPECT_EQ(next_of(from, last), names) << "from " << name_of(from);
}

TEST(States, NamesGoBothWays)
{
    for (const auto state : all_up_to(ReportState::Deleted))
        EXPECT_EQ(report_state(name_of(state)), state);
    for (const auto state : all_up_to(LetterState::Superseded))
        EXPECT_EQ(letter_state(name_of(state)), state);
    for (const auto state : all_up_to(JobState::Recalled))
        EXPECT_EQ(job_state(name_of(state)), state);
}

TEST(States, UnknownNamesAreBugs)
{
    for (const char* name : {"", "Waiting", "waiting ", "open", "wait"})
        EXPECT_THROW(report_state(name), std::logic_error) << name;
    EXPECT_THROW(report_state("packed"), std::logic_error) << "a letter's";
    EXPECT_THROW(letter_state("waiting"), std::logic_error) << "a report's";
    EXPECT_THROW(job_state("packed"), std::logic_error) << "a letter's";
}

TEST(States, WhatMayFollowInTheLifeOfAReport)
{
    using enum ReportState;
    expect_table<ReportState>(
        {
            {Quarantined, {"waiting", "discarded"}},
            {Waiting, {"posting", "confirmed"}},
            {Posting, {"posted", "confirmed"}},
            {Posted, {"posting", "deleting"}},
            {Confirmed, {"posting", "deleting"}},
            {Discarded, {"waiting", "deleting"}},
            {Deleting, {"deleted"}},
            {Deleted, {}},
        },
        Deleted);
}

TEST(States, WhatMayFollowInTheLifeOfALetter)
{
    using enum LetterState;
    expect_table<LetterState>(
        {
            {Gathered, {"typeset", "held", "withdrawn"}},
            {Typeset, {"packed", "gathered", "held", "withdrawn"}},
            {Packed, {"sent", "superseded"}},
            {Sent, {"mailed", "superseded"}},
            {Mailed, {"returned"}},
            {Returned, {}},
            {Held, {"gathered", "withdrawn"}},
            {Withdrawn, {}},
            {Superseded, {}},
        },
        Superseded);
}

TEST(States, WhatMayFollowInTheLifeOfAJob)
{
    using enum JobState;
    expect_table<JobState>(
        {
            {Numbered, {"closed", "dissolved"}},
            {Closed, {"sending", "dissolved"}},
            {Sending, {"sent", "rejected"}},
            {Sent, {"received", "rejected", "recalled"}},
            {Received, {"settled"}},
            {Settled, {}},
            {Dissolved, {}},
            {Rejected, {}},
            {Recalled, {}},
        },
        Recalled);
}

TEST(States, NoStateIsItsOwnFollower)
{
    for (const auto state : all_up_to(ReportState::Deleted))
        EXPECT_FALSE(may_become(state, state)) << name_of(state);
    for (const auto state : all_up_to(LetterState::Superseded))
        EXPECT_FALSE(may_become(state, state)) << name_of(state);
    for (const auto state : all_up_to(JobState::Recalled))
        EXPECT_FALSE(may_become(state, state)) << name_of(state);
}

TEST(States, NothingIsDeletedWithoutPassingTheGate)
{
    for (const auto state : all_up_to(ReportState::Deleted))
        EXPECT_EQ(may_become(state, ReportState::Deleted), state == ReportState::Deleting)
            << name_of(state);
}

TEST(States, EveryRoadHasAReason)
{
    for (const auto& road : report_transitions)
        EXPECT_FALSE(road.because.empty());
    for (const auto& road : letter_transitions)
        EXPECT_FALSE(road.because.empty());
    for (const auto& road : job_transitions)
        EXPECT_FALSE(road.because.empty());
}

} // namespace
} // namespace reservepost::batch
