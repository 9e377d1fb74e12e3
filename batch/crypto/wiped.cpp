#include "batch/crypto/wiped.h"

#include "batch/disk/private_files.h"

#include <openssl/crypto.h>
#include <utility>

namespace reservepost::batch::crypto {

void wipe(std::string& octets) noexcept
{
    octets.resize(octets.capacity()); // Never grows: what lay behind the end counts too.
    OPENSSL_cleanse(octets.data(), octets.size());
    octets.clear();
}

Wiped::Wiped(std::string&& taken) noexcept : octets(std::move(taken))
{
    wipe(taken); // A short string is copied when it is moved.
}

Wiped::~Wiped()
{
    wipe(octets);
}

Wiped::Wiped(Wiped&& other) noexcept : Wiped(std::move(other.octets)) {}

Wiped& Wiped::operator=(Wiped&& other) noexcept
{
    if (this != &other) {
        wipe(octets);
        octets = std::move(other.octets);
        wipe(other.octets);
    }
    return *this;
}

Wiped read_key_octets(const std::filesystem::path& file, std::uint64_t limit_octets)
{
    return Wiped(disk::read_private_file(file, limit_octets));
}

} // namespace reservepost::batch::crypto
