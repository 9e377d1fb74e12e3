#include "batch/printhouse/vendor_scans.h"

#include "layout/mark.h"
#include "tests/batch/printhouse/sample.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

const Day wednesday = parse_day("2026-11-25");

/// A print house that has got the sample package and looks at what its camera read.
class VendorScans : public testing::Test {
protected:
    VendorScans()
    {
        std::filesystem::create_directory(directory / "out");
        const PackedFile packed =
            write_package(directory.path(), sample_manifest(), sample_pdf(), sample_terms(),
                          sender(), {house().certificate}, sample_instant());
        package = directory / packed.name.file_name();
        std::filesystem::rename(packed.file, package);
    }

    static std::string sheets_of(int number)
    {
        const Manifest manifest = sample_manifest();
        std::string list;
        for (int sheet = 1; sheet <= manifest.find(number)->sheets; ++sheet)
            list += layout::sheet_mark_digits(
                        {"01000007", number, sheet, manifest.find(number)->sheets, 5}) +
                    "\n";
        return list;
    }

    ScannedAnswer answer(const std::string& list, BrokenPieces broken = BrokenPieces::StayOpen)
    {
        return vendor_receipts_of_scans(package, list, broken, wednesday, directory / "out", keys,
                                        parse_instant("2026-11-25T16:00:00Z"));
    }

    TemporaryDirectory directory;
    std::filesystem::path package;
    VendorKeys keys{.house = house(), .senders = {sender().certificate}};
};

TEST_F(VendorScans, WholePiecesAreMailedAndBrokenOnesStayOpen)
{
    const auto said =
        answer(sheets_of(41) + sheets_of(42) + sheets_of(44) + sheets_of(43).substr(0, 29));
    ASSERT_EQ(said.receipts.size(), 1U);
    const Receipt& mailed = said.receipts[0].receipt;
    EXPECT_EQ(mailed.stage, Stage::Mailed);
    ASSERT_EQ(mailed.ranges.size(), 2U);
    EXPECT_EQ(mailed.ranges[0].last, 42);
    EXPECT_EQ(mailed.ranges[1].first, 44);
    EXPECT_EQ(mailed.running, (Running{.mailed = 3, .damaged = 0, .open = 2}));
    EXPECT_EQ(said.pieces.broken, std::vector<int>{43});
    EXPECT_EQ(said.pieces.unread, std::vector<int>{45});
}

TEST_F(VendorScans, BrokenPiecesAreDamagedWhereTheOperatorSaysSo)
{
    const auto said = answer(sheets_of(41) + sheets_of(43).substr(0, 29), BrokenPieces::Damaged);
    ASSERT_EQ(said.receipts.size(), 2U);
    EXPECT_EQ(said.receipts[1].receipt.stage, Stage::Damaged);
    EXPECT_EQ(said.receipts[1].receipt.ranges[0].first, 43);
    EXPECT_EQ(said.receipts[1].receipt.running, (Running{.mailed = 1, .damaged = 1, .open = 3}));
}

TEST_F(VendorScans, WhatIsInDoubtIsNeitherMailedNorDamaged)
{
    const auto said = answer(sheets_of(41) + "NOREAD\n" + sheets_of(42), BrokenPieces::Damaged);
    EXPECT_TRUE(said.receipts.empty());
    EXPECT_EQ(said.pieces.in_doubt, (std::vector<int>{41, 42}));
    EXPECT_TRUE(std::filesystem::is_empty(directory / "out"));
}

TEST_F(VendorScans, TheSameListAgainClaimsNothingTwice)
{
    const std::string list = sheets_of(41) + sheets_of(42);
    answer(list);
    const auto again = answer(list + sheets_of(44));
    ASSERT_EQ(again.receipts.size(), 1U);
    EXPECT_EQ(again.receipts[0].receipt.ranges[0].first, 44);
    ASSERT_EQ(again.pieces.findings.size(), 2U);
    EXPECT_EQ(again.pieces.findings[0].fault, ScanFault::SaidBefore);
    EXPECT_EQ(again.pieces.findings[0].piece, 41);
}

TEST_F(VendorScans, AnEmptyListSaysNothing)
{
    for (const char* list : {"", "\n", "\r\n\r\n"})
        EXPECT_THROW(answer(list), ContractError);
    EXPECT_TRUE(std::filesystem::is_empty(directory / "out"));
}

} // namespace
} // namespace reservepost::batch::printhouse
