#include "batch/crypto/asn1_time.h"
#include "batch/crypto/cms.h"
#include "batch/crypto/cms_parse.h"
#include "batch/crypto/key_handle.h"

#include <algorithm>
#include <optional>

namespace reservepost::batch::crypto {

namespace {

CMS_SignerInfo* only_signer(CMS_ContentInfo* cms)
{
    if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed)
        throw CmsError("no signature: a CMS SignedData is needed");
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
    if (sk_CMS_SignerInfo_num(signers) != 1)
        throw CmsError("exactly one signer is needed, there are " +
                       std::to_string(std::max(0, sk_CMS_SignerInfo_num(signers))));
    return sk_CMS_SignerInfo_value(signers, 0);
}

void require_sound_digest(CMS_SignerInfo* signer)
{
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
    const ASN1_OBJECT* name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, digest);
    const int kind = OBJ_obj2nid(name);
    if (kind != NID_sha256 && kind != NID_sha384 && kind != NID_sha512)
        throw CmsError("signed over a weak digest; SHA-256, SHA-384 or SHA-512 is needed");
}

/// The signing time among the signed attributes; it must stand there exactly once.
holidays::Instant signing_time(CMS_SignerInfo* signer)
{
    const int place = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
    const bool is_only_one =
        place >= 0 && CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, place) < 0;
    X509_ATTRIBUTE* attribute = is_only_one ? CMS_signed_get_attr(signer, place) : nullptr;
    std::optional<holidays::Instant> time;
    if (attribute != nullptr && X509_ATTRIBUTE_count(attribute) == 1) {
        const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(attribute, 0);
        const int type = ASN1_TYPE_get(value);
        if (type == V_ASN1_UTCTIME || type == V_ASN1_GENERALIZEDTIME)
            time = from_asn1_time(value->value.asn1_string);
    }
    forget_errors();
    if (!time) throw CmsError("no signing time in the signature; sign with signed attributes");
    return *time;
}

/// Whether the signature was made with the key of `certificate`; the certificates inside the
/// structure are not asked. The content goes to `content` only if so.
bool agrees(CMS_ContentInfo* cms, X509* certificate, BIO* detached, std::string* content)
{
    const std::unique_ptr<STACK_OF(X509), decltype([](STACK_OF(X509) * s) { sk_X509_free(s); })>
        only(sk_X509_new_null());
    require(only != nullptr && sk_X509_push(only.get(), certificate) > 0, "name a signer");
    const auto output = collecting();
    const bool held = CMS_verify(cms, only.get(), nullptr, detached, output.get(),
                                 CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY) == 1;
    forget_errors();
    if (held) *content = take_octets(output.get());
    return held;
}

SignedContent verify(std::string_view structure, const std::string_view* detached,
                     const std::vector<Certificate>& pinned)
{
    bool is_named = false;
    for (const auto& candidate : pinned) {
        // Parsed anew for each candidate: a failed attempt leaves its marks in the structure.
        const auto cms = parse_cms(structure);
        CMS_SignerInfo* signer = only_signer(cms.get());
        const auto certificate = parsed(candidate);
        if (CMS_SignerInfo_cert_cmp(signer, certificate.get()) != 0) continue;
        is_named = true;
        require_sound_digest(signer);
        const auto signed_at = signing_time(signer);
        const auto input = detached != nullptr ? reading(*detached) : nullptr;
        SignedContent result{{}, candidate, signed_at};
        if (!agrees(cms.get(), certificate.get(), input.get(), &result.content)) continue;
        if (!candidate.valid_at(signed_at))
            throw CmsError("the signer's certificate was not valid at the signing time that "
                           "stands in the signature");
        return result;
    }
    if (is_named) throw CmsError("the signature does not agree with the content; one was changed");
    throw CmsError("signed by a certificate that is not pinned here");
}

} // namespace

SignedContent verify_attached(std::string_view octets, const std::vector<Certificate>& pinned)
{
    const auto cms = parse_cms(octets);
    only_signer(cms.get());
    if (CMS_is_detached(cms.get()) == 1)
        throw CmsError("the signature holds no content; an attached one is needed");
    return verify(octets, nullptr, pinned);
}

SignedContent verify_detached(std::string_view signature, std::string_view content,
                              const std::vector<Certificate>& pinned)
{
    const auto cms = parse_cms(signature);
    only_signer(cms.get());
    if (CMS_is_detached(cms.get()) != 1)
        throw CmsError("the signature holds content of its own; a detached one is needed");
    return verify(signature, &content, pinned);
}

} // namespace reservepost::batch::crypto
