#include "batch/crypto/asn1_time.h"
#include "batch/crypto/cms.h"
#include "batch/crypto/cms_sign.h"
#include "batch/crypto/key_handle.h"

namespace reservepost::batch::crypto {

CmsPointer begin_signature(const Identity& signer, holidays::Instant at, unsigned int form)
{
    const unsigned int flags = signing_flags | form | CMS_PARTIAL;
    const auto certificate = parsed(signer.certificate);
    CmsPointer cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
    require(cms != nullptr, "begin a signature");
    CMS_SignerInfo* info = CMS_add1_signer(cms.get(), certificate.get(),
                                           signer.key.handle().key.get(), EVP_sha256(), flags);
    require(info != nullptr, "sign: do certificate and key belong together?");
    // Set here, or OpenSSL would ask the system's clock.
    const auto time = to_asn1_time(at);
    require(CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1) ==
                1,
            "set the signing time");
    return cms;
}

namespace {

std::string sign(std::string_view content, const Identity& signer, holidays::Instant at,
                 unsigned int form)
{
    const auto cms = begin_signature(signer, at, form);
    const auto input = reading(content);
    require(CMS_final(cms.get(), input.get(), nullptr, signing_flags | form) == 1, "sign");
    const auto output = collecting();
    require(i2d_CMS_bio(output.get(), cms.get()) == 1, "write a signature");
    return take_octets(output.get());
}

} // namespace

std::string sign_detached(std::string_view content, const Identity& signer, holidays::Instant at)
{
    return sign(content, signer, at, CMS_DETACHED);
}

std::string sign_attached(std::string_view content, const Identity& signer, holidays::Instant at)
{
    return sign(content, signer, at, 0);
}

} // namespace reservepost::batch::crypto
