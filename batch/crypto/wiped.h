#pragma once

#include <string>

namespace reservepost::batch::crypto {

/// Octets with a key in them, overwritten with zeros when they go. Fill them once: a string that
/// grows leaves its old place as it was.
struct Wiped {
    std::string octets;

    explicit Wiped(std::string taken) : octets(std::move(taken)) {}
    ~Wiped();
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
};

} // namespace reservepost::batch::crypto
