#include "templates/template.h"

#include "templates/declared_fields.h"
#include "templates/embedded_files.h"

#include <gtest/gtest.h>

#include <string>

// A small template of the kind "confirmation-private" stands for all: its fields are few and of
// most types.

namespace reservepost::templates {
namespace {

using namespace layout;

const std::string head = "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\nversion: 3\n"
                         "foot: Side {page} av {pages}\n---\n";
constexpr int head_lines = 7;

Fields confirmation(const std::string& name = "Kari Nordmann")
{
    Fields fields;
    fields.set("reference", "5f0c");
    fields.set("report.accepted_at", CivilTime{{2026, 11, 23, 1}, 10, 0});
    fields.set("enclosed", true);
    fields.set("reporter.address", "Kari Nordmann\nGata 1\n0123 OSLO");
    fields.set("receiver.name", name);
    fields.set("letter.date", CivilDay{2026, 11, 25, 3});
    fields.set("receiver.phone", "");
    fields.set("receiver.hours", "9–15");
    fields.set("receiver.web", "example.no");
    return fields;
}

std::vector<Block> fill(const std::string& body, const Fields& fields = confirmation())
{
    return Template::parse("t.md", head + body).fill(fields);
}

Paragraph body_text(const std::string& text)
{
    return {{{text}}, ParagraphStyle::Body};
}

/// Words that a field brought in.
layout::Span field_text(const std::string& text)
{
    layout::Span span{text};
    span.foreign = true;
    return span;
}

TEST(Template, ReadsItsHead)
{
    const Template one = Template::parse("t.md", head + "Hei.\n");
    EXPECT_EQ(one.title(), "T");
    EXPECT_EQ(one.kind(), "confirmation-private");
    EXPECT_EQ(one.language(), "nb");
    EXPECT_EQ(one.foot(), "Side {page} av {pages}");
    EXPECT_EQ(one.version(), 3);
    EXPECT_EQ(one.bytes(), head + "Hei.\n");
}

TEST(Template, MakesBlocks)
{
    const struct {
        const char* why;
        const char* body;
        std::vector<Block> blocks;
    } cases[] = {
        {"a paragraph over two lines", "Hei\ndu.\n", {body_text("Hei du.")}},
        {"two paragraphs", "Hei.\n\nDu.\n", {body_text("Hei."), body_text("Du.")}},
        {"manners",
         "a **b** *c*\n",
         {Paragraph{{{"a "}, {"b", true}, {" "}, {"c", false, true}}, ParagraphStyle::Body}}},
        {"headings",
         "# A\n\n## B\n\n### C\n",
         {Heading{1, {{"A"}}}, Heading{2, {{"B"}}}, Heading{3, {{"C"}}}}},
        {"a list", "- a\n- b\n", {List{{{{"a"}}, {{"b"}}}, false}}},
        {"a numbered list", "1. a\n2. b\n", {List{{{{"a"}}, {{"b"}}}, true}}},
        {"rows", "A\n: b\nC\n: d\n", {LabelValue{"A", "b"}, LabelValue{"C", "d"}}},
        {"a row without a value", "A\n:\n", {LabelValue{"A", ""}}},
        {"a row keeps the lines of a value",
         "Til\n: {{reporter.address}}\n",
         {LabelValue{"Til", "Kari Nordmann\nGata 1\n0123 OSLO"}}},
        {"a paragraph does not",
         "Til {{reporter.address}}\n",
         {Paragraph{{{"Til "}, field_text("Kari Nordmann Gata 1 0123 OSLO")}}}},
        {"a quotation",
         "> {{reporter.address}}\n",
         {Quotation{"Kari Nordmann\nGata 1\n0123 OSLO"}}},
        {"a line across", "a\n\n---\n\nb\n", {body_text("a"), Separator{}, body_text("b")}},
        {"styles",
         "::: lead\na\n:::\n::: small\nb\n:::\n::: large\nc\n:::\nd\n",
         {Paragraph{{{"a"}}, ParagraphStyle::Lead}, Paragraph{{{"b"}}, ParagraphStyle::Small},
          Paragraph{{{"c"}}, ParagraphStyle::Large}, body_text("d")}},
        {"a style reaches into a condition",
         "::: lead\n{{if enclosed}}\na\n{{end}}\n:::\n",
         {Paragraph{{{"a"}}, ParagraphStyle::Lead}}},
        {"a box and room within it",
         "::: box\na\n\n::: space 4\n:::\n",
         {Box{{body_text("a"), Spacer{4}}}}},
        {"a time",
         "{{report.accepted_at | time}}\n",
         {body_text("mandag 23.\u00a0november 2026 kl.\u00a010.00")}},
        {"a time's date", "{{ report.accepted_at|date }}\n", {body_text("23.\u00a0november 2026")}},
        {"a time's day",
         "{{report.accepted_at | day}}\n",
         {body_text("mandag 23.\u00a0november 2026")}},
        {"a field in bold",
         "**{{reference}}**\n",
         {Paragraph{{{"5f0c", true, false, true}}, ParagraphStyle::Body}}},
        {"a field within a word in bold",
         "a**{{reference}}**b\n",
         {Paragraph{{{"a"}, {"5f0c", true, false, true}, {"b"}}, ParagraphStyle::Body}}},
        {"a truth that holds", "{{if enclosed}}\na\n{{else}}\nb\n{{end}}\n", {body_text("a")}},
        {"a truth denied", "{{if not enclosed}}\na\n{{else}}\nb\n{{end}}\n", {body_text("b")}},
        {"an empty text does not hold", "{{if receiver.phone}}\na\n{{end}}\n", {}},
        {"conditions within conditions",
         "{{if receiver.web}}\n{{if receiver.phone}}\na\n{{else}}\nb\n{{end}}\n{{end}}\n",
         {body_text("b")}},
        {"lists that meet become one",
         "{{if receiver.web}}\n- a\n{{end}}\n- b\n",
         {List{{{{"a"}}, {{"b"}}}, false}}},
        {"a paragraph of nothing is none", "{{receiver.phone}}\n", {}},
        {"Windows line ends", "a\r\n\r\nb\r\n", {body_text("a"), body_text("b")}},
        {"an entity", "§&nbsp;2-1\n", {body_text("§\u00a02-1")}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_TRUE(fill(c.body) == c.blocks);
    }
}

TEST(Template, AValueIsNothingButText)
{
    const char* const values[] = {
        "**fet**",
        "_kursiv_ `kode`",
        "# Overskrift",
        "> sitat",
        "- punkt",
        "1. punkt",
        ": verdi",
        "---",
        "::: box",
        "<b>fet</b><script>alert(1)</script>",
        "&amp; &nbsp; &#x41;",
        "[lenke](http://example.no)",
        "![bilde](x.png)",
        "{{reference}}",
        "{{if enclosed}}",
        "{{end}}",
        "}} {{",
        "\\*stjerne\\*",
        "\U000F0000\U000F0001",
        "{page} {pages}",
        "    fire mellomrom foran",
    };
    for (const std::string value : values) {
        SCOPED_TRACE(value);
        const std::string trimmed = value.substr(value.find_first_not_of(' '));
        const auto blocks =
            fill("# {{receiver.name}}\n\n{{receiver.name}}\n\n- {{receiver.name}}\n\n"
                 "Navn\n: {{receiver.name}}\n\n> {{receiver.name}}\n",
                 confirmation(value));
        const std::vector<Block> expected = {
            Heading{1, {field_text(trimmed)}}, Paragraph{{field_text(trimmed)}},
            List{{{field_text(trimmed)}}, false}, LabelValue{"Navn", trimmed}, Quotation{trimmed}};
        EXPECT_TRUE(blocks == expected);
    }
}

TEST(Template, AValueThatIsAWholeParagraphKeepsItsLineEnds)
{
    const auto fields = confirmation("Kari\nGata 1");
    const auto alone = fill("{{receiver.name}}\n", fields);
    ASSERT_EQ(alone.size(), 1u);
    EXPECT_EQ(std::get<layout::Paragraph>(alone[0]).spans.at(0).text, "Kari\nGata 1");
    const auto among = fill("{{receiver.name}}.\n\n# {{receiver.name}}\n", fields);
    ASSERT_EQ(among.size(), 2u);
    EXPECT_EQ(std::get<layout::Paragraph>(among[0]).spans,
              (layout::Spans{field_text("Kari Gata 1"), {"."}}));
    EXPECT_EQ(std::get<layout::Heading>(among[1]).spans.at(0).text, "Kari Gata 1");
    EXPECT_TRUE(fill("{{receiver.name}}\n", confirmation("")).empty());
}

TEST(Template, LineEndsInAValueMakeNoNewBlock)
{
    const auto blocks = fill("Hei {{receiver.name}}!\n", confirmation("a\n\n# b\r\n- c\u2028d"));
    const std::vector<Block> expected = {Paragraph{{{"Hei "}, field_text("a # b - c d"), {"!"}}}};
    EXPECT_TRUE(blocks == expected);
}

struct Wrong {
    const char* why;
    std::string text;
    int line;
    int column;
    const char* says;
};

void expect_refused(const Wrong& wrong)
{
    SCOPED_TRACE(wrong.why);
    try {
        Template::parse("t.md", wrong.text);
        ADD_FAILURE() << "was taken";
    } catch (const TemplateErrors& errors) {
        ASSERT_FALSE(errors.errors().empty());
        const TemplateError& first = errors.errors().front();
        EXPECT_EQ(first.line, wrong.line) << errors.what();
        EXPECT_EQ(first.column, wrong.column) << errors.what();
        EXPECT_NE(first.message.find(wrong.says), std::string::npos) << errors.what();
    }
}

TEST(Template, RefusesWrongBodiesWithTheirPlace)
{
    const int at = head_lines + 1;
    const Wrong cases[] = {
        {"an unknown field", "Hei {{receiver.nam}}!\n", at, 5, "not declared"},
        {"a field of another kind", "{{cause.late}}\n", at, 1, "not declared"},
        {"columns count characters", "Åål {{nei}}\n", at, 5, "not declared"},
        {"the line of a later paragraph", "a\n\nb\nc {{nei}}\n", at + 3, 3, "not declared"},
        {"capitals", "{{Reference}}\n", at, 1, "name is made of"},
        {"an empty field", "{{}}\n", at, 1, "name is made of"},
        {"markup in a name", "{{a*b}}\n", at, 1, "name is made of"},
        {"no end", "a {{reference\n", at, 3, "has no"},
        {"no begin", "reference}} a\n", at, 10, "has no"},
        {"an unknown format", "{{report.accepted_at | klokke}}\n", at, 1, "there is no format"},
        {"an empty format", "{{report.accepted_at | }}\n", at, 1, "format is missing"},
        {"a time without format", "{{report.accepted_at}}\n", at, 1, "a time needs"},
        {"a text with a format", "{{reference | date}}\n", at, 1, "text has no format"},
        {"a truth printed", "{{enclosed}}\n", at, 1, "cannot be printed"},
        {"a time asked for", "{{if report.accepted_at}}\na\n{{end}}\n", at, 1, "cannot ask"},
        {"a loop over a text", "{{for a in reference}}\na\n{{end}}\n", at, 1, "is no list"},
        {"a loop without in", "{{for reference}}\na\n{{end}}\n", at, 1, "a loop is written"},
        {"an if without a field", "{{if}}\na\n{{end}}\n", at, 1, "name is made of"},
        {"an if without end", "a\n{{if enclosed}}\nb\n", at + 1, 1, "has no end"},
        {"an end without if", "{{end}}\n", at, 1, "to end here"},
        {"an else without if", "{{else}}\n", at, 1, "for this {{else}}"},
        {"two elses", "{{if enclosed}}\n{{else}}\n{{else}}\n{{end}}\n", at + 2, 1,
         "for this {{else}}"},
        {"words after end", "{{if enclosed}}\n{{end reporter}}\n{{end}}\n", at + 1, 1,
         "stand alone"},
        {"an if within a line", "a {{if enclosed}} b {{end}}\n", at, 3, "line of their own"},
        {"a box that an end would close", "::: box\n{{end}}\n:::\n", at + 1, 1, "to end here"},
        {"a box without end", "::: box\na\n", at, 1, "has no end"},
        {"an end of no box", "a\n\n:::\n", at + 2, 1, "to end here"},
        {"a box in a box", "::: box\n::: box\n:::\n:::\n", at + 1, 1, "in a box"},
        {"an unknown container", "::: ramme\na\n:::\n", at, 1, "after \":::\""},
        {"a space of no height", "::: space 0\n", at, 1, "1 to 20"},
        {"a space of a page", "::: space 99\n", at, 1, "1 to 20"},
        {"HTML", "<div>a</div>\n", at, 1, "HTML"},
        {"HTML in a line", "a <b>c</b>\n", at, 1, "HTML"},
        {"a link", "[a](http://example.no)\n", at, 1, "a link"},
        {"a picture", "![a](a.png)\n", at, 1, "a picture"},
        {"code", "    a\n", at, 5, "code"},
        {"a heading too deep", "##### a\n", at, 1, "level"},
        {"a list in a list", "- a\n  - b\n", at, 1, "exactly one paragraph"},
        {"a quotation of two paragraphs", "> a\n>\n> b\n", at, 1, "exactly one paragraph"},
        {"a bold quotation", "> **a**\n", at, 1, "bold"},
        {"a row without its value", "A\n: b\nC\n", at + 2, 1, "a label must"},
        {"a value without its label", ": b\n", at, 1, "a label must"},
        {"a character that stands for a field", "\U000F0000\n", at, 1, "plane 15"},
    };
    for (Wrong wrong : cases) {
        wrong.text = head + wrong.text;
        expect_refused(wrong);
    }
}

TEST(Template, RefusesWrongHeads)
{
    const std::string good_end = "foot: {page}/{pages}\n---\n";
    const Wrong cases[] = {
        {"an empty file", "", 1, 1, "begins with a head"},
        {"no head", "Hei.\n", 1, 1, "begins with a head"},
        {"a head without end", "---\ntitle: T\n", 1, 1, "begins with a head"},
        {"an unknown key", "---\nauthor: A\n---\n", 1, 1, "lacks"},
        {"a line without a colon", "---\ntitle\n---\n", 1, 1, "lacks"},
        {"a missing key", "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\n" + good_end, 1,
         1, "lacks \"version\""},
        {"a version in words",
         "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\nversion: to\n" + good_end, 1, 1,
         "whole number"},
        {"an unknown kind", "---\ntitle: T\nkind: brev\nlanguage: nb\nversion: 1\n" + good_end, 3,
         6, "no kind of letter"},
        {"an unknown language",
         "---\ntitle: T\nkind: confirmation-private\nlanguage: fi\nversion: 1\n" + good_end, 4, 10,
         "no words of time"},
        {"a key twice",
         "---\ntitle: T\ntitle: U\nkind: confirmation-private\nlanguage: nb\nversion: 1\n" +
             good_end,
         3, 1, "stands twice"},
        {"a foot without numbers",
         "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\nversion: 1\nfoot: Side\n---\n",
         6, 6, "{page}"},
    };
    for (const Wrong& wrong : cases)
        expect_refused(wrong);
}

TEST(Template, TellsEverythingThatIsWrongAtOnce)
{
    try {
        Template::parse("t.md", head + "{{en}}\n\n{{to}} {{tre}}\n\n<b>\n");
        FAIL();
    } catch (const TemplateErrors& errors) {
        ASSERT_EQ(errors.errors().size(), 4u) << errors.what();
        EXPECT_EQ(errors.errors()[2].column, 8);
        EXPECT_NE(std::string(errors.what()).find("t.md:8:1: the field \"en\""), std::string::npos);
    }
}

TEST(Template, TellsEveryFieldThatDoesNotFitWithoutItsValue)
{
    const Template one = Template::parse(
        "t.md", head + "{{reference}}\n\n{{if receiver.phone}}\n{{receiver.web}}\n{{end}}\n\n"
                       "{{report.accepted_at | time}} {{receiver.name}}\n");
    Fields fields;
    fields.set("receiver.phone", "");
    fields.set("report.accepted_at", "hemmelig");
    fields.set("receiver.name", "hemmelig");
    try {
        (void)one.fill(fields);
        FAIL();
    } catch (const TemplateErrors& errors) {
        ASSERT_EQ(errors.errors().size(), 3u) << errors.what();
        EXPECT_EQ(errors.errors()[0],
                  (TemplateError{8, 1, "the field \"reference\" has no value; it must be text"}));
        EXPECT_EQ(errors.errors()[1].line, 11) << "in a branch that is not taken";
        EXPECT_EQ(errors.errors()[2],
                  (TemplateError{14, 1,
                                 "the field \"report.accepted_at\" has a value of another "
                                 "type; it must be a time"}));
        EXPECT_EQ(std::string(errors.what()).find("hemmelig"), std::string::npos);
    }
}

TEST(Template, WalksListsWithinLists)
{
    std::string text = head;
    text.replace(text.find("confirmation-private"), 20, "forwarding");
    const Template one = Template::parse(
        "t.md", text + "{{for s in sections}}\n### {{s.title}}\n{{for a in s.answers}}\n"
                       "{{a.label}} {{s.title}}\n: {{a.value}}\n{{end}}\n{{end}}\n");
    const auto answer = [](const char* label, const char* value) {
        return Fields().set("label", label).set("value", value);
    };
    Fields fields;
    fields.set("sections",
               std::vector<Fields>{
                   Fields().set("title", "A").set("answers", std::vector{answer("k", "v")}),
                   Fields().set("title", "B").set("answers", std::vector<Fields>{})});
    const std::vector<Block> expected = {Heading{3, {field_text("A")}}, LabelValue{"k A", "v"},
                                         Heading{3, {field_text("B")}}};
    EXPECT_TRUE(one.fill(fields) == expected);
    EXPECT_THROW(Template::parse("t.md", text + "{{sections.title}}\n"), TemplateErrors);
    EXPECT_THROW(
        Template::parse("t.md", text + "{{for s in sections}}\n{{s.answers.label}}\n{{end}}\n"),
        TemplateErrors);
    EXPECT_THROW(Template::parse("t.md", text + "{{for reference in sections}}\na\n{{end}}\n"),
                 TemplateErrors);
}

TEST(Template, ShipsEveryKindInItsLanguages)
{
    std::size_t shipped = 0;
    for (const LetterKind& kind : letter_kinds())
        for (const std::string_view language : kind.languages) {
            const Template& one = Template::find(kind.name, language);
            EXPECT_EQ(one.kind(), kind.name);
            EXPECT_EQ(one.language(), language);
            EXPECT_EQ(one.file(), std::string(kind.name) + "." + std::string(language) + ".md");
            ++shipped;
        }
    EXPECT_EQ(embedded_files().size(), shipped) << "a file that no kind asks for";
    EXPECT_EQ(Template::find_shipped("forwarding", "en"), nullptr);
    EXPECT_THROW(Template::find("forwarding", "se"), std::out_of_range);
    EXPECT_THROW(Template::find("brev", "nb"), std::out_of_range);
}

TEST(Template, AFieldsNameIsWhatATemplateCanWrite)
{
    for (const char* name : {"", "Navn", "a b", "a-b", "å", "{{a}}"})
        EXPECT_THROW(Fields().set(name, "x"), std::logic_error) << name;
}

} // namespace
} // namespace reservepost::templates
