#include "layout/compose.h"
#include "layout/pdf.h"
#include "made_runs.h"
#include "pdf_tools.h"
#include "sample_letters.h"
#include "tests/support/doctored_font.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <locale>
#include <stdexcept>
#include <thread>

namespace reservepost::layout {

namespace {

using tests::file_text;
using tests::run;
using tests::TemporaryDirectory;
using tests::write_file;

} // namespace

TEST(Pdf, IsSoundAndEmbedsSubsetsOfAllItsFonts)
{
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(sample_forwarding_letter(), 3), shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "");
    const std::string file = write_file(folder / "a.pdf", pdf);
    EXPECT_EQ(run({"qpdf", "--show-npages", file}).output, "12\n");

    const std::string fonts = fonts_of(folder, pdf);
    EXPECT_NE(fonts.find("+NotoSans-Regular"), std::string::npos) << fonts;
    EXPECT_NE(fonts.find("+NotoSansArabic-Regular"), std::string::npos) << fonts;
    EXPECT_EQ(fonts.find(" no "), std::string::npos) << fonts;
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

TEST(Pdf, MoreThanAnOctetOfGlyphsInOneRunReadBack)
{
    std::string letters;
    for (char32_t letter = 0x400; letter < 0x400 + 300; ++letter)
        if (shared_library().glyph(0, letter)) {
            letters += static_cast<char>(0xC0U | letter >> 6U);
            letters += static_cast<char>(0x80U | (letter & 63U));
        }
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(
        job_of(page_of({made_run(shared_library(), letters, Length::pt(2))})), shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "");
    EXPECT_NE(text_of(folder, pdf).find(letters), std::string::npos);
    const std::string fonts = fonts_of(folder, pdf);
    EXPECT_NE(fonts.find("Custom"), std::string::npos) << fonts;
    EXPECT_NE(fonts.find("Identity-H"), std::string::npos) << fonts;
}

TEST(Pdf, FontsOfChineseJapaneseAndKoreanKeepTheirOutlines)
{
    Letter letter = letter_with("x");
    letter.parts.front().blocks = {Paragraph{{{"我很担心这个孩子。この子供のことが心配です。"}}},
                                   Paragraph{{{"이 아이가 걱정됩니다", true}}}};
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job_of(letter), shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "");
    const std::string fonts = fonts_of(folder, pdf);
    EXPECT_NE(fonts.find("CID Type 0C"), std::string::npos) << fonts;
    EXPECT_EQ(fonts.find(" no "), std::string::npos) << fonts;
    const std::string text = text_of(folder, pdf);
    EXPECT_NE(text.find("我很担心这个孩子。この子供のことが心配です。"), std::string::npos) << text;
    EXPECT_NE(text.find("이 아이가 걱정됩니다"), std::string::npos) << text;
}

TEST(Pdf, AFontWhoseLicenceForbidsItIsRefusedAtOnce)
{
    const TemporaryDirectory folder;
    tests::put_fonts_with_licence(folder.path(), 0x0002);
    const fonts::Library doctored({folder.path()});
    const PdfJob free = job_of(page_of({made_run(doctored, "fet", Length::pt(11), 1)}));
    EXPECT_EQ(faults_of(folder, write_pdf(free, doctored)), "") << "the bold face is free";

    PdfDocument document(free, doctored);
    const PdfJob forbidden = job_of(page_of({made_run(doctored, "brev")}));
    try {
        document.add(forbidden.pieces.front());
        FAIL() << "it was embedded";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("NotoSans-Regular"), std::string::npos);
    }
}

TEST(Pdf, TheSameJobGivesTheSameOctetsInAnyLocaleThreadAndTimeZone)
{
    class CommaForPoint : public std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return ' '; }
        std::string do_grouping() const override { return "\3"; }
    };
    const PdfJob job = job_of(sample_forwarding_letter(), 2);
    const std::string expected = write_pdf(job, shared_library());

    const std::locale before = std::locale::global(std::locale(std::locale(), new CommaForPoint));
    ::setenv("TZ", "Pacific/Chatham", 1);
    ::tzset();
    std::string found;
    std::thread([&] { found = write_pdf(job, fonts::Library()); }).join();
    ::unsetenv("TZ");
    ::tzset();
    std::locale::global(before);
    EXPECT_TRUE(found == expected);
}

TEST(Pdf, TwoJobsNeverShareAFileIdentifier)
{
    PdfJob job = job_of(letter_with("Tekst"));
    const auto id = [](const std::string& pdf) { return pdf.substr(pdf.rfind("/ID"), 75); };
    const std::string first = id(write_pdf(job, shared_library()));
    job.title = "Job 01000002";
    EXPECT_NE(id(write_pdf(job, shared_library())), first);
}

TEST(Pdf, ComesPartByPartOrWhole)
{
    const PdfJob job = job_of(sample_forwarding_letter(), 40);
    const std::string whole = write_pdf(job, shared_library());
    PdfDocument document(job, shared_library());
    for (const PdfPiece& piece : job.pieces)
        document.add(piece);
    std::string joined;
    std::size_t parts = 0;
    document.finish([&](std::string_view octets) {
        joined += octets;
        ++parts;
    });
    EXPECT_TRUE(joined == whole);
    EXPECT_GT(parts, 1U);
}

TEST(Pdf, WhatTheSinkThrowsIsThrownOn)
{
    PdfDocument document(empty_job(), shared_library());
    document.add(job_of(letter_with("Tekst")).pieces.front());
    EXPECT_THROW(document.finish([](std::string_view) { throw std::length_error("disk full"); }),
                 std::length_error);
}

TEST(Pdf, CompressesWhatGainsByItOnly)
{
    const auto pdf_of = [](int runs) {
        const std::vector<GlyphRun> lines(static_cast<std::size_t>(runs),
                                          made_run(shared_library(), "et brev"));
        return write_pdf(job_of(page_of(lines)), shared_library());
    };
    const std::string few = pdf_of(3), many = pdf_of(60);
    EXPECT_NE(few.find("(et brev)Tj"), std::string::npos) << "a short page stays as it is";
    EXPECT_EQ(many.find("(et brev)Tj"), std::string::npos);
    const TemporaryDirectory folder;
    EXPECT_EQ(faults_of(folder, few), "");
    EXPECT_EQ(faults_of(folder, many), "");
}

TEST(Pdf, PagesWithoutTextAndPiecesWithoutPagesAreNoFault)
{
    PdfJob job = empty_job();
    job.pieces.push_back({1, "forwarding", 0, "duplex", "C5", {}});
    job.pieces.push_back({2, "forwarding", 1, "duplex", "C5", {Frame(), Frame()}});
    GlyphRun spaces = made_run(shared_library(), "   ");
    spaces.word_space = Length::pt(2);
    job.pieces.push_back({3, "forwarding", 1, "duplex", "C5", {page_of({spaces, GlyphRun()})}});
    Frame wide;
    wide.size = {Length::mm(297), Length::mm(210)};
    job.pieces.push_back({4, "forwarding", 1, "duplex", "C5", {wide}});
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job, shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "");
    const std::string file = write_file(folder / "a.pdf", pdf);
    EXPECT_EQ(run({"qpdf", "--show-npages", file}).output, "4\n");
    const std::string sizes = run({"pdfinfo", "-l", "4", "-box", file}).output;
    EXPECT_NE(sizes.find("Page    1 size:  595.276 x 841.89 pts (A4)"), std::string::npos) << sizes;
    EXPECT_NE(sizes.find("Page    4 size:  841.89 x 595.276 pts (A4)"), std::string::npos) << sizes;
    EXPECT_NE(sizes.find("Page    4 TrimBox:       0.00     0.00   841.89   595.28"),
              std::string::npos)
        << sizes;
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
