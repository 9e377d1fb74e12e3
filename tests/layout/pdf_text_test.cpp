#include "pdf_tools.h"
#include "sample_letters.h"

#include <gtest/gtest.h>

#include <algorithm>

// What a reader of the PDF gets: the letter's own text, in the order in which it is read.

namespace reservepost::layout {

namespace {

using tests::TemporaryDirectory;

/// A page with one paragraph and nothing else: which way a reader takes a line depends on whether
/// most letters of its page run to the right.
Frame page_with(const std::string& text)
{
    Letter letter = letter_with("x");
    letter.parts.front().blocks = {Paragraph{{{text}}}};
    Frame page = shared_workshop().compose(letter, PageGeometry()).pages.front();
    const Frame without = shared_workshop().compose(letter_with(""), PageGeometry()).pages.front();
    std::erase_if(page.items, [&without](const Placed& placed) {
        return std::ranges::find(without.items, placed) != without.items.end();
    });
    return page;
}

/// In form NFC, as Python sees it.
std::string composed(const TemporaryDirectory& folder, const std::string& text)
{
    constexpr const char* program =
        "import sys, unicodedata\n"
        "text = open(sys.argv[1], encoding='utf-8', newline='').read()\n"
        "sys.stdout.buffer.write(unicodedata.normalize('NFC', text).encode())\n";
    return tests::run({"python3", "-c", program, tests::write_file(folder / "text", text).string()})
        .output;
}

/// The texts of a PDF's pages.
std::vector<std::string> pages_of(const std::string& text)
{
    std::vector<std::string> pages;
    for (std::size_t begin = 0, end = 0; (end = text.find('\f', begin)) != std::string::npos;
         begin = end + 1)
        pages.push_back(text.substr(begin, end - begin));
    return pages;
}

enum class Spaces { AsWritten, Anywhere };

struct Sample {
    const char* why;
    std::string text;
    std::string reads; ///< Empty where it reads as it was written.
    Spaces spaces = Spaces::AsWritten;
};

std::string without_spaces(std::string text)
{
    std::erase(text, ' ');
    return text;
}

// clang-format off
const std::vector<Sample> samples = {
    {"Norwegian", "Blåbærsyltetøy på brødskiven, en jordbæråker", {}},
    {"North Sámi", "Mun lean fuolas dán máná dihte, čáhci, đ, ŋ, ŧ, ž", {}},
    {"kerned pairs", "AVATAR To. Vi LT YA", {}},
    {"Latin ligatures", "offisiell flytting, fjell, affære, ffi ffl", {}},
    {"Vietnamese stacks marks", "Tôi lo lắng cho đứa trẻ này, Nguyễn Thị Ngọc Ẩn", {}},
    {"Ukrainian", "Я хвилююся за цю дитину, її бабуся, ґанок", {}},
    {"Arabic with joining letters", "أنا قلق على هذا الطفل", {}},
    {"a ligature of lam and alef", "الأحمد لا", {}},
    {"marks over Arabic letters", "أنا قلقٌ على الطفلِ هذا", {}},
    // Poppler puts the spaces around a number inside Arabic at one side of it.
    {"Arabic with a number", "الطفل 12 سنة", {}, Spaces::Anywhere},
    {"Hebrew", "אני מודאג לגבי הילד", {}},
    {"Hebrew with points", "שָׁלוֹם", {}},
    {"Devanagari reorders vowels", "हिन्दी: मुझे इस बच्चे की चिंता है। क्षत्रिय", {}},
    {"Tamil reorders vowels", "இந்தக் குழந்தையைப் பற்றி நான் கொண்டு", {}},
    {"Thai stacks marks", "ฉันเป็นห่วงเด็กคนนี้มาก", {}},
    {"Chinese", "我很担心这个孩子。", {}},
    {"Japanese", "この子供のことが心配です、カタカナも", {}},
    {"Korean", "이 아이가 걱정됩니다", {}},
    {"marks apart from their letter", "A\u030Asgard, Sa\u0301ra\u0301, o\u0308", "Åsgard, Sárá, ö"},
    {"a letter that has no composed form", "x\u0301y, m\u0308", {}},
    {"marks in another order", "e\u0323\u0302", "ệ"},
    {"emoji that no font has", "Hilsen 🧿 og 🫠", "Hilsen U+1F9FF og U+1FAE0"},
    {"right to left inside left to right", "Navnet er محمد الأحمد, sa hun", {}},
    {"signs of all kinds", "50 % – «ja» (§ 4-2) \\ / [x] {y} #", {}},
    {"a space that no line breaks at", "12\u00A0345 kr", "12 345 kr"},
    {"Khmer", "កុមារ", {}},
    {"Bengali", "শিশু কোথায়", {}},
    {"Malayalam", "കൊച്ചു കുട്ടി", {}},
    {"Georgian and Armenian", "ბავშვი երեխա", {}},
    {"Ethiopic", "ልጅ", {}},
};
// clang-format on

} // namespace

TEST(PdfText, ReadsBackAsItWasWritten)
{
    PdfJob job = empty_job();
    for (const Sample& sample : samples) {
        job.pieces.push_back({1, "forwarding", 1, "duplex", "C5", {page_with(sample.text)}});
    }
    const TemporaryDirectory folder;
    const std::string pdf = write_pdf(job, shared_library());
    EXPECT_EQ(faults_of(folder, pdf), "");
    const auto pages = pages_of(composed(folder, text_of(folder, pdf)));
    ASSERT_EQ(pages.size(), samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        SCOPED_TRACE(samples[i].why);
        const std::string& reads = samples[i].reads.empty() ? samples[i].text : samples[i].reads;
        if (samples[i].spaces == Spaces::AsWritten) {
            EXPECT_NE(pages[i].find(reads), std::string::npos) << pages[i];
        } else {
            EXPECT_NE(without_spaces(pages[i]).find(without_spaces(reads)), std::string::npos)
                << pages[i];
        }
    }
}

} // namespace reservepost::layout
