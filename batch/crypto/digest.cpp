#include "batch/crypto/digest.h"

#include "batch/crypto/openssl.h"
#include "batch/crypto/text.h"

#include <algorithm>
#include <openssl/hmac.h>
#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

/// Fetched once: asking OpenSSL by name for each digest costs more than a short digest.
const EVP_MD* fetched_sha256()
{
    static const std::unique_ptr<EVP_MD, Freed<EVP_MD_free>> method(
        EVP_MD_fetch(nullptr, "SHA256", nullptr));
    require(method != nullptr, "find SHA-256");
    return method.get();
}

void begin(EVP_MD_CTX* context)
{
    require(EVP_DigestInit_ex2(context, fetched_sha256(), nullptr) == 1, "begin a digest");
}

void add_to(EVP_MD_CTX* context, std::string_view octets)
{
    require(EVP_DigestUpdate(context, octets.data(), octets.size()) == 1, "go on with a digest");
}

Digest end(EVP_MD_CTX* context)
{
    std::string octets(Digest::size, '\0');
    require(EVP_DigestFinal_ex(context, bytes(octets), nullptr) == 1, "end a digest");
    return Digest::from_octets(octets);
}

DigestContextPointer new_context()
{
    DigestContextPointer context(EVP_MD_CTX_new());
    require(context != nullptr, "make a digest");
    return context;
}

} // namespace

Digest Digest::from_octets(std::string_view octets)
{
    if (octets.size() != size)
        throw std::invalid_argument("a SHA-256 digest has 32 octets, not " +
                                    std::to_string(octets.size()));
    Digest digest;
    std::copy(octets.begin(), octets.end(), digest.octets_.begin());
    return digest;
}

Digest Digest::from_hex(std::string_view text)
{
    if (text.size() != 2 * size)
        throw std::invalid_argument("a SHA-256 digest has 64 hexadecimal digits, not " +
                                    std::to_string(text.size()));
    return from_octets(crypto::from_hex(text));
}

std::string Digest::octets() const
{
    return {octets_.begin(), octets_.end()};
}

std::string Digest::hex() const
{
    return crypto::hex(octets());
}

Digest sha256(std::string_view octets)
{
    // One context a thread, kept: the deletion log digests a million leaves.
    thread_local const DigestContextPointer context = new_context();
    begin(context.get());
    add_to(context.get(), octets);
    return end(context.get());
}

Digest hmac_sha256(const SecretKey& key, std::string_view octets)
{
    std::string result(Digest::size, '\0');
    unsigned int length = 0;
    const auto* made =
        HMAC(fetched_sha256(), key.octets().data(), static_cast<int>(SecretKey::size),
             bytes(octets), octets.size(), bytes(result), &length);
    require(made != nullptr && length == Digest::size, "make an HMAC");
    return Digest::from_octets(result);
}

struct Sha256::State {
    DigestContextPointer context = new_context();
};

Sha256::Sha256() : state_(std::make_unique<State>())
{
    begin(state_->context.get());
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view octets)
{
    add_to(state_->context.get(), octets);
}

Digest Sha256::finish()
{
    const Digest digest = end(state_->context.get());
    begin(state_->context.get());
    return digest;
}

} // namespace reservepost::batch::crypto
