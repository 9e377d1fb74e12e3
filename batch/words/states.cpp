#include "batch/words/states.h"

namespace reservepost::batch {

namespace {

constexpr std::array report_names = {"quarantined", "waiting",   "posting",  "posted",
                                     "confirmed",   "discarded", "deleting", "deleted"};
constexpr std::array letter_names = {"gathered", "typeset", "packed",    "sent",      "mailed",
                                     "returned", "held",    "withdrawn", "superseded"};
constexpr std::array job_names = {"numbered", "closed",    "sending",  "sent",    "received",
                                  "settled",  "dissolved", "rejected", "recalled"};

static_assert(report_names.size() == static_cast<std::size_t>(ReportState::Deleted) + 1);
static_assert(letter_names.size() == static_cast<std::size_t>(LetterState::Superseded) + 1);
static_assert(job_names.size() == static_cast<std::size_t>(JobState::Recalled) + 1);

template <class State, class Names> State state_named(const Names& names, std::string_view name)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == names[i]) return static_cast<State>(i);
    throw std::logic_error("no state is called '" + std::string(name) + "' [this is a bug]");
}

} // namespace

std::string_view name_of(ReportState state)
{
    return report_names.at(static_cast<std::size_t>(state));
}

std::string_view name_of(LetterState state)
{
    return letter_names.at(static_cast<std::size_t>(state));
}

std::string_view name_of(JobState state)
{
    return job_names.at(static_cast<std::size_t>(state));
}

ReportState report_state(std::string_view name)
{
    return state_named<ReportState>(report_names, name);
}

LetterState letter_state(std::string_view name)
{
    return state_named<LetterState>(letter_names, name);
}

JobState job_state(std::string_view name)
{
    return state_named<JobState>(job_names, name);
}

} // namespace reservepost::batch
