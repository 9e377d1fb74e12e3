#include "batch/commands/receiver_fit.h"

#include "layout/decimal.h"

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
