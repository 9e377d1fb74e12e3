#pragma once

#include "batch/receivers/receiver.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The fields of a receiver as one table: the register file, `receiver set` and `receiver show` all
// read it, so a field has one name and one rule everywhere.

namespace reservepost::batch::receivers {

/// How a field is written in the register file.
enum class FieldKind { Text, Boolean, Date, Lines };

struct ReceiverField {
    std::string_view name;
    FieldKind kind;
    bool required;
    /// The value as text: "true", "2024-01-31", lines parted by line ends; empty for none.
    std::string (*get)(const Receiver&);
    /// Puts the value in. False when it cannot be; then the receiver is as it was.
    bool (*put)(Receiver&, std::string_view value);
    std::string_view rule; ///< What would be right: "must be …".
};

/// All fields, in the order of the register file. The first two are the numbers.
std::span<const ReceiverField> receiver_fields();

/// The field of that name, or null.
const ReceiverField* find_field(std::string_view name);

/// Something wrong with one receiver: the field to look at, and what would be right.
struct Fault {
    ReceiverKey receiver;
    std::string field;
    std::string what;
};

/// What is wrong with a receiver whose fields are right each by itself.
std::vector<Fault> faults_within(const Receiver& receiver);

/// What is wrong between the receivers of a whole register: hosts without an address, no or several
/// default districts in a municipality. `receivers` are sorted by key.
std::vector<Fault> faults_between(const Snapshot& snapshot);

} // namespace reservepost::batch::receivers
