#include "batch/printhouse/vendor.h"

#include "tests/batch/printhouse/sample.h"

#include <functional>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace reservepost::batch::printhouse {
namespace {

const Day wednesday = parse_day("2026-11-25");

/// A print house that has got the sample package.
class VendorTest : public testing::Test {
protected:
    VendorTest()
    {
        std::filesystem::create_directory(directory / "in");
        std::filesystem::create_directory(directory / "out");
        packed = write_package(directory / "in", sample_manifest(), sample_pdf(), sample_terms(),
                               sender(), {house().certificate}, sample_instant());
        package = directory / "in" / packed->name.file_name();
        std::filesystem::rename(packed->file, package);
    }

    VendorReceipt say(const VendorAnswer& answer)
    {
        return vendor_receipt(package, answer, directory / "out", keys,
                              parse_instant("2026-11-25T16:00:00Z"));
    }

    std::size_t receipts() const
    {
        const std::filesystem::directory_iterator all(directory / "out");
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    TemporaryDirectory directory;
    std::optional<PackedFile> packed;
    std::filesystem::path package;
    VendorKeys keys{.house = house(), .senders = {sender().certificate}};
};

TEST_F(VendorTest, VerifiesAndWritesNothing)
{
    const Opening opening = vendor_verify(package, keys);
    ASSERT_TRUE(opening.package);
    EXPECT_EQ(opening.package->manifest_sha256, packed->manifest_sha256);
}

TEST_F(VendorTest, OpensIntoAPrivateDirectory)
{
    const auto job = directory / "job";
    ASSERT_TRUE(vendor_open(package, job, keys).package);
    EXPECT_EQ(file_text(job / "pieces.pdf"), sample_pdf());
    EXPECT_EQ(crypto::sha256(file_text(job / "manifest.json")), packed->manifest_sha256);
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(job)) {
        ++files;
        struct stat status = {};
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << entry.path();
    }
    EXPECT_EQ(files, 4);
    EXPECT_TRUE(vendor_open(package, job, keys).package) << "opening it again is harmless";
}

TEST_F(VendorTest, WritesOverNothing)
{
    const auto job = directory / "job";
    std::filesystem::create_directory(job);
    std::filesystem::permissions(job, std::filesystem::perms::owner_all);
    write_file(job / "pieces.pdf", "another job's");
    EXPECT_THROW(vendor_open(package, job, keys), ContractError);
    EXPECT_EQ(file_text(job / "pieces.pdf"), "another job's");
    EXPECT_FALSE(std::filesystem::exists(job / "manifest.json"));
}

TEST_F(VendorTest, ReleasesNothingOfAPackageThatDoesNotHold)
{
    const struct {
        const char* why;
        std::function<void(std::string&)> change;
    } cases[] = {
        {"an octet in the middle", [](std::string& o) { o[o.size() / 2] ^= 1; }},
        {"an octet of the tag", [](std::string& o) { o[o.size() - 6] ^= 1; }},
        {"cut short", [](std::string& o) { o.resize(o.size() - 16); }},
        {"empty", [](std::string& o) { o.clear(); }},
    };
    const std::string good = file_text(package);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::string bad = good;
        c.change(bad);
        write_file(package, bad);
        const Opening opening = vendor_open(package, directory / "job", keys);
        EXPECT_FALSE(opening.package);
        EXPECT_FALSE(opening.findings.empty());
        EXPECT_FALSE(std::filesystem::exists(directory / "job"));
    }
    write_file(package, good);
    const VendorKeys others{.house = house(), .senders = {stranger().certificate}};
    EXPECT_FALSE(vendor_open(package, directory / "job", others).package);
    EXPECT_FALSE(std::filesystem::exists(directory / "job"));
}

TEST_F(VendorTest, AnswersAWholeJobAndTheOtherSideAgrees)
{
    std::vector<VendorReceipt> said;
    said.push_back(say({.stage = Stage::Received}));
    said.push_back(
        say({.stage = Stage::Mailed, .ranges = {{41, 42, wednesday}, {45, 45, wednesday}}}));
    said.push_back(say({.stage = Stage::Damaged, .ranges = {{43, 43, wednesday}}}));
    said.push_back(say({.stage = Stage::Mailed, .date = wednesday}));
    said.push_back(say({.stage = Stage::Closed}));
    said.push_back(say({.stage = Stage::Returned, .ranges = {{42, 42, wednesday}}, .code = "R01"}));

    JobHistory history{.manifest = packed->manifest, .manifest_sha256 = packed->manifest_sha256};
    int n = 0;
    for (const VendorReceipt& one : said) {
        EXPECT_EQ(one.receipt.n, ++n);
        const ReceiptName name = ReceiptName::parse(one.file.filename().string());
        EXPECT_EQ(name.package, packed->name);
        EXPECT_EQ(name.n, n);
        const SignedReceipt receipt = parse_receipt(file_text(one.file), {house().certificate});
        EXPECT_EQ(receipt.receipt, one.receipt);
        const Judgement judgement = judge(history, receipt);
        ASSERT_EQ(judgement.verdict, Verdict::Applies) << judgement.reason;
        history = after(history, receipt, judgement);
    }
    EXPECT_TRUE(history.closed);
    EXPECT_EQ(history.returned, std::set<int>{42});
    EXPECT_EQ(said[3].receipt.ranges.size(), 1U) << "only piece 44 was open";
    EXPECT_EQ(said[3].receipt.running, (Running{.mailed = 4, .damaged = 1, .open = 0}));
}

TEST_F(VendorTest, SaysAllOpenPiecesAsFewRanges)
{
    say({.stage = Stage::Damaged, .ranges = {{43, 43, wednesday}}});
    const VendorReceipt mailed = say({.stage = Stage::Mailed, .date = wednesday});
    ASSERT_EQ(mailed.receipt.ranges.size(), 2U);
    EXPECT_EQ(mailed.receipt.ranges[0].first, 41);
    EXPECT_EQ(mailed.receipt.ranges[0].last, 42);
    EXPECT_EQ(mailed.receipt.ranges[1].first, 44);
    EXPECT_EQ(mailed.receipt.ranges[1].last, 45);
}

TEST_F(VendorTest, SaysNothingThatWouldBeSetAside)
{
    say({.stage = Stage::Received});
    say({.stage = Stage::Mailed, .ranges = {{41, 42, wednesday}}});
    const struct {
        const char* why;
        VendorAnswer answer;
    } cases[] = {
        {"received again", {.stage = Stage::Received}},
        {"rejected after received", {.stage = Stage::Rejected, .code = "bad-pdf"}},
        {"closed while pieces are open", {.stage = Stage::Closed}},
        {"mailed again", {.stage = Stage::Mailed, .ranges = {{42, 42, wednesday}}}},
        {"a piece of another job", {.stage = Stage::Mailed, .ranges = {{7, 7, wednesday}}}},
        {"backwards", {.stage = Stage::Mailed, .ranges = {{45, 44, wednesday}}}},
        {"mailed tomorrow week",
         {.stage = Stage::Mailed, .ranges = {{44, 44, parse_day("2026-12-02")}}}},
        {"mailed on no day at all", {.stage = Stage::Mailed}},
        {"returned without a piece", {.stage = Stage::Returned, .code = "R01"}},
        {"returned without a reason", {.stage = Stage::Returned, .ranges = {{41, 41, wednesday}}}},
        {"returned before it was mailed",
         {.stage = Stage::Returned, .ranges = {{45, 45, wednesday}}, .code = "R01"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(say(c.answer), ContractError);
        EXPECT_EQ(receipts(), 2U);
    }
}

TEST_F(VendorTest, SaysNothingMoreWhenAllIsSaid)
{
    say({.stage = Stage::Mailed, .date = wednesday});
    EXPECT_THROW(say({.stage = Stage::Mailed, .date = wednesday}), ContractError);
    say({.stage = Stage::Closed});
    EXPECT_THROW(say({.stage = Stage::Closed}), ContractError);
}

TEST_F(VendorTest, StopsAtAHoleInItsOwnReceipts)
{
    const VendorReceipt first = say({.stage = Stage::Received});
    say({.stage = Stage::Mailed, .ranges = {{41, 41, wednesday}}});
    std::filesystem::remove(first.file);
    EXPECT_THROW(say({.stage = Stage::Mailed, .date = wednesday}), ContractError);
}

TEST_F(VendorTest, StopsAtAnEarlierReceiptThatDoesNotHold)
{
    const VendorReceipt first = say({.stage = Stage::Received});
    write_file(first.file, "hello");
    EXPECT_THROW(say({.stage = Stage::Mailed, .date = wednesday}), ContractError);
}

TEST_F(VendorTest, CanOnlyRejectANumberThatCameBeforeAsAnotherPackage)
{
    say({.stage = Stage::Received});
    Manifest other = sample_manifest();
    other.pieces.pop_back();
    const PackedFile again = write_package(directory / "in", other, sample_pdf(), sample_terms(),
                                           sender(), {house().certificate}, sample_instant());
    package = directory / "in" / again.name.file_name();
    std::filesystem::rename(again.file, package);

    EXPECT_THROW(say({.stage = Stage::Received}), ContractError);
    EXPECT_THROW(say({.stage = Stage::Mailed, .date = wednesday}), ContractError);
    const VendorReceipt rejected = say({.stage = Stage::Rejected, .code = "number-reused"});
    EXPECT_EQ(rejected.receipt.n, 1) << "n counts over the receipts of one package";
    EXPECT_EQ(rejected.receipt.package, again.name);
}

TEST_F(VendorTest, CanOnlyRejectWhatDoesNotOpen)
{
    std::string bad = file_text(package);
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
    write_file(package, bad);
    EXPECT_THROW(say({.stage = Stage::Received}), ContractError);
    EXPECT_EQ(receipts(), 0U);

    const VendorReceipt rejected = say({.stage = Stage::Rejected});
    EXPECT_EQ(rejected.receipt.code, "unreadable");
    EXPECT_EQ(rejected.receipt.n, 1);
    const SignedReceipt receipt = parse_receipt(file_text(rejected.file), {house().certificate});
    const JobHistory history{.manifest = packed->manifest,
                             .manifest_sha256 = packed->manifest_sha256};
    EXPECT_EQ(judge(history, receipt).rejected, Fault::File);
}

} // namespace
} // namespace reservepost::batch::printhouse
