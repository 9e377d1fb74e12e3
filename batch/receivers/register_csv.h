#pragma once

#include "batch/configuration/findings.h"
#include "batch/receivers/receiver.h"

#include <string_view>
#include <vector>

namespace reservepost::batch::receivers {

/// The receivers in the CSV `octets`: a header with names of fields, then a row for each receiver.
/// Renumberings have no form in CSV. Lines of an address and several e-mail addresses are parted by
/// line ends within the cell, or by '|' where it has none. An empty cell, and a column that is left
/// out, is a field that is not given.
///
/// Throws `configuration::FindingsError` with everything that is wrong (the first hundred), each
/// with the place of the cell's first character; no value is repeated. What would be wrong together
/// with the receivers in `known` is wrong, too.
std::vector<Receiver> read_register_csv(std::string_view octets, std::string_view file,
                                        const Snapshot& known);

} // namespace reservepost::batch::receivers
