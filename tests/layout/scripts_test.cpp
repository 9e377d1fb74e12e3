#include "layout/pdf.h"
#include "sample_letters.h"
#include "script_samples.h"
#include "shared_workshop.h"
#include "tests/layout/promises/expected_text.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>

// Letters in the languages that people in Norway write, read back from their PDF.

namespace reservepost::layout {

namespace {

/// One PDF with a piece for each letter.
std::string pdf_of(const std::vector<Letter>& letters)
{
    PdfJob job{{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:01000001", "nb"}, {}};
    for (const Letter& letter : letters) {
        Composition composition = shared_workshop().compose(letter, PageGeometry());
        EXPECT_EQ(composition.sheets, 1) << "a page a sample, or the foot stands among its words";
        job.pieces.push_back({static_cast<std::int64_t>(job.pieces.size()) + 1, "forwarding",
                              composition.sheets, "duplex", "C5", std::move(composition.pages)});
    }
    return write_pdf(job, shared_library());
}

/// The pages of a PDF as pdftotext reads them.
std::vector<std::string> pages_read_from(const std::string& pdf)
{
    const tests::TemporaryDirectory folder;
    const auto file = tests::write_file(folder / "t.pdf", pdf);
    const std::string all = tests::run({"pdftotext", "-enc", "UTF-8", file, "-"}).output;
    std::vector<std::string> pages;
    for (std::size_t start = 0; start < all.size();) {
        const std::size_t end = std::min(all.find('\f', start), all.size());
        pages.push_back(all.substr(start, end - start));
        start = end + 1;
    }
    return pages;
}

/// Signs without a direction of their own: between words from right to left pdftotext gives them
/// as they stand on paper, not as they are read.
bool is_sign(char32_t character)
{
    return character == U'.' || character == U',' || character == U'،';
}

/// The text as words with one space between them, or with none; without the marks by which
/// pdftotext says which way a line runs.
std::u32string words_of(const std::string& utf8, bool spaced)
{
    std::u32string words;
    bool between = false;
    for (const char32_t character : characters_of(utf8)) {
        if (character == U' ' || character == U'\n') {
            between = spaced && !words.empty();
            continue;
        }
        if (character >= 0x202A && character <= 0x202E) continue;
        if (is_sign(character)) continue;
        if (between) words += U' ';
        between = false;
        words += character;
    }
    return words;
}

} // namespace

TEST(Scripts, ParagraphsOfManyLinesReadBackInEveryLanguage)
{
    const auto& samples = script_samples();
    ASSERT_GE(samples.size(), 20U);
    std::vector<Letter> letters;
    for (const ScriptSample& sample : samples) {
        Letter letter = letter_with("x");
        letter.parts.front().language = sample.language;
        letter.parts.front().blocks = {Quotation{sample.text}, Paragraph{{{sample.text}}}};
        letters.push_back(std::move(letter));
    }
    const std::vector<std::string> pages = pages_read_from(pdf_of(letters));
    ASSERT_EQ(pages.size(), samples.size() * 2) << "fronts and empty backs";
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::u32string found = words_of(pages[i * 2], samples[i].spaced);
        const std::u32string wanted = words_of(samples[i].text, samples[i].spaced);
        const std::size_t first = found.find(wanted);
        EXPECT_NE(first, std::u32string::npos) << samples[i].name << " as the reporter's words\n"
                                               << pages[i * 2];
        if (first == std::u32string::npos) continue;
        EXPECT_NE(found.find(wanted, first + wanted.size()), std::u32string::npos)
            << samples[i].name << " among our own words\n"
            << pages[i * 2];
    }
}

} // namespace reservepost::layout
