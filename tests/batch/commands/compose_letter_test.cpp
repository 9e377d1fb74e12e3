#include "batch/commands/compose_letter.h"
#include "tests/batch/commands/compose_input.h"

#include <functional>
#include <gtest/gtest.h>

// What is a letter, and what is said of a line that is none.

namespace reservepost::batch::commands {
namespace {

using json::Value;
using tests::line_of;
using tests::plain_letter;
using namespace std::string_literals;

Value with(const std::string& key, Value value)
{
    auto letter = plain_letter();
    letter.set(key, std::move(value));
    return letter;
}

std::string without(const std::string& key)
{
    auto members = plain_letter().as_object();
    std::erase_if(members, [&](const auto& member) { return member.first == key; });
    return line_of(Value(std::move(members)));
}

/// Lists in lists, as deep as `depth`.
std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string fault_of(const std::string& line)
{
    try {
        read_letter(line);
    } catch (const BadLetter& bad) {
        return (bad.column() > 0 ? "column " + std::to_string(bad.column()) + ": " : "") +
               bad.what();
    }
    return "taken";
}

TEST(ComposeLetter, GoesWhereItsKeysSay)
{
    const auto plain = read_letter(line_of(plain_letter()));
    EXPECT_EQ(plain.id, "a-1");
    EXPECT_EQ(plain.created, "2026-11-25T00:00:00Z");
    const std::vector<std::string> address = {"Kari Nordmann", "Storgata 1", "0155 OSLO"};
    EXPECT_EQ(plain.letter.address, address);
    EXPECT_EQ(plain.letter.return_line, "Eksempel kommune, Postboks 1, 0101 OSLO");
    const std::vector<std::string> head = {"Eksempel kommune", "Postboks 1", "0101 OSLO", "",
                                           "2026-11-25"};
    EXPECT_EQ(plain.letter.head, head) << "an empty line before the date";
    ASSERT_EQ(plain.letter.parts.size(), 1U);
    const auto& part = plain.letter.parts[0];
    EXPECT_EQ(part.language, "nb");
    EXPECT_EQ(part.foot, "Side {page} av {pages}");
    EXPECT_EQ(part.alignment, layout::Alignment::Justified);
    EXPECT_TRUE(part.hyphenated);
    const std::vector<layout::Block> blocks = {
        layout::Heading{1, {{"Svar på brevet ditt"}}}, layout::Paragraph{{{"Hei."}}},
        layout::Paragraph{{{"Takk for at du skrev til oss."}}}};
    EXPECT_EQ(part.blocks, blocks);
}

TEST(ComposeLetter, MayBeUnusual)
{
    const std::string hundred(longest_letter_id, 'a');
    const struct {
        const char* why;
        Value letter;
        std::function<bool(const PlainLetter&)> holds;
    } cases[] = {
        {"an id that is a number", with("id", 7), [](auto& l) { return l.id == "7"; }},
        {"an id of every kind of character", with("id", "_A.z-9"),
         [](auto& l) { return l.id == "_A.z-9"; }},
        {"the longest id", with("id", hundred), [&](auto& l) { return l.id == hundred; }},
        {"no sender", with("sender", Value::list()),
         [](auto& l) { return l.letter.return_line.empty() && l.letter.head.size() == 1; }},
        {"no sender and no date",
         [] {
             auto letter = with("sender", Value::list());
             letter.set("date", "");
             return letter;
         }(),
         [](auto& l) { return l.letter.head.empty(); }},
        {"a long sender, of which the postal lines are enough above the window",
         with("sender", Value::list({"Oslo kommune", "Bydel Sagene", "Barneverntjenesten",
                                     "Postboks 4200 Nydalen", "0421 OSLO"})),
         [](auto& l) {
             return l.letter.return_line == "Oslo kommune, Postboks 4200 Nydalen, 0421 OSLO" &&
                    l.letter.head.size() == 7;
         }},
        {"a sender of one line", with("sender", Value::list({"Oslo kommune"})),
         [](auto& l) { return l.letter.return_line == "Oslo kommune"; }},
        {"a date in words is printed as it is", with("date", "25. november 2026"),
         [](auto& l) { return l.letter.head.back() == "25. november 2026"; }},
        {"and tells no day of making", with("date", "25. november 2026"),
         [](auto& l) { return l.created == "2000-01-01T00:00:00Z"; }},
        {"nor does a day that there is not", with("date", "2026-02-30"),
         [](auto& l) { return l.created == "2000-01-01T00:00:00Z"; }},
        {"a leap day is one", with("date", "2028-02-29"),
         [](auto& l) { return l.created == "2028-02-29T00:00:00Z"; }},
        {"no subject", with("subject", ""),
         [](auto& l) { return l.letter.parts[0].blocks.size() == 2; }},
        {"no text", with("paragraphs", Value::list()),
         [](auto& l) { return l.letter.parts[0].blocks.size() == 1; }},
        {"300 paragraphs", with("paragraphs", Value(Value::List(300, "Hei."))),
         [](auto& l) { return l.letter.parts[0].blocks.size() == 301; }},
        {"a NUL and markup are text", with("paragraphs", Value::list({"a\0**b**"s})),
         [](auto& l) {
             return l.letter.parts[0].blocks[1] ==
                    layout::Block(layout::Paragraph{{{"a\0**b**"s}}});
         }},
        {"nynorsk", with("language", "nn"),
         [](auto& l) { return l.letter.parts[0].foot == "Side {page} av {pages}"; }},
        {"English", with("language", "en-GB"),
         [](auto& l) { return l.letter.parts[0].foot == "Page {page} of {pages}"; }},
        {"Swedish", with("language", "sv"),
         [](auto& l) { return l.letter.parts[0].foot == "Sida {page} av {pages}"; }},
        {"a language whose foot is ours", with("language", "so"),
         [](auto& l) { return l.letter.parts[0].foot == "Side {page} av {pages}"; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto line = line_of(c.letter);
        ASSERT_EQ(fault_of(line), "taken");
        EXPECT_TRUE(c.holds(read_letter(line)));
    }
    EXPECT_EQ(read_letter(without("language")).letter.parts[0].language, "nb");
    const auto pretty = "\t {\"language\" : null,\r " + line_of(plain_letter()).substr(1) + "\r";
    EXPECT_EQ(fault_of(pretty.substr(0, pretty.find('\n'))), "taken") << "space where JSON has it";
}

TEST(ComposeLetter, IsNotWhatLacksAnything)
{
    for (const std::string key : {"id", "recipient", "sender", "date", "subject", "paragraphs"}) {
        SCOPED_TRACE(key);
        EXPECT_EQ(fault_of(without(key)), "\"" + key + "\" is missing");
        const bool list = key == "recipient" || key == "sender" || key == "paragraphs";
        const std::string right = list ? "a list" : "a text";
        EXPECT_EQ(fault_of(line_of(with(key, true))),
                  "\"" + key + "\" must be " + right + ", not true or false");
        EXPECT_EQ(fault_of(line_of(with(key, Value::object()))),
                  "\"" + key + "\" must be " + right + ", not an object");
        if (!list) continue;
        EXPECT_EQ(fault_of(line_of(with(key, "Kari"))),
                  "\"" + key + "\" must be a list, not a text");
        EXPECT_EQ(fault_of(line_of(with(key, Value::list({"Kari", 7})))),
                  "each item of \"" + key + "\" must be a text, not a whole number");
    }
}

TEST(ComposeLetter, IsNotALineThatIsWrong)
{
    const auto good = line_of(plain_letter());
    const auto start = good.substr(0, good.size() - 2); // Without } and the line end.
    const std::string id = "\"id\" must have 1 to 100 of the characters";
    const std::string language = "\"language\" must be a language tag";
    const struct {
        const char* why;
        std::string line;
        std::string fault; ///< How it begins.
    } cases[] = {
        {"empty", "", "the line is empty; a letter is one JSON object on one line"},
        {"only space", " \t\r", "the line is empty"},
        {"no JSON", "Kari Nordmann", "column 1: a value was expected"},
        {"cut short", good.substr(0, 40), "column"},
        {"a comma at the end", start + ",}", "column " + std::to_string(start.size() + 2)},
        {"two letters", good + good, "column"},
        {"a list of letters", "[" + good + "]", "a letter is an object, not a list"},
        {"a text", "\"Kari\"", "a letter is an object, not a text"},
        {"null", "null", "a letter is an object, not null"},
        {"a byte order mark", "\xEF\xBB\xBF" + good, "column 1: a byte order mark"},
        {"UTF-16", "\xFF\xFE{\0"s, "column 1: a value was expected"},
        {"a NUL before it", "\0"s + good, "column 1: a value was expected"},
        {"a NUL in a text", "{\"id\":\"a\0b\"}"s, "column 9: a control character"},
        {"Latin-1", "{\"id\":\"K\xE5re\"}", "column 9: these octets are not UTF-8"},
        {"half a surrogate pair", R"({"id":"\ud83e"})", "column 8: this \\u is one half"},
        {"a doubled key", start + R"(,"id":"b"})", "column " + std::to_string(start.size() + 2)},
        {"deep nesting", start + ",\"x\":" + nested(100'000) + "}", "column"},
        {"nesting that is not so deep", start + ",\"paragraphs\":" + nested(4) + "}", "column"},
        {"a key that is none", start + R"(,"attachments":["Kari"]})",
         "there is a key that no letter has; its keys are id, recipient, sender, date, subject, "
         "paragraphs and, where it is not nb, language"},
        {"a slip in a key", start + R"(,"langauge":"nn"})", "there is a key that no letter has"},
        {"an empty id", line_of(with("id", "")), id},
        {"an id of 101 characters", line_of(with("id", std::string(101, 'a'))), id},
        {"an id that leads elsewhere", line_of(with("id", "../../etc/passwd")), id},
        {"an id from the root", line_of(with("id", "/etc/passwd")), id},
        {"an id that is this directory", line_of(with("id", ".")), id},
        {"an id that hides", line_of(with("id", ".bashrc")), id},
        {"an id like an option", line_of(with("id", "-rf")), id},
        {"a number below nought", line_of(with("id", -7)), id},
        {"an id with a space", line_of(with("id", "a 1")), id},
        {"an id with a NUL", line_of(with("id", "a\0b"s)), id},
        {"an id with a letter of ours", line_of(with("id", "båt")), id},
        {"an id with a line end", line_of(with("id", "a\nb")), id},
        {"a fraction as id", start.substr(0, 1) + "\"id\":1.5}", "\"id\" must be a text, not a"},
        {"six lines of sender", line_of(with("sender", Value(Value::List(6, "Eksempel")))),
         "\"sender\" has 6 lines; there is room for 5"},
        {"a date that is an essay", line_of(with("date", std::string(61, 'x'))),
         "\"date\" has 61 octets; there is room for 60"},
        {"an empty language", line_of(with("language", "")), language},
        {"a language of one letter", line_of(with("language", "n")), language},
        {"a language that is a name", line_of(with("language", "norsk bokmål")), language},
        {"a language that never ends", line_of(with("language", "nb-" + std::string(40, 'x'))),
         language},
        {"a language that is a number", line_of(with("language", 47)),
         "\"language\" must be a text, not a whole number"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto fault = fault_of(c.line);
        EXPECT_TRUE(fault.starts_with(c.fault)) << fault;
        EXPECT_EQ(fault.find("Kari"), std::string::npos) << "nothing of the line is repeated";
        EXPECT_EQ(fault.find("line 1"), std::string::npos) << "its number is the caller's";
    }
}

TEST(ComposeLetter, OfTooManyParagraphsIsRefusedBeforeItIsSet)
{
    std::string line = "{\"paragraphs\":[\"\"";
    for (int i = 0; i < 200'000; ++i)
        line += ",\"\"";
    EXPECT_NE(fault_of(line + "]}").find("more than 200000 members"), std::string::npos);
}

} // namespace
} // namespace reservepost::batch::commands
