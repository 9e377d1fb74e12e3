#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// What the verifier needs below its own rules: hashing and signatures by libcrypto, base64,
// hexadecimal and files. Its own, so that a fault in the writer's is not repeated here.

namespace reservepost::batch::deletion::verifying {

/// For a program of its own, before anything else: libcrypto then reads no configuration of the
/// host, so that what this program says hangs on nothing but its arguments. Throws
/// `std::runtime_error`.
void stand_alone();

using Hash = std::array<unsigned char, 32>;

/// SHA-256 with one context for a million hashes.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    Hash of(std::string_view octets) { return digest(octets, {}, {}); }
    Hash leaf(std::string_view octets) { return digest({"\x00", 1}, octets, {}); }
    Hash node(const Hash& left, const Hash& right);

private:
    Hash digest(std::string_view first, std::string_view second, std::string_view third);
    struct State;
    State* state_;
};

std::string_view octets_of(const Hash& hash);

/// A number that nobody knows before. Throws `std::runtime_error` when there is none to be had.
std::uint64_t random_number();

/// Strict base64 with padding and zero spare bits; nothing for anything else.
std::optional<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view octets);
/// Decodes lower-case hexadecimal into `octets`; false unless it is exactly as much as they hold.
bool decode_hex(std::string_view text, std::span<char> octets);

/// Ed25519, RFC 8032.
bool signature_holds(std::string_view public_key, std::string_view message,
                     std::string_view signature);

/// A regular file of at most `limit` octets; nothing when there is none or it is longer.
std::optional<std::string> read_octets(const std::filesystem::path& file, std::uint64_t limit);

} // namespace reservepost::batch::deletion::verifying
