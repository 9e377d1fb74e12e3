#include "batch/crypto/asn1_time.h"
#include "batch/crypto/key_handle.h"
#include "batch/crypto/random.h"

#include <openssl/x509v3.h>
#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

struct Extension {
    int kind;
    const char* value;
};

constexpr Extension extensions[] = {
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature,keyAgreement"},
    {NID_subject_key_identifier, "hash"},
};

void add_extensions(X509* certificate)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    for (const auto& each : extensions) {
        const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
            X509V3_EXT_conf_nid(nullptr, &context, each.kind, each.value));
        require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1,
                "describe a certificate");
    }
}

/// Random, so that two identities of one name are never taken for each other.
void set_serial(X509* certificate)
{
    std::string number = random_octets(16);
    number[0] = static_cast<char>((number[0] & 0x3f) | 0x40); // Positive, always 16 octets.
    const std::unique_ptr<BIGNUM, Freed<BN_free>> big(
        BN_bin2bn(bytes(number), static_cast<int>(number.size()), nullptr));
    require(big != nullptr &&
                BN_to_ASN1_INTEGER(big.get(), X509_get_serialNumber(certificate)) != nullptr,
            "number a certificate");
}

} // namespace

Identity make_rehearsal_identity(const std::string& common_name)
{
    using namespace std::chrono;
    return make_rehearsal_identity(common_name, sys_days(2000y / 1 / 1),
                                   sys_days(2200y / 1 / 1) - seconds(1));
}

Identity make_rehearsal_identity(const std::string& common_name, holidays::Instant not_before,
                                 holidays::Instant not_after)
{
    constexpr std::size_t limit_octets = 64; // X.520's bound for a common name.
    if (!common_name.starts_with("REHEARSAL ") || common_name.size() > limit_octets)
        throw std::invalid_argument(
            "the name of a rehearsal certificate begins with \"REHEARSAL \" "
            "and has at most 64 octets");
    KeyPointer key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const X509Pointer certificate(X509_new());
    require(key != nullptr && certificate != nullptr, "make an identity");

    set_serial(certificate.get());
    const TimePointer begin = to_asn1_time(not_before);
    const TimePointer end = to_asn1_time(not_after);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const bool described =
        X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
        X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, bytes(common_name),
                                   static_cast<int>(common_name.size()), -1, 0) == 1 &&
        X509_set_issuer_name(certificate.get(), name) == 1 &&
        X509_set1_notBefore(certificate.get(), begin.get()) == 1 &&
        X509_set1_notAfter(certificate.get(), end.get()) == 1 &&
        X509_set_pubkey(certificate.get(), key.get()) == 1;
    require(described, "describe a certificate");
    add_extensions(certificate.get());
    require(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "sign a certificate");

    return {certificate_of(certificate.get()),
            PrivateKey(std::make_unique<PrivateKey::Handle>(PrivateKey::Handle{std::move(key)}))};
}

} // namespace reservepost::batch::crypto
