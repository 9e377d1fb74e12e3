#include "fonts/library.h"
#include "fonts/shaping.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

// Words are shaped with a face that is cut down to everyday letters, lines with the whole one:
// nobody may see from the glyphs which of them it was.

namespace reservepost::fonts {

namespace {

[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=500", 0);

constexpr char16_t first_letter = u' ', last_letter = 0x17F;

ShapeRequest request(std::u16string_view paragraph, std::size_t length, Style style,
                     std::string_view language)
{
    ShapeRequest request;
    request.paragraph = paragraph;
    request.length = length;
    request.face = static_cast<int>(style);
    request.script = "Latn";
    request.language = language;
    return request;
}

/// Shapes words with the cut face, and with the whole one.
class BothFaces {
public:
    BothFaces() : shaper_(library_)
    {
        // So many that the face is cut.
        for (const Style style : styles) {
            for (int i = 0; i < 2001; ++i)
                cut(u"ord", style, "nb");
        }
    }

    std::vector<ShapedGlyph> cut(std::u16string_view word, Style style, std::string_view language)
    {
        const auto glyphs = shaper_.shape(request(word, word.size(), style, language));
        return {glyphs.begin(), glyphs.end()};
    }

    /// A text that is longer than any word is shaped with the whole face; spaces behind the word
    /// change nothing.
    std::vector<ShapedGlyph> whole(const std::u16string& word, Style style,
                                   std::string_view language)
    {
        const std::u16string line = word + std::u16string(100, u' ');
        const auto glyphs = shaper_.shape(request(line, word.size(), style, language));
        return {glyphs.begin(), glyphs.end()};
    }

    static constexpr Style styles[] = {Style::Regular, Style::Bold, Style::Italic,
                                       Style::BoldItalic};

private:
    Library library_;
    Shaper shaper_;
};

} // namespace

TEST(ShapingFonts, GiveEveryPairOfLettersTheSameGlyphs)
{
    BothFaces faces;
    for (const Style style : BothFaces::styles) {
        for (char16_t one = first_letter; one <= last_letter; ++one) {
            // Each letter stands before and behind the one in question.
            std::u16string word(1, one);
            for (char16_t other = first_letter; other <= last_letter; ++other) {
                word += {other, one};
                if (word.size() < 62 && other != last_letter) continue;
                ASSERT_EQ(faces.cut(word, style, "nb"), faces.whole(word, style, "nb"))
                    << "style " << static_cast<int>(style) << ", letters " << int{one} << " to "
                    << int{other};
                word.assign(1, one);
            }
        }
    }
}

RC_GTEST_PROP(ShapingFonts, GiveEveryWordTheSameGlyphs, ())
{
    static BothFaces faces;
    const auto style = *rc::gen::elementOf(
        std::vector<Style>(std::begin(BothFaces::styles), std::end(BothFaces::styles)));
    const auto language = *rc::gen::elementOf(
        std::vector<std::string>{"nb", "nn", "se", "en", "tr", "ro", "nl", "ca", "pl", "vi"});
    // Letters that join, compose or stand low are many among them; so are the marks and the
    // invisible signs that only the whole face has.
    const auto letter =
        rc::gen::oneOf(rc::gen::inRange<char16_t>(first_letter, last_letter + 1),
                       rc::gen::elementOf(std::u16string(u"ffiijltAVTLJþĳŀǆİı\u0300\u0301\u0323"
                                                         u"\u00AD\u200D\u2019\u2026")));
    const auto word = *rc::gen::nonEmpty(rc::gen::container<std::u16string>(letter));
    RC_ASSERT(faces.cut(word, style, language) == faces.whole(word, style, language));
}

} // namespace reservepost::fonts
