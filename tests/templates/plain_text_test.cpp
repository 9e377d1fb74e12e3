#include "templates/plain_text.h"

#include <gtest/gtest.h>

#include <string>

namespace reservepost::templates {
namespace {

using namespace std::string_literals;

TEST(PlainText, KeepsLinesAndNothingThatActs)
{
    const struct {
        const char* why;
        std::string text;
        std::string lines;
        std::string line;
    } cases[] = {
        {"plain words", "Kari Nordmann", "Kari Nordmann", "Kari Nordmann"},
        {"nothing", "", "", ""},
        {"only white space", " \r\n\t ", "", ""},
        {"Unix, Windows and old Mac line ends", "a\nb\r\nc\rd", "a\nb\nc\nd", "a b c d"},
        {"an empty line parts paragraphs", "a\n\nb", "a\n\nb", "a b"},
        {"U+2028, U+2029, U+0085, VT and FF are line ends", "a\u2028b\u2029c\u0085d\ve\ff",
         "a\nb\nc\nd\ne\nf", "a b c d e f"},
        {"a tab is a space", "a\tb", "a b", "a b"},
        {"spaces before a line end go", "a  \nb", "a\nb", "a b"},
        {"a NUL shows", "a\0b"s, "aU+0000b", "aU+0000b"},
        {"a bell and a delete show", "a\a\x7f", "aU+0007U+007F", "aU+0007U+007F"},
        {"an escape cannot colour a terminal", "\x1b[31m", "U+001B[31m", "U+001B[31m"},
        {"a C1 control shows", "\u009b31m", "U+009B31m", "U+009B31m"},
        {"Arabic, Sámi letters and an emoji stay", "ليلى Áŋŋá 🧸",
         "ليلى Áŋŋá 🧸", "ليلى Áŋŋá 🧸"},
        {"a stray octet",
         "a\xff"
         "b",
         "a\ufffd"
         "b",
         "a\ufffd"
         "b"},
        {"a character cut off at the end", "a\xe2\x82", "a\ufffd\ufffd", "a\ufffd\ufffd"},
        {"an overlong slash", "\xc0\xaf", "\ufffd\ufffd", "\ufffd\ufffd"},
        {"a surrogate half", "\xed\xa0\x80", "\ufffd\ufffd\ufffd", "\ufffd\ufffd\ufffd"},
        {"beyond Unicode", "\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd",
         "\ufffd\ufffd\ufffd\ufffd"},
        {"an override left open is closed", "\u202etxet", "\u202etxet\u202c", "\u202etxet\u202c"},
        {"an isolate left open is closed", "\u2067txet", "\u2067txet\u2069", "\u2067txet\u2069"},
        {"directions are closed line by line", "\u202ea\nb", "\u202ea\u202c\nb", "\u202ea b\u202c"},
        {"what is closed stays as it is", "\u2067a\u2069b", "\u2067a\u2069b", "\u2067a\u2069b"},
        {"an isolate's end closes what was opened in it", "\u2067\u202ea\u2069b",
         "\u2067\u202ea\u2069b", "\u2067\u202ea\u2069b"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(plain_lines(c.text), c.lines);
        EXPECT_EQ(plain_line(c.text), c.line);
    }
}

TEST(PlainText, EveryCharacterComesBackAsItself)
{
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_character(text, c);
        std::size_t at = 0;
        ASSERT_EQ(next_character(text, at), c);
        ASSERT_EQ(at, text.size());
    }
}

} // namespace
} // namespace reservepost::templates
