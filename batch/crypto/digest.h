#pragma once

#include "batch/crypto/secret_key.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace reservepost::batch::crypto {

/// 32 octets that a SHA-256 or an HMAC-SHA-256 gave.
class Digest {
public:
    static constexpr std::size_t size = 32;

    Digest() = default;
    /// Throws `std::invalid_argument` unless there are exactly 32 octets.
    static Digest from_octets(std::string_view octets);
    /// Throws `std::invalid_argument` unless there are exactly 64 hexadecimal digits.
    static Digest from_hex(std::string_view text);

    std::string octets() const;
    std::string hex() const;
    auto operator<=>(const Digest&) const = default;

private:
    std::array<unsigned char, size> octets_{};
};

/// SHA-256 (FIPS 180-4) of `octets`.
Digest sha256(std::string_view octets);

/// HMAC-SHA-256 (RFC 2104) of `octets` under `key`.
Digest hmac_sha256(const SecretKey& key, std::string_view octets);

/// SHA-256 of something that comes in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view octets);
    /// The digest of all that was added. The object is as new afterwards.
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace reservepost::batch::crypto
