#pragma once

#include "batch/intake/take_in.h"

namespace reservepost::batch::intake {

/// Whether the name says that the file is sealed to the installation's certificate:
/// `UUID.json.cms`.
bool is_envelope(std::string_view file_name);

/// `file` with its envelope opened where it has one: the octets are then what was inside, and from
/// here on it is a report like any other. One that does not open keeps its octets and is judged
/// `Refusal::CannotOpen`. Never throws for anything that can stand in a file.
Incoming opened(Incoming file, const crypto::Identity& recipient);

} // namespace reservepost::batch::intake
