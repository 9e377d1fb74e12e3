#include "batch/printhouse/package.h"

#include "batch/crypto/cms.h"
#include "batch/disk/files.h"
#include "batch/printhouse/zip.h"

#include <algorithm>
#include <array>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view signature_name = "manifest.json.p7s";
constexpr std::string_view pieces_name = "pieces.pdf";
constexpr std::string_view ticket_name = "ticket.xjdf";
constexpr std::array part_names = {manifest_name, signature_name, pieces_name, ticket_name};

PackedPart described(std::string_view name, std::string_view octets)
{
    return {.name = std::string(name),
            .sha256 = crypto::sha256(octets),
            .size = static_cast<std::int64_t>(octets.size())};
}

/// Puts `plain` into `envelope`.
crypto::Digest seal_into(crypto::EnvelopeWriter envelope, std::string_view plain)
{
    constexpr std::size_t chunk = 1 << 20;
    for (; !plain.empty(); plain.remove_prefix(std::min(chunk, plain.size()))) {
        envelope.write(plain.substr(0, chunk));
    }
    return envelope.finish();
}

/// Collects what is wrong, so that a print house hears everything at once.
class Findings {
public:
    void add(std::string_view code, std::string text)
    {
        all_.push_back({.code = std::string(code), .text = std::move(text)});
    }
    bool none() const { return all_.empty(); }
    std::vector<Finding> take() { return std::move(all_); }

private:
    std::vector<Finding> all_;
};

/// The plain ZIP of an envelope that is signed outside, or nothing and a finding.
std::optional<std::string> open_signed(std::string_view octets, const crypto::Identity& house,
                                       const std::vector<crypto::Certificate>& senders,
                                       Findings& findings)
{
    std::string envelope;
    try {
        envelope = crypto::verify_attached(octets, senders).content;
    } catch (const crypto::CmsError& error) {
        findings.add("bad-signature",
                     std::string("the signature around the envelope does not count: ") +
                         error.what());
        return std::nullopt;
    }
    return crypto::open_envelope(envelope, house);
}

/// The plain ZIP, or nothing and a finding.
std::optional<std::string> decrypt(std::string_view octets, const crypto::Identity& house,
                                   const std::vector<crypto::Certificate>& senders,
                                   Findings& findings)
{
    if (static_cast<std::int64_t>(octets.size()) > most_package_octets) {
        findings.add("unreadable", "the package is over 256 MiB; nothing of it was opened");
        return std::nullopt;
    }
    try {
        switch (crypto::kind_of_cms(octets)) {
        case crypto::CmsKind::AuthEnveloped:
            return crypto::open_envelope(octets, house);
        case crypto::CmsKind::Signed:
            return open_signed(octets, house, senders, findings);
        case crypto::CmsKind::Enveloped:
        case crypto::CmsKind::Other:
            break;
        }
        findings.add("unreadable", "it is sealed neither as AuthEnvelopedData nor as EnvelopedData "
                                   "inside SignedData; whoever made it must seal it so");
        return std::nullopt;
    } catch (const crypto::CmsError& error) {
        findings.add("unreadable", std::string("the envelope does not open: ") + error.what());
        return std::nullopt;
    }
}

/// The four parts, in the order of `part_names`, or nothing and a finding.
std::optional<std::vector<ZipPart>> unpack(std::string_view plain, Findings& findings)
{
    try {
        std::vector<ZipPart> parts = unzip(plain, part_names.size());
        std::ranges::sort(parts, {}, &ZipPart::name);
        if (std::ranges::equal(parts, part_names, {}, &ZipPart::name)) return parts;
        findings.add("unreadable", "the ZIP does not hold exactly manifest.json, "
                                   "manifest.json.p7s, pieces.pdf and ticket.xjdf");
    } catch (const ContractError& error) {
        findings.add("unreadable", error.what());
    }
    return std::nullopt;
}

std::optional<crypto::SignedContent> check_signature(std::string_view signature,
                                                     std::string_view manifest,
                                                     const std::vector<crypto::Certificate>& from,
                                                     Findings& findings)
{
    try {
        return crypto::verify_detached(signature, manifest, from);
    } catch (const crypto::CmsError& error) {
        findings.add("bad-signature",
                     std::string("the manifest's signature does not count: ") + error.what());
        return std::nullopt;
    }
}

std::optional<Manifest> read_manifest(std::string_view octets, Findings& findings)
{
    try {
        return parse_manifest(octets);
    } catch (const ContractError& error) {
        findings.add("bad-manifest", error.what());
        return std::nullopt;
    }
}

void check_file(const PackedPart& told, std::string_view octets, Findings& findings)
{
    const PackedPart found = described(told.name, octets);
    if (found.size != told.size) {
        findings.add("bad-manifest", told.name + " has " + std::to_string(found.size) +
                                         " octets; the manifest says " + std::to_string(told.size));
    } else if (found.sha256 != told.sha256) {
        findings.add("bad-manifest", told.name + " does not have the manifest's SHA-256");
    }
}

/// Checks that the package is called what the contract says, where it has a name at all.
void check_name(std::string_view file_name, const Manifest& manifest,
                const crypto::Digest& manifest_sha256, Findings& findings)
{
    if (file_name.empty()) return;
    const std::string right = name_of(manifest, manifest_sha256).file_name();
    if (file_name != right) {
        findings.add("bad-manifest", "the package must be called " + right);
    }
}

} // namespace

PackedFile write_package(const std::filesystem::path& directory, Manifest manifest,
                         std::string_view pieces_pdf, const TicketTerms& terms,
                         const crypto::Identity& signer,
                         const std::vector<crypto::Certificate>& recipients, holidays::Instant at,
                         Seal seal)
{
    if (static_cast<std::int64_t>(pieces_pdf.size()) > most_package_octets / 2) {
        throw ContractError("package: pieces.pdf is over 128 MiB; make more and smaller packages");
    }
    const std::string ticket = ticket_xjdf(manifest, terms);
    manifest.files = {described(pieces_name, pieces_pdf), described(ticket_name, ticket)};
    const std::string json = manifest_json(manifest);
    const std::string signature = crypto::sign_detached(json, signer, at);

    const crypto::Digest manifest_sha256 = crypto::sha256(json);
    const PackageName name = name_of(manifest, manifest_sha256);
    const std::filesystem::path file = directory / (name.file_name() + ".part");
    disk::remove_durably(file);
    const std::string plain = zip({{.name = std::string(manifest_name), .octets = json},
                                   {.name = std::string(signature_name), .octets = signature},
                                   {.name = std::string(pieces_name), .octets = pieces_pdf},
                                   {.name = std::string(ticket_name), .octets = ticket}},
                                  manifest.date);
    const crypto::Digest sha256 = seal_into(
        seal == Seal::AuthEnveloped
            ? crypto::EnvelopeWriter(file, recipients)
            : crypto::EnvelopeWriter(file, recipients, crypto::EnvelopeSigner{signer, at}),
        plain);
    return {.file = file,
            .name = name,
            .manifest = std::move(manifest),
            .manifest_sha256 = manifest_sha256,
            .sha256 = sha256,
            .size = static_cast<std::int64_t>(std::filesystem::file_size(file))};
}

Opening open_package(std::string_view octets, const crypto::Identity& house,
                     const std::vector<crypto::Certificate>& senders)
{
    return open_package(octets, "", house, senders);
}

Opening open_package(std::string_view octets, std::string_view file_name,
                     const crypto::Identity& house, const std::vector<crypto::Certificate>& senders)
{
    Findings findings;
    const auto refuse = [&] { return Opening{.package = {}, .findings = findings.take()}; };
    const auto plain = decrypt(octets, house, senders, findings);
    if (!plain) return refuse();
    const auto parts = unpack(*plain, findings);
    if (!parts) return refuse();

    const std::string_view json = (*parts)[0].octets;
    const std::string_view signature = (*parts)[1].octets;
    const std::string_view pieces_pdf = (*parts)[2].octets;
    const std::string_view ticket = (*parts)[3].octets;
    const auto signed_content = check_signature(signature, json, senders, findings);
    const auto manifest = read_manifest(json, findings);
    const crypto::Digest manifest_sha256 = crypto::sha256(json);
    if (manifest) {
        check_file(manifest->files[0], pieces_pdf, findings);
        check_file(manifest->files[1], ticket, findings);
        check_name(file_name, *manifest, manifest_sha256, findings);
    }
    if (!findings.none() || !signed_content || !manifest) return refuse();
    return {.package = OpenedPackage{.manifest = *manifest,
                                     .manifest_sha256 = manifest_sha256,
                                     .manifest_json = std::string(json),
                                     .signature = std::string(signature),
                                     .ticket = std::string(ticket),
                                     .pieces_pdf = std::string(pieces_pdf),
                                     .signed_at = signed_content->signed_at,
                                     .signer = signed_content->signer},
            .findings = {}};
}

} // namespace reservepost::batch::printhouse
