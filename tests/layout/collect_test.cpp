#include "layout/paragraph.h"
#include "tests/layout/promises/promises.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

const Manner manner{Length::pt(11)};

/// Every way into the text, proved against a road that is not layout's own.
CollectedText collected(const Spans& spans)
{
    CollectedText made = collect(spans, manner);
    EXPECT_NO_THROW(check_collected(spans, made));
    return made;
}

void append_utf8(std::string& text, char32_t character)
{
    const auto octet = [&text](char32_t value) { text += static_cast<char>(value); };
    if (character < 0x80) return octet(character);
    if (character < 0x800) {
        octet(0xC0U | character >> 6U);
    } else {
        octet(0xE0U | character >> 12U);
        octet(0x80U | (character >> 6U & 0x3FU));
    }
    octet(0x80U | (character & 0x3FU));
}

bool ends_line(char32_t character)
{
    return (character >= 0x0A && character <= 0x0D) || character == 0x85 || character == 0x2028 ||
           character == 0x2029;
}

} // namespace

TEST(Collect, TextIsComposedAndItsWhiteIsSpaces)
{
    struct {
        const char* why;
        std::string given;
        std::u16string text;
    } const cases[] = {
        {"nothing", "", u""},
        {"Norwegian", "Blåbær – «søt»", u"Blåbær – «søt»"},
        {"a tabulator", "a\tb", u"a b"},
        {"a tabulator beside what must be composed", "a\u030A\tb", u"å b"},
        {"wide, thin and ogham spaces", "a\u2003b\u2009c\u1680d", u"a b c d"},
        {"the space of a figure keeps a number together", "1\u2007250", u"1\u2007250"},
        {"no-break spaces stay", "5\u00A0%\u202Fx", u"5\u00A0%\u202Fx"},
        {"a mark after a simple word", "e\u0301", u"é"},
        {"a mark upon nothing", "\u0301", u"\u0301"},
        {"marks in the wrong order", "e\u0302\u0323", u"\u1EC7"},
        {"Hebrew points in Unicode's order", "\u05E9\u05C1\u05B8", u"\u05E9\u05B8\u05C1"},
        {"Korean letters make a syllable", "\u1112\u1161\u11AB", u"\uD55C"},
        {"the sign of an ångström is the letter", "\u212B", u"Å"},
        {"a character beyond the first plane", "🧿", u"🧿"},
        {"a byte order mark, which PDF/A bars", "\uFEFFa\uFEFFb", u"\u2060a\u2060b"},
        {"half a character", "a\xC3", u"a\uFFFD"},
        {"too long for what it says", "\xC0\x80", u"\uFFFD\uFFFD"},
        {"an encoded surrogate", "\xED\xA0\x80", u"\uFFFD\uFFFD\uFFFD"},
        {"cut off among dashes", "a\xE2\x80", u"a\uFFFD"},
        {"beyond Unicode", "\xF4\x90\x80\x80", u"\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"octets that begin nothing", "\xFF\xFE", u"\uFFFD\uFFFD"},
        {"NUL", std::string("a\0b", 3), std::u16string(u"a\0b", 3)},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(collected({{c.given}}).text, c.text);
    }
}

TEST(Collect, TheShortWayGivesWhatTheLongOneDoes)
{
    // Each character by itself, in a word, and where a mark makes the text take the long way.
    for (char32_t character = 0; character < 0x2800; ++character) {
        if (ends_line(character)) continue;
        std::string text;
        append_utf8(text, character);
        for (const std::string& given : {text, "a" + text + "b", text + "\u0323"})
            ASSERT_NO_THROW(check_collected({{given}}, collect({{given}}, manner)))
                << "U+" << std::hex << static_cast<unsigned>(character);
    }
}

TEST(Collect, EverySpanHasItsStyle)
{
    const auto text = collected({{"a"}, {"b", true}, {""}, {"c", false, true}, {"d", true, true}});
    ASSERT_EQ(text.styles.size(), 4U) << "nothing has no style";
    EXPECT_EQ(text.styles[0].style, fonts::Style::Regular);
    EXPECT_EQ(text.styles[1].style, fonts::Style::Bold);
    EXPECT_EQ(text.styles[2].style, fonts::Style::Italic);
    EXPECT_EQ(text.styles[3].style, fonts::Style::BoldItalic);
}

TEST(Collect, StrangersWordsAreMarkedAndNeverTouch)
{
    struct {
        const char* why;
        Spans spans;
        std::u16string text;
        std::size_t styles;
    } const cases[] = {
        {"plain words run the same way",
         {{"a", false, false, true}, {"b", false, false, true}},
         u"ab",
         2},
        {"words from right to left",
         {{"א", false, false, true}, {"ב", false, false, true}},
         u"א\u2060ב",
         3},
        {"one of them plain",
         {{"12", false, false, true}, {"ב", false, false, true}},
         u"12\u2060ב",
         3},
        {"the other plain",
         {{"א", false, false, true}, {"12", false, false, true}},
         u"א\u206012",
         3},
        {"ours between them",
         {{"א", false, false, true}, {" og "}, {"ב", false, false, true}},
         u"א og ב",
         3},
        {"an empty one of ours between them",
         {{"א", false, false, true}, {""}, {"ב", false, false, true}},
         u"א\u2060ב",
         3},
        {"ours beside theirs", {{"a"}, {"ב", false, false, true}}, u"aב", 2},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto text = collected(c.spans);
        EXPECT_EQ(text.text, c.text);
        ASSERT_EQ(text.styles.size(), c.styles);
        for (const StyledStretch& stretch : text.styles) {
            const auto first = text.text[stretch.start];
            EXPECT_EQ(stretch.foreign,
                      first != 0x2060 && first != u' ' &&
                          !(first == u'a' && c.spans[0].text == "a" && !c.spans[0].foreign));
        }
    }
}

TEST(Collect, AMillionMarksOverOneLetterTakeNoTime)
{
    std::string text = "a";
    for (int i = 0; i < 1'000'000; ++i)
        text += i % 2 == 0 ? "\u0301" : "\u0323";
    const auto made = collect({{text}}, manner);
    EXPECT_GT(made.text.size(), 1'030'000U) << "joiners among them";
}

} // namespace reservepost::layout
