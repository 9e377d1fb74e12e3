#include "batch/receivers/receiver.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::receivers {

namespace {

constexpr Reception receptions[] = {Reception::Manual, Reception::System, Reception::Postal};
constexpr Confirmation confirmations[] = {Confirmation::Enclose, Confirmation::Post,
                                          Confirmation::None};

template <typename Choice, std::size_t count>
std::optional<Choice> find_choice(const Choice (&choices)[count], std::string_view text)
{
    for (const auto choice : choices) {
        if (to_text(choice) == text) return choice;
    }
    return std::nullopt;
}

} // namespace

std::string to_text(const ReceiverKey& key)
{
    return key.municipality + '-' + key.district;
}

std::optional<ReceiverKey> find_key(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at != 4 && (text[at] < '0' || text[at] > '9')) return std::nullopt;
    }
    return ReceiverKey{std::string(text.substr(0, 4)), std::string(text.substr(5))};
}

std::string_view to_text(Reception reception)
{
    switch (reception) {
    case Reception::Manual:
        return "manual";
    case Reception::System:
        return "system";
    case Reception::Postal:
        return "postal";
    }
    throw std::logic_error("a reception without a name [this is a bug]");
}

std::string_view to_text(Confirmation confirmation)
{
    switch (confirmation) {
    case Confirmation::Enclose:
        return "enclose";
    case Confirmation::Post:
        return "post";
    case Confirmation::None:
        return "none";
    }
    throw std::logic_error("a confirmation without a name [this is a bug]");
}

std::optional<Reception> find_reception(std::string_view text)
{
    return find_choice(receptions, text);
}

std::optional<Confirmation> find_confirmation(std::string_view text)
{
    return find_choice(confirmations, text);
}

bool Receiver::valid_on(holidays::Date day) const
{
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

bool Receiver::in_use_on(holidays::Date day) const
{
    return valid_on(day) && agreement_date && *agreement_date <= day;
}

const Receiver* Snapshot::find(const ReceiverKey& key) const
{
    const auto there = std::ranges::lower_bound(receivers, key, {}, &Receiver::key);
    return there == receivers.end() || there->key != key ? nullptr : &*there;
}

} // namespace reservepost::batch::receivers
