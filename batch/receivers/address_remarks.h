#pragma once

#include "batch/receivers/receiver.h"

#include <string>
#include <vector>

// What the register cannot refuse, because the tables may be older than the world, but what a
// person should look at before a child's report is sent there. Nobody's name and no line of an
// address is repeated.

namespace reservepost::batch::receivers {

/// Sentences about the address of `receiver`: a postcode that Posten's register does not have, a
/// place that is not the postcode's, a street address where a PO box would be reached every working
/// day. None where it uses its host's address.
std::vector<std::string> address_remarks(const Receiver& receiver);

/// Sentences about its municipality number: one that is out of use, or that no municipality has
/// had since 2017. None for a number in use, nor for a receiver that is closed (`valid_to`).
std::vector<std::string> number_remarks(const Receiver& receiver);

/// Both, numbers first.
std::vector<std::string> remarks(const Receiver& receiver);

} // namespace reservepost::batch::receivers
