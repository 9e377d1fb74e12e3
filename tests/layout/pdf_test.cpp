#include "layout/compose.h"
#include "layout/pdf.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <locale>
#include <stdexcept>

namespace reservepost::layout {

namespace {

using tests::file_text;
using tests::Outcome;
using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

PdfJob job_of(const Letter& letter, int copies = 1)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    PdfJob job{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:01000001", "nb", {}};
    for (int i = 1; i <= copies; ++i) {
        job.pieces.push_back(
            {i, "forwarding", composition.sheets, "duplex", "C5", composition.pages});
    }
    return job;
}

/// A letter whose only text is `text`, as one row of a table: what it says comes back in one line.
Letter one_line_letter(const std::string& text)
{
    Letter letter = letter_with("x");
    letter.parts.front().blocks = {Paragraph{{{text}}}};
    return letter;
}

void erase_all(std::string& text, const std::string& what)
{
    for (std::size_t at = 0; (at = text.find(what)) != std::string::npos;) {
        text.erase(at, what.size());
    }
}

/// The text of a PDF as pdftotext gives it, without the direction marks it adds.
std::string text_of(const TemporaryDirectory& folder, const std::string& pdf)
{
    std::string text =
        run({"pdftotext", "-enc", "UTF-8", write_file(folder / "t.pdf", pdf), "-"}).output;
    erase_all(text, "\u202B");
    erase_all(text, "\u202A");
    erase_all(text, "\u202C");
    return text;
}

} // namespace

TEST(Pdf, IsSoundAndEmbedsSubsetsOfAllItsFonts)
{
    const TemporaryDirectory folder;
    const std::string file = write_file(
        folder / "a.pdf", write_pdf(job_of(sample_forwarding_letter(), 3), shared_library()));
    const Outcome check = run({"qpdf", "--check", file});
    EXPECT_EQ(check.status, 0) << check.output;
    EXPECT_EQ(check.output.find("WARNING"), std::string::npos) << check.output;
    const Outcome pages = run({"qpdf", "--show-npages", file});
    EXPECT_EQ(pages.output, "12\n");

    const Outcome fonts = run({"pdffonts", file});
    EXPECT_NE(fonts.output.find("+NotoSans-Regular"), std::string::npos) << fonts.output;
    EXPECT_NE(fonts.output.find("+NotoSansArabic-Regular"), std::string::npos) << fonts.output;
    EXPECT_EQ(fonts.output.find(" no "), std::string::npos) << fonts.output;
}

TEST(Pdf, TextReadsBackAsItWasWritten)
{
    const TemporaryDirectory folder;
    struct {
        const char* why;
        const char* text;
    } const cases[] = {
        {"Norwegian", "Blåbærsyltetøy på brødskiven, en jordbæråker"},
        {"North Sámi", "Mun lean fuolas dán máná dihte, čáhci, đ, ŋ, ŧ, ž"},
        {"kerned pairs", "AVATAR To. Vi LT YA"},
        {"Arabic with joining letters", "أنا قلق على هذا الطفل"},
        {"a ligature of lam and alef", "الأحمد لا"},
        {"marks over Arabic letters", "أنا قلقٌ على الطفلِ هذا"},
        {"Hebrew", "אני מודאג לגבי הילד"},
        {"Devanagari reorders vowels", "हिन्दी: मुझे इस बच्चे की चिंता है। क्षत्रिय"},
        {"Tamil", "இந்தக் குழந்தையைப் பற்றி நான்"},
        {"Thai stacks marks", "ฉันเป็นห่วงเด็กคนนี้มาก"},
        {"Vietnamese stacks marks", "Tôi lo lắng cho đứa trẻ này"},
        {"Ukrainian", "Я хвилююся за цю дитину"},
        {"an emoji nobody has", "Hilsen U+1F9FF"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::string text =
            text_of(folder, write_pdf(job_of(one_line_letter(c.text)), shared_library()));
        EXPECT_NE(text.find(c.text), std::string::npos) << text;
    }
}

TEST(Pdf, MoreThanAnOctetOfGlyphsStillReadsBack)
{
    // Greek, Cyrillic and Latin letters: more glyphs of one face than codes of one octet.
    Letter letter = letter_with("x");
    auto& blocks = letter.parts.front().blocks;
    blocks.clear();
    std::string all;
    for (unsigned lead = 0xC4; lead <= 0xD3; ++lead) {
        if (lead >= 0xC9 && lead <= 0xCD) continue;
        std::string line;
        for (unsigned trail = 0x90; trail < 0xB0; ++trail) {
            line += static_cast<char>(lead);
            line += static_cast<char>(trail);
        }
        blocks.push_back(Paragraph{{{line}}});
    }
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(letter), shared_library());
    const std::string file = write_file(folder / "wide.pdf", pdf);
    EXPECT_NE(run({"pdffonts", file}).output.find("Identity-H"), std::string::npos);
    EXPECT_EQ(run({"qpdf", "--check", file}).status, 0);
    EXPECT_NE(text_of(folder, pdf).find("АБВГДЕЖЗИЙКЛМНОП"), std::string::npos);
}

TEST(Pdf, TheSameJobGivesTheSameOctetsInAnyLocale)
{
    class CommaForPoint : public std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return ' '; }
        std::string do_grouping() const override { return "\3"; }
    };
    const PdfJob job = job_of(sample_forwarding_letter(), 2);
    const std::string expected = write_pdf(job, shared_library());
    const std::locale before = std::locale::global(std::locale(std::locale(), new CommaForPoint));
    const fonts::Library other_library;
    const std::string found = write_pdf(job, other_library);
    std::locale::global(before);
    EXPECT_TRUE(found == expected);

    PdfJob other = job;
    other.title = "Job 01000002";
    const std::string other_pdf = write_pdf(other, shared_library());
    const auto id = [](const std::string& pdf) { return pdf.substr(pdf.rfind("/ID")); };
    EXPECT_NE(id(other_pdf), id(expected)) << "two jobs never share a file identifier";
}

TEST(Pdf, HasARecordForEachPieceAndTellsOnlyWhatThePrintHouseNeeds)
{
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(sample_forwarding_letter(), 2), shared_library());
    const std::string file = write_file(folder / "a.pdf", pdf);
    const std::string open = (folder.path() / "open.pdf").string();
    ASSERT_EQ(run({"qpdf", "--qdf", "--object-streams=disable", file, open}).status, 0);
    const std::string text = file_text(open);
    for (const char* part :
         {"/DPartRoot", "/RecordLevel 1", "/GTS_PDFX", "/TrimBox", "/Piece 1", "/Piece 2",
          "/Sheets 2", "GTS_PDFVTVersion>PDF/VT-1<", "GTS_PDFXVersion>PDF/X-4<",
          "xmp:CreateDate>2026-11-25T08:10:00+01:00<", "(D:20261125081000+01'00')"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(text.find("Karasjok"), std::string::npos) << "nothing personal outside the pages";
    EXPECT_EQ(pdf.compare(0, 8, "%PDF-1.6"), 0);
    EXPECT_NE(pdf.find("<x:xmpmeta"), std::string::npos) << "metadata has no filter";
}

TEST(Pdf, AThousandPagesMakeATreeNotAList)
{
    PdfJob job{"Job 01000001", "2026-11-25T08:10:00Z", "uuid:1", "nb", {}};
    job.pieces.push_back({1, "forwarding", 500, "duplex", "C4", std::vector<Frame>(1000)});
    const TemporaryDirectory folder;
    const std::string file = write_file(folder / "many.pdf", write_pdf(job, shared_library()));
    EXPECT_EQ(run({"qpdf", "--show-npages", file}).output, "1000\n");
    EXPECT_EQ(run({"qpdf", "--check", file}).status, 0);
}

TEST(Pdf, AJobThatCannotBeNamedOrDatedIsRefused)
{
    const PdfJob good = job_of(letter_with("Tekst"));
    struct {
        const char* why;
        void (*spoil)(PdfJob&);
    } const cases[] = {
        {"no title", [](PdfJob& job) { job.title.clear(); }},
        {"no piece", [](PdfJob& job) { job.pieces.clear(); }},
        {"no page", [](PdfJob& job) { job.pieces[0].pages.clear(); }},
        {"no date", [](PdfJob& job) { job.created.clear(); }},
        {"a date alone", [](PdfJob& job) { job.created = "2026-11-25"; }},
        {"no offset", [](PdfJob& job) { job.created = "2026-11-25T08:10:00"; }},
        {"fractions", [](PdfJob& job) { job.created = "2026-11-25T08:10:00.5+01:00"; }},
        {"a letter", [](PdfJob& job) { job.created = "2026-11-25T08:1o:00+01:00"; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        PdfJob job = good;
        c.spoil(job);
        EXPECT_THROW(write_pdf(job, shared_library()), std::invalid_argument);
    }
}

} // namespace reservepost::layout
