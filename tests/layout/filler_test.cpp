#include "layout/compose.h"
#include "layout/pdf.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>

// Runs from right to left get glyphs that only readers of the PDF notice.

namespace reservepost::layout {

namespace {

using tests::file_text;
using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

/// The first page as `pdftoppm` draws it.
std::string drawn(const std::vector<Frame>& pages)
{
    const TemporaryDirectory folder;
    PdfJob job{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:01000001", "nb", {}};
    job.pieces.push_back({1, "forwarding", 1, "duplex", "C5", pages});
    const std::string file = write_file(folder / "a.pdf", write_pdf(job, shared_library()));
    const std::string picture = (folder.path() / "a").string();
    EXPECT_EQ(run({"pdftoppm", "-gray", "-r", "100", "-singlefile", file, picture}).status, 0);
    return file_text(picture + ".pgm");
}

/// Takes the fillers out of every run from right to left and tells how many there were.
int without_fillers(std::vector<Frame>& pages)
{
    int found = 0;
    for (Frame& page : pages)
        for (Placed& placed : page.items) {
            auto* run = std::get_if<GlyphRun>(&placed.item);
            if (run == nullptr || !run->right_to_left) continue;
            const auto filler = shared_library().inkless_glyph(run->face);
            const auto is_filler = [filler](const Glyph& glyph) {
                return glyph.id == filler && glyph.advance == 0;
            };
            found += static_cast<int>(std::erase_if(run->glyphs, is_filler));
        }
    return found;
}

} // namespace

TEST(Filler, LeavesNoInk)
{
    struct {
        const char* why;
        const char* text;
        bool bold;
    } const cases[] = {
        {"an Arabic name with a shadda", "ليلى حدّاد", false},
        {"the same in bold", "ليلى حدّاد", true},
        {"a ligature of lam and alef", "الأحمد لا", false},
        {"vowels over Arabic letters", "قلقٌ على الطفلِ", false},
        {"Hebrew with points", "שָׁלוֹם", false},
        {"Thaana, whose vowels are marks", "ދިވެހި", false},
        {"Syriac with points", "ܫܠܳܡܳܐ", false},
        {"Adlam with marks", "𞤀𞤣𞤤𞤢𞤥𞥄", false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Letter letter = letter_with("x");
        letter.parts.front().blocks = {Paragraph{{{c.text, c.bold}}}};
        auto pages = shared_workshop().compose(letter, PageGeometry()).pages;
        const std::string with = drawn(pages);
        ASSERT_GT(without_fillers(pages), 0);
        EXPECT_TRUE(drawn(pages) == with);
    }
}

} // namespace reservepost::layout
