#include "layout/known_words.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace reservepost::layout {

namespace {

/// "barnevern" as "barne=vern", letters of chosen parts in capitals.
std::string shown(const KnownWords& words, std::string_view word)
{
    const Build build = words.build_of(word);
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if ((build.joints >> i & 1U) != 0) text += '=';
        if ((build.hyphens >> i & 1U) != 0) text += '-';
        const bool chosen = (build.chosen >> i & 1U) != 0;
        text += chosen ? static_cast<char>(word[i] - 'a' + 'A') : word[i];
    }
    return text;
}

std::string complaint_about(std::string_view list)
{
    try {
        KnownWords words;
        words.add("list.txt", list);
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return "none";
}

} // namespace

TEST(KnownWords, EntriesAndTheirEndings)
{
    KnownWords words;
    words.add("list.txt", "# a comment\n\nmel-der\nvern\nbarne=\nkommune=styre=\nlov=\n"
                          "=melding\n=sak\nforslag\nut-satt\n");
    struct {
        const char* why;
        const char* word;
        const char* shown;
    } const cases[] = {
        {"unknown", "hest", "hest"},
        {"empty", "", ""},
        {"one letter", "a", "a"},
        {"a word, chosen places", "melder", "MEL-DER"},
        {"its ending is chosen with it", "melderens", "MEL-DERENS"},
        {"a word without places of its own", "vernet", "vernet"},
        {"no ending of ours", "vernxx", "vernxx"},
        {"a sure beginning before an unknown word", "kommunestyrehest", "kommune=styre=hest"},
        {"but not before a mere ending", "kommunestyrets", "kommunestyrets"},
        {"nor before what words are made with", "kommunestyreisme", "kommunestyreisme"},
        {"nor before what has no vowel", "kommunestyrerst", "kommunestyrerst"},
        {"a short beginning before a known word", "lovforslaget", "lov=forslaget"},
        {"a short beginning before an end that is known", "lovmelding", "lov=melding"},
        {"a short beginning before something unknown", "lovende", "lovende"},
        {"a beginning before a beginning", "barnekommunestyrehest", "barne=kommune=styre=hest"},
        {"a sure end after an unknown word", "hestemeldingen", "heste=meldingen"},
        {"a short end after an unknown word", "hestesak", "hestesak"},
        {"a short end after a known word", "vernsak", "vern=sak"},
        {"a short end after a beginning", "barnesak", "barne=sak"},
        {"an end alone is no compound", "melding", "melding"},
        {"too little before an end", "abmelding", "abmelding"},
        {"no vowel before an end", "bcdmelding", "bcdmelding"},
        {"the same letter on both sides of a joint", "hestemmelding", "hestemmelding"},
        {"chosen places in a compound", "barneutsatte", "barne=UT-SATTE"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(shown(words, c.word), c.shown);
    }
}

TEST(KnownWords, TheLongerEntryGoesFirst)
{
    KnownWords words;
    words.add("list.txt", "barne=\nbarne=verns=\n=melding\n=på=melding\nsak\nsaker\n");
    EXPECT_EQ(shown(words, "barnevernshest"), "barne=verns=hest");
    EXPECT_EQ(shown(words, "hestepamelding"), "hestepa=melding");
    EXPECT_EQ(shown(words, "hestep\xE5melding"), "heste=p\xE5=melding");
}

TEST(KnownWords, HostileWordsTakeBoundedSteps)
{
    KnownWords words;
    words.add("list.txt", "aa=\naaa=\naaaa=\naaaaa=\n=aa\n=aaa\n=aaaa\n=aaaaa\n");
    const std::string word(most_letters_in_word, 'a');
    EXPECT_EQ(words.build_of(word).joints >> most_letters_in_word, 0U);
}

TEST(KnownWords, AListThatCannotBeReadIsABugAndNamesItsLine)
{
    struct {
        const char* why;
        std::string list;
        const char* complaint;
    } const cases[] = {
        {"nothing", "", "none"},
        {"no line end at the end", "vern", "none"},
        {"twice", "vern\nsak\nver-n\n", "list.txt, line 3: the entry stands there twice"},
        {"as word and as end is no doublet", "vern\n=vern\nvern=\n", "none"},
        {"an edge only", "=\n", "an entry begins compounds or ends them, not both"},
        {"one letter", "a=\n", "list.txt, line 1: an entry has 2 to 31 letters"},
        {"too long", std::string(32, 'a') + "\n", "an entry has 2 to 31 letters"},
        {"both edges", "=vern=\n", "an entry begins compounds or ends them, not both"},
        {"outside ISO 8859-1", "šah=\n", "a character is not in ISO 8859-1"},
        {"broken UTF-8", "v\xC3", "a character is not in ISO 8859-1"},
        {"octets of ISO 8859-1", "f\xF8r\n", "a character is not in ISO 8859-1"},
        {"a space", "barne vern\n", "an entry holds small letters and marks only"},
        {"a capital", "Vern\n", "an entry holds small letters and marks only"},
        {"a digit", "vern2\n", "an entry holds small letters and marks only"},
        {"a line end of Windows", "vern\r\n", "an entry holds small letters and marks only"},
        {"two marks beside one another", "barne==vern\n", "a mark stands between two letters"},
        {"a hyphen at an edge", "-vern\n", "a mark stands between two letters"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_NE(complaint_about(c.list).find(c.complaint), std::string::npos)
            << complaint_about(c.list);
    }
}

} // namespace reservepost::layout
