#include "templates/own_words.h"

#include "templates/declared_fields.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reservepost::templates {
namespace {

using namespace layout;

const std::string head =
    "---\ntitle: Egne ord\nkind: confirmation-private\nlanguage: nb\nversion: 4\n---\n";

Fields fields()
{
    Fields fields;
    fields.set("reference", "5f0c");
    fields.set("letter.date", CivilDay{2026, 11, 25, 3});
    fields.set("report.accepted_at", CivilTime{{2026, 11, 23, 1}, 10, 0});
    fields.set("enclosed", true);
    fields.set("reporter.address", "Kari Nordmann\nGata 1\n0123 OSLO");
    fields.set("receiver.name", "Oslo kommune");
    fields.set("receiver.phone", "00 00 03 01");
    fields.set("receiver.hours", "9–15");
    fields.set("receiver.web", "example.no");
    return fields;
}

bool holds(const std::vector<Block>& blocks, const std::string& words)
{
    return std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        return paragraph && !paragraph->spans.empty() && paragraph->spans[0].text == words;
    });
}

TEST(OwnWords, TakeThePlaceOfThePassageTheyName)
{
    const Template& shipped = Template::find("confirmation-private", "nb");
    const auto own = OwnWords::parse("oslo.md", head + "\n::: words thanks\nHei på deg!\n:::\n");
    EXPECT_EQ(own.kind(), "confirmation-private");
    EXPECT_EQ(own.language(), "nb");
    EXPECT_EQ(own.version(), 4);
    EXPECT_EQ(own.title(), "Egne ord");
    EXPECT_EQ(own.passages(), std::vector<std::string>{"thanks"});

    const auto before = shipped.fill(fields());
    const auto after = shipped.with(own).fill(fields());
    EXPECT_TRUE(holds(before, "Hei!"));
    EXPECT_FALSE(holds(after, "Hei!"));
    EXPECT_TRUE(holds(after, "Hei på deg!"));
    EXPECT_TRUE(shipped.fill(fields()) == before) << "the shipped template stays as it was";
    EXPECT_EQ(shipped.with(own).holds(), shipped.holds());
}

TEST(OwnWords, KeepTheStyleOfThePassage)
{
    std::string text = head;
    text.replace(text.find("confirmation-private"), 20, "forwarding");
    const auto own = OwnWords::parse("oslo.md", text + "::: words end\nHilsen oss.\n:::\n");
    const Template merged = Template::find("forwarding", "nb").with(own);
    Fields all;
    for (const DeclaredField& field : find_kind("forwarding")->fields) {
        if (field.type == FieldType::Text) all.set(std::string(field.name), "x");
        if (field.type == FieldType::Truth) all.set(std::string(field.name), true);
        if (field.type == FieldType::Day)
            all.set(std::string(field.name), CivilDay{2026, 11, 25, 3});
        if (field.type == FieldType::Time)
            all.set(std::string(field.name), CivilTime{{2026, 11, 23, 1}, 10, 0});
        if (field.type == FieldType::List) all.set(std::string(field.name), std::vector<Fields>{});
    }
    const auto blocks = merged.fill(all);
    EXPECT_TRUE(blocks.back() == Block(Paragraph{{{"Hilsen oss."}}, ParagraphStyle::Small}));
}

TEST(OwnWords, AFileToBeginWithChangesNothing)
{
    for (const LetterKind& kind : letter_kinds())
        for (const std::string_view language : kind.languages) {
            const Template& shipped = Template::find(kind.name, language);
            const auto own = OwnWords::parse("own.md", words_to_begin_with(shipped));
            EXPECT_FALSE(own.passages().empty());
            if (!kind.to_reporter) continue;
            EXPECT_TRUE(shipped.with(own).fill(fields()) == shipped.fill(fields()))
                << shipped.file();
        }
}

TEST(OwnWords, AreForOneKindAndLanguage)
{
    const auto own = OwnWords::parse("oslo.md", head + "::: words thanks\nHei.\n:::\n");
    EXPECT_THROW((void)Template::find("confirmation-private", "nn").with(own), std::logic_error);
    EXPECT_THROW((void)Template::find("confirmation-public", "nb").with(own), std::logic_error);
}

TEST(OwnWords, AreRefusedWithEverythingThatIsWrong)
{
    const int at = 7;
    const struct {
        const char* why;
        std::string body;
        int line;
        const char* says;
    } cases[] = {
        {"nothing", "", 1, "there is no passage"},
        {"words outside of a passage", "Hei.\n", at, "own words stand in passages"},
        {"an unknown passage", "::: words hilsen\nHei.\n:::\n", at,
         "there is no passage \"hilsen\""},
        {"a field that the shipped one does not tell", "::: words thanks\n{{reference}}\n:::\n", at,
         "holds the field \"reference\""},
        {"an unknown field", "::: words thanks\n{{reporter.child}}\n:::\n", at + 1, "not declared"},
        {"a condition", "::: words thanks\n{{if enclosed}}\nHei\n{{end}}\n:::\n", at + 1,
         "no conditions"},
        {"a condition outside", "{{if enclosed}}\n", at, "no conditions"},
        {"a loop", "::: words thanks\n{{for a in sections}}\n:::\n", at + 1, "no conditions"},
        {"a box", "::: words thanks\n::: box\nHei\n:::\n:::\n", at + 1,
         "paragraphs, headings, lists and rows alone"},
        {"room", "::: words thanks\n::: space 3\n:::\n", at + 1,
         "paragraphs, headings, lists and rows alone"},
        {"a box outside", "::: box\n:::\n", at, "paragraphs, headings, lists and rows alone"},
        {"a passage twice", "::: words thanks\na\n:::\n::: words thanks\nb\n:::\n", at + 3,
         "two passages"},
        {"a passage in a passage", "::: words thanks\n::: words next\n:::\n:::\n", at + 1,
         "in another passage"},
        {"a name in capitals", "::: words Takk\na\n:::\n", at, "made of a-z"},
        {"a passage without end", "::: words thanks\na\n", at, "has no end"},
        {"HTML", "::: words thanks\n<b>Hei</b>\n:::\n", at + 1, "HTML"},
        {"a link", "::: words thanks\n[Hei](http://example.no)\n:::\n", at + 1, "a link"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            OwnWords::parse("own.md", head + c.body);
            ADD_FAILURE() << "was taken";
        } catch (const TemplateErrors& errors) {
            const std::string what = errors.what();
            EXPECT_NE(what.find("own.md:" + std::to_string(c.line) + ":"), std::string::npos)
                << what;
            EXPECT_NE(what.find(c.says), std::string::npos) << what;
        }
    }
}

TEST(OwnWords, AreRefusedWithAWrongHead)
{
    const struct {
        const char* why;
        const char* from;
        const char* to;
        const char* says;
    } cases[] = {
        {"a kind that is not there", "confirmation-private", "brev", "no kind of letter"},
        {"a language that is not shipped", "language: nb", "language: se",
         "no template of this kind"},
        {"a foot of its own", "version: 4", "version: 4\nfoot: {page} {pages}", "the head of own"},
        {"no version", "version: 4\n", "", "lacks \"version\""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::string text = head + "::: words thanks\nHei.\n:::\n";
        text.replace(text.find(c.from), std::string(c.from).size(), c.to);
        try {
            OwnWords::parse("own.md", text);
            ADD_FAILURE() << "was taken";
        } catch (const TemplateErrors& errors) {
            EXPECT_NE(std::string(errors.what()).find(c.says), std::string::npos) << errors.what();
        }
    }
}

TEST(OwnWords, TellExactlyWhatThePassageTold)
{
    const auto with = [](const std::string& words) {
        return OwnWords::parse("own.md", head + "::: words arrived\n" + words + "\n:::\n");
    };
    EXPECT_NO_THROW(
        with("Den kom {{report.accepted_at | date}}, altså {{report.accepted_at | day}}."));
    const auto refused = [&](const std::string& words) {
        try {
            with(words);
        } catch (const TemplateErrors& errors) {
            return std::string(errors.what());
        }
        return std::string("was taken");
    };
    EXPECT_NE(refused("Den kom.")
                  .find("own.md:7:1: the passage \"arrived\" lacks the field "
                        "\"report.accepted_at\""),
              std::string::npos);
    const auto both = refused("Den har {{reference}}.");
    EXPECT_NE(both.find("lacks the field"), std::string::npos);
    EXPECT_NE(both.find("holds the field \"reference\""), std::string::npos);
}

} // namespace
} // namespace reservepost::templates
