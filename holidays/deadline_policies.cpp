#include "holidays/deadline.h"

#include <charconv>
#include <vector>

namespace reservepost::holidays {

namespace {

/// All policies of one mode: their names are an amount and this ending.
struct PolicyFamily {
    std::string_view ending;
    int version;
    DeadlineMode mode;
    int usual_amount;
    std::string_view source; ///< Of the usual amount.
};

// A row is never changed once it has produced a deadline: a change of how a mode counts is a new
// row with the next version, after the old one.
//
// clang-format off
constexpr PolicyFamily families[] = {
    {"h-business",     1, DeadlineMode::BusinessDayHours, usual_hours, "Bufdir 2020: innen 40 timer; KS developer docs: innen 2 virkedager"},
    {"h-wall-clock",   1, DeadlineMode::WallClock,        usual_hours, "Bufdir 2020: innen 40 timer, read to the letter"},
    {"h-office",       1, DeadlineMode::OfficeHours,      usual_hours, "Bufdir 2020: innen 40 timer, read as the service's own hours"},
    {"-business-days", 1, DeadlineMode::BusinessDays,     2,           "KS developer docs: innen 2 virkedager"},
};

constexpr std::string_view other_source = "agreed with the receiver";

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

constexpr bool families_are_sound()
{
    for (const PolicyFamily* later = families; later != std::end(families); ++later) {
        if (later->usual_amount < 1 || later->version < 1) return false;
        for (const PolicyFamily* earlier = families; earlier != later; ++earlier) {
            if (earlier->ending == later->ending &&
                (earlier->version >= later->version || earlier->mode != later->mode)) {
                return false;
            }
        }
    }
    return true;
}

static_assert(modes_stand_in_order());
static_assert(families_are_sound(), "versions rise, and an ending keeps its mode");

/// The amount in front of `ending`, in digits without leading zeros, as a name has one spelling.
std::optional<int> find_amount(std::string_view name, std::string_view ending)
{
    if (!name.ends_with(ending)) return std::nullopt;
    const std::string_view digits = name.substr(0, name.size() - ending.size());
    int amount = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), amount);
    if (error != std::errc() || end != digits.end() || digits.front() == '0' || amount < 1 ||
        amount > largest_policy_amount) {
        return std::nullopt;
    }
    return amount;
}

DeadlinePolicy policy_of(const PolicyFamily& family, int amount)
{
    return {std::to_string(amount) + std::string(family.ending), family.version, family.mode,
            amount, amount == family.usual_amount ? family.source : other_source};
}

std::vector<DeadlinePolicy> usual_policies()
{
    std::vector<DeadlinePolicy> usual;
    for (const ModeName& mode : mode_names) {
        std::optional<DeadlinePolicy> newest;
        for (const PolicyFamily& family : families) {
            if (family.mode == mode.mode) newest = policy_of(family, family.usual_amount);
        }
        usual.push_back(newest.value());
    }
    return usual;
}

} // namespace

std::span<const DeadlinePolicy> policies()
{
    static const std::vector<DeadlinePolicy> usual = usual_policies();
    return usual;
}

std::optional<DeadlinePolicy> find_policy(std::string_view name)
{
    std::optional<DeadlinePolicy> newest;
    for (const PolicyFamily& family : families) {
        if (const auto amount = find_amount(name, family.ending)) {
            newest = policy_of(family, *amount);
        }
    }
    return newest;
}

std::optional<DeadlinePolicy> find_policy(std::string_view name, int version)
{
    for (const PolicyFamily& family : families) {
        const auto amount = find_amount(name, family.ending);
        if (amount && family.version == version) return policy_of(family, *amount);
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
            amount < 0 || amount > largest_policy_amount) {
            return std::nullopt;
        }
    }
    return DeadlinePolicy{std::string(mode_name(*mode)), 0, *mode, amount, "tried out by hand"};
}

} // namespace reservepost::holidays
