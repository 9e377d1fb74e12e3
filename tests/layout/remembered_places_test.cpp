#include "layout/remembered_places.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace reservepost::layout {

namespace {

// The same cases in every run; set before RapidCheck first looks.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=500", 0);

/// A memory with room for two words.
RememberedPlaces narrow()
{
    return RememberedPlaces(1);
}

} // namespace

TEST(RememberedPlaces, AWordIsLookedUpOnceUntilTwoOthersCame)
{
    RememberedPlaces memory = narrow();
    std::string asked;
    const auto ask = [&](const std::string& word) {
        const auto length = static_cast<std::uint64_t>(word.size());
        const HyphenPlaces places = memory.of(word, 1, [&] {
            asked += word + ' ';
            return HyphenPlaces{length, length & 1U};
        });
        EXPECT_EQ(places, (HyphenPlaces{length, length & 1U})) << word;
    };
    for (const char* word : {"sak", "saken", "sak", "saken", "sakene", "saken", "sak", "sak"})
        ask(word);
    EXPECT_EQ(asked, "sak saken sakene sak ");
    memory.forget();
    ask("sak");
    EXPECT_EQ(asked, "sak saken sakene sak sak ");
}

TEST(RememberedPlaces, WordsDifferByEveryLetterAndByLanguage)
{
    // One letter of a word is changed, or its last left out, or its language is another.
    const std::string word = "barnevernsundersøkelse";
    for (std::size_t changed = 0; changed <= word.size() + 1; ++changed) {
        RememberedPlaces memory = narrow();
        memory.of(word, 1, [] { return HyphenPlaces{4, 4}; });
        std::string other = word;
        if (changed < word.size()) other[changed] = static_cast<char>(other[changed] ^ 1);
        if (changed == word.size()) other.pop_back();
        const std::uint8_t language = changed > word.size() ? 2 : 1;
        EXPECT_EQ(memory.of(other, language,
                            [] {
                                return HyphenPlaces{8, 0};
                            }),
                  (HyphenPlaces{8, 0}))
            << "letter " << changed;
    }
}

TEST(RememberedPlaces, EveryPlaceOfTheLongestWordIsKept)
{
    RememberedPlaces memory = narrow();
    const std::string word(RememberedPlaces::longest, 'a');
    const HyphenPlaces every{(std::uint64_t{1} << RememberedPlaces::longest) - 1, 0x555555};
    for (int round = 0; round < 2; ++round)
        EXPECT_EQ(memory.of(word, 255, [&] { return every; }), every);
}

TEST(RememberedPlaces, WhatIsRememberedOfPartsChangesNoWord)
{
    const Hyphenator hyphenator;
    RememberedPlaces parts(4);
    rc::check("compounds and letters at random", [&] {
        const auto part = rc::gen::oneOf(
            rc::gen::elementOf(std::vector<std::u16string>{
                u"barnevern", u"tjeneste", u"undersøkelse", u"kommune", u"styre", u"Bekymring",
                u"s", u"melding", u"skole", u"helse", u"sykepleier", u"ens", u"ene"}),
            rc::gen::resize(12, rc::gen::container<std::u16string>(rc::gen::elementOf(
                                    std::u16string(u"abdefghijklmnoprstuvyæøåéB")))));
        std::u16string word;
        for (const std::u16string& each :
             *rc::gen::resize(5, rc::gen::container<std::vector<std::u16string>>(part)))
            word += each;
        for (const char* language : {"nb", "nn", "en"})
            RC_ASSERT(hyphenator.places(word, language, &parts) ==
                      hyphenator.places(word, language));
    });
}

} // namespace reservepost::layout
