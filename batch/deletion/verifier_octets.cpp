#include "batch/deletion/verifier_octets.h"

#include <fstream>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace reservepost::batch::deletion::verifying {
namespace {

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const unsigned char* bytes(std::string_view octets)
{
    return reinterpret_cast<const unsigned char*>(octets.data());
}

[[noreturn]] void no_libcrypto()
{
    throw std::runtime_error(
        "libcrypto gives no SHA-256, Ed25519 or random numbers; the log cannot be judged");
}

} // namespace

void stand_alone()
{
    if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) != 1) no_libcrypto();
}

// Fetching the algorithm each time would double the time of a hash.
struct Hasher::State {
    EVP_MD* algorithm;
    EVP_MD_CTX* context;
};

Hasher::Hasher() : state_(new State{EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_CTX_new()})
{
    if (state_->algorithm == nullptr || state_->context == nullptr) no_libcrypto();
}

Hasher::~Hasher()
{
    EVP_MD_CTX_free(state_->context);
    EVP_MD_free(state_->algorithm);
    delete state_;
}

Hash Hasher::digest(std::string_view first, std::string_view second, std::string_view third)
{
    Hash hash;
    unsigned length = 0;
    EVP_MD_CTX* const context = state_->context;
    if (EVP_DigestInit_ex(context, state_->algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context, first.data(), first.size()) != 1 ||
        EVP_DigestUpdate(context, second.data(), second.size()) != 1 ||
        EVP_DigestUpdate(context, third.data(), third.size()) != 1 ||
        EVP_DigestFinal_ex(context, hash.data(), &length) != 1 || length != hash.size())
        no_libcrypto();
    return hash;
}

Hash Hasher::node(const Hash& left, const Hash& right)
{
    return digest({"\x01", 1}, octets_of(left), octets_of(right));
}

std::string_view octets_of(const Hash& hash)
{
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::uint64_t random_number()
{
    std::uint64_t number = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number) != 1) no_libcrypto();
    return number;
}

std::optional<std::string> decode_base64(std::string_view text)
{
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    std::string octets;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text.substr(0, text.size() - padding)) {
        const std::size_t digit = base64_digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xffffU;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        octets += static_cast<char>(bits >> count & 0xffU);
    }
    if ((bits & ((1U << count) - 1)) != 0) return std::nullopt;
    return octets;
}

std::string encode_base64(std::string_view octets)
{
    std::string text;
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (at + i < octets.size() ? bytes(octets)[at + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += at + i <= octets.size() ? base64_digits[bits >> (18 - 6 * i) & 63U] : '=';
    }
    return text;
}

bool decode_hex(std::string_view text, std::span<char> octets)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    if (text.size() != 2 * octets.size()) return false;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const int high = digit(text[2 * i]);
        const int low = digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        octets[i] = static_cast<char>(high * 16 + low);
    }
    return true;
}

bool signature_holds(std::string_view public_key, std::string_view message,
                     std::string_view signature)
{
    EVP_PKEY* const key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes(public_key),
                                                      public_key.size());
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    const bool holds = key != nullptr && context != nullptr &&
                       EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key) == 1 &&
                       EVP_DigestVerify(context, bytes(signature), signature.size(), bytes(message),
                                        message.size()) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return holds;
}

std::optional<std::string> read_octets(const std::filesystem::path& file, std::uint64_t limit)
{
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file, error);
    if (error || size > limit) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string octets(static_cast<std::size_t>(size), '\0');
    stream.read(octets.data(), static_cast<std::streamsize>(size));
    if (!stream || stream.gcount() != static_cast<std::streamsize>(size)) return std::nullopt;
    return octets;
}

} // namespace reservepost::batch::deletion::verifying
