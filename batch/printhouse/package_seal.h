#pragma once

#include <optional>
#include <string_view>

namespace reservepost::batch::printhouse {

/// In which CMS structure a package is sealed. Which one a house can open stands in its profile.
enum class Seal {
    AuthEnveloped,   ///< AuthEnvelopedData with AES-256-GCM.
    SignedEnveloped, ///< EnvelopedData with AES-256-CBC inside SignedData by the sender.
};

constexpr std::string_view word_of(Seal seal) ///< As in a profile.
{
    return seal == Seal::AuthEnveloped ? "auth-enveloped" : "signed-enveloped";
}

constexpr std::optional<Seal> find_seal(std::string_view word)
{
    for (const Seal seal : {Seal::AuthEnveloped, Seal::SignedEnveloped})
        if (word_of(seal) == word) return seal;
    return std::nullopt;
}

} // namespace reservepost::batch::printhouse
