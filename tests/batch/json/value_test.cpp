#include "batch/json/utf8.h"
#include "batch/json/value.h"

#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace reservepost::batch::json {
namespace {

using namespace std::string_literals;

std::string error_of(const std::function<void()>& step)
{
    try {
        step();
    } catch (const JsonError& error) {
        return error.what();
    }
    return "no error";
}

TEST(JsonValue, IsBuiltAsItReads)
{
    const std::size_t count = 3;
    auto value = Value::object({{"text", "å"},
                                {"count", count},
                                {"yes", true},
                                {"nothing", nullptr},
                                {"list", Value::list({1, "two"})}});
    value.set("count", 4u);
    value.set("more", std::string("x"));
    EXPECT_EQ(value.integer("count"), 4);
    EXPECT_EQ(value.text("text"), "å");
    EXPECT_TRUE(value.boolean("yes"));
    EXPECT_EQ(value.items("list").size(), 2u);
    EXPECT_EQ(value.find("missing"), nullptr);
    EXPECT_EQ(value.text_or("missing", "otherwise"), "otherwise");
    EXPECT_EQ(value.text_or("nothing", "otherwise"), "otherwise");
    EXPECT_EQ(Value::list_of({"a", "b"}), Value::list({"a", "b"}));

    Value grown;
    grown.add(1);
    grown.add("b");
    EXPECT_EQ(grown, Value::list({1, "b"}));
}

TEST(JsonValue, ReadingAWrongKindNamesKeyAndKindsButNoContent)
{
    const auto value = Value::object({{"name", "Kari"},
                                      {"age", 7},
                                      {"list", Value::list({"Kari", 1})},
                                      {"part", Number{"1.5"}}});
    const struct {
        const char* why;
        std::function<void()> step;
        const char* message;
    } cases[] = {
        {"missing", [&] { value.text("street"); }, "\"street\" is missing"},
        {"a text for a number", [&] { value.integer("name"); },
         "\"name\" must be a whole number, not a text"},
        {"a number for a text", [&] { value.text("age"); },
         "\"age\" must be a text, not a whole number"},
        {"a fraction for a whole number", [&] { value.integer("part"); },
         "\"part\" must be a whole number, not a number that is not a 64-bit whole number"},
        {"a number among texts", [&] { value.texts("list"); },
         "each item of \"list\" must be a text, not a whole number"},
        {"a text for a list", [&] { value.items("name"); }, "\"name\" must be a list, not a text"},
        {"text_or is no way around", [&] { value.text_or("age", ""); },
         "\"age\" must be a text, not a whole number"},
        {"members of a text", [&] { value.at("name").find("x"); },
         "expected an object, found a text"},
        {"adding to an object", [&] { Value(value).add(1); }, "expected a list, found an object"},
        {"setting in a list", [&] { Value(Value::list()).set("a", 1); },
         "expected an object, found a list"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(error_of(c.step), c.message);
    }
}

TEST(JsonValue, RefusesADoubledKeyAndANumberThatWouldBeCut)
{
    EXPECT_THROW(Value::object({{"a", 1}, {"b", 2}, {"a", 3}}), std::invalid_argument);
    EXPECT_THROW(Value(std::numeric_limits<std::uint64_t>::max()), std::out_of_range);
}

TEST(JsonValue, OrderOfMembersDoesNotMatterForEquality)
{
    EXPECT_EQ(parse(R"({"a":1,"b":{"c":1,"d":2}})"), parse(R"({"b":{"d":2,"c":1},"a":1})"));
    EXPECT_NE(parse(R"({"a":1})"), parse(R"({"a":2})"));
    EXPECT_NE(parse(R"({"a":1})"), parse(R"({"a":1,"b":2})"));
    EXPECT_NE(parse("[1,2]"), parse("[2,1]"));
    EXPECT_NE(Value(1), Value("1"));
}

TEST(JsonCanonical, IsOneTextForOneValue)
{
    const struct {
        const char* why;
        Value value;
        std::string text;
    } cases[] = {
        {"keys sorted by octets, capitals first",
         Value::object({{"b", 1}, {"å", 2}, {"B", 3}, {"", 4}, {"ab", 5}, {"a", 6}}),
         R"({"":4,"B":3,"a":6,"ab":5,"b":1,"å":2})"},
        {"no spaces", Value::object({{"a", Value::list({1, true, "x y"})}}),
         R"({"a":[1,true,"x y"]})"},
        {"least escapes", Value("\"\\/\b\f\n\r\t\x01\x1F\x7Fåz"),
         "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7Fåz\""},
        {"a NUL", Value("a\0"s), "\"a\\u0000\""},
        {"the least number", std::int64_t{INT64_MIN}, "-9223372036854775808"},
        {"empty ones", Value::list({Value::object(), Value::list()}), "[{},[]]"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(canonical(c.value), c.text);
        EXPECT_EQ(parse(canonical(c.value)), c.value);
    }
}

TEST(JsonCanonical, RefusesWhatHasNoOneText)
{
    EXPECT_THROW(canonical(Value::list({Number{"1.5"}})), JsonError);
    EXPECT_THROW(canonical(Value::object({{"a", nullptr}})), JsonError);
    EXPECT_THROW(canonical(Value("\xE5")), JsonError);
    EXPECT_THROW(canonical(Value::object({{"\xC3", 1}})), JsonError);
    EXPECT_THROW(pretty(Value("\xED\xA0\x80")), JsonError);
}

TEST(JsonPretty, KeepsTheOrderAndEndsWithALineEnd)
{
    const auto value = Value::object(
        {{"b", Value::list({1, Number{"1.50"}, nullptr})}, {"a", Value::object()}, {"c", "x"}});
    EXPECT_EQ(pretty(value), "{\n  \"b\": [\n    1,\n    1.50,\n    null\n  ],\n  \"a\": {},\n  "
                             "\"c\": \"x\"\n}\n");
}

RC_GTEST_PROP(JsonCanonical, WhatIsWrittenIsReadAgain, (const std::vector<std::string>& texts))
{
    Value list = Value::list();
    Value object = Value::object();
    for (const auto& text : texts) {
        if (!is_utf8(text)) continue;
        list.add(text);
        object.set(text, static_cast<std::int64_t>(text.size()));
    }
    const auto value = Value::list({list, object});
    RC_ASSERT(parse(canonical(value)) == value);
    RC_ASSERT(canonical(parse(pretty(value))) == canonical(value));
}

RC_GTEST_PROP(JsonParse, NoOctetsEndTheProgram, (const std::string& octets))
{
    try {
        parse(octets);
        parse("{\"a\":" + octets + "}");
        parse("[\"" + octets + "\"]");
    } catch (const JsonError&) {
        // Refusing is the usual outcome; anything else would be a finding.
    }
}

} // namespace
} // namespace reservepost::batch::json
