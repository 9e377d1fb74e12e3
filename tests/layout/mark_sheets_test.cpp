#include "layout/ink.h"
#include "layout/print_marks.h"
#include "pdf_tools.h"
#include "raster.h"
#include "sample_letters.h"

#include <gtest/gtest.h>

#include <algorithm>

// The marks of a mixed job on paper: rendered by poppler as a printer would, looked at askew as a
// camera would, and read by a decoder that knows nothing of us (libdmtx).

namespace reservepost::layout {

namespace {

using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

/// Pieces of one to seven sheets, one with an enclosure, marked as the night marks them.
struct MixedJob {
    PdfJob job = empty_job();
    std::vector<std::string> digits; ///< Of each sheet in turn.
};

void add(MixedJob& mixed, Composition letter)
{
    const PageGeometry geometry;
    const std::int64_t number = std::int64_t{7'000'001} * (std::ssize(mixed.job.pieces) + 1);
    const PieceMarks marks{"01000123", number, letter.sheets < 7 ? 5 : 4,
                           "Logg 123456 7f3c19ab7f3c19ab"};
    add_print_marks(letter, geometry, marks, shared_workshop());
    for (std::size_t page = 0; page < letter.pages.size(); page += 2)
        mixed.digits.push_back(mark_digits(letter, page, geometry, marks));
    mixed.job.pieces.push_back({number, "forwarding", letter.sheets, "duplex",
                                letter.sheets < 7 ? "C5" : "C4", std::move(letter.pages)});
}

MixedJob mixed_job()
{
    MixedJob mixed;
    const PageGeometry geometry;
    add(mixed, shared_workshop().compose(sample_forwarding_letter(), geometry));
    for (const int sheets : {1, 2, 3, 7}) {
        int paragraphs = sheets * 12 - 10;
        Composition letter;
        do
            letter = shared_workshop().compose(sample_long_letter(paragraphs += 2), geometry);
        while (letter.sheets < sheets);
        EXPECT_EQ(letter.sheets, sheets);
        add(mixed, std::move(letter));
    }
    return mixed;
}

/// The top left corner of every front: 30 by 40 mm, with the mark and some of the letter's text.
std::vector<Raster> corners_of_fronts(const TemporaryDirectory& folder, const std::string& pdf,
                                      int dots_per_inch)
{
    const auto pixels = [dots_per_inch](double mm) {
        return std::to_string(static_cast<int>(mm / 25.4 * dots_per_inch));
    };
    const std::string stem = (folder.path() / "front").string();
    EXPECT_EQ(run({"pdftoppm", "-r", std::to_string(dots_per_inch), "-gray", "-o", "-x", "0", "-y",
                   pixels(5), "-W", pixels(30), "-H", pixels(40),
                   write_file(folder / "job.pdf", pdf), stem})
                  .status,
              0);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().extension() == ".pgm") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Raster> corners;
    for (const auto& file : files) {
        corners.push_back(raster_of(tests::file_text(file)));
        std::filesystem::remove(file);
    }
    return corners;
}

/// What the decoder reads in each picture, a line each. It may mend nothing: every module must be
/// seen as it was drawn.
std::string read_by_dmtx(const TemporaryDirectory& folder, const std::vector<Raster>& pictures)
{
    std::vector<std::string> command = {"dmtxread", "-n", "-N", "1", "-C", "0"};
    for (std::size_t i = 0; i < pictures.size(); ++i)
        command.push_back(
            write_file(folder / ("seen" + std::to_string(i) + ".pgm"), pgm_of(pictures[i])));
    return run(command).output;
}

void expect_all_read(int dots_per_inch)
{
    const MixedJob mixed = mixed_job();
    std::string expected;
    for (const std::string& digits : mixed.digits)
        expected += digits + "\n";
    ASSERT_GE(mixed.digits.size(), 14U);

    const TemporaryDirectory folder;
    const auto fronts =
        corners_of_fronts(folder, write_pdf(mixed.job, shared_library()), dots_per_inch);
    ASSERT_EQ(fronts.size(), mixed.digits.size());
    const double two_mm = 2 / 25.4 * dots_per_inch;
    struct {
        const char* why;
        double degrees, right, down;
    } const cases[] = {
        {"straight", 0, 0, 0},
        {"a degree clockwise, moved right and down", 1, two_mm, two_mm},
        {"a degree the other way, moved left and up", -1, -two_mm, -two_mm},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::vector<Raster> seen;
        for (const Raster& front : fronts)
            seen.push_back(c.degrees == 0 ? front : askew(front, c.degrees, c.right, c.down));
        EXPECT_EQ(read_by_dmtx(folder, seen), expected);
    }
}

} // namespace

TEST(MarksOfAMixedJob, ReadBackAt300DotsAnInchHoweverSheetsLie)
{
    expect_all_read(300);
}

TEST(MarksOfAMixedJob, ReadBackAt600DotsAnInchHoweverSheetsLie)
{
    expect_all_read(600);
}

// The same marks through the file, by our own reading: what preflight sees.
TEST(MarksOfAMixedJob, ReadBackFromTheFilesContent)
{
    const MixedJob mixed = mixed_job();
    JudgingBudget budget;
    const auto pages = ink_of_pages(write_pdf(mixed.job, shared_library()), budget);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const PageRole role{i % 2 == 0, false, true};
        const std::string digits = i % 2 == 0 ? mixed.digits[i / 2] : "";
        EXPECT_TRUE(judge_mark(pages[i], role, PageGeometry(), 1, digits).empty()) << i;
    }
}

} // namespace reservepost::layout
