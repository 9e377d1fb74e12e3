#include "layout/itemise.h"
#include "shared_workshop.h"
#include "tests/layout/promises/promises.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/unistr.h>

namespace reservepost::layout {

namespace {

std::string utf8_of(std::u16string_view text)
{
    std::string made;
    return icu::UnicodeString(text.data(), static_cast<int32_t>(text.size())).toUTF8String(made);
}

/// The items of a text: of each, the face without what all names have in common, and its text.
std::string faces_of(const std::string& text, std::string_view language = "nb",
                     Spans spans_instead = {})
{
    Manner manner{Length::pt(11)};
    manner.language = language;
    const Spans spans = spans_instead.empty() ? Spans{{text}} : std::move(spans_instead);
    const CollectedText collected = collect(spans, manner);
    const ItemisedText itemised = itemise(collected, manner, shared_bench());
    EXPECT_NO_THROW(check_items(collected, itemised, shared_library()));
    std::string faces;
    int last = -1;
    for (const Item& item : itemised.items) {
        const std::string part =
            utf8_of(std::u16string_view(itemised.text).substr(item.start, item.end - item.start));
        if (item.boxed) {
            faces += "[" + part + "]";
            last = -1;
            continue;
        }
        std::string name = shared_library().postscript_name(item.face);
        for (const std::string_view common : {"NotoSans", "-Regular"})
            if (const auto at = name.find(common); at != std::string::npos)
                name.erase(at, common.size());
        if (item.face != last) faces += "<" + name + ">";
        last = item.face;
        faces += part;
    }
    return faces;
}

} // namespace

TEST(Itemise, WordsHaveOneFaceAndWhatIsBetweenThemHasTheirs)
{
    struct {
        const char* why;
        std::string text;
        std::string faces;
        const char* language = "nb";
    } const cases[] = {
        {"our own", "Åse – «ja», 12 %", "<>Åse – «ja», 12 %"},
        {"spaces and punctuation of a sentence in Arabic", "أنا قلق. نعم، 12!",
         "<Arabic>أنا قلق. نعم، 12!"},
        {"a name in Arabic among our words", "Navnet er محمد الأحمد.",
         "<>Navnet er <Arabic>محمد الأحمد<>."},
        {"spaces in Hebrew", "שרה לוי", "<Hebrew>שרה לוי"},
        {"what stands between two scripts is ours", "שרה / محمد", "<Hebrew>שרה<> / <Arabic>محمد"},
        {"Chinese with its own punctuation", "我很担心「孩子」。", "<CJKsc>我很担心「孩子」。"},
        {"a figure between Chinese words", "有 3 个孩子", "<CJKsc>有 3 个孩子"},
        {"quotation marks in a Chinese sentence", "他说“好”。", "<CJKsc>他说“好”。"},
        {"a Chinese word among ours", "Ordet 你好, sa hun.", "<>Ordet <CJKsc>你好<>, sa hun."},
        {"kana make it Japanese, before them too", "東京はどこ", "<CJKjp>東京はどこ"},
        {"hangul makes it Korean", "韓國 한국어", "<CJKkr>韓國 한국어"},
        {"bopomofo makes it Taiwanese", "注音ㄅㄆ", "<CJKtc>注音ㄅㄆ"},
        {"the language decides where letters say nothing", "直骨", "<CJKjp>直骨", "ja"},
        {"traditional characters by tag", "直骨", "<CJKtc>直骨", "zh-Hant"},
        {"Hong Kong by tag", "直骨", "<CJKhk>直骨", "zh-Hant-HK"},
        {"a tag that only begins alike", "直骨", "<CJKsc>直骨", "jam"},
        {"Vietnamese is Latin", "Tiếng Việt", "<>Tiếng Việt"},
        {"a mark upon a letter of ours that our face has too", "x\u0301", "<>x\u0301"},
        {"Ukrainian and Greek are ours", "Їжак και", "<>Їжак και"},
        {"the points of Hebrew stay with their letter", "שָׁ", "<Hebrew>שָׁ"},
        {"a sign that our face lacks", "a ★ b", "<>a <Symbols2>★<> b"},
        {"a joiner in a word", "می\u200Cخواهم", "<Arabic>می\u200Cخواهم"},
        {"a joiner of ours", "a\u200Db", "<>a\u200Db"},
        {"a family of emoji", "👨\u200D👩\u200D👧", "<Symbola>👨\u200D👩\u200D👧"},
        {"a flag", "🇳🇴", "<Symbola>🇳🇴"},
        {"a heart that is to be coloured", "❤\uFE0F", "<Symbols2>❤\uFE0F"},
        {"nobody has drawn it", "a 🧿 b", "<>a [🧿]<> b"},
        {"a skin colour upon what nobody has drawn", "🧿🏽", "[🧿]<Symbola>🏽"},
        {"half of a family is missing", "🧿\u200D👧", "[🧿][\u200D]<Symbola>👧"},
        {"an override", "\u202Eab", std::string("[\u202E]<>ab")},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(faces_of(c.text, c.language), c.faces);
    }
}

TEST(Itemise, StylesReachFallbackFacesThatHaveThem)
{
    EXPECT_EQ(faces_of("", "nb", {{"a"}, {"b", true}, {"c", false, true}, {"d", true, true}}),
              "<>a<-Bold>b<-Italic>c<-BoldItalic>d");
    EXPECT_EQ(faces_of("", "nb", {{"אב ", true}, {"גד", false, true}}),
              "<Hebrew-Bold>אב<-Bold> <Hebrew>גד")
        << "bold where it is installed, upright where there is no italic";
}

TEST(Itemise, ScriptsOfWhatIsCommonAreThoseOfTheWordBefore)
{
    const Manner manner{Length::pt(11)};
    const auto scripts = [&manner](const char* text) {
        std::string found;
        for (const Item& item : itemise(collect({{text}}, manner), manner, shared_bench()).items)
            found += std::string(item.script) + " ";
        return found;
    };
    EXPECT_EQ(scripts("12, 34"), "Zyyy ");
    EXPECT_EQ(scripts("12 a"), "Latn ");
    EXPECT_EQ(scripts("Їжак"), "Cyrl ");
    EXPECT_EQ(scripts(""), "");
}

// The short way for nearly all text, and the long one for any.
RC_GTEST_PROP(Itemise, PlainTextHasTheSameItemsEitherWay, ())
{
    static const std::vector<std::string> words = {
        "barn",   " ",       "12 %",   "«Åse»", "–", "soft\u00ADhyphen",
        "\u00A0", "čáhci",   "e-post", "(a/b)", "½", "…",
        "№",      "±",       "€",      "ﬀ",     "α", "я",
        "ا",      "a\u0301", "\u200B", "\u2028"};
    Spans spans;
    for (int count = *rc::gen::inRange(1, 4); count > 0; --count) {
        std::string text;
        for (int word = *rc::gen::inRange(0, 6); word > 0; --word)
            text += words[*rc::gen::inRange<std::size_t>(0, words.size())];
        const int style = *rc::gen::inRange(0, 8);
        spans.push_back({text, (style & 1) != 0, (style & 2) != 0, (style & 4) != 0});
    }
    Manner manner{Length::pt(11)};
    Workbench& bench = shared_bench();
    const CollectedText collected = collect(spans, manner);
    const auto script = bench.text_tools().plain.script_of(collected);
    RC_CLASSIFY(script.has_value());
    if (!script) return;
    const ItemisedText plain = itemise_plain(collected, *script, bench);
    const ItemisedText any = itemise_any(collected, manner, bench);
    RC_ASSERT(plain.level == any.level);
    RC_ASSERT(plain.uncovered == any.uncovered);
    RC_ASSERT(plain.items.size() == any.items.size());
    for (std::size_t i = 0; i < plain.items.size(); ++i) {
        RC_ASSERT(plain.items[i].start == any.items[i].start);
        RC_ASSERT(plain.items[i].end == any.items[i].end);
        RC_ASSERT(plain.items[i].face == any.items[i].face);
        RC_ASSERT(plain.items[i].level == any.items[i].level);
        RC_ASSERT(plain.items[i].script == any.items[i].script);
    }
}

TEST(Itemise, EveryCharacterByItselfIsCovered)
{
    const Manner manner{Length::pt(11)};
    Workbench& bench = shared_bench();
    for (char32_t character = 0; character < 0x3000; ++character) {
        const CollectedText one{std::u16string(1, static_cast<char16_t>(character)),
                                {{{0, 1}, fonts::Style::Regular, false}}};
        ASSERT_NO_THROW(check_items(one, itemise(one, manner, bench), shared_library()))
            << std::hex << static_cast<unsigned>(character);
        if (bench.text_tools().plain.script_of(one)) {
            const ItemisedText any = itemise_any(one, manner, bench);
            ASSERT_EQ(any.items.size(), 1U);
            ASSERT_EQ(any.items[0].face, 0);
            ASSERT_EQ(any.items[0].level, 0);
        }
    }
}

} // namespace reservepost::layout
