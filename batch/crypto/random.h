#pragma once

#include <cstddef>
#include <string>

namespace reservepost::batch::crypto {

/// `count` octets of the system's random source. Throws `std::runtime_error` if it fails.
std::string random_octets(std::size_t count);

} // namespace reservepost::batch::crypto
