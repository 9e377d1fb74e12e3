#include "batch/crypto/key_file.h"

#include "batch/crypto/wiped.h"
#include "batch/disk/files.h"

#include <openssl/pem.h>
#include <stdexcept>
#include <sys/stat.h>

namespace reservepost::batch::crypto {

namespace {

/// OpenSSL would ask for a passphrase on the terminal; a night run has nobody to answer.
int no_passphrase(char*, int, int, void*)
{
    return -1;
}

} // namespace

KeyPointer load_key(const std::filesystem::path& file)
{
    const Wiped pem = read_key_octets(file, 1 << 16);
    const auto bio = reading(pem.octets);
    KeyPointer key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr));
    forget_errors();
    if (key == nullptr)
        throw std::runtime_error(file.string() +
                                 ": holds no private key in PEM without a passphrase; put the key "
                                 "that `init` wrote, or the one of your certificate, there");
    return key;
}

void save_new_key(const std::filesystem::path& file, EVP_PKEY* key)
{
    const auto bio = collecting();
    require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) ==
                1,
            "write a private key");
    const Wiped pem(take_octets(bio.get()));
    disk::write_new_durably(file, pem.octets, S_IRUSR | S_IWUSR);
}

} // namespace reservepost::batch::crypto
