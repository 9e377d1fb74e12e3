#include "batch/commands/receiver_fit.h"

#include "layout/decimal.h"

#include <algorithm>

namespace reservepost::batch::commands {

namespace {

json::Value fit_value(const letters::AddressFit& fit)
{
    auto value = json::Value::object({{"profile", fit.profile},
                                      {"fits", fit.fits},
                                      {"sentence", fit.sentence},
                                      {"joined", fit.joined},
                                      {"parted", fit.parted},
                                      {"uncovered_characters", fit.uncovered_characters}});
    if (fit.fits)
        value.set("size_pt", json::Number{layout::thousandths(fit.size.in_thousandths_of_pt())});
    return value;
}

} // namespace

std::vector<printhouse::Profile> every_profile(const printhouse::Profile& own)
{
    std::vector<printhouse::Profile> profiles;
    for (const auto& name : printhouse::shipped_profiles())
        profiles.push_back(printhouse::load_profile(name));
    if (std::ranges::find(profiles, own.name, &printhouse::Profile::name) == profiles.end())
        profiles.push_back(own);
    return profiles;
}

std::vector<letters::Window> windows_of(std::span<const printhouse::Profile> profiles)
{
    std::vector<letters::Window> windows;
    for (const auto& profile : profiles)
        windows.push_back({profile.name, profile.geometry});
    return windows;
}

std::string fits_text(std::span<const letters::AddressFit> fits, const std::string& label)
{
    std::string text;
    for (const auto& fit : fits)
        text += (text.empty() ? label : std::string(label.size(), ' ')) + fit.profile + ": " +
                fit.sentence + "\n";
    return text;
}

json::Value fits_value(std::span<const letters::AddressFit> fits)
{
    json::Value::List values;
    for (const auto& fit : fits)
        values.push_back(fit_value(fit));
    return values;
}

} // namespace reservepost::batch::commands
