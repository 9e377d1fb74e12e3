#pragma once

#include "batch/configuration/findings.h"
#include "batch/receivers/receiver.h"
#include "batch/store/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The register of receivers: read from TOML, kept in the database in versions, never overwritten.
// How it changes is in `register_change.h`.

namespace reservepost::batch::receivers {

/// What a register file holds.
struct RegisterFile {
    std::vector<Receiver> receivers;
    std::vector<Renumbering> renumberings;
    bool operator==(const RegisterFile&) const = default;
};

/// The receivers and renumberings in the TOML `text`. Throws `configuration::FindingsError` with
/// everything that is wrong, among that hosts that are neither in the file nor in `known`, two
/// default districts in one municipality, and receivers that come twice.
RegisterFile read_register(std::string_view text, std::string_view file, const Snapshot& known);

/// All receivers in their newest versions, and all renumberings.
Snapshot snapshot(store::Transaction& transaction);

/// All receivers in their newest versions, sorted by key.
std::vector<Receiver> list(store::Transaction& transaction);

/// The newest version of one receiver.
std::optional<Receiver> find(store::Transaction& transaction, const ReceiverKey& key);

/// The same, for a key that a person gave. Throws `std::invalid_argument` for one that is not in
/// the register, and says where to look.
Receiver get(store::Transaction& transaction, const ReceiverKey& key);

/// One version of a receiver, as a letter was set with it.
std::optional<Receiver> find_version(store::Transaction& transaction, std::int64_t id,
                                     std::int64_t version);

/// Keeps the register as it is until `transaction` ends: for closing a package.
void share_register(store::Transaction& transaction);

/// The address lines a letter to `receiver` carries: its own, or its host's. Hosts are not followed
/// further than one step. Throws `std::runtime_error` when there is none.
std::vector<std::string> resolved_address(const Receiver& receiver, const Snapshot& snapshot);

} // namespace reservepost::batch::receivers
