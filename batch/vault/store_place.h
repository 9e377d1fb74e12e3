#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>

namespace reservepost::batch::vault {

/// The two directories of one store, on different devices: sealed content, which may be backed up,
/// and keys, which may not.
struct StorePlace {
    std::filesystem::path content;
    std::filesystem::path keys;
    bool operator==(const StorePlace&) const = default;
};

/// The number of a ring of keys. The database's row `vault.ring` decides which one holds; callers
/// always pass it in.
using RingNumber = std::int64_t;

/// A store cannot be reached, or what is mounted there is not this vault's. Nothing was changed
/// unless the function says otherwise. The message names the store and the directory.
class StoreAway : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A store is there but holds something else than it must: missing, damaged or different. The
/// message names the store and the record or ring, never content.
class VaultDamaged : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace reservepost::batch::vault
