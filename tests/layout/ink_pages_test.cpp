#include "layout/decimal.h"
#include "layout/ink.h"
#include "marked_job.h"
#include "raster.h"

#include <gtest/gtest.h>

// Ink boxes of whole pages beside the same pages as poppler draws them: nothing dark may lie
// outside of the boxes, and each box must be as small as what it is around.

namespace reservepost::layout {

namespace {

using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

constexpr int dots_per_inch = 150;
constexpr double dots_per_point = dots_per_inch / 72.0;

/// All pages of a PDF.
std::vector<Raster> rasters_of(const TemporaryDirectory& folder, const std::string& pdf)
{
    const std::string file = write_file(folder / "pages.pdf", pdf);
    const std::string stem = (folder.path() / "page").string();
    EXPECT_EQ(run({"pdftoppm", "-r", std::to_string(dots_per_inch), "-gray", file, stem}).status,
              0);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().extension() == ".pgm") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Raster> rasters;
    for (const auto& each : files) {
        rasters.push_back(raster_of(tests::file_text(each)));
        std::filesystem::remove(each);
    }
    return rasters;
}

/// A box in pixels.
struct Window {
    int left, top, right, foot; ///< The last two are not in it.
};

Window in_pixels(const Rectangle& box, double by)
{
    const auto first = [by](Length at) {
        return static_cast<int>(std::floor(at.in_pt() * dots_per_point - by));
    };
    const auto last = [by](Length at) {
        return static_cast<int>(std::ceil(at.in_pt() * dots_per_point + by));
    };
    return {first(box.at.x), first(box.at.y), last(box.at.x + box.size.width),
            last(box.at.y + box.size.height)};
}

bool any_dark(const Raster& raster, Window window, int lighter_than)
{
    for (int y = std::max(0, window.top); y < std::min(raster.height, window.foot); ++y)
        for (int x = std::max(0, window.left); x < std::min(raster.width, window.right); ++x)
            if (raster.at(x, y) < lighter_than) return true;
    return false;
}

/// Where pixels are dark that lie in no box, in millimetres; empty if there are none.
std::string dark_outside(Raster raster, const std::vector<Rectangle>& boxes)
{
    const auto row = [&raster](int y) {
        return raster.pixels.begin() + std::ptrdiff_t{y} * raster.width;
    };
    for (const Rectangle& box : boxes) {
        const Window window = in_pixels(box, 0.6);
        const int left = std::clamp(window.left, 0, raster.width);
        const int right = std::clamp(window.right, left, raster.width);
        for (int y = std::max(0, window.top); y < std::min(raster.height, window.foot); ++y)
            std::fill(row(y) + left, row(y) + right, '\xFF');
    }
    std::string places;
    // The library's own search for what is not white: most of the page is.
    for (std::size_t at = 0;
         (at = raster.pixels.find_first_not_of('\xFF', at)) != std::string::npos; ++at) {
        if (static_cast<unsigned char>(raster.pixels[at]) >= 160) continue;
        const auto width = static_cast<std::size_t>(raster.width);
        places += decimal(static_cast<double>(at % width) * 25.4 / dots_per_inch, 1) + " " +
                  decimal(static_cast<double>(at / width) * 25.4 / dots_per_inch, 1) + " mm, ";
    }
    return places;
}

/// Whether something is drawn along each side of the box, within about `reach` pixels of it.
bool is_snug(const Raster& raster, const Rectangle& box, int reach)
{
    const Window whole = in_pixels(box, 0.6);
    Window left = whole, right = whole, top = whole, foot = whole;
    left.right = std::min(whole.right, whole.left + reach);
    right.left = std::max(whole.left, whole.right - reach);
    top.foot = std::min(whole.foot, whole.top + reach);
    foot.top = std::max(whole.top, whole.foot - reach);
    constexpr int hardly_white = 250;
    return any_dark(raster, left, hardly_white) && any_dark(raster, right, hardly_white) &&
           any_dark(raster, top, hardly_white) && any_dark(raster, foot, hardly_white);
}

/// Checks every page; where `reach` is 0, only that nothing dark lies outside.
void expect_boxes_of_ink(const TemporaryDirectory& folder, const std::string& pdf, int reach)
{
    JudgingBudget budget;
    const std::vector<PageInk> pages = ink_of_pages(pdf, budget);
    const std::vector<Raster> rasters = rasters_of(folder, pdf);
    ASSERT_EQ(pages.size(), rasters.size());
    for (std::size_t i = 0; i < pages.size(); ++i) {
        SCOPED_TRACE("page " + std::to_string(i + 1));
        EXPECT_TRUE(pages[i].findings.empty()) << pages[i].findings[0].code;
        EXPECT_EQ(dark_outside(rasters[i], pages[i].boxes), "");
        if (reach == 0) continue;
        for (const Rectangle& box : pages[i].boxes) {
            EXPECT_TRUE(is_snug(rasters[i], box, reach))
                << box.at.x.in_mm() << ' ' << box.at.y.in_mm() << " mm, " << box.size.width.in_mm()
                << " x " << box.size.height.in_mm();
        }
    }
}

} // namespace

TEST(InkOfPages, OfOurOwnIsSnug)
{
    const TemporaryDirectory folder;
    constexpr int reach = 3; // Half a millimetre: thin serifs and dots are hardly grey at 150 dpi.
    expect_boxes_of_ink(folder, write_pdf(job_of_many_scripts(), shared_library()), reach);
}

TEST(InkOfPages, OurOwnBreakNoRule)
{
    JudgingBudget budget;
    const PdfJob job = job_of_many_scripts();
    const auto pages = ink_of_pages(write_pdf(job, shared_library()), budget);
    std::size_t at = 0;
    for (const PdfPiece& piece : job.pieces) {
        for (std::size_t page = 0; page < piece.pages.size(); ++page, ++at) {
            const PageRole role{page % 2 == 0, page == 0, true};
            EXPECT_TRUE(judge_mark(pages[at], role, PageGeometry(), 1).empty());
            EXPECT_TRUE(judge_ink(pages[at].boxes, role, PageGeometry(), 1).empty());
        }
    }
}

// Other programs' files: fonts, maps, forms and content streams of other kinds.
TEST(InkOfPages, OfOtherProgramsIsAllInBoxes)
{
    const TemporaryDirectory folder;
    const std::string ours = write_file(
        folder / "ours.pdf", write_pdf(job_of(sample_forwarding_letter()), shared_library()));
    const auto made = [&folder](const char* name) { return (folder.path() / name).string(); };
    const struct {
        const char* why;
        std::vector<std::string> program;
        std::string file;
    } cases[] = {
        {"Ghostscript writes it anew",
         {"gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite",
          "-sOutputFile=" + made("gs.pdf"), ours},
         made("gs.pdf")},
        {"Ghostscript, from PostScript", {"pdftops", ours, made("poppler.ps")}, made("poppler.ps")},
        {"cairo draws it anew", {"pdftocairo", "-pdf", ours, made("cairo.pdf")}, made("cairo.pdf")},
        {"qpdf, decoded", {"qpdf", "--qdf", ours, made("qdf.pdf")}, made("qdf.pdf")},
        {"MuPDF, cleaned", {"mutool", "clean", "-d", ours, made("clean.pdf")}, made("clean.pdf")},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        ASSERT_EQ(run(c.program).status, 0);
        std::string file = c.file;
        if (file.ends_with(".ps")) {
            file = made("ps.pdf");
            ASSERT_EQ(run({"ps2pdf", c.file, file}).status, 0);
        }
        expect_boxes_of_ink(folder, tests::file_text(file), 0);
    }
}

} // namespace reservepost::layout
