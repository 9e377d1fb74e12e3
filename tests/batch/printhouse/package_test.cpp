#include "batch/printhouse/package.h"

#include "batch/crypto/cms.h"
#include "batch/printhouse/receipt.h"
#include "batch/printhouse/zip.h"
#include "tests/batch/printhouse/sample.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <sys/stat.h>

namespace reservepost::batch::printhouse {
namespace {

PackedFile packed_in(const TemporaryDirectory& directory)
{
    return write_package(directory.path(), sample_manifest(), sample_pdf(), sample_terms(),
                         sender(), {house().certificate}, sample_instant());
}

std::vector<crypto::Certificate> senders()
{
    return {sender().certificate};
}

std::string all(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings)
        text += finding.code + ": " + finding.text + '\n';
    return text;
}

/// The parts of a good package, to be changed and sealed again by whoever likes.
using Parts = std::map<std::string, std::string>;

Parts good_parts()
{
    Manifest manifest = sample_manifest();
    const std::string ticket = ticket_xjdf(manifest, sample_terms());
    manifest.files[1].sha256 = crypto::sha256(ticket);
    manifest.files[1].size = static_cast<std::int64_t>(ticket.size());
    const std::string json = manifest_json(manifest);
    return {{"manifest.json", json},
            {"manifest.json.p7s", crypto::sign_detached(json, sender(), sample_instant())},
            {"pieces.pdf", sample_pdf()},
            {"ticket.xjdf", ticket}};
}

std::string sealed(const std::string& plain, const crypto::Certificate& recipient)
{
    const TemporaryDirectory directory;
    crypto::EnvelopeWriter envelope(directory / "sealed", {recipient});
    envelope.write(plain);
    envelope.finish();
    return file_text(directory / "sealed");
}

std::string zipped(const Parts& parts)
{
    std::vector<ZipPart> list;
    for (const auto& [name, octets] : parts)
        list.push_back({.name = name, .octets = octets});
    return zip(list, parse_day("2026-11-24"));
}

Opening opened(const Parts& parts)
{
    return open_package(sealed(zipped(parts), house().certificate), house(), senders());
}

TEST(Package, IsOpenedByTheHouseItWasSealedFor)
{
    const TemporaryDirectory directory;
    const PackedFile packed = packed_in(directory);
    const std::string octets = file_text(packed.file);
    EXPECT_EQ(packed.file.filename(), packed.name.file_name() + ".part");
    EXPECT_EQ(packed.size, static_cast<std::int64_t>(octets.size()));
    EXPECT_EQ(packed.sha256, crypto::sha256(octets));
    EXPECT_TRUE(packed.name.names(packed.manifest_sha256));

    const Opening opening = open_package(octets, packed.name.file_name(), house(), senders());
    ASSERT_TRUE(opening.package) << all(opening.findings);
    EXPECT_TRUE(opening.findings.empty());
    EXPECT_EQ(opening.package->manifest, packed.manifest);
    EXPECT_EQ(opening.package->manifest_sha256, packed.manifest_sha256);
    EXPECT_EQ(opening.package->pieces_pdf, sample_pdf());
    EXPECT_EQ(opening.package->ticket, ticket_xjdf(sample_manifest(), sample_terms()));
    EXPECT_EQ(opening.package->signed_at, sample_instant());
    EXPECT_EQ(opening.package->signer, sender().certificate);
}

TEST(Package, HasTheSameNameAndManifestWhenItIsMadeAgain)
{
    const TemporaryDirectory one;
    const TemporaryDirectory two;
    const PackedFile first = packed_in(one);
    const PackedFile second = packed_in(two);
    EXPECT_EQ(first.name, second.name);
    EXPECT_EQ(first.manifest_sha256, second.manifest_sha256);
    EXPECT_NE(first.sha256, second.sha256) << "the key of every envelope is new";
}

TEST(Package, ReplacesThePartThatAnEarlierRunLeft)
{
    const TemporaryDirectory directory;
    const PackedFile packed = packed_in(directory);
    write_file(packed.file, "half a file");
    const PackedFile again = packed_in(directory);
    EXPECT_EQ(again.file, packed.file);
    EXPECT_TRUE(open_package(file_text(again.file), house(), senders()).package);
}

TEST(Package, LeavesNothingReadableOnTheDisk)
{
    const TemporaryDirectory directory;
    const PackedFile packed = packed_in(directory);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
        ++files;
        const std::string octets = file_text(entry.path());
        for (const char* plain : {"%PDF", "manifest.json", "pieces", "house-in-a-box", "PK\x03"}) {
            EXPECT_EQ(octets.find(plain), std::string::npos) << plain;
        }
        struct stat status = {};
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U);
    }
    EXPECT_EQ(files, 1);
}

TEST(Package, LeavesNoFileWhenItCannotBeMade)
{
    const struct {
        const char* why;
        std::function<void(Manifest&)> change;
    } cases[] = {
        {"no pieces", [](Manifest& m) { m.pieces.clear(); }},
        {"a gap", [](Manifest& m) { m.pieces.erase(m.pieces.begin() + 1); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TemporaryDirectory directory;
        Manifest manifest = sample_manifest();
        c.change(manifest);
        EXPECT_THROW(write_package(directory.path(), manifest, sample_pdf(), sample_terms(),
                                   sender(), {house().certificate}, sample_instant()),
                     ContractError);
        EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
    }
    const TemporaryDirectory directory;
    EXPECT_THROW(write_package(directory.path(), sample_manifest(), "", sample_terms(), sender(),
                               {house().certificate}, sample_instant()),
                 ContractError)
        << "an empty PDF";
    EXPECT_ANY_THROW(write_package(directory.path(), sample_manifest(), sample_pdf(),
                                   sample_terms(), sender(), {}, sample_instant()))
        << "nobody could open it";
    EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(Package, IsForEveryRecipientDuringARollOver)
{
    const TemporaryDirectory directory;
    const PackedFile packed =
        write_package(directory.path(), sample_manifest(), sample_pdf(), sample_terms(), sender(),
                      {house().certificate, stranger().certificate}, sample_instant());
    EXPECT_TRUE(open_package(file_text(packed.file), house(), senders()).package);
    EXPECT_TRUE(open_package(file_text(packed.file), stranger(), senders()).package);
}

TEST(Package, OfGoodPartsOpens)
{
    const Opening opening = opened(good_parts());
    EXPECT_TRUE(opening.package) << all(opening.findings);
}

TEST(Package, ThatWasTamperedWithIsRefusedWithItsReason)
{
    const auto resigned = [](Parts& p, const crypto::Identity& by) {
        p["manifest.json.p7s"] = crypto::sign_detached(p["manifest.json"], by, sample_instant());
    };
    const struct {
        const char* why;
        std::function<void(Parts&)> change;
        const char* code;
        const char* says;
    } cases[] = {
        {"another PDF", [](Parts& p) { p["pieces.pdf"][30] ^= 1; }, "bad-manifest", "pieces.pdf"},
        {"a longer PDF", [](Parts& p) { p["pieces.pdf"] += ' '; }, "bad-manifest", "octets"},
        {"another ticket", [](Parts& p) { p["ticket.xjdf"][60] ^= 1; }, "bad-manifest",
         "ticket.xjdf"},
        {"a changed manifest",
         [](Parts& p) {
             p["manifest.json"] = replaced(p["manifest.json"], "house-in-a-box", "house-in-a-bax");
         },
         "bad-signature", "signature"},
        {"a manifest signed by a stranger", [&](Parts& p) { resigned(p, stranger()); },
         "bad-signature", "signature"},
        {"a manifest signed by the house itself", [&](Parts& p) { resigned(p, house()); },
         "bad-signature", "signature"},
        {"no signature at all", [](Parts& p) { p["manifest.json.p7s"] = "x"; }, "bad-signature",
         "signature"},
        {"a signature over something else",
         [](Parts& p) {
             p["manifest.json.p7s"] = crypto::sign_detached("{}", sender(), sample_instant());
         },
         "bad-signature", "signature"},
        {"a signed manifest with wrong sums",
         [&](Parts& p) {
             p["manifest.json"] = replaced(p["manifest.json"], "\"sheets\":10", "\"sheets\":12");
             resigned(p, sender());
         },
         "bad-manifest", "totals"},
        {"a signed manifest that is no JSON",
         [&](Parts& p) {
             p["manifest.json"] = "hello";
             resigned(p, sender());
         },
         "bad-manifest", "manifest"},
        {"a file missing", [](Parts& p) { p.erase("ticket.xjdf"); }, "unreadable", "exactly"},
        {"a file more", [](Parts& p) { p["extra.txt"] = "x"; }, "unreadable", "4 entries"},
        {"a file by another name",
         [](Parts& p) {
             p["pieces.exe"] = p["pieces.pdf"];
             p.erase("pieces.pdf");
         },
         "unreadable", "exactly"},
        {"nothing in it", [](Parts& p) { p.clear(); }, "unreadable", "exactly"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Parts parts = good_parts();
        c.change(parts);
        const Opening opening = opened(parts);
        EXPECT_FALSE(opening.package);
        ASSERT_FALSE(opening.findings.empty());
        EXPECT_EQ(opening.findings[0].code, c.code);
        EXPECT_NE(opening.findings[0].text.find(c.says), std::string::npos)
            << all(opening.findings);
        for (const Finding& finding : opening.findings)
            EXPECT_TRUE(find_fault(finding.code));
    }
}

TEST(Package, TellsAllFindingsAtOnce)
{
    Parts parts = good_parts();
    parts["manifest.json.p7s"] = "x";
    parts["pieces.pdf"] += 'x';
    parts["ticket.xjdf"] += 'x';
    const Opening opening = open_package(sealed(zipped(parts), house().certificate),
                                         "RP.wrong.zip.cms", house(), senders());
    EXPECT_EQ(opening.findings.size(), 4U) << all(opening.findings);
}

TEST(Package, ThatIsNoPackageIsRefused)
{
    const TemporaryDirectory directory;
    const std::string good = file_text(packed_in(directory).file);
    const std::string good_plain = zipped(good_parts());
    const auto changed = [&](std::size_t at) {
        std::string octets = good;
        octets[at] = static_cast<char>(octets[at] ^ 0x20);
        return octets;
    };
    // A deflated megabyte of zeros would be a bomb; it is refused by its method, never inflated.
    std::string bomb = good_plain;
    bomb[8] = 8;
    std::string climbing = good_plain;
    for (std::size_t at = 0; (at = climbing.find("pieces.pdf", at)) != std::string::npos; ++at) {
        climbing.replace(at, 10, "../../x.sh");
    }
    const struct {
        const char* why;
        std::string octets;
    } cases[] = {
        {"empty", ""},
        {"text", "hello"},
        {"the plain ZIP", good_plain},
        {"for another house", sealed(good_plain, stranger().certificate)},
        {"cut by an octet", good.substr(0, good.size() - 1)},
        {"cut in the middle", good.substr(0, good.size() / 2)},
        {"an octet changed in the middle", changed(good.size() / 2)},
        {"an octet changed in the tag", changed(good.size() - 8)},
        {"an octet behind", good + 'x'},
        {"an envelope with no ZIP in it", sealed("hello", house().certificate)},
        {"a deflated entry", sealed(bomb, house().certificate)},
        {"a name that climbs out", sealed(climbing, house().certificate)},
        {"a ZIP with an octet before it", sealed('x' + good_plain, house().certificate)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Opening opening = open_package(c.octets, house(), senders());
        EXPECT_FALSE(opening.package);
        ASSERT_EQ(opening.findings.size(), 1U) << all(opening.findings);
        EXPECT_EQ(opening.findings[0].code, "unreadable") << opening.findings[0].text;
    }
}

TEST(Package, MayBeSealedInEnvelopedDataInsideSignedData)
{
    const TemporaryDirectory directory;
    const auto write = [&](const crypto::Identity& signer) {
        return file_text(write_package(directory.path(), sample_manifest(), sample_pdf(),
                                       sample_terms(), signer, {house().certificate},
                                       sample_instant(), Seal::SignedEnveloped)
                             .file);
    };
    const std::string octets = write(sender());
    EXPECT_EQ(crypto::kind_of_cms(octets), crypto::CmsKind::Signed);
    const Opening opening = open_package(octets, house(), senders());
    ASSERT_TRUE(opening.package) << all(opening.findings);
    EXPECT_EQ(opening.package->pieces_pdf, sample_pdf());

    const auto code_of = [](const Opening& refused) {
        return refused.package || refused.findings.empty() ? "none" : refused.findings[0].code;
    };
    EXPECT_EQ(code_of(open_package(write(stranger()), house(), senders())), "bad-signature");
    EXPECT_EQ(code_of(open_package(octets, stranger(), senders())), "unreadable");
    // Without the signature a change of it might go unnoticed, and tell who tries what he changed.
    const std::string inner = crypto::verify_attached(octets, senders()).content;
    EXPECT_EQ(crypto::open_envelope(inner, house()).substr(0, 2), "PK");
    EXPECT_EQ(code_of(open_package(inner, house(), senders())), "unreadable");
    const std::string signed_only = crypto::sign_attached("PK", sender(), sample_instant());
    EXPECT_EQ(code_of(open_package(signed_only, house(), senders())), "unreadable");
}

TEST(Package, MustBearItsOwnName)
{
    const TemporaryDirectory directory;
    const PackedFile packed = packed_in(directory);
    const std::string octets = file_text(packed.file);
    for (const std::string& name : {replaced(packed.name.file_name(), "01000007", "01000008"),
                                    replaced(packed.name.file_name(), "C5", "C4"),
                                    packed.name.file_name() + ".part", std::string("x.zip.cms")}) {
        const Opening opening = open_package(octets, name, house(), senders());
        EXPECT_FALSE(opening.package);
        ASSERT_EQ(opening.findings.size(), 1U);
        EXPECT_NE(opening.findings[0].text.find(packed.name.file_name()), std::string::npos);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse
