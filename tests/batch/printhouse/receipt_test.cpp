#include "batch/printhouse/receipt.h"

#include "batch/crypto/cms.h"
#include "tests/batch/printhouse/bad_json.h"
#include "tests/batch/printhouse/sample.h"
#include "tests/batch/printhouse/sample_receipts.h"

#include <functional>
#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

TEST(Receipt, OfEveryStageComesBack)
{
    for (const Stage stage : {Stage::Received, Stage::Rejected, Stage::Mailed, Stage::Damaged,
                              Stage::Closed, Stage::Returned}) {
        SCOPED_TRACE(word_of(stage));
        const Receipt receipt = of_stage(stage);
        EXPECT_EQ(parse_receipt_json(receipt_json(receipt)), receipt);
        EXPECT_EQ(find_stage(word_of(stage)), stage);
    }
}

TEST(Receipt, NeedsNoCanonicalFormFromAPrintHouse)
{
    const std::string spaced = replaced(receipt_json(mailed()), "\"n\":2", " \"n\" :\t2 ") + '\n';
    EXPECT_EQ(parse_receipt_json(spaced), mailed());
}

TEST(Receipt, OfAPackageThatDoesNotOpenHasNoManifestHash)
{
    Receipt receipt = of_stage(Stage::Rejected);
    receipt.manifest_sha256.reset();
    receipt.code = "unreadable";
    EXPECT_EQ(parse_receipt_json(receipt_json(receipt)), receipt);
}

TEST(Receipt, HasExactlyTheMembersOfItsStage)
{
    const struct {
        const char* why;
        Stage stage;
        std::function<void(Receipt&)> change;
    } cases[] = {
        {"received without totals", Stage::Received, [](Receipt& r) { r.totals.reset(); }},
        {"received with ranges", Stage::Received, [](Receipt& r) { r.ranges = mailed().ranges; }},
        {"received with running totals", Stage::Received,
         [](Receipt& r) { r.running = Running{}; }},
        {"received without a hash", Stage::Received, [](Receipt& r) { r.manifest_sha256.reset(); }},
        {"rejected without a code", Stage::Rejected, [](Receipt& r) { r.code.clear(); }},
        {"rejected with free text", Stage::Rejected, [](Receipt& r) { r.code = "broken again"; }},
        {"rejected with a reason of returns", Stage::Rejected, [](Receipt& r) { r.code = "R01"; }},
        {"rejected with totals", Stage::Rejected, [](Receipt& r) { r.totals = Totals{}; }},
        {"mailed without ranges", Stage::Mailed, [](Receipt& r) { r.ranges.clear(); }},
        {"mailed without running totals", Stage::Mailed, [](Receipt& r) { r.running.reset(); }},
        {"mailed without totals", Stage::Mailed, [](Receipt& r) { r.totals.reset(); }},
        {"mailed with a code", Stage::Mailed, [](Receipt& r) { r.code = "R01"; }},
        {"damaged without a hash", Stage::Damaged, [](Receipt& r) { r.manifest_sha256.reset(); }},
        {"closed with ranges", Stage::Closed, [](Receipt& r) { r.ranges = mailed().ranges; }},
        {"closed without running totals", Stage::Closed, [](Receipt& r) { r.running.reset(); }},
        {"returned without a reason", Stage::Returned, [](Receipt& r) { r.code.clear(); }},
        {"returned with R00", Stage::Returned, [](Receipt& r) { r.code = "R00"; }},
        {"returned with R11", Stage::Returned, [](Receipt& r) { r.code = "R11"; }},
        {"returned with a rejection's code", Stage::Returned,
         [](Receipt& r) { r.code = "bad-pdf"; }},
        {"number 0", Stage::Mailed, [](Receipt& r) { r.n = 0; }},
        {"number below zero", Stage::Mailed, [](Receipt& r) { r.n = -1; }},
        {"a hash that is not the package's", Stage::Mailed,
         [](Receipt& r) { r.manifest_sha256 = crypto::sha256("another"); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Receipt receipt = of_stage(c.stage);
        c.change(receipt);
        EXPECT_THROW(receipt_json(receipt), ContractError);
    }
}

TEST(Receipt, IsReadStrictly)
{
    for (const auto& c : bad_receipts) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(parse_receipt_json(replaced(receipt_json(mailed()), c.from, c.to)),
                     ContractError);
    }
}

TEST(Receipt, CountsOnlyUnderAPinnedSignature)
{
    const auto at = sample_instant();
    const std::string octets = sign_receipt(mailed(), house(), at);
    const std::vector<crypto::Certificate> pinned = {stranger().certificate, house().certificate};

    const SignedReceipt receipt = parse_receipt(octets, pinned);
    EXPECT_EQ(receipt.receipt, mailed());
    EXPECT_EQ(receipt.signed_at, at);
    EXPECT_EQ(receipt.octets_sha256, crypto::sha256(octets));

    const struct {
        const char* why;
        std::string octets;
        std::vector<crypto::Certificate> pinned;
    } cases[] = {
        {"signed by a stranger", sign_receipt(mailed(), stranger(), at), {house().certificate}},
        {"nobody is pinned", octets, {}},
        {"signed by ourselves", sign_receipt(mailed(), sender(), at), {house().certificate}},
        {"not signed at all", receipt_json(mailed()), pinned},
        {"empty", "", pinned},
        {"cut short", octets.substr(0, octets.size() - 1), pinned},
        {"changed content", replaced(octets, "\"open\":3", "\"open\":2"), pinned},
        {"signed, but no JSON", crypto::sign_attached("hello", house(), at), pinned},
        {"signed, but hostile", crypto::sign_attached(std::string(100'000, '['), house(), at),
         pinned},
        {"over 4 MiB", crypto::sign_attached(std::string(5'000'000, ' '), house(), at), pinned},
        {"before the certificate was valid",
         sign_receipt(mailed(), house(), parse_instant("1999-12-31T23:59:59Z")), pinned},
        {"after it ended", sign_receipt(mailed(), house(), parse_instant("2200-01-02T00:00:00Z")),
         pinned},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(parse_receipt(c.octets, c.pinned), ContractError);
    }
}

TEST(Receipt, CodesSayWhoMustMend)
{
    EXPECT_EQ(find_fault("bad-pdf"), Fault::File);
    EXPECT_EQ(find_fault("number-reused"), Fault::File);
    EXPECT_EQ(find_fault("no-capacity"), Fault::House);
    EXPECT_EQ(find_fault(""), std::nullopt);
    EXPECT_TRUE(is_return_reason("R01"));
    EXPECT_TRUE(is_return_reason("R10"));
    for (const char* wrong : {"", "R1", "R00", "R11", "r01", "R001", "R0A"}) {
        EXPECT_FALSE(is_return_reason(wrong)) << wrong;
    }
}

} // namespace
} // namespace reservepost::batch::printhouse
