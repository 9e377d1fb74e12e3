#include "layout/paragraph.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

const Manner manner{Length::pt(11)};
constexpr Length measure = Length::mm(158);

std::string text_of(const SetLine& line)
{
    std::string text;
    for (const Placed& placed : line.items)
        text += std::get<GlyphRun>(placed.item).text;
    return text;
}

std::string without_spaces(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
}

SetParagraph set(const std::string& text, Length width = measure)
{
    return set_paragraph({{text}}, manner, width, shared_bench());
}

} // namespace

TEST(Paragraph, LineEndsOfEveryKindMakeParagraphs)
{
    struct {
        const char* why;
        std::string text;
        std::size_t paragraphs;
    } const cases[] = {
        {"nothing", "", 1},
        {"no line end", "en linje", 1},
        {"Unix", "a\nb", 2},
        {"Windows", "a\r\nb", 2},
        {"old Macintosh", "a\rb", 2},
        {"turned around it is two", "a\n\rb", 3},
        {"at the end", "a\n", 2},
        {"form feed and vertical tab", "a\fb\vc", 3},
        {"next line",
         "a\xC2\x85"
         "b",
         2},
        {"line and paragraph separator", "a\u2028b\u2029c", 3},
        {"half a separator is none", "a\xE2\x80", 1},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(split_at_line_ends({{c.text}}).size(), c.paragraphs);
        EXPECT_EQ(set(c.text).lines.size(), c.paragraphs);
    }
}

TEST(Paragraph, NothingIsLostAndNoLineIsTooWide)
{
    for (int width_mm = 12; width_mm < 170; width_mm += 7) {
        const Length width = Length::mm(width_mm);
        const SetParagraph paragraph = set(sample_text(), width);
        std::string all;
        for (const SetLine& line : paragraph.lines) {
            EXPECT_LE(line.width, width) << text_of(line);
            all += text_of(line);
        }
        EXPECT_EQ(without_spaces(all), without_spaces(sample_text())) << width_mm << " mm";
    }
}

TEST(Paragraph, LinesEndBetweenWordsWhereAllWordsFit)
{
    for (const SetLine& line : set(sample_text(), Length::mm(60)).lines) {
        const std::string text = text_of(line);
        EXPECT_NE(sample_text().find(text), std::string::npos) << text;
        const std::size_t end = sample_text().find(text) + text.size();
        EXPECT_TRUE(end == sample_text().size() || sample_text()[end] == ' ') << text;
    }
}

TEST(Paragraph, ASoftHyphenShowsOnlyAtALinesEnd)
{
    const std::string soft = "barne\u00ADvern\u00ADtjeneste\u00ADleder";
    EXPECT_EQ(set(soft).lines.size(), 1U);
    EXPECT_EQ(set(soft).lines[0].width, set("barneverntjenesteleder").lines[0].width);
    const SetParagraph broken = set(soft, Length::mm(24));
    ASSERT_GT(broken.lines.size(), 1U);
    EXPECT_EQ(broken.lines[0].width, set("barnevern-").lines[0].width);
}

TEST(Paragraph, TheFirstStrongLetterTurnsOnlyForeignText)
{
    Manner foreign = manner;
    foreign.direction = Direction::FromText;
    auto& bench = shared_bench();
    EXPECT_TRUE(set_paragraph({{"محمد 7"}}, foreign, measure, bench).lines.front().right_to_left);
    EXPECT_FALSE(
        set_paragraph({{"Kari محمد"}}, foreign, measure, bench).lines.front().right_to_left);
    EXPECT_FALSE(set_paragraph({{"محمد 7"}}, manner, measure, bench).lines.front().right_to_left);
}

TEST(Paragraph, HostileTextEndsInBoundedTime)
{
    const auto repeated = [](const std::string& part, int times) {
        std::string text;
        for (int i = 0; i < times; ++i)
            text += part;
        return text;
    };
    struct {
        const char* why;
        std::string text;
    } const cases[] = {
        {"places without width", repeated("\u200B", 5'000)},
        {"marks in falling order", "a" + repeated("\u0301\u0323", 10'000)},
        {"overrides inside overrides", repeated("\u202E\u2067", 2'000) + "a"},
        {"spaces", std::string(50'000, ' ')},
        {"one word", std::string(20'000, 'W')},
        {"an Arabic word", repeated("ب", 5'000)},
        {"uncovered characters", repeated("🧿", 2'000)},
        {"joiners", repeated("\u200D", 20'000)},
        {"octets that are no UTF-8", std::string(20'000, '\xFF')},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const SetParagraph paragraph = set(c.text);
        EXPECT_FALSE(paragraph.lines.empty());
        for (const SetLine& line : paragraph.lines) {
            EXPECT_LE(line.width, measure + Length::mm(1));
        }
    }
}

} // namespace reservepost::layout
