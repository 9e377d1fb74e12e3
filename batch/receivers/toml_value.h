#pragma once

#include "batch/configuration/table_reader.h"
#include "batch/receivers/receiver_fields.h"

#include <optional>
#include <string>

namespace reservepost::batch::receivers {

/// The member of `reader`'s table that `field` names, as the text that the field's rule reads:
/// "true", "2024-01-31", lines parted by line ends. None where it is missing; none, with a finding,
/// where it is not of the field's kind.
std::optional<std::string> toml_value(configuration::TableReader& reader,
                                      const ReceiverField& field);

} // namespace reservepost::batch::receivers
