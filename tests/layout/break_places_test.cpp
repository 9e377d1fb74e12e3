#include "layout/break_places.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

namespace reservepost::layout {

namespace {

// The same cases in every run; set before RapidCheck first looks.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=500", 0);

using Places = std::vector<std::uint32_t>;

BreakPlaces& places()
{
    static BreakPlaces kept;
    return kept;
}

Places lines(std::u16string_view text)
{
    const auto found = places().lines(text);
    return {found.begin(), found.end()};
}

Places lines_by_icu(std::u16string_view text)
{
    const auto found = places().lines_by_icu(text);
    return {found.begin(), found.end()};
}

} // namespace

TEST(BreakPlaces, WhereALineMayEnd)
{
    struct {
        const char* why;
        std::u16string text;
        Places lines;
    } const cases[] = {
        {"nothing", u"", {}},
        {"a word", u"barn", {4}},
        {"after spaces", u"et barn", {3, 7}},
        {"after all the spaces", u"et   barn  ", {5, 11}},
        {"spaces only", u"   ", {3}},
        {"a space at the beginning", u" et barn", {1, 4, 8}},
        {"punctuation stays with its word", u"Ja, barn. Nei: og; så!", {4, 10, 15, 19, 22}},
        {"figures, and a sign after a space",
         u"kl. 07.01 den 1.2.2026, 3,5 %",
         {4, 10, 14, 24, 28, 29}},
        {"not before punctuation, even after a space", u"barn , og barn !", {7, 10, 16}},
        {"after a hyphen", u"e-post og barn-", {2, 7, 10, 15}},
        {"quotation marks", u"sa «ja takk» og", {3, 7, 13, 15}},
        {"brackets", u"barn (to år) og", {5, 9, 13, 15}},
        {"a no-break space", u"10\u00A0000 kr", {7, 9}},
        {"a Korean word stays whole", u"서울에 사는 아이", {4, 7, 9}},
        {"its figures and Latin letters too", u"아이3명은 KTX역", {6, 10}},
        {"a particle behind a bracket", u"서울(부산)에서", {2, 8}},
        {"after a comma without a space", u"걱정,도와", {3, 5}},
        {"letters that make a syllable", u"\u1112\u1161\u11AB글", {4}},
        {"Chinese ends lines where it likes", u"担心孩子", {1, 2, 3, 4}},
        {"a soft hyphen", u"barne\u00ADvern", {6, 10}},
        {"a zero-width space", u"barne\u200Bvern", {6, 10}},
        {"a word joiner", u"barne \u2060vern", {11}},
        {"a mark upon a space", u"barne \u0301vern", {6, 11}},
        {"an address", u"https://ks.no/a?b=c", {8, 14, 16, 19}},
        {"ideographs", u"児童福祉", {1, 2, 3, 4}},
        {"Thai has no spaces", u"เด็กและครอบครัว", {4, 7, 15}},
        {"Arabic", u"أنا قلق", {4, 7}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(lines(c.text), c.lines);
        EXPECT_EQ(lines_by_icu(c.text), c.lines);
    }
}

TEST(BreakPlaces, ShortCutsGiveWhatIcuGives)
{
    // A few of every class that might matter, most of them common in letters.
    const std::u16string plain = u"abcæøåÉÿ  019";
    const std::u16string marks = u",.;:!?()[]\"'«»“”„’‘-–—/%§&@+*=#_\\|~°€$";
    const std::u16string rare = u"\u00A0\u00AD\u200B\u2060\u200D\u0301\u034F\u202E\u2067\u3000児กא"
                                u"ب한…\u2007\u1160\u2014\u00B7\u00BD\uFE0F\u3001\uFFFC\u2028\t";
    const auto unit = rc::gen::weightedOneOf<char16_t>({
        {12, rc::gen::elementOf(plain)},
        {3, rc::gen::elementOf(marks)},
        {1, rc::gen::elementOf(rare)},
    });
    rc::check("any text", [&unit] {
        const auto text = *rc::gen::resize(60, rc::gen::container<std::u16string>(unit));
        RC_ASSERT(lines(text) == lines_by_icu(text));
    });
    rc::check("any units", [] {
        const auto text = *rc::gen::container<std::u16string>(rc::gen::weightedOneOf<char16_t>(
            {{3, rc::gen::element(u' ', u'a', u'1', u'.', u'?')},
             {1, rc::gen::cast<char16_t>(rc::gen::inRange(0, 0x10000))}}));
        RC_ASSERT(lines(text) == lines_by_icu(text));
    });
}

TEST(BreakPlaces, EveryPairAndTripleOfLatinCharactersIsAsIcuSays)
{
    for (char16_t first = 0x20; first < 0x100; ++first) {
        for (char16_t second = 0x20; second < 0x100; ++second) {
            for (const char16_t* between : {u"", u" ", u"  "}) {
                const std::u16string text =
                    u"ab " + std::u16string(1, first) + between + second + u" cd";
                if (lines(text) != lines_by_icu(text)) {
                    ADD_FAILURE() << "units " << static_cast<int>(first) << " and "
                                  << static_cast<int>(second);
                }
            }
        }
    }
}

TEST(BreakPlaces, LongTextsAreReadOnce)
{
    struct {
        const char* why;
        std::u16string text;
        std::size_t lines;
    } const cases[] = {
        {"spaces", std::u16string(300'000, u' '), 1},
        {"one word", std::u16string(300'000, u'a'), 1},
        {"zero-width spaces", std::u16string(50'000, u'\u200B'), 1},
        {"soft hyphens", std::u16string(50'000, u'\u00AD'), 1},
        {"marks", std::u16string(300'000, u'\u0301'), 1},
        {"hyphens", std::u16string(50'000, u'-'), 1},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(lines(c.text).size(), c.lines);
    }
}

TEST(BreakPlaces, ClustersStayWhole)
{
    const auto found = places().clusters(u"e\u0301a\u200Db👩‍👧");
    EXPECT_EQ(Places(found.begin(), found.end()), (Places{2, 4, 5, 10}));
    EXPECT_TRUE(places().clusters(u"").empty());
}

} // namespace reservepost::layout
