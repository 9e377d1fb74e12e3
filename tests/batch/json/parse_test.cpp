#include "batch/json/bounds.h"
#include "batch/json/value.h"

#include <gtest/gtest.h>

namespace reservepost::batch::json {
namespace {

using namespace std::string_literals;

std::string message_of(std::string_view octets, const Limits& limits = {})
{
    try {
        parse(octets, limits);
    } catch (const JsonError& error) {
        return error.what();
    }
    return "taken";
}

TEST(JsonParse, TakesWhatTheStandardTakes)
{
    const struct {
        const char* why;
        std::string text;
        Value value;
    } cases[] = {
        {"an empty object", "{}", Value::object()},
        {"an empty list", "[]", Value::list()},
        {"a text at the top", "\"a\"", "a"},
        {"a number at the top", "7", 7},
        {"words", "[true,false,null]", Value::list({true, false, nullptr})},
        {"space everywhere", " \t\r\n{ \"a\" : [ 1 , 2 ] } \n",
         Value::object({{"a", Value::list({1, 2})}})},
        {"the largest whole number", "9223372036854775807", std::int64_t{INT64_MAX}},
        {"the least whole number", "-9223372036854775808", std::int64_t{INT64_MIN}},
        {"a whole number of more than 64 bits keeps its text", "9223372036854775808",
         Number{"9223372036854775808"}},
        {"a fraction keeps its text and its last nought", "1.50", Number{"1.50"}},
        {"an exponent that no double holds", "-1E+400", Number{"-1E+400"}},
        {"minus nought is not nought", "-0", Number{"-0"}},
        {"every short escape", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t"},
        {"an escaped letter", R"("\u00e5\u00E5")", "åå"},
        {"a surrogate pair", R"("\ud83e\uDDFF")", "🧿"},
        {"an escaped NUL is kept", R"("a\u0000b")", "a\0b"s},
        {"a noncharacter is a character", R"("\uffff")", "\xEF\xBF\xBF"},
        {"Arabic and North Sámi", "\"ليلى Ánnámárjá đŋŧž\"", "ليلى Ánnámárjá đŋŧž"},
        {"the last character of Unicode", "\"\xF4\x8F\xBF\xBF\"", "\xF4\x8F\xBF\xBF"},
        {"DEL needs no escape", "\"\x7F\"", "\x7F"},
        {"an empty key", R"({"":0})", Value::object({{"", 0}})},
        {"keys that differ in case", R"({"a":1,"A":2})", Value::object({{"a", 1}, {"A", 2}})},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(parse(c.text), c.value);
    }
}

TEST(JsonParse, RefusesTheRestAndSaysWhere)
{
    const struct {
        const char* why;
        std::string text;
        const char* place;
        const char* what;
    } cases[] = {
        {"nothing", "", "line 1, column 1", "no value"},
        {"only space", " \n ", "line 2, column 2", "no value"},
        {"a byte order mark", "\xEF\xBB\xBF{}", "line 1, column 1", "byte order mark"},
        {"UTF-16", "\xFE\xFF\0{"s, "line 1, column 1", "a value was expected"},
        {"cut short in an object", "{\"a\":1", "line 1, column 7", "cut short"},
        {"cut short after a colon", "{\"a\":", "line 1, column 6", "cut short"},
        {"cut short in a list", "[1,\n2", "line 2, column 2", "cut short"},
        {"cut short in a text", "{\"a\":\"b", "line 1, column 6", "closing quotation mark"},
        {"cut short in a key", "{\"a", "line 1, column 2", "closing quotation mark"},
        {"cut short in a word", "[tru", "line 1, column 2", "a value was expected"},
        {"cut short in a number", "[-", "line 1, column 3", "a digit"},
        {"a comma too many in a list", "[1,]", "line 1, column 4", "a value was expected"},
        {"a comma too many in an object", "{\"a\":1,}", "line 1, column 8", "a key in quotes"},
        {"a comma too few", "[1 2]", "line 1, column 4", "a comma or a closing ]"},
        {"two commas", "[1,,2]", "line 1, column 4", "a value was expected"},
        {"the wrong bracket", "[1}", "line 1, column 3", "a comma or a closing ]"},
        {"a key without quotes", "{a:1}", "line 1, column 2", "a key in quotes"},
        {"a number as key", "{1:1}", "line 1, column 2", "a key in quotes"},
        {"no colon", "{\"a\" 1}", "line 1, column 6", "a colon"},
        {"single quotes", "['a']", "line 1, column 2", "a value was expected"},
        {"a comment", "[1] // x", "line 1, column 5", "nothing may follow"},
        {"a second value", "{}{}", "line 1, column 3", "nothing may follow"},
        {"a NUL after the end", "{}\0"s, "line 1, column 3", "nothing may follow"},
        {"a word in capitals", "[True]", "line 1, column 2", "a value was expected"},
        {"not a number", "[NaN]", "line 1, column 2", "a value was expected"},
        {"a leading nought", "[012]", "line 1, column 3", "begin with 0"},
        {"a leading plus", "[+1]", "line 1, column 2", "a value was expected"},
        {"a leading full stop", "[.5]", "line 1, column 2", "a value was expected"},
        {"nothing after the full stop", "[1.]", "line 1, column 4", "a digit"},
        {"nothing after the exponent", "[1e+]", "line 1, column 5", "a digit"},
        {"a hexadecimal number", "[0x1]", "line 1, column 3", "a comma or a closing ]"},
        {"a line end in a text", "[\"a\nb\"]", "line 1, column 4", "control character"},
        {"a tab in a text", "[\"\t\"]", "line 1, column 3", "control character"},
        {"a NUL in a text", "[\"\0\"]"s, "line 1, column 3", "control character"},
        {"an escape that is none", R"(["\x41"])", "line 1, column 3", "a backslash"},
        {"an escape at the end", "[\"\\", "line 1, column 3", "a backslash"},
        {"three hexadecimal digits", R"(["\u12"])", "line 1, column 3", "four hexadecimal"},
        {"a sign among the digits", R"(["\u-123"])", "line 1, column 3", "four hexadecimal"},
        {"a first half alone", R"(["\ud83e"])", "line 1, column 3", "surrogate"},
        {"a first half before another letter", R"(["\ud83ea"])", "line 1, column 3", "surrogate"},
        {"two first halves", R"(["\ud83e\ud83e"])", "line 1, column 3", "surrogate"},
        {"a second half alone", R"(["\uddff"])", "line 1, column 3", "surrogate"},
        {"Latin-1", "[\"\xE5\"]", "line 1, column 3", "not UTF-8"},
        {"an overlong form", "[\"\xC0\xAF\"]", "line 1, column 3", "not UTF-8"},
        {"a surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "line 1, column 3", "not UTF-8"},
        {"beyond Unicode", "[\"\xF4\x90\x80\x80\"]", "line 1, column 3", "not UTF-8"},
        {"a character cut short", "[\"\xF0\x9F\xA7", "line 1, column 3", "not UTF-8"},
        {"a no-break space outside a text", "[\xC2\xA0]", "line 1, column 2", "a value was"},
        {"a doubled key", "{\"a\":1,\n\"a\":1}", "line 2, column 1", "twice"},
        {"a doubled key by an escape", R"({"a":1,"\u0061":2})", "line 1, column 8", "twice"},
        {"a doubled key further in", R"([{"b":{"a":1,"a":2}}])", "line 1, column 14", "twice"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto message = message_of(c.text);
        EXPECT_TRUE(message.starts_with(std::string(c.place) + ": ")) << message;
        EXPECT_NE(message.find(c.what), std::string::npos) << message;
    }
}

TEST(JsonParse, ADoubledKeyIsFoundAmongFewAndMany)
{
    for (std::size_t keys = 1; keys <= 40; ++keys) {
        std::string document = "{";
        for (std::size_t i = 0; i < keys; ++i)
            document += "\"key" + std::to_string(i) + "\":0,";
        EXPECT_EQ(parse(document + "\"other\":0}").as_object().size(), keys + 1);
        for (const std::size_t doubled : {std::size_t{0}, keys / 2, keys - 1}) {
            const auto message = message_of(document + "\"key" + std::to_string(doubled) + "\":1}");
            EXPECT_NE(message.find("column " + std::to_string(document.size() + 1) + ": "),
                      std::string::npos)
                << message;
            EXPECT_NE(message.find("twice"), std::string::npos) << message;
        }
    }
}

TEST(JsonParse, TellsPlaceAndFaultByThemselves)
{
    try {
        parse("{\"a\":1,\n \"b\":}");
        FAIL() << "taken";
    } catch (const SyntaxError& error) {
        EXPECT_EQ(error.line(), 2U);
        EXPECT_EQ(error.column(), 6U);
        EXPECT_EQ("line 2, column 6: " + error.fault(), error.what());
    }
}

TEST(JsonParse, NoMessageRepeatsTheContent)
{
    const std::string planted = "KariNordmann";
    const std::string cases[] = {
        "{\"" + planted + "\":1,\"" + planted + "\":2}",
        "{\"a\":\"" + planted,
        "{\"a\":\"" + planted + "\n\"}",
        "{\"a\":\"" + planted + "\\q\"}",
        "{\"a\":" + planted + "}",
        "{" + planted + ":1}",
        "{\"a\":1}" + planted,
        "[\"" + planted + "\xE5\"]",
        "[\"a\" \"" + planted + "\"]",
        planted,
    };
    for (const auto& text : cases) {
        SCOPED_TRACE(text);
        const auto message = message_of(text);
        EXPECT_NE(message, "taken");
        EXPECT_EQ(message.find("Kari"), std::string::npos) << message;
    }
}

TEST(JsonParse, HoldsItsLimits)
{
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    const struct {
        const char* why;
        std::string text;
        Limits limits;
        const char* what;
    } cases[] = {
        {"as deep as allowed", nested(32), {}, "taken"},
        {"one deeper", nested(33), {}, "more than 32 deep"},
        {"very deep does not end the program", nested(1'000'000), {}, "more than 32 deep"},
        {"objects are deep too", R"({"a":{"a":1}})", {.depth = 1}, "more than 1 deep"},
        {"as many octets as allowed", "[1]", {.octets = 3}, "taken"},
        {"one octet more", "[1]", {.octets = 2}, "has 3 octets; at most 2"},
        {"as many members as allowed", "[1,[2]]", {.members = 3}, "taken"},
        {"one member more", "[1,[2]]", {.members = 2}, "more than 2 members"},
        {"as long a text as allowed", "[\"abc\"]", {.text_octets = 3}, "taken"},
        {"a text too long", "[\"abcd\"]", {.text_octets = 3}, "more than 3 octets"},
        {"a key too long", "{\"abcd\":1}", {.text_octets = 3}, "more than 3 octets"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto message = message_of(c.text, c.limits);
        EXPECT_NE(message.find(c.what), std::string::npos) << message;
    }
}

TEST(JsonParse, HoldsEachBoundToTheOctet)
{
    const auto repeated = [](std::size_t times, const std::string& text) {
        std::string all;
        for (std::size_t i = 0; i < times; ++i)
            all += text;
        return all;
    };
    const auto key = [](const std::string& of) { return "{\"" + of + "\":1}"; };
    const Limits room_for_long_texts{.octets = 6'000'000};
    const struct {
        const char* why;
        std::string text;
        Limits limits;
        const char* what;
    } cases[] = {
        {"the largest document", "[1]" + std::string(4'999'997, ' '), {}, "taken"},
        {"one space more", "[1]" + std::string(4'999'998, ' '), {}, "at most 5000000"},
        {"as many items as allowed", "[" + repeated(99'999, "0,") + "0]", {}, "taken"},
        {"one item more", "[" + repeated(100'000, "0,") + "0]", {}, "more than 100000 members"},
        {"they count in all, not in each list",
         "[" + repeated(50'000, "[0],") + "0]",
         {},
         "more than 100000 members"},
        {"the longest text", "\"" + std::string(5'000'000, 'x') + "\"", room_for_long_texts,
         "taken"},
        {"a text an octet longer", "\"" + std::string(5'000'001, 'x') + "\"", room_for_long_texts,
         "this text has more than 5000000 octets"},
        {"the longest key", key(std::string(longest_key_octets, 'k')), {}, "taken"},
        {"a key an octet longer",
         key(std::string(longest_key_octets + 1, 'k')),
         {},
         "column 2: this key has more than 1000 octets"},
        {"octets count, not characters", key(repeated(500, "å")), {}, "taken"},
        {"a character over", key(repeated(500, "å") + "k"), {}, "this key has more than"},
        {"an escape counts as what it means", key(repeated(1000, "\\u0041")), {}, "taken"},
        {"an escape over", key(repeated(1001, "\\u0041")), {}, "this key has more than"},
        {"a value may be longer than a key", "[\"" + std::string(1001, 'x') + "\"]", {}, "taken"},
        {"a number of 100,000 digits", std::string(100'000, '9'), {}, "taken"},
        {"as long a number as a text", std::string(1000, '9'), {.text_octets = 1000}, "taken"},
        {"a digit more",
         "[" + std::string(1001, '9') + "]",
         {.text_octets = 1000},
         "column 2: this number has more than 1000 octets"},
        {"its sign counts", "-999", {.text_octets = 4}, "taken"},
        {"a sign over", "-9999", {.text_octets = 4}, "this number has more than"},
        {"its fraction counts", "0.11", {.text_octets = 4}, "taken"},
        {"a fraction over", "0.111", {.text_octets = 4}, "this number has more than"},
        {"its exponent counts", "1e+4", {.text_octets = 4}, "taken"},
        {"an exponent over", "1e+40", {.text_octets = 4}, "this number has more than"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto message = message_of(c.text, c.limits);
        EXPECT_NE(message.find(c.what), std::string::npos) << message;
    }
}

TEST(JsonParse, EveryPrefixOfADocumentIsRefused)
{
    const std::string document = R"({"a":[1,-2.5e3,"\ud83e\uddff å"],"b":{"c":null},"d":true})";
    EXPECT_NO_THROW(parse(document));
    for (std::size_t length = 0; length < document.size(); ++length) {
        EXPECT_THROW(parse(document.substr(0, length)), JsonError) << length;
    }
}

} // namespace
} // namespace reservepost::batch::json
