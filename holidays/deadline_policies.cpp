#include "holidays/deadline.h"

#include <algorithm>
#include <charconv>

namespace reservepost::holidays {

namespace {

// A row is never changed once it has produced a deadline: a change is a new row with the next
// version, after the old one.
//
// clang-format off
constexpr DeadlinePolicy table[] = {
    {"40h-business",    1, DeadlineMode::BusinessDayHours, 40, "Bufdir 2020: innen 40 timer; KS developer docs: innen 2 virkedager"},
    {"40h-wall-clock",  1, DeadlineMode::WallClock,        40, "Bufdir 2020: innen 40 timer, read to the letter"},
    {"40h-office",      1, DeadlineMode::OfficeHours,      40, "Bufdir 2020: innen 40 timer, read as the service's own hours"},
    {"2-business-days", 1, DeadlineMode::BusinessDays,      2, "KS developer docs: innen 2 virkedager"},
};

struct ModeName {
    DeadlineMode mode;
    std::string_view name;
};

constexpr ModeName mode_names[] = {
    {DeadlineMode::BusinessDayHours, "business-day-hours"},
    {DeadlineMode::WallClock,        "wall-clock"},
    {DeadlineMode::OfficeHours,      "office-hours"},
    {DeadlineMode::BusinessDays,     "business-days"},
};
// clang-format on

constexpr bool modes_stand_in_order()
{
    for (std::size_t i = 0; i < std::size(mode_names); ++i) {
        if (mode_names[i].mode != static_cast<DeadlineMode>(i)) return false;
    }
    return true;
}

constexpr bool versions_rise_and_amounts_are_positive()
{
    for (const DeadlinePolicy* later = table; later != std::end(table); ++later) {
        if (later->amount < 1 || later->version < 1) return false;
        for (const DeadlinePolicy* earlier = table; earlier != later; ++earlier) {
            if (earlier->name == later->name && earlier->version >= later->version) return false;
        }
    }
    return true;
}

static_assert(table[0].name == "40h-business", "the default comes first");
static_assert(modes_stand_in_order());
static_assert(versions_rise_and_amounts_are_positive());

} // namespace

std::span<const DeadlinePolicy> policies()
{
    return table;
}

std::optional<DeadlinePolicy> find_policy(std::string_view name)
{
    std::optional<DeadlinePolicy> newest;
    for (const DeadlinePolicy& policy : table) {
        if (policy.name == name) newest = policy;
    }
    return newest;
}

std::optional<DeadlinePolicy> find_policy(std::string_view name, int version)
{
    for (const DeadlinePolicy& policy : table) {
        if (policy.name == name && policy.version == version) return policy;
    }
    return std::nullopt;
}

std::string_view mode_name(DeadlineMode mode)
{
    return mode_names[static_cast<std::size_t>(mode)].name;
}

std::optional<DeadlineMode> find_mode(std::string_view text)
{
    for (const ModeName& known : mode_names) {
        if (known.name == text) return known.mode;
    }
    return std::nullopt;
}

std::optional<DeadlinePolicy> find_trial_policy(std::string_view text, int hours)
{
    const std::size_t colon = text.find(':');
    const auto mode = find_mode(text.substr(0, colon));
    if (!mode || hours < 0) return std::nullopt;

    int amount = *mode == DeadlineMode::BusinessDays ? 2 : hours;
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.begin(), digits.end(), amount);
        if (*mode != DeadlineMode::BusinessDays || error != std::errc() || end != digits.end() ||
            amount < 0 || amount > 9999) {
            return std::nullopt;
        }
    }
    return DeadlinePolicy{mode_name(*mode), 0, *mode, amount, "tried out by hand"};
}

} // namespace reservepost::holidays
