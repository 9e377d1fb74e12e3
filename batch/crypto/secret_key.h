#pragma once

#include <array>
#include <filesystem>
#include <string_view>

namespace reservepost::batch::crypto {

/// 32 secret octets. It wipes itself, is never printed, and can be copied only by name.
class SecretKey {
public:
    static constexpr std::size_t size = 32;

    /// A new key from the system's random source. Throws `std::runtime_error` if there is none.
    static SecretKey random();
    /// Throws `std::invalid_argument` unless there are exactly 32 octets.
    static SecretKey from_octets(std::string_view octets);

    /// Reads a key file. Throws `std::runtime_error`, naming the file and the remedy, unless it is
    /// a regular file of 32 octets, mode 0600, in a directory of mode 0700.
    static SecretKey load(const std::filesystem::path& file);
    /// Writes a new key file (mode 0600), synced with its directory. Throws `std::system_error`
    /// when the file exists or cannot be written; then no half file is left.
    void save_new(const std::filesystem::path& file) const;

    ~SecretKey();
    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;
    SecretKey copy() const;

    /// The octets, valid as long as this key. For the ciphers and the ring only.
    std::string_view octets() const;

private:
    SecretKey() = default;
    std::array<unsigned char, size> octets_{};
};

} // namespace reservepost::batch::crypto
