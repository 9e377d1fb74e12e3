#include "layout/parted_words.h"

#include <gtest/gtest.h>

#include <bit>

namespace reservepost::layout {

namespace {

const Hyphenator& hyphenator()
{
    static const Hyphenator opened;
    return opened;
}

/// The words that may be parted of a text without spaces, one after another.
std::vector<std::u16string> words_in(std::u16string_view text, std::string_view language = "nb")
{
    static PartedWords words(hyphenator());
    std::vector<std::u16string> found;
    for (const PartedWords::Word& word : words.words(text, 0, text.size(), language)) {
        EXPECT_NE(word.places.all, 0U);
        found.emplace_back(text.substr(word.start, word.end - word.start));
    }
    return found;
}

using Words = std::vector<std::u16string>;

} // namespace

TEST(PartedWords, WhatIsAWordAndWhatIsNot)
{
    struct {
        const char* why;
        std::u16string_view text;
        Words words;
    } const cases[] = {
        {"nothing", u"", {}},
        {"a word", u"barnevernet", {u"barnevernet"}},
        {"too short", u"barn", {}},
        {"punctuation around it", u"«Barnevernet!»,", {u"Barnevernet"}},
        {"brackets around it", u"(barnevernet)", {u"barnevernet"}},
        {"dots behind it", u"barnevernet…", {u"barnevernet"}},
        {"a full stop at its end", u"barnevernet.", {u"barnevernet"}},
        {"two with a hyphen", u"barnehage-undersøkelsen", {u"barnehage", u"undersøkelsen"}},
        {"two with a stroke", u"foreldrene/besteforeldrene", {u"foreldrene", u"besteforeldrene"}},
        {"an ending in brackets", u"undersøkelse(n)", {u"undersøkelse"}},
        {"an apostrophe", u"foreldrenes’", {u"foreldrenes"}},
        {"a mail address", u"barnevernet@kommune.no", {}},
        {"an address on the net", u"www.barnevernet.no", {}},
        {"with its scheme", u"https://barnevernet", {}},
        {"a file", u"bekymring.melding", {}},
        {"a colon between letters", u"barnevernet:undersøkelse", {}},
        {"a figure", u"barnevernet2", {}},
        {"a section", u"§barnevernet", {}},
        {"an underline", u"barne_vernet", {}},
        {"a soft hyphen says where", u"barne\u00ADvernet", {}},
        {"a zero-width space is nothing we know", u"barne\u200Bvernet", {}},
        {"a letter that the patterns do not know", u"barnevernet-Kárášjohka", {}},
        {"Greek", u"παιδικήπροστασία", {}},
        {"half a character", u"barnevernet\xD800", {}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(words_in(c.text), c.words);
        EXPECT_EQ(words_in(c.text), c.words) << "the second time";
    }
    EXPECT_EQ(words_in(u"barnevernet", "en"), Words());
    EXPECT_EQ(words_in(u"barnevernet", "nn"), (Words{u"barnevernet"}));
}

TEST(PartedWords, WhatIsRememberedChangesNothing)
{
    PartedWords words(hyphenator());
    // More words than are remembered, in two languages, twice.
    for (int round = 0; round < 2; ++round) {
        for (int number = 0; number < 6'000; ++number) {
            std::u16string word = u"bekymrings";
            for (int rest = number; rest > 0; rest /= 20)
                word += u"abdefghiklmnoprstuvy"[rest % 20];
            const char* const language = number % 2 == 0 ? "nb" : "nn";
            const auto& found = words.words(word, 0, word.size(), language);
            const HyphenPlaces expected = hyphenator().places(word, language);
            ASSERT_EQ(found.size(), expected.all == 0 ? 0U : 1U);
            if (!found.empty()) {
                ASSERT_EQ(found.front().places, expected);
            }
        }
    }
}

TEST(PartedWords, ManyLanguagesAreServed)
{
    PartedWords words(hyphenator());
    const std::u16string word = u"barnevernet";
    for (int i = 0; i < 600; ++i)
        EXPECT_TRUE(words.words(word, 0, word.size(), "x" + std::to_string(i)).empty());
    EXPECT_EQ(words.words(word, 0, word.size(), "nb").size(), 1U);
}

} // namespace reservepost::layout
