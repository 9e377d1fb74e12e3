#include "batch/crypto/seal.h"

#include "batch/crypto/openssl.h"
#include "batch/crypto/random.h"

#include <limits>
#include <openssl/crypto.h>

namespace reservepost::batch::crypto {

namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

int size_of(std::string_view octets)
{
    if (octets.size() > std::numeric_limits<int>::max() - 64)
        throw std::length_error("more than 2 GiB cannot be sealed in one piece");
    return static_cast<int>(octets.size());
}

/// AES-256-GCM ready to seal or to open under `key` and `nonce`, with `associated` taken in.
CipherContextPointer begin(bool sealing, const SecretKey& key, std::string_view nonce,
                           std::string_view associated)
{
    static const std::unique_ptr<EVP_CIPHER, Freed<EVP_CIPHER_free>> method(
        EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
    CipherContextPointer context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool ready = method != nullptr && context != nullptr &&
                       EVP_CipherInit_ex2(context.get(), method.get(), bytes(key.octets()),
                                          bytes(nonce), sealing ? 1 : 0, nullptr) == 1 &&
                       EVP_CipherUpdate(context.get(), nullptr, &length, bytes(associated),
                                        size_of(associated)) == 1;
    require(ready, "begin AES-256-GCM");
    return context;
}

} // namespace

std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated)
{
    const std::string nonce = random_octets(nonce_size);
    const auto context = begin(true, key, nonce, associated);
    std::string sealed = nonce;
    sealed.resize(nonce_size + plain.size() + tag_size);
    unsigned char* cipher_text = bytes(sealed) + nonce_size;
    unsigned char* tag = cipher_text + plain.size();
    int length = 0;
    int rest = 0;
    const bool done =
        EVP_CipherUpdate(context.get(), cipher_text, &length, bytes(plain), size_of(plain)) == 1 &&
        EVP_CipherFinal_ex(context.get(), cipher_text + length, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size),
                            tag) == 1;
    require(done, "seal");
    return sealed;
}

std::string open(const SecretKey& key, std::string_view sealed, std::string_view associated)
{
    if (sealed.size() < nonce_size + tag_size)
        throw CannotOpen("the sealed part is cut off: it is shorter than a nonce and a tag");
    const auto context = begin(false, key, sealed.substr(0, nonce_size), associated);
    std::string tag(sealed.substr(sealed.size() - tag_size));
    const auto cipher_text = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string plain(cipher_text.size(), '\0');
    int length = 0;
    int rest = 0;
    const bool agrees = EVP_CipherUpdate(context.get(), bytes(plain), &length, bytes(cipher_text),
                                         size_of(cipher_text)) == 1 &&
                        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                            static_cast<int>(tag_size), tag.data()) == 1 &&
                        EVP_CipherFinal_ex(context.get(), bytes(plain) + length, &rest) == 1;
    if (!agrees) {
        OPENSSL_cleanse(plain.data(), plain.size());
        forget_errors();
        throw CannotOpen("the sealed part does not open: another key, or it was changed");
    }
    return plain;
}

} // namespace reservepost::batch::crypto
