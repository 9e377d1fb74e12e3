#pragma once

#include "batch/configuration/print_house.h"
#include "batch/printhouse/transport.h"

#include <memory>

namespace reservepost::batch::printhouse {

/// The way to the house that the configuration names. A directory must be there, and throws
/// `std::runtime_error` otherwise; SFTP is connected to by the first call.
std::unique_ptr<Transport> open_transport(const configuration::PrintHouse& house);

} // namespace reservepost::batch::printhouse
