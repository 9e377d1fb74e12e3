#include "batch/words/record_id.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

} // namespace

RecordId RecordId::from_octets(std::string_view octets)
{
    RecordId id;
    if (octets.size() != id.octets_.size())
        throw std::invalid_argument("a record id has 16 octets, not " +
                                    std::to_string(octets.size()));
    std::copy(octets.begin(), octets.end(), id.octets_.begin());
    return id;
}

RecordId RecordId::from_text(std::string_view text)
{
    RecordId id;
    const bool is_hexadecimal = text.find_first_not_of(digits) == std::string_view::npos;
    if (text.size() != 2 * id.octets_.size() || !is_hexadecimal)
        throw std::invalid_argument("a record id is 32 lower-case hexadecimal digits");
    for (std::size_t i = 0; i < id.octets_.size(); ++i)
        id.octets_[i] = static_cast<unsigned char>(digits.find(text[2 * i]) * 16 +
                                                   digits.find(text[2 * i + 1]));
    return id;
}

std::string RecordId::octets() const
{
    return {octets_.begin(), octets_.end()};
}

std::string RecordId::text() const
{
    std::string text;
    text.reserve(2 * octets_.size());
    for (const unsigned char octet : octets_) {
        text += digits[octet >> 4];
        text += digits[octet & 15];
    }
    return text;
}

} // namespace reservepost::batch
