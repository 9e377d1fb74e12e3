#include "batch/printhouse/contract_error.h"
#include "batch/printhouse/package_name.h"
#include "batch/printhouse/receipt.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

constexpr const char* good = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms";

TEST(PackageName, SaysWhatIsInIt)
{
    const PackageName name = PackageName::parse(good);
    EXPECT_EQ(day_text(name.date), "2026-11-24");
    EXPECT_EQ(name.job.number(), 1'000'007);
    EXPECT_EQ(name.job.generation(), 1);
    EXPECT_EQ(name.package_class, (PackageClass{Envelope::C5, Plex::Duplex, Destination::Norway}));
    EXPECT_EQ(name.file_name(), good);
    EXPECT_EQ(name.stem(), "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123");
}

TEST(PackageName, CarriesTheFirstTwentyDigitsOfTheManifestsHash)
{
    const auto hash = crypto::sha256("a manifest");
    const PackageName name =
        PackageName::of(parse_day("2026-11-24"), JobNumber::from_number(1), PackageClass{}, hash);
    EXPECT_EQ(name.manifest_hash, hash.hex().substr(0, 20));
    EXPECT_TRUE(name.names(hash));
    EXPECT_FALSE(name.names(crypto::sha256("another manifest")));
    EXPECT_EQ(PackageName::parse(name.file_name()), name);
}

TEST(PackageName, RefusesEveryOtherName)
{
    const struct {
        const char* why;
        const char* name;
    } cases[] = {
        {"empty", ""},
        {"only the ending", ".zip.cms"},
        {"another ending", "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip"},
        {"a partial file", "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms.part"},
        {"another beginning", "rp.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"a folder before", "in/RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"no such day", "RP.2026-02-30.01000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"day first", "RP.24-11-2026.01000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"seven digits of job", "RP.2026-11-24.1000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"a sign in the job", "RP.2026-11-24.+1000007.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"job numbers begin with 1", "RP.2026-11-24.01000000.C5-D-NO.0123456789abcdef0123.zip.cms"},
        {"unknown envelope", "RP.2026-11-24.01000007.C6-D-NO.0123456789abcdef0123.zip.cms"},
        {"unknown plex", "RP.2026-11-24.01000007.C5-T-NO.0123456789abcdef0123.zip.cms"},
        {"unknown destination", "RP.2026-11-24.01000007.C5-D-SE.0123456789abcdef0123.zip.cms"},
        {"lower-case class", "RP.2026-11-24.01000007.c5-d-no.0123456789abcdef0123.zip.cms"},
        {"19 digits of hash", "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef012.zip.cms"},
        {"upper-case hash", "RP.2026-11-24.01000007.C5-D-NO.0123456789ABCDEF0123.zip.cms"},
        {"one field more", "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.x.zip.cms"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(PackageName::parse(c.name), ContractError);
    }
}

TEST(ReceiptName, IsThePackagesWithNumberAndStage)
{
    const std::string text =
        "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123.12.mailed.receipt.p7m";
    const ReceiptName name = ReceiptName::parse(text);
    EXPECT_EQ(name.package.file_name(), good);
    EXPECT_EQ(name.n, 12);
    EXPECT_EQ(name.stage, Stage::Mailed);
    EXPECT_EQ(name.file_name(), text);
}

TEST(ReceiptName, RefusesEveryOtherName)
{
    const std::string stem = "RP.2026-11-24.01000007.C5-D-NO.0123456789abcdef0123";
    const struct {
        const char* why;
        std::string name;
    } cases[] = {
        {"no number", stem + ".mailed.receipt.p7m"},
        {"number 0", stem + ".0.mailed.receipt.p7m"},
        {"a leading zero makes two names for one number", stem + ".01.mailed.receipt.p7m"},
        {"below zero", stem + ".-1.mailed.receipt.p7m"},
        {"too many digits", stem + ".99999999999.mailed.receipt.p7m"},
        {"no number between the dots", stem + "..mailed.receipt.p7m"},
        {"unknown stage", stem + ".1.posted.receipt.p7m"},
        {"upper-case stage", stem + ".1.Mailed.receipt.p7m"},
        {"another ending", stem + ".1.mailed.receipt.json"},
        {"nothing but the ending", ".receipt.p7m"},
        {"the package's ending inside", stem + ".zip.cms.1.mailed.receipt.p7m"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(ReceiptName::parse(c.name), ContractError);
    }
}

TEST(JobNumber, HasTwoDigitsOfGenerationAndSixThatCount)
{
    EXPECT_EQ(JobNumber::from_number(1).text(), "00000001");
    EXPECT_EQ(JobNumber::from_number(99'999'999).text(), "99999999");
    for (const int wrong : {0, -1, 1'000'000, 25'000'000, 100'000'001}) {
        SCOPED_TRACE(wrong);
        EXPECT_THROW(JobNumber::from_number(wrong), ContractError);
    }
}

TEST(ContractTime, IsUtcInWholeSeconds)
{
    const auto instant = parse_instant("2026-11-24T07:10:59Z");
    EXPECT_EQ(instant_text(instant + std::chrono::microseconds(999'999)), "2026-11-24T07:10:59Z");
    EXPECT_EQ(instant_text(parse_instant("2000-02-29T00:00:00Z")), "2000-02-29T00:00:00Z");
    EXPECT_EQ(day_text(utc_day(instant)), "2026-11-24");
    EXPECT_EQ(days_between(parse_day("2026-12-31"), parse_day("2027-01-02")), 2);
    EXPECT_EQ(days_between(parse_day("2027-01-02"), parse_day("2026-12-31")), -2);
    for (const char* wrong :
         {"2026-11-24 07:10:00Z", "2026-11-24T07:10:00", "2026-11-24T07:10:00+00:00",
          "2026-11-24T24:00:00Z", "2026-11-24T07:60:00Z", "2026-11-24T07:10:60Z",
          "2026-13-24T07:10:00Z", "2026-11-24T07:10:00.5Z", "2026-11-24T-7:10:00Z", ""}) {
        SCOPED_TRACE(wrong);
        EXPECT_THROW(parse_instant(wrong), ContractError);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse
