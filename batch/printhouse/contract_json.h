#pragma once

#include "batch/json/value.h"
#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/manifest.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

// What manifests and receipts have in common as JSON. Only this folder's .cpp files include it.

namespace reservepost::batch::printhouse {

/// Throws `ContractError` unless `object` is an object whose keys are all among `known`.
/// `place` says where that is: "a piece".
void only_keys(const json::Value& object, std::initializer_list<std::string_view> known,
               std::string_view place);

/// The whole number of that key. Throws `ContractError` unless it lies in `least` to `most`.
std::int64_t whole_number(const json::Value& object, std::string_view key, std::int64_t least,
                          std::int64_t most);

json::Value totals_value(const Totals& totals);
Totals read_totals(const json::Value& object, std::string_view place);

/// The digest of that key, 64 lower-case hexadecimal digits.
crypto::Digest read_digest(const json::Value& object, std::string_view key);

/// What `work` gives; every `JsonError` and `ContractError` on the way becomes a `ContractError`
/// that begins with the name of the `document`.
template <class Work> auto naming(std::string_view document, Work work)
{
    try {
        return work();
    } catch (const json::JsonError& error) {
        throw ContractError(std::string(document) + ": " + error.what());
    } catch (const ContractError& error) {
        throw ContractError(std::string(document) + ": " + error.what());
    }
}

} // namespace reservepost::batch::printhouse
