#include "fonts/families.h"
#include "fonts/library.h"
#include "fonts/shaping.h"
#include "tests/support/files.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

// What HarfBuzz makes of the scripts that people write, one case a line of
// tests/golden/shaping.txt. A new case is a new line with empty glyphs; UPDATE_GOLDEN=1 fills them
// in. Compare what it gives with `hb-shape --font-size=1000` before you keep it.

namespace reservepost::fonts {

namespace {

const std::filesystem::path golden =
    std::filesystem::path(RESERVEPOST_SOURCE) / "tests/golden/shaping.txt";

/// One line: why, face, how it is set, the glyphs, and at the end the text, since much of it runs
/// from right to left and would turn around what stands after it.
struct Case {
    std::string why, face, script, direction, language, glyphs, text;
};

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

/// What is before the next " | " of `line`, which is taken off it.
std::string take_column(std::string& line)
{
    const std::size_t end = line.find(" | ");
    if (end == std::string::npos) throw std::invalid_argument("a column is missing: " + line);
    std::string column = line.substr(0, end);
    line.erase(0, end + 3);
    return column;
}

Case case_of(std::string line)
{
    Case made;
    made.why = take_column(line);
    made.face = take_column(line);
    std::string manner = take_column(line);
    made.glyphs = take_column(line);
    made.text = line;
    for (std::string* word : {&made.script, &made.direction, &made.language}) {
        const std::size_t end = std::min(manner.find(' '), manner.size());
        *word = manner.substr(0, end);
        manner.erase(0, end + 1);
    }
    if (made.direction != "ltr" && made.direction != "rtl")
        throw std::invalid_argument("neither ltr nor rtl: " + made.why);
    return made;
}

std::string line_of(const Case& c)
{
    return c.why + " | " + c.face + " | " + c.script + ' ' + c.direction + ' ' + c.language +
           " | " + c.glyphs + " | " + c.text;
}

void append(std::u16string& text, char32_t character)
{
    if (character < 0x10000) {
        text += static_cast<char16_t>(character);
        return;
    }
    text += static_cast<char16_t>(0xD7C0 + (character >> 10U));
    text += static_cast<char16_t>(0xDC00 + (character & 0x3FFU));
}

/// UTF-8, in which \{AD} stands for the character U+00AD: what would not show in an editor.
std::u16string characters_of(std::string_view written)
{
    std::u16string text;
    while (!written.empty()) {
        std::size_t length = 1;
        char32_t character = static_cast<unsigned char>(written.front());
        if (written.starts_with("\\{")) {
            length = written.find('}') + 1;
            std::uint32_t number = 0;
            std::from_chars(written.data() + 2, written.data() + length - 1, number, 16);
            character = number;
        } else if (character >= 0xC0) {
            length = character < 0xE0 ? 2 : character < 0xF0 ? 3 : 4;
            character &= 0x7FU >> length;
            for (const char octet : written.substr(1, length - 1))
                character = character << 6U | (static_cast<unsigned char>(octet) & 0x3FU);
        }
        append(text, character);
        written.remove_prefix(length);
    }
    return text;
}

int face_named(const Library& library, const std::string& name)
{
    for (std::size_t family = 0; family < families.size(); ++family) {
        if (!name.starts_with(families[family])) continue;
        for (int style = 0; style < styles_per_family; ++style) {
            const int face = static_cast<int>(family) * styles_per_family + style;
            if (library.postscript_name(face) == name) return face;
        }
    }
    throw std::invalid_argument("no family has the face " + name);
}

/// Glyphs as hb-shape writes them: number=cluster@x,y+advance; `!` before one at which a line may
/// not begin unless it is shaped anew.
std::string glyphs_of(const Library& library, const Case& c)
{
    const std::u16string text = characters_of(c.text);
    const auto glyphs = shape(library, {text, 0, text.size(), face_named(library, c.face),
                                        c.direction == "rtl", c.script, c.language});
    std::string written;
    for (const ShapedGlyph& glyph : glyphs) {
        if (!written.empty()) written += ' ';
        if (glyph.unsafe_to_break) written += '!';
        written += std::to_string(glyph.id) + '=' + std::to_string(glyph.cluster);
        if (glyph.x_offset != 0 || glyph.y_offset != 0)
            written += '@' + std::to_string(glyph.x_offset) + ',' + std::to_string(glyph.y_offset);
        written += '+' + std::to_string(glyph.advance);
    }
    return written;
}

} // namespace

TEST(Shaping, IsAsTheGoldenLinesSay)
{
    const Library library;
    const std::vector<std::string> lines = lines_of(tests::file_text(golden));
    std::string renewed;
    std::size_t cases = 0;
    for (const std::string& line : lines) {
        if (line.empty() || line.starts_with('#')) {
            renewed += line + '\n';
            continue;
        }
        Case c = case_of(line);
        SCOPED_TRACE(c.why);
        const std::string expected = c.glyphs;
        c.glyphs = glyphs_of(library, c);
        renewed += line_of(c) + '\n';
        ++cases;
        if (std::getenv("UPDATE_GOLDEN") == nullptr) {
            EXPECT_EQ(c.glyphs, expected) << c.text;
        }
    }
    EXPECT_GT(cases, 50U) << "cases were lost";
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << renewed;
}

} // namespace reservepost::fonts
