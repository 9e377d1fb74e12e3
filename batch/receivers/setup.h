#pragma once

#include "batch/receivers/receiver_fields.h"
#include "batch/receivers/register_change.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Setting one receiver up, whether its answers come from a dialogue or from a file: what is
// proposed, what may be copied from another district, what is wrong, and how it is stored.

namespace reservepost::batch::receivers {

/// Whether another district of the municipality stands in the register beside `key`.
bool has_others(const ReceiverKey& key, const Snapshot& known);

/// What is proposed for a receiver that is not in the register: the municipality's name as its
/// other districts have it, else as Statistics Norway has it, and the default district where there
/// is no other one.
Receiver new_receiver(const ReceiverKey& key, const Snapshot& known);

/// Whether a field is copied from another district on request: how the service works. Where letters
/// go, names, telephones and contacts are each district's own.
bool is_copied(std::string_view field);

/// Gives `receiver` the copied fields of `source`.
void copy_fields(Receiver& receiver, const Receiver& source);

/// Why nothing can be copied from `source` for `receiver`: it is not in the register, is the same
/// or is of another municipality. None when it can.
std::optional<std::string> fault_of_source(const ReceiverKey& receiver, const ReceiverKey& source,
                                           const Snapshot& known);

/// What would be wrong if `wanted` stood in the register, and is not wrong already: within it, or
/// between it and others. Another default district of its municipality is taken to cease to be it.
std::vector<Fault> setup_faults(const Receiver& wanted, const Snapshot& known);

/// Puts `wanted` into the register, or proposes it to a second person, as `import_register` does,
/// and takes the default district from the one that was it. `seen_version` is the version that the
/// answers were given to, 0 for none. Throws `std::invalid_argument`, and changes nothing, when
/// there is another version now, when anything is wrong, or when another change waits.
RegisterChange set_up(store::Transaction& transaction, const Receiver& wanted,
                      std::int64_t seen_version, const store::Occasion& occasion);

} // namespace reservepost::batch::receivers
