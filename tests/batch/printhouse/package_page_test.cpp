#include "batch/json/value.h"
#include "batch/printhouse/notice.h"
#include "batch/printhouse/package.h"
#include "batch/printhouse/receipt_judgement.h"
#include "tests/batch/printhouse/sample.h"
#include "tests/support/process.h"

#include <gtest/gtest.h>

// Holds `docs/package.md` to its word: its commands are run and its examples are read.

namespace reservepost::batch::printhouse {
namespace {

/// The fenced blocks of the page whose first line is "```" and `kind`.
std::vector<std::string> blocks(const std::string& kind)
{
    const std::string page = file_text(std::string(RESERVEPOST_SOURCE) + "/docs/package.md");
    const std::string opening = "\n```" + kind + '\n';
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = page.find(opening, at)) != std::string::npos;) {
        const std::size_t begin = at + opening.size();
        at = page.find("\n```\n", begin);
        found.push_back(page.substr(begin, at + 1 - begin));
    }
    return found;
}

/// A print house's desk: its keys, our certificate and a package.
class PackagePage : public testing::Test {
protected:
    PackagePage()
    {
        write_file(directory / "house.pem", house().certificate.pem());
        house().key.save_new(directory / "house.key");
        write_file(directory / "sender.pem", sender().certificate.pem());
        pack(Seal::AuthEnveloped);
    }

    void pack(Seal seal)
    {
        const PackedFile packed =
            write_package(directory.path(), sample_manifest(), sample_pdf(), sample_terms(),
                          sender(), {house().certificate}, sample_instant(), seal);
        name = packed.name.file_name();
        std::filesystem::rename(packed.file, directory / name);
    }

    /// The exit status of the page's own `commands`, run in the directory.
    int status_of(const std::string& commands, const std::string& settings) const
    {
        write_file(directory / "commands.sh", settings + '\n' + commands);
        return tests::run({"sh", "commands.sh"}, directory.path()).status;
    }

    int open() const { return status_of(blocks("sh").at(0), "PACKAGE='" + name + "'"); }

    TemporaryDirectory directory;
    std::string name;
};

TEST_F(PackagePage, OpensAPackageWithOpensslAndUnzipAlone)
{
    ASSERT_EQ(blocks("sh").size(), 1U);
    EXPECT_EQ(open(), 0);
    EXPECT_EQ(file_text(directory / "pieces.pdf"), sample_pdf());
    EXPECT_EQ(file_text(directory / "ticket.xjdf"), ticket_xjdf(sample_manifest(), sample_terms()));
}

TEST_F(PackagePage, OpensAPackageThatIsSignedOutside)
{
    ASSERT_EQ(blocks("sh signed").size(), 1U);
    pack(Seal::SignedEnveloped);
    const std::string all = blocks("sh").at(0);
    const std::string commands = blocks("sh signed").at(0) + all.substr(all.find("# 2."));
    const std::string settings = "PACKAGE='" + name + "'";
    EXPECT_EQ(status_of(commands, settings), 0);
    EXPECT_EQ(file_text(directory / "pieces.pdf"), sample_pdf());

    const std::string good = file_text(directory / name);
    for (const std::size_t at : {good.size() / 2, good.size() - 20}) {
        for (const char* made : {"inner.cms", "job.zip", "pieces.pdf"})
            std::filesystem::remove(directory / made);
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        write_file(directory / name, bad);
        EXPECT_NE(status_of(commands, settings), 0);
        for (const char* made : {"inner.cms", "job.zip", "pieces.pdf"})
            EXPECT_FALSE(std::filesystem::exists(directory / made)) << made;
    }
}

TEST_F(PackagePage, StopsAtAPackageThatWasChanged)
{
    const std::string good = file_text(directory / name);
    for (const std::size_t at : {good.size() / 2, good.size() - 6}) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        write_file(directory / name, bad);
        EXPECT_NE(open(), 0);
        EXPECT_FALSE(std::filesystem::exists(directory / "job.zip"));
        EXPECT_FALSE(std::filesystem::exists(directory / "pieces.pdf"));
    }
}

TEST_F(PackagePage, StopsAtAStrangersSignature)
{
    write_file(directory / "sender.pem", stranger().certificate.pem());
    EXPECT_NE(open(), 0);
}

TEST_F(PackagePage, StopsAtAnotherName)
{
    const std::string other =
        replaced(name, name.substr(name.size() - 28, 20), "00000000000000000000");
    std::filesystem::rename(directory / name, directory / other);
    name = other;
    EXPECT_NE(open(), 0);
}

TEST_F(PackagePage, StopsAtFilesThatAreNotTheManifests)
{
    const std::string commands = blocks("sh").at(0);
    const std::size_t last_step = commands.find("# 5.");
    ASSERT_NE(last_step, std::string::npos);
    ASSERT_EQ(open(), 0);
    EXPECT_EQ(status_of(commands.substr(last_step), ""), 0);
    write_file(directory / "pieces.pdf", sample_pdf() + ' ');
    EXPECT_NE(status_of(commands.substr(last_step), ""), 0);
}

TEST_F(PackagePage, SignsAReceiptThatCounts)
{
    ASSERT_EQ(blocks("sh sign").size(), 1U);
    const std::string json = blocks("json receipt").at(1);
    write_file(directory / "receipt.json", json);
    EXPECT_EQ(status_of(blocks("sh sign").at(0), "RECEIPT=receipt.p7m"), 0);
    const SignedReceipt receipt =
        parse_receipt(file_text(directory / "receipt.p7m"), {house().certificate});
    EXPECT_EQ(receipt.receipt, parse_receipt_json(json));
}

TEST_F(PackagePage, ReadsANoticeAndNoStrangers)
{
    ASSERT_EQ(blocks("sh notice").size(), 1U);
    const auto examples = blocks("json notice");
    ASSERT_EQ(examples.size(), 3U);
    const auto commands = blocks("sh notice").at(0);
    for (const auto& example : examples) {
        const auto notice = parse_notice_json(example);
        const auto file = NoticeName::of(notice).file_name();
        write_file(directory / file, sign_notice(notice, sender(), sample_instant()));
        EXPECT_EQ(status_of(commands, "NOTICE='" + file + "'"), 0);
        EXPECT_EQ(parse_notice_json(file_text(directory / "notice.json")), notice);
        write_file(directory / file, sign_notice(notice, stranger(), sample_instant()));
        EXPECT_NE(status_of(commands, "NOTICE='" + file + "'"), 0);
        EXPECT_FALSE(std::filesystem::exists(directory / "notice.json"));
    }
}

TEST(PackagePageExamples, AreTheSampleJobAndReceiptsThatApply)
{
    const auto manifests = blocks("json manifest");
    ASSERT_EQ(manifests.size(), 1U);
    const std::string octets = json::canonical(json::parse(manifests[0]));
    JobHistory history{.manifest = parse_manifest(octets),
                       .manifest_sha256 = crypto::sha256(octets)};
    const std::string ticket = ticket_xjdf(sample_manifest(), sample_terms());
    EXPECT_EQ(history.manifest.pieces, sample_manifest().pieces);
    EXPECT_EQ(history.manifest.files[0].sha256, crypto::sha256(sample_pdf()));
    EXPECT_EQ(history.manifest.files[1].sha256, crypto::sha256(ticket));
    EXPECT_EQ(history.manifest.files[1].size, static_cast<std::int64_t>(ticket.size()));

    const auto receipts = blocks("json receipt");
    ASSERT_EQ(receipts.size(), 5U);
    for (const std::string& json : receipts) {
        const SignedReceipt receipt{.receipt = parse_receipt_json(json),
                                    .octets_sha256 = crypto::sha256(json),
                                    .signed_at = parse_instant("2026-12-08T12:00:00Z")};
        const Judgement judgement = judge(history, receipt);
        ASSERT_EQ(judgement.verdict, Verdict::Applies) << judgement.reason;
        history = after(history, receipt, judgement);
    }
    EXPECT_TRUE(history.closed);
    EXPECT_EQ(history.returned, std::set<int>{42});
}

// As they stand on the page, each by the schema that the page names.
TEST(PackagePageExamples, AreValidByTheirSchemas)
{
    const std::string source = RESERVEPOST_SOURCE;
    const std::string page = file_text(source + "/docs/package.md");
    const TemporaryDirectory directory;
    for (const std::string kind : {"manifest", "receipt", "notice"}) {
        SCOPED_TRACE(kind);
        const std::string schema = "schemas/" + kind + ".schema.json";
        EXPECT_NE(page.find("(" + schema + ")"), std::string::npos) << "the page links it";
        std::string lines;
        std::string expected;
        for (const std::string& example : blocks("json " + kind)) {
            lines += json::canonical(json::parse(example)) + '\n';
            expected += "valid\n";
        }
        ASSERT_FALSE(lines.empty());
        const auto outcome =
            tests::run({"/usr/bin/python3", source + "/tests/batch/printhouse/check_schema.py",
                        source + "/docs/" + schema, write_file(directory / "texts", lines)});
        EXPECT_EQ(outcome.output, expected);
    }
}

TEST(PackagePageExamples, NameEveryCodeThatIsUnderstood)
{
    const std::string whole = file_text(std::string(RESERVEPOST_SOURCE) + "/docs/package.md");
    const std::string page = whole.substr(0, whole.find("\n### What counts"));
    int codes = 0;
    for (std::size_t at = page.find("| `rejected` | the fault is"); at != std::string::npos;) {
        const std::size_t begin = page.find("\n| `", at);
        if (begin == std::string::npos) break;
        const std::size_t end = page.find("` | ", begin);
        const std::string code = page.substr(begin + 4, end - begin - 4);
        const bool in_file = page.compare(end + 4, 11, "in the file") == 0;
        EXPECT_EQ(find_fault(code), in_file ? Fault::File : Fault::House) << code;
        ++codes;
        at = end;
    }
    EXPECT_EQ(codes, 8);
}

} // namespace
} // namespace reservepost::batch::printhouse
