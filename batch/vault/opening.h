#pragma once

#include "batch/vault/store.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

// Inside the vault: opening one file of a content place, and bringing it to a store that lacks it.

namespace reservepost::batch::vault {

/// Sealed octets that opened, the key that opened them, and what came out.
struct Opened {
    std::string sealed;
    crypto::SecretKey key;
    std::string plain;
};

/// The first content that opens, with its own store's key or with another's: two stores damaged in
/// different places still make one whole.
std::optional<Opened> open_in_any(const std::vector<std::unique_ptr<Store>>& stores,
                                  const ContentName& name, RingNumber ring);

/// What one store by itself opens, read from the disk.
std::optional<std::string> open_alone(const Store& store, const ContentName& name, RingNumber ring);

/// Brings one file that opened to a store that does not open it by itself. Throws `VaultDamaged`
/// when it does not open there afterwards.
void bring_to(const Store& store, const ContentName& name, const Opened& good, RingNumber ring);

} // namespace reservepost::batch::vault
