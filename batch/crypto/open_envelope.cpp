#include "batch/crypto/cms.h"
#include "batch/crypto/cms_parse.h"
#include "batch/crypto/key_handle.h"

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <optional>

namespace reservepost::batch::crypto {

namespace {

/// One element of DER: what it is, and where its content and the next element begin.
struct Element {
    int tag = 0;
    int tag_class = 0;
    std::string_view content;
    std::string_view rest;
};

std::optional<Element> first_element(std::string_view der)
{
    const unsigned char* at = bytes(der);
    long length = 0;
    Element element;
    const int outcome = ASN1_get_object(&at, &length, &element.tag, &element.tag_class,
                                        static_cast<long>(der.size()));
    forget_errors();
    if (outcome & 0x80) return std::nullopt;
    const auto head = static_cast<std::size_t>(at - bytes(der));
    element.content = der.substr(head, static_cast<std::size_t>(length));
    element.rest = der.substr(head + element.content.size());
    return element;
}

/// The length of the authentication tag. OpenSSL takes any from 1 to 16 octets, and one octet is
/// guessed in 256 tries; the tag is the only octet string directly in AuthEnvelopedData.
std::size_t tag_octets(CMS_ContentInfo* cms)
{
    unsigned char* made = nullptr;
    const int size = i2d_CMS_ContentInfo(cms, &made);
    const std::unique_ptr<unsigned char, decltype([](unsigned char* p) { OPENSSL_free(p); })> der(
        made);
    if (size <= 0) return 0;
    const auto info =
        first_element({reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)});
    const auto type = info ? first_element(info->content) : std::nullopt;
    const auto outer = type ? first_element(type->rest) : std::nullopt;
    const auto enveloped = outer ? first_element(outer->content) : std::nullopt;
    auto part = enveloped ? first_element(enveloped->content) : std::nullopt;
    while (part && !(part->tag == V_ASN1_OCTET_STRING && part->tag_class == V_ASN1_UNIVERSAL))
        part = part->rest.empty() ? std::nullopt : first_element(part->rest);
    return part ? part->content.size() : 0;
}

void require_envelope(CMS_ContentInfo* cms)
{
    constexpr std::size_t full_tag = 16;
    const int type = OBJ_obj2nid(CMS_get0_type(cms));
    if (type == NID_pkcs7_enveloped) return;
    if (type != NID_id_smime_ct_authEnvelopedData)
        throw CmsError("no envelope: AuthEnvelopedData (AES-256-GCM) or EnvelopedData is needed");
    if (tag_octets(cms) != full_tag)
        throw CmsError("the envelope's authentication tag is shortened; 16 octets are needed");
}

} // namespace

CmsKind kind_of_cms(std::string_view octets)
{
    switch (OBJ_obj2nid(CMS_get0_type(parse_cms(octets).get()))) {
    case NID_pkcs7_signed:
        return CmsKind::Signed;
    case NID_pkcs7_enveloped:
        return CmsKind::Enveloped;
    case NID_id_smime_ct_authEnvelopedData:
        return CmsKind::AuthEnveloped;
    default:
        return CmsKind::Other;
    }
}

std::string open_envelope(std::string_view octets, const Identity& recipient)
{
    const auto cms = parse_cms(octets);
    require_envelope(cms.get());
    const auto certificate = parsed(recipient.certificate);
    const auto output = collecting();
    const bool opened = CMS_decrypt(cms.get(), recipient.key.handle().key.get(), certificate.get(),
                                    nullptr, output.get(), CMS_BINARY) == 1;
    // OpenSSL has written plain text before it knows whether the tag is right.
    std::string plain = take_octets(output.get());
    forget_errors();
    if (!opened) {
        OPENSSL_cleanse(plain.data(), plain.size());
        throw CmsError("the envelope does not open: it is for another certificate, or was changed");
    }
    return plain;
}

} // namespace reservepost::batch::crypto
