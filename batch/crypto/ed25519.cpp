#include "batch/crypto/ed25519.h"

#include "batch/crypto/key_file.h"

#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

constexpr std::size_t public_key_size = 32;
constexpr std::size_t signature_size = 64;

} // namespace

struct SigningKey::Key {
    KeyPointer pair;
};

SigningKey::SigningKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

SigningKey SigningKey::generate()
{
    KeyPointer pair(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    require(pair != nullptr, "make an Ed25519 key");
    return SigningKey(std::make_unique<Key>(Key{std::move(pair)}));
}

SigningKey SigningKey::load(const std::filesystem::path& file)
{
    KeyPointer pair = load_key(file);
    if (EVP_PKEY_is_a(pair.get(), "ED25519") != 1)
        throw std::runtime_error(file.string() +
                                 ": holds a key of another kind; an Ed25519 key must be there");
    return SigningKey(std::make_unique<Key>(Key{std::move(pair)}));
}

void SigningKey::save_new(const std::filesystem::path& file) const
{
    save_new_key(file, key_->pair.get());
}

std::string SigningKey::public_key() const
{
    std::string octets(public_key_size, '\0');
    std::size_t size = octets.size();
    require(EVP_PKEY_get_raw_public_key(key_->pair.get(), bytes(octets), &size) == 1 &&
                size == public_key_size,
            "give a public key");
    return octets;
}

std::string SigningKey::sign(std::string_view message) const
{
    const DigestContextPointer context(EVP_MD_CTX_new());
    std::string signature(signature_size, '\0');
    std::size_t size = signature.size();
    const bool done =
        context != nullptr &&
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->pair.get()) == 1 &&
        EVP_DigestSign(context.get(), bytes(signature), &size, bytes(message), message.size()) ==
            1 &&
        size == signature_size;
    require(done, "sign with Ed25519");
    return signature;
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature)
{
    if (public_key.size() != public_key_size || signature.size() != signature_size) return false;
    const KeyPointer key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(public_key),
                                                     public_key.size()));
    const DigestContextPointer context(EVP_MD_CTX_new());
    const bool agrees =
        key != nullptr && context != nullptr &&
        EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(message),
                         message.size()) == 1;
    forget_errors();
    return agrees;
}

} // namespace reservepost::batch::crypto
