#include "batch/crypto/secret_key.h"

#include "batch/crypto/openssl.h"
#include "batch/crypto/random.h"
#include "batch/crypto/wiped.h"
#include "batch/disk/files.h"

#include <algorithm>
#include <openssl/crypto.h>
#include <stdexcept>
#include <sys/stat.h>

namespace reservepost::batch::crypto {

SecretKey SecretKey::random()
{
    const Wiped fresh(random_octets(size));
    return from_octets(fresh.octets);
}

SecretKey SecretKey::from_octets(std::string_view octets)
{
    if (octets.size() != size)
        throw std::invalid_argument("a secret key has 32 octets, not " +
                                    std::to_string(octets.size()));
    SecretKey key;
    std::copy(octets.begin(), octets.end(), key.octets_.begin());
    return key;
}

SecretKey SecretKey::load(const std::filesystem::path& file)
{
    const Wiped content = read_key_octets(file, 4096);
    if (content.octets.size() != size)
        throw std::runtime_error(file.string() + ": holds " +
                                 std::to_string(content.octets.size()) +
                                 " octets, a key file holds 32; put back the copy from the other "
                                 "store's key place");
    return from_octets(content.octets);
}

void SecretKey::save_new(const std::filesystem::path& file) const
{
    disk::write_new_durably(file, octets(), S_IRUSR | S_IWUSR);
}

SecretKey::~SecretKey()
{
    OPENSSL_cleanse(octets_.data(), octets_.size());
}

SecretKey::SecretKey(SecretKey&& other) noexcept : octets_(other.octets_)
{
    OPENSSL_cleanse(other.octets_.data(), other.octets_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept
{
    if (this != &other) {
        octets_ = other.octets_;
        OPENSSL_cleanse(other.octets_.data(), other.octets_.size());
    }
    return *this;
}

SecretKey SecretKey::copy() const
{
    return from_octets(octets());
}

std::string_view SecretKey::octets() const
{
    return {reinterpret_cast<const char*>(octets_.data()), octets_.size()};
}

} // namespace reservepost::batch::crypto
