#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <string>
#include <string_view>

// The door to OpenSSL inside `batch/crypto`; no header outside this folder includes it.

namespace reservepost::batch::crypto {

/// Frees what OpenSSL made with the function that belongs to it.
template <auto Free> struct Freed {
    template <class T> void operator()(T* pointer) const { Free(pointer); }
};

using BioPointer = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using CmsPointer = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using X509Pointer = std::unique_ptr<X509, Freed<X509_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContextPointer = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContextPointer = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using CipherContextPointer = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using TimePointer = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;

/// Throws `std::runtime_error` "OpenSSL could not <what>" unless `held`. OpenSSL's own words are
/// cleared and never passed on: they may quote what they were given.
void require(bool held, std::string_view what);

/// Clears OpenSSL's queue of errors, so that an old one is not taken for a new one.
void forget_errors();

/// The octets of an in-memory BIO, which is wiped.
std::string take_octets(BIO* memory);

/// A BIO that reads from `octets`, which must outlive it. Throws `std::length_error` over 2 GiB.
BioPointer reading(std::string_view octets);
/// A BIO that collects what is written.
BioPointer collecting();

inline const unsigned char* bytes(std::string_view octets)
{
    return reinterpret_cast<const unsigned char*>(octets.data());
}
inline unsigned char* bytes(std::string& octets)
{
    return reinterpret_cast<unsigned char*>(octets.data());
}

} // namespace reservepost::batch::crypto
