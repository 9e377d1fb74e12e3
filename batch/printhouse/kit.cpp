#include "batch/printhouse/kit.h"

#include "batch/crypto/cms.h"
#include "batch/disk/files.h"
#include "batch/printhouse/kit_expectation.h"
#include "batch/printhouse/kit_files.h"
#include "batch/printhouse/kit_pages.h"
#include "batch/printhouse/notice.h"
#include "batch/printhouse/ticket.h"
#include "batch/printhouse/zip.h"

#include <algorithm>
#include <chrono>

namespace reservepost::batch::printhouse {
namespace {

using std::chrono::days;

constexpr mode_t shared_mode = 0644;

/// Who signs and who could open: made for one kit, and gone with it.
struct KitIdentities {
    crypto::Identity sender;
    crypto::Identity expired;
    crypto::Identity stranger;
};

KitIdentities make_identities(Day date)
{
    const holidays::Instant today = std::chrono::sys_days(date);
    return {crypto::make_rehearsal_identity("REHEARSAL Reservepost kit"),
            crypto::make_rehearsal_identity("REHEARSAL Reservepost kit, expired", today - days(400),
                                            today - days(30)),
            crypto::make_rehearsal_identity("REHEARSAL stranger")};
}

/// The octets of one package before they are sealed; a fault changes some of them.
struct Parts {
    std::string manifest;
    std::string signature;
    std::string pdf;
    std::string ticket;
};

void add_one_page(std::string& manifest, const Totals& totals)
{
    // Canonical JSON: the keys of the totals stand in this order.
    const std::string told = R"("totals":{"pages":)";
    const std::size_t at = manifest.find(told + std::to_string(totals.pages) + ',');
    if (at == std::string::npos)
        throw std::logic_error("a manifest without its sum of pages [this is a bug]");
    manifest.replace(at + told.size(), std::to_string(totals.pages).size(),
                     std::to_string(totals.pages + 1));
}

Parts parts_of(const KitCase& kit_case, KitPages pages, const KitIdentities& who,
               const Profile& profile)
{
    Parts parts;
    const holidays::Instant at = pages.manifest.created;
    parts.ticket = ticket_xjdf(
        pages.manifest,
        {.due = at + days(2), .grams_per_m2 = profile.grams_per_m2, .page = profile.geometry.page});
    parts.pdf = std::move(pages.pdf);
    if (kit_case.fault == KitFault::BrokenPdf) parts.pdf.resize(parts.pdf.size() / 2);
    const auto described = [](const char* name, const std::string& octets) {
        return PackedPart{name, crypto::sha256(octets), static_cast<std::int64_t>(octets.size())};
    };
    pages.manifest.files = {described("pieces.pdf", parts.pdf),
                            described("ticket.xjdf", parts.ticket)};
    parts.manifest = manifest_json(pages.manifest);
    if (kit_case.fault == KitFault::WrongSum) add_one_page(parts.manifest, pages.manifest.totals());
    if (kit_case.fault == KitFault::ChangedPdf)
        parts.pdf[parts.pdf.size() / 2] = static_cast<char>(parts.pdf[parts.pdf.size() / 2] ^ 1);
    const crypto::Identity& signer = kit_case.fault == KitFault::ExpiredSender   ? who.expired
                                     : kit_case.fault == KitFault::StrangeSender ? who.stranger
                                                                                 : who.sender;
    parts.signature = crypto::sign_detached(parts.manifest, signer, at);
    return parts;
}

std::string zipped(const KitCase& kit_case, const Parts& parts, Day date)
{
    std::vector<ZipPart> files = {{"manifest.json", parts.manifest},
                                  {"manifest.json.p7s", parts.signature},
                                  {"pieces.pdf", parts.pdf},
                                  {"ticket.xjdf", parts.ticket}};
    if (kit_case.fault == KitFault::ExtraFile) files.push_back({"readme.txt", "Not to be here.\n"});
    return zip(files, date);
}

/// Seals `plain` as `terms` ask for it, and writes it to `file`.
void seal(const std::filesystem::path& file, const std::string& plain, const KitCase& kit_case,
          const KitTerms& terms, const KitIdentities& who, holidays::Instant at)
{
    const auto& recipient =
        kit_case.fault == KitFault::OtherHouse ? who.stranger.certificate : terms.house;
    const auto write = [&](crypto::EnvelopeWriter envelope) {
        envelope.write(plain);
        envelope.finish();
    };
    if (terms.profile.seal == Seal::AuthEnveloped) {
        write(crypto::EnvelopeWriter(file, {recipient}));
    } else {
        write(crypto::EnvelopeWriter(file, {recipient}, crypto::EnvelopeSigner{who.sender, at}));
    }
    std::filesystem::permissions(file, std::filesystem::perms(shared_mode));
    if (kit_case.fault != KitFault::ChangedOctet) return;
    std::string octets = disk::read_file(file, 1ULL << 30U);
    octets[octets.size() / 2] = static_cast<char>(octets[octets.size() / 2] ^ 1);
    disk::replace_durably(file, octets, shared_mode);
}

/// Puts a notice beside the package that its number is void.
void declare_void(const std::filesystem::path& directory, const PackageName& package,
                  const crypto::Identity& sender, holidays::Instant at)
{
    const Notice notice{.n = JobNumber::from_number(99'000'001),
                        .kind = NoticeKind::Void,
                        .date = package.date,
                        .void_job =
                            VoidJob{package.job, VoidReason::Recalled, package.file_name()}};
    disk::write_new_durably(directory / NoticeName::of(notice).file_name(),
                            sign_notice(notice, sender, at), shared_mode);
}

/// Writes one package, and gives what is expected of it.
KitExpectation write_package(const std::filesystem::path& directory, const KitCase& kit_case,
                             const KitTerms& terms, const KitIdentities& who,
                             const layout::Workshop& workshop)
{
    KitPages pages = kit_pages(kit_case, terms.profile, terms.date, workshop);
    const Manifest manifest = pages.manifest;
    const Parts parts = parts_of(kit_case, std::move(pages), who, terms.profile);
    const auto hash = crypto::sha256(
        kit_case.fault == KitFault::WrongName ? parts.manifest + "another" : parts.manifest);
    const PackageName name =
        PackageName::of(manifest.date, manifest.job, manifest.package_class, hash);
    seal(directory / name.file_name(), zipped(kit_case, parts, terms.date), kit_case, terms, who,
         manifest.created);

    KitExpectation expected{.package = name, .why = std::string(kit_case.why)};
    for (const std::string_view code : codes_of(kit_case.fault))
        expected.codes.emplace_back(code);
    if (kit_case.fault == KitFault::Void) {
        declare_void(directory, name, who.sender, manifest.created);
        expected.answer = KitExpectation::Answer::Nothing;
        return expected;
    }
    if (kit_case.fault != KitFault::None) {
        expected.answer = KitExpectation::Answer::Reject;
        return expected;
    }
    expected.manifest_json = parts.manifest;
    if (kit_case.task == KitTask::SpoilSecond) expected.damaged = {2};
    if (kit_case.task == KitTask::BringBack) expected.returned = {1};
    return expected;
}

/// Puts the same file there again.
KitExpectation repeat_package(const std::filesystem::path& hand_over, KitExpectation earlier,
                              const KitCase& kit_case)
{
    const std::string name = earlier.package.file_name();
    std::filesystem::copy_file(hand_over / "day-1" / name, hand_over / "day-2" / name);
    earlier.answer = KitExpectation::Answer::Repeat;
    earlier.why = std::string(kit_case.why);
    return earlier;
}

} // namespace

void write_kit(const std::filesystem::path& directory, const KitTerms& terms)
{
    if (std::filesystem::exists(directory) && !std::filesystem::is_empty(directory))
        throw ContractError(directory.string() + " is not empty; name one for the kit alone");
    const auto hand_over = directory / "hand-over";
    for (const char* day : {"day-1", "day-2"})
        std::filesystem::create_directories(hand_over / day);

    const KitIdentities who = make_identities(terms.date);
    disk::write_new_durably(hand_over / "reservepost.pem", who.sender.certificate.pem(),
                            shared_mode);
    disk::write_new_durably(hand_over / "reservepost-expired.pem", who.expired.certificate.pem(),
                            shared_mode);
    for (const kit::EmbeddedFile& page : kit::embedded_files())
        disk::write_new_durably(hand_over / page.name, page.content, shared_mode);

    const layout::Workshop workshop;
    KitExpectations expected{terms.house, {}};
    for (const KitCase& kit_case : kit_cases()) {
        if (kit_case.is_repeat) {
            const auto& earlier = expected.packages.at(static_cast<std::size_t>(kit_case.job - 1));
            expected.packages.push_back(repeat_package(hand_over, earlier, kit_case));
        } else {
            expected.packages.push_back(
                write_package(hand_over / ("day-" + std::to_string(kit_case.day)), kit_case, terms,
                              who, workshop));
        }
    }
    disk::write_new_durably(directory / "expected.json", expectations_json(expected), 0600);
}

} // namespace reservepost::batch::printhouse
