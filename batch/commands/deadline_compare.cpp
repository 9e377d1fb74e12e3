#include "batch/commands/deadline_compare.h"

#include "batch/commands/commands.h"
#include "batch/intake/reference.h"
#include "batch/intake/stored_deadline.h"
#include "holidays/oslo_time.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

using holidays::Calendar;
using holidays::DeadlineMode;
using holidays::DeadlinePolicy;
using intake::StoredDeadline;

/// The policy that was stored; none if this program no longer knows it.
std::optional<DeadlinePolicy> stored_policy(const StoredDeadline& stored)
{
    return holidays::find_policy(stored.policy, stored.policy_version);
}

Calendar stored_calendar(const StoredDeadline& stored)
{
    return stored.eves_closed ? Calendar::norway().close_eves() : Calendar::norway();
}

/// All four modes: its own as it is stored, the others with the same hours where it has hours.
std::vector<DeadlinePolicy> policies_to_compare(const StoredDeadline& stored)
{
    const auto own = stored_policy(stored);
    std::vector<DeadlinePolicy> policies;
    for (const DeadlinePolicy& usual : holidays::policies()) {
        const bool same_hours = own && own->mode != DeadlineMode::BusinessDays;
        const auto other = holidays::find_trial_policy(
            holidays::mode_name(usual.mode), same_hours ? own->amount : holidays::usual_hours);
        policies.push_back(own && own->mode == usual.mode ? *own : other.value());
    }
    return policies;
}

/// What else decides when its letter is made, or why its deadline is not what the lines would say.
std::vector<std::string> remarks_on(const StoredDeadline& stored, const Calendar& calendar)
{
    std::vector<std::string> remarks;
    const auto own = stored_policy(stored);
    const bool far_back = stored.stated_time == "far-back";
    if (stored.eves_closed)
        remarks.emplace_back("24 and 31 December did not count when it was taken in");
    if (stored.stated_time != "used" && !far_back)
        remarks.push_back("the time it states could not be used (" + stored.stated_time +
                          "); its clock began when it was taken in");
    if (far_back)
        remarks.emplace_back("the time it states lies more than 366 days before it came, so it was "
                             "due at once");
    else if (!own)
        remarks.emplace_back("this program does not know the policy that its deadline was counted "
                             "by; the stored deadline counts");
    else if (holidays::due(*own, stored.accepted_at, calendar) != stored.due_at)
        remarks.push_back("counted anew with the table of holidays of version " +
                          std::to_string(holidays::holiday_table_version) +
                          " the deadline would be another; the stored one counts");
    if (stored.state == "quarantined")
        remarks.emplace_back("it lies in quarantine and is sent nowhere until it is released");
    else if (stored.rejected)
        remarks.emplace_back("a case system rejected it, so its letter does not wait for the "
                             "deadline");
    else if (stored.reception == "postal")
        remarks.emplace_back("its receiver has chosen post, so its letter does not wait for the "
                             "deadline");
    return remarks;
}

struct Comparison {
    StoredDeadline stored;
    Calendar calendar;
    std::vector<DeadlinePolicy> policies;
    std::vector<std::string> remarks;

    bool applies(const DeadlinePolicy& policy) const
    {
        return policy.name == stored.policy && policy.version == stored.policy_version;
    }
};

void print(const Invocation& invocation, const Comparison& it)
{
    const auto received = holidays::oslo_text(it.stored.accepted_at);
    invocation.out << "record " << it.stored.record.text() << ", " << it.stored.policy
                   << " version " << it.stored.policy_version << ", table of holidays "
                   << it.stored.holiday_table << ": due " << holidays::oslo_text(it.stored.due_at)
                   << "\n";
    for (const auto& remark : it.remarks)
        invocation.out << "note: " << remark << "\n";
    for (const auto& policy : it.policies) {
        invocation.out << received << "\t" << mode_text(policy) << "\t"
                       << holidays::oslo_text(
                              holidays::due(policy, it.stored.accepted_at, it.calendar))
                       << (it.applies(policy) ? "\tapplies\n" : "\n");
        if (invocation.flag("--explain"))
            invocation.out << holidays::explain(policy, it.stored.accepted_at, it.calendar) << "\n";
    }
}

void print_json(const Invocation& invocation, const Comparison& it)
{
    json::Value::List modes;
    for (const auto& policy : it.policies) {
        auto mode = json::Value::object(
            {{"mode", mode_text(policy)},
             {"deadline",
              holidays::oslo_text(holidays::due(policy, it.stored.accepted_at, it.calendar))},
             {"applies", it.applies(policy)}});
        if (invocation.flag("--explain"))
            mode.set("working", holidays::explain(policy, it.stored.accepted_at, it.calendar));
        modes.push_back(mode);
    }
    invocation.out << json::pretty(
        json::Value::object({{"record", it.stored.record.text()},
                             {"received", holidays::oslo_text(it.stored.accepted_at)},
                             {"deadline", holidays::oslo_text(it.stored.due_at)},
                             {"policy", it.stored.policy},
                             {"policy_version", it.stored.policy_version},
                             {"holiday_table", it.stored.holiday_table},
                             {"eves_closed", it.stored.eves_closed},
                             {"notes", json::Value::list_of(it.remarks)},
                             {"modes", modes}}));
}

} // namespace

std::string mode_text(const DeadlinePolicy& policy)
{
    auto text = std::string(holidays::mode_name(policy.mode));
    if (policy.mode == DeadlineMode::BusinessDays) text += ":" + std::to_string(policy.amount);
    return text;
}

int compare_deadlines(const Invocation& invocation)
{
    for (const auto* other : {"INSTANT", "--mode", "--hours", "--close-eves"})
        if (invocation.values.contains(other))
            throw UsageError(std::string(other) + " and --compare do not go together: a report is "
                                                  "compared as it is stored");
    const auto lines = invocation.texts_or_lines("--compare");
    const auto reference = lines.size() == 1 ? intake::find_reference(lines.front()) : std::nullopt;
    if (!reference) throw UsageError("--compare takes one reference, a UUID");

    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto stored = intake::find_deadline(transaction, state.keys().lookup(), *reference);
    if (!stored)
        throw std::invalid_argument("no report of that reference is here; it was never taken in, "
                                    "or its original has been deleted");
    const auto calendar = stored_calendar(*stored);
    const Comparison comparison{*stored, calendar, policies_to_compare(*stored),
                                remarks_on(*stored, calendar)};
    if (invocation.json)
        print_json(invocation, comparison);
    else
        print(invocation, comparison);
    return all_well;
}

} // namespace reservepost::batch::commands
