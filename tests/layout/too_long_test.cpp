// Letters of more pages than they may have are given up, and given up early.
#include "layout/compose.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

PageGeometry geometry_of(int most_pages)
{
    PageGeometry geometry;
    geometry.most_pages = most_pages;
    return geometry;
}

/// The message, or nothing where the letter has room.
std::string message_for(const Letter& letter, int most_pages)
{
    try {
        shared_workshop().compose(letter, geometry_of(most_pages));
        return "";
    } catch (const LetterTooLong& refusal) {
        return refusal.what();
    }
}

Letter letter_of(std::vector<Block> blocks)
{
    Letter letter = letter_with("");
    letter.parts.front().blocks = std::move(blocks);
    return letter;
}

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

TEST(TooLong, CountsBacksThatStayEmpty)
{
    const Letter three_pages = sample_long_letter(20);
    ASSERT_EQ(shared_workshop().compose(three_pages, PageGeometry()).parts[0].pages, 3);
    EXPECT_EQ(message_for(three_pages, 4), "");
    EXPECT_EQ(message_for(three_pages, 3), "the letter needs more than 3 pages");
    EXPECT_EQ(message_for(three_pages, 0), "the letter needs more than 0 pages");
    EXPECT_EQ(message_for(three_pages, -1), "the letter needs more than -1 pages");

    Letter two_parts = letter_with("én");
    two_parts.parts.push_back(letter_with("to").parts.front());
    EXPECT_EQ(message_for(two_parts, 4), "");
    EXPECT_EQ(message_for(two_parts, 3), "the letter needs more than 3 pages");
    EXPECT_EQ(message_for(two_parts, 2), "the letter needs more than 2 pages");
}

// Set whole, these would take minutes here.
TEST(TooLong, IsFoundOutBeforeMuchIsSet)
{
    const std::string words = repeated("ord og ", 100'000);
    const std::string lines = repeated("a\n", 300'000);
    struct {
        const char* why;
        Letter letter;
    } const cases[] = {
        {"a paragraph without an end", letter_of({Paragraph{{{words}}}})},
        {"a word without an end", letter_of({Quotation{std::string(2'000'000, 'm')}})},
        {"lines without an end", letter_of({Quotation{lines}})},
        {"a value", letter_of({LabelValue{"Navn", words}})},
        {"a label", letter_of({LabelValue{words, "Navn"}})},
        {"a heading", letter_of({Heading{2, {{words}}}})},
        {"an item of a list", letter_of({List{{{{words}}}}})},
        {"items", letter_of({List{std::vector<Spans>(20'000, Spans{{"a"}})}})},
        {"an address", letter_of({AddressBlock{lines}})},
        {"a box", letter_of({Box{{Quotation{words}}}})},
        {"rows of a table", letter_of(std::vector<Block>(20'000, LabelValue{"a", "b"}))},
        {"boxes", letter_of(std::vector<Block>(10'000, Box{{Paragraph{{{"a"}}}}}))},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(message_for(c.letter, 4), "the letter needs more than 4 pages") << c.why;
    }
}

// The early guess must never refuse what has room.
TEST(TooLong, RefusesNothingThatFits)
{
    struct {
        const char* why;
        std::string text;
    } const cases[] = {
        {"the narrowest letters", repeated("il.", 2'000)},
        {"letters of two octets", repeated("æøå ", 1'000)},
        {"marks over letters", repeated("e\u0323\u0302o\u0301 ", 500)},
        {"Arabic with its vowels", repeated("كَتَبَ ", 400)},
        {"Devanagari", repeated("क्षत्रि ", 400)},
        {"Thai", repeated("น้ำที่ ", 400)},
        {"Chinese", repeated("担心", 700)},
        {"line ends", repeated("a\n", 150)},
        {"blank lines", "a" + repeated("\n", 20'000) + "b"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const Letter letter = letter_of({Quotation{c.text}});
        const auto pages = shared_workshop().compose(letter, PageGeometry()).pages.size();
        ASSERT_LE(pages, 6U);
        EXPECT_EQ(message_for(letter, static_cast<int>(pages)), "");
    }
}

} // namespace reservepost::layout
