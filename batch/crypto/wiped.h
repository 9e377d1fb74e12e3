#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace reservepost::batch::crypto {

/// Overwrites all the memory of `octets` with zeros, also what lies behind its end, and leaves it
/// empty.
void wipe(std::string& octets) noexcept;

/// Octets with a key in them, overwritten with zeros when they go, also where something was thrown
/// while they came together. A string that grows leaves its old place as it was: reserve first.
struct Wiped {
    std::string octets;

    Wiped() = default;
    explicit Wiped(std::string&& taken) noexcept;
    ~Wiped();
    Wiped(Wiped&& other) noexcept;
    Wiped& operator=(Wiped&& other) noexcept;
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
};

/// The octets of a key file, with the demands of `disk::read_private_file` and what it throws.
Wiped read_key_octets(const std::filesystem::path& file, std::uint64_t limit_octets);

} // namespace reservepost::batch::crypto
