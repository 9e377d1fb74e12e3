#include "batch/crypto/certificate.h"

#include "batch/crypto/asn1_time.h"
#include "batch/crypto/key_handle.h"
#include "batch/disk/files.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace reservepost::batch::crypto {

namespace {

X509Pointer parse_pem(std::string_view pem)
{
    const auto bio = reading(pem);
    X509Pointer certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    forget_errors();
    return certificate;
}

std::string pem_of(X509* certificate)
{
    const auto bio = collecting();
    require(PEM_write_bio_X509(bio.get(), certificate) == 1, "write a certificate");
    return take_octets(bio.get());
}

holidays::Instant instant_of(const ASN1_TIME* time)
{
    const auto instant = from_asn1_time(time);
    if (!instant)
        throw std::runtime_error("the certificate's dates cannot be read; ask its issuer for a "
                                 "new one");
    return *instant;
}

} // namespace

Certificate Certificate::from_pem(std::string_view pem)
{
    const auto parsed_certificate = parse_pem(pem);
    if (parsed_certificate == nullptr)
        throw std::runtime_error("no certificate: a text that begins with -----BEGIN "
                                 "CERTIFICATE----- is needed");
    // Written anew, so that two texts of one certificate are equal.
    return Certificate(pem_of(parsed_certificate.get()));
}

Certificate Certificate::load(const std::filesystem::path& file)
{
    const std::string pem = disk::read_file(file, 1 << 20);
    if (parse_pem(pem) == nullptr)
        throw std::runtime_error(file.string() + ": holds no certificate; a PEM text that begins "
                                                 "with -----BEGIN CERTIFICATE----- must be there");
    return from_pem(pem);
}

X509Pointer parsed(const Certificate& certificate)
{
    X509Pointer result = parse_pem(certificate.pem());
    require(result != nullptr, "read a certificate");
    return result;
}

Certificate certificate_of(X509* certificate)
{
    return Certificate::from_pem(pem_of(certificate));
}

std::string Certificate::common_name() const
{
    const auto certificate = parsed(*this);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (place < 0) return {};
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
    if (size < 0) {
        forget_errors();
        return {};
    }
    const std::string name(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return name;
}

Digest Certificate::fingerprint() const
{
    const auto certificate = parsed(*this);
    std::string octets(Digest::size, '\0');
    unsigned int size = 0;
    require(X509_digest(certificate.get(), EVP_sha256(), bytes(octets), &size) == 1,
            "digest a certificate");
    return Digest::from_octets(octets);
}

holidays::Instant Certificate::not_before() const
{
    return instant_of(X509_get0_notBefore(parsed(*this).get()));
}

holidays::Instant Certificate::not_after() const
{
    return instant_of(X509_get0_notAfter(parsed(*this).get()));
}

bool Certificate::valid_at(holidays::Instant instant) const
{
    // The last second named belongs to the certificate's time as a whole.
    return not_before() <= instant && instant < not_after() + std::chrono::seconds(1);
}

bool is_for_rehearsal(const Certificate& certificate)
{
    return certificate.common_name().starts_with("REHEARSAL ");
}

} // namespace reservepost::batch::crypto
