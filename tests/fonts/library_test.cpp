#include "fonts/families.h"
#include "fonts/library.h"
#include "fonts/shaping.h"
#include "fonts/subset.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>

namespace reservepost::fonts {

namespace {

const Library& library()
{
    static const Library opened;
    return opened;
}

std::vector<ShapedGlyph> shaped(std::u16string_view text, int face, std::string_view script,
                                bool right_to_left = false)
{
    return shape(library(), {text, 0, text.size(), face, right_to_left, script, "nb"});
}

std::int32_t width(const std::vector<ShapedGlyph>& glyphs)
{
    std::int32_t sum = 0;
    for (const ShapedGlyph& glyph : glyphs)
        sum += glyph.advance;
    return sum;
}

} // namespace

TEST(Library, FindsTheFirstFamilyThatHasACharacter)
{
    struct {
        const char* why;
        std::u32string text;
        Style style;
        std::string name; ///< Empty where no face has it.
    } const cases[] = {
        {"our own words", U"blåbær", Style::Regular, "NotoSans-Regular"},
        {"bold", U"blåbær", Style::Bold, "NotoSans-Bold"},
        {"North Sámi", U"čđŋšŧž", Style::Italic, "NotoSans-Italic"},
        {"Ukrainian", U"їєґ", Style::Regular, "NotoSans-Regular"},
        {"Arabic", U"محمد", Style::Regular, "NotoSansArabic-Regular"},
        {"bold Arabic", U"محمد", Style::Bold, "NotoSansArabic-Bold"},
        {"there is no italic Arabic", U"محمد", Style::Italic, "NotoSansArabic-Regular"},
        {"bold stands in for bold italic", U"محمد", Style::BoldItalic, "NotoSansArabic-Bold"},
        {"Hebrew", U"שלום", Style::Regular, "NotoSansHebrew-Regular"},
        {"Thai", U"ไทย", Style::Regular, "NotoSansThai-Regular"},
        {"nothing to cover", U"", Style::Regular, "NotoSans-Regular"},
        {"two scripts have no common face", U"مไ", Style::Regular, ""},
        {"an emoji", U"🧿", Style::Regular, ""},
        {"not a character", U"\uFFFF", Style::Regular, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto face = library().face_for(c.text, c.style);
        EXPECT_EQ(face ? library().postscript_name(*face) : "", c.name);
    }
}

TEST(Library, FamiliesAreNamedOnce)
{
    const std::set<std::string_view> names(families.begin(), families.end());
    EXPECT_EQ(names.size(), families.size());
}

TEST(Library, AFolderWithoutNotoSansIsRefusedWithThePackageThatBringsIt)
{
    const tests::TemporaryDirectory folder;
    try {
        const Library empty({folder.path()});
        ADD_FAILURE() << "an empty folder was taken";
    } catch (const std::runtime_error& refusal) {
        EXPECT_NE(std::string(refusal.what()).find("fonts-noto-core"), std::string::npos);
    }
    for (const char* style : {"Regular", "Bold", "Italic", "BoldItalic"}) {
        std::ofstream(folder / ("NotoSans-" + std::string(style) + ".ttf")) << "not a font";
    }
    EXPECT_THROW(const Library broken({folder.path()}), std::runtime_error);
}

TEST(Library, FingerprintNamesEveryFile)
{
    const std::string lines = library().fingerprint();
    const auto files = library().files();
    ASSERT_GT(files.size(), 100U);
    for (const FontFile& file : files)
        EXPECT_NE(lines.find(" " + file.name + " "), std::string::npos) << file.name;
    EXPECT_EQ(lines.rfind("0 NotoSans-Regular.ttf ", 0), 0U);
    EXPECT_EQ(lines, Library().fingerprint());
}

TEST(Library, ManyThreadsMayAskAtOnce)
{
    const Library fresh;
    std::vector<std::optional<int>> found(8);
    std::vector<std::thread> threads;
    for (auto& face : found) {
        threads.emplace_back([&face, &fresh] { face = fresh.face_for(U"ไทย", Style::Regular); });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& face : found)
        EXPECT_EQ(face, found.front());
}

TEST(Shaping, KernsJoinsAndTurnsAround)
{
    const int arabic = *library().face_for(U"م", Style::Regular);
    EXPECT_LT(width(shaped(u"AVA", 0, "Latn")),
              width(shaped(u"A", 0, "Latn")) * 2 + width(shaped(u"V", 0, "Latn")))
        << "A and V move together";
    const auto word = shaped(u"محمد", arabic, "Arab", true);
    ASSERT_EQ(word.size(), 4U);
    EXPECT_GT(word.front().cluster, word.back().cluster) << "the last letter stands at the left";
    EXPECT_NE(word[3].id, word[1].id) << "a letter looks otherwise at the beginning than inside";
    EXPECT_EQ(shaped(u"\u200B", 0, "Latn").at(0).advance, 0) << "what steers takes no room";
    EXPECT_TRUE(shaped(u"", 0, "Latn").empty());
}

// For each mark HarfBuzz looks back to its letter: all of these at once would take a minute.
TEST(Shaping, ManyMarksOverOneLetterAreShapedInParts)
{
    const std::u16string text = u"a" + std::u16string(100'000, u'\u0301') + u"b";
    const auto glyphs = shape(library(), {text, 0, text.size(), 0, false, "Latn", "nb"});
    ASSERT_GE(glyphs.size(), 100'000U);
    std::set<std::uint32_t> clusters;
    for (const ShapedGlyph& glyph : glyphs)
        clusters.insert(glyph.cluster);
    EXPECT_EQ(*clusters.begin(), 0U);
    EXPECT_TRUE(clusters.contains(100'001U));
    EXPECT_GT(clusters.size(), 100'000U / 300);

    // Fewer stay together.
    const std::u16string few = u"a" + std::u16string(200, u'\u0301');
    for (const ShapedGlyph& glyph : shape(library(), {few, 0, few.size(), 0, false, "Latn", "nb"}))
        EXPECT_EQ(glyph.cluster, 0U);
}

// An x on a bar once stood over an Arabic name: its filler was a joiner, which that font draws.
TEST(Library, EveryScriptFromRightToLeftHasAnInklessGlyph)
{
    struct {
        const char* script;
        char32_t letter;
    } const cases[] = {
        {"Arabic", U'م'},     {"Hebrew", U'ש'},   {"Syriac", U'ܐ'},    {"Thaana", U'ދ'},
        {"N'Ko", U'ߒ'},       {"Adlam", U'𞤀'}, {"Samaritan", U'ࠀ'}, {"Mandaic", U'ࡀ'},
        {"Phoenician", U'𐤀'}, {"Avestan", U'𐬀'},  {"ours", U'a'},
    };
    for (const auto& c : cases)
        for (const Style style : {Style::Regular, Style::Bold, Style::Italic}) {
            SCOPED_TRACE(c.script);
            const auto face = library().face_for(std::u32string(1, c.letter), style);
            ASSERT_TRUE(face);
            const auto glyph = library().inkless_glyph(*face);
            ASSERT_TRUE(glyph);
            EXPECT_NE(*glyph, library().glyph(*face, U'\u200D').value_or(0));
            const auto alone = subset(library(), *face, {*glyph}).octets;
            const auto with_letter =
                subset(library(), *face, {*glyph, *library().glyph(*face, c.letter)}).octets;
            EXPECT_LT(alone.size(), with_letter.size());
        }
}

TEST(Library, AFaceOutsideTheTableIsABug)
{
    EXPECT_THROW(library().metrics(-1), std::logic_error);
    EXPECT_THROW(library().metrics(100'000), std::logic_error);
}

} // namespace reservepost::fonts
