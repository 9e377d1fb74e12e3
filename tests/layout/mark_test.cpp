#include "layout/mark.h"
#include "layout/pdf.h"
#include "shared_workshop.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace reservepost::layout {

using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

TEST(SheetMark, DigitsHoldWhatTheContractSays)
{
    const std::string digits = sheet_mark_digits({"01000123", 17, 2, 3, 5});
    EXPECT_EQ(digits.substr(0, 26), "01010001230000001702030500");
    EXPECT_EQ(digits.size(), 28U);
    EXPECT_TRUE(sheet_mark_is_sound(digits));
    EXPECT_EQ(sheet_mark_digits({"01000123", 17, 1, 3, 5}).substr(22, 2), "15") << "first";
    EXPECT_EQ(sheet_mark_digits({"01000123", 17, 3, 3, 5}).substr(22, 2), "25") << "last";
    EXPECT_EQ(sheet_mark_digits({"01000123", 17, 1, 1, 4}).substr(22, 2), "34") << "both";
}

TEST(SheetMark, EveryWrongDigitAndEverySwapIsFound)
{
    const std::string digits = sheet_mark_digits({"01000123", 98'765'432, 2, 13, 5});
    for (std::size_t at = 0; at < digits.size(); ++at) {
        for (char other = '0'; other <= '9'; ++other) {
            std::string wrong = digits;
            wrong[at] = other;
            EXPECT_EQ(sheet_mark_is_sound(wrong), wrong == digits) << at << other;
        }
        if (at + 1 == digits.size()) continue;
        std::string swapped = digits;
        std::swap(swapped[at], swapped[at + 1]);
        EXPECT_EQ(sheet_mark_is_sound(swapped), swapped == digits) << at;
    }
    EXPECT_FALSE(sheet_mark_is_sound(""));
    EXPECT_FALSE(sheet_mark_is_sound(digits + "0"));
    EXPECT_FALSE(sheet_mark_is_sound("x" + digits.substr(1)));
}

TEST(SheetMark, PartsOutsideTheirRangeAreRefused)
{
    struct {
        const char* why;
        SheetMark mark;
    } const cases[] = {
        {"job of seven digits", {"1000123", 1, 1, 1, 5}},
        {"job with a letter", {"0100012a", 1, 1, 1, 5}},
        {"piece nought", {"01000123", 0, 1, 1, 5}},
        {"piece of nine digits", {"01000123", 100'000'000, 1, 1, 5}},
        {"negative piece", {"01000123", -1, 1, 1, 5}},
        {"sheet nought", {"01000123", 1, 0, 1, 5}},
        {"sheet after the last", {"01000123", 1, 3, 2, 5}},
        {"a hundred sheets", {"01000123", 1, 1, 100, 5}},
        {"envelope of two digits", {"01000123", 1, 1, 1, 10}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(sheet_mark_digits(c.mark), std::invalid_argument);
    }
    Frame frame;
    EXPECT_THROW(add_sheet_mark(frame, PageGeometry(), "123"), std::invalid_argument);
    EXPECT_TRUE(frame.items.empty());
}

TEST(SheetMark, LiesInItsRectangleOnly)
{
    const PageGeometry geometry;
    Frame frame;
    add_sheet_mark(frame, geometry, sheet_mark_digits({"01000123", 17, 1, 1, 5}));
    const Rectangle place = *geometry.mark;
    for (const Placed& placed : frame.items) {
        const Size size = std::get<Rule>(placed.item).size;
        EXPECT_GE(placed.at.x, place.at.x);
        EXPECT_GE(placed.at.y, place.at.y);
        EXPECT_LE(placed.at.x + size.width, place.at.x + place.size.width);
        EXPECT_LE(placed.at.y + size.height, place.at.y + place.size.height);
    }
}

TEST(SheetMark, ThePageForPrintHousesTellsTheSame)
{
    const std::string page =
        tests::file_text(std::filesystem::path(RESERVEPOST_SOURCE) / "docs" / "sheet-mark.md");
    const std::string digits = sheet_mark_digits({"01000123", 17, 1, 2, 5});
    EXPECT_NE(page.find("\n    " + digits + "\n"), std::string::npos) << digits;
    EXPECT_NE(page.find("| 27–28 |"), std::string::npos);
    EXPECT_NE(page.find("`" + digits.substr(26) + "` |"), std::string::npos);
}

TEST(SheetMark, AnIndependentDecoderReadsItFromARendering)
{
    const TemporaryDirectory folder;
    for (const std::int64_t piece : {1, 17, 12'345'678}) {
        const std::string digits = sheet_mark_digits({"01000123", piece, 1, 2, 5});
        PdfJob job{"Job 01000123", "2026-11-25T08:10:00+01:00", "uuid:1", "nb", {}};
        job.pieces.push_back({piece, "forwarding", 1, "duplex", "C5", {Frame(), Frame()}});
        add_sheet_mark(job.pieces[0].pages[0], PageGeometry(), digits);
        const std::string file = write_file(folder / "mark.pdf", write_pdf(job, shared_library()));
        const std::string picture = (folder.path() / "mark").string();
        ASSERT_EQ(run({"pdftoppm", "-r", "300", "-png", "-singlefile", "-x", "0", "-y", "150", "-W",
                       "300", "-H", "300", file, picture})
                      .status,
                  0);
        EXPECT_EQ(run({"dmtxread", "-N", "1", picture + ".png"}).output, digits);
    }
}

} // namespace reservepost::layout
