#include "batch/words/states.h"

namespace reservepost::batch {

namespace {

template <class State, class Names> std::string_view name_in(const Names& names, State state)
{
    return names[static_cast<std::size_t>(state)];
}

template <class State, class Names> State state_named(const Names& names, std::string_view name)
{
    for (std::size_t i = 0; i < std::size(names); ++i)
        if (name == names[i]) return static_cast<State>(i);
    throw std::logic_error("no state is called '" + std::string(name) + "' [this is a bug]");
}

} // namespace

std::string_view name_of(ReportState state)
{
    return name_in(report_state_names, state);
}

std::string_view name_of(LetterState state)
{
    return name_in(letter_state_names, state);
}

std::string_view name_of(JobState state)
{
    return name_in(job_state_names, state);
}

ReportState report_state(std::string_view name)
{
    return state_named<ReportState>(report_state_names, name);
}

LetterState letter_state(std::string_view name)
{
    return state_named<LetterState>(letter_state_names, name);
}

JobState job_state(std::string_view name)
{
    return state_named<JobState>(job_state_names, name);
}

} // namespace reservepost::batch
