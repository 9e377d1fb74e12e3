#include "batch/printhouse/contract_json.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::printhouse {

void only_keys(const json::Value& object, std::initializer_list<std::string_view> known,
               std::string_view place)
{
    for (const auto& [key, value] : object.as_object()) {
        if (std::ranges::find(known, std::string_view(key)) == known.end()) {
            throw ContractError(std::string(place) +
                                " holds a key that the contract does not know");
        }
    }
}

std::int64_t whole_number(const json::Value& object, std::string_view key, std::int64_t least,
                          std::int64_t most)
{
    const std::int64_t number = object.integer(key);
    if (number < least || number > most) {
        throw ContractError("\"" + std::string(key) + "\" is not a number from " +
                            std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

json::Value totals_value(const Totals& totals)
{
    return json::Value::object(
        {{"pieces", totals.pieces}, {"sheets", totals.sheets}, {"pages", totals.pages}});
}

Totals read_totals(const json::Value& object, std::string_view place)
{
    // Far above any package, far below where a sum of them could overflow.
    constexpr std::int64_t most = 1'000'000'000;
    only_keys(object, {"pieces", "sheets", "pages"}, place);
    return {.pieces = whole_number(object, "pieces", 0, most),
            .sheets = whole_number(object, "sheets", 0, most),
            .pages = whole_number(object, "pages", 0, most)};
}

crypto::Digest read_digest(const json::Value& object, std::string_view key)
{
    const std::string& text = object.text(key);
    const bool lower = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'F'; });
    try {
        if (lower) return crypto::Digest::from_hex(text);
    } catch (const std::invalid_argument&) {
        // Said below, in the contract's words.
    }
    throw ContractError("\"" + std::string(key) + "\" is not 64 lower-case hexadecimal digits");
}

} // namespace reservepost::batch::printhouse
