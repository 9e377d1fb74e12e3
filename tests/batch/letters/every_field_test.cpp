#include "batch/intake/judge.h"
#include "batch/letters/letter_text.h"
#include "letter_samples.h"
#include "planted_forms.h"

#include <gtest/gtest.h>

#include <algorithm>

// Every field of KS's forms comes onto paper, whatever stands in it, and into no other letter than
// its own.

namespace reservepost::batch::letters {
namespace {

using tests::planted_json;
using tests::planted_value;
using tests::PlantedForm;
using tests::Planting;
using tests::SchemaField;

LetterInput input_of(const PlantedForm& form, const Planting& planting = {},
                     const std::string& language = "nb")
{
    const auto judged =
        intake::judge(planted_json(form, planting), "bbe93094-b146-4a7a-ac6e-71111d115da8.json");
    return sample_input(judged.report.value(), language);
}

std::string forwarding(const LetterInput& input)
{
    return all_text(make_letter(input).parts.front().blocks);
}

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

TEST(EveryField, StandsOnPaperOnceUnderWordsOfItsOwn)
{
    for (const PlantedForm& form : tests::planted_forms())
        for (const char* language : {"nb", "nn"}) {
            SCOPED_TRACE(form.name);
            const LetterInput input = input_of(form, {}, language);
            const std::string text = forwarding(input);
            for (const SchemaField& field : form.fields) {
                if (field.truth || field.path == "bydelsnummer") continue;
                EXPECT_EQ(count_of(text, planted_value(field) + "\n") +
                              count_of(text, planted_value(field) + " PLNT") +
                              count_of(text, planted_value(field) + "»"),
                          1u)
                    << field.path << "\n"
                    << text;
            }
            EXPECT_EQ(count_of(text, "ikke fylt ut") + count_of(text, "ikkje fylt ut"), 0u);
            for (const auto& section : input.report.sections)
                for (const auto& answer : section.answers)
                    EXPECT_NE(answer.field.front(), '/') << "a field without words of its own";
        }
}

TEST(EveryField, ThatIsTrueOrFalseSaysWhich)
{
    for (const PlantedForm& form : tests::planted_forms()) {
        SCOPED_TRACE(form.name);
        const auto truths = static_cast<std::size_t>(std::count_if(
            form.fields.begin(), form.fields.end(), [](const auto& field) { return field.truth; }));
        const std::string yes = forwarding(input_of(form));
        const std::string no = forwarding(input_of(form, {.truth = false}));
        EXPECT_EQ(count_of(yes, ": Ja\n"), truths);
        EXPECT_EQ(count_of(yes, ": Nei\n"), 0u);
        EXPECT_EQ(count_of(no, ": Nei\n"), truths);
        EXPECT_EQ(count_of(no, ": Ja\n"), 0u);
    }
}

/// Whether a field has a line of its own, which is said to be empty; the five of an address share
/// one, and are shown as on an envelope.
bool is_in_address(const SchemaField& field)
{
    return field.path.find("adresse/") != std::string_view::npos;
}

TEST(EveryField, ThatIsEmptyOrMissingIsSaidToBe)
{
    for (const PlantedForm& form : tests::planted_forms()) {
        SCOPED_TRACE(form.name);
        const Planting empty{.value = [](const SchemaField&) { return std::string(); }};
        const auto own_lines = static_cast<std::size_t>(
            std::count_if(form.fields.begin(), form.fields.end(), [](const SchemaField& field) {
                return !field.truth && !is_in_address(field);
            }));
        std::size_t addresses = 0;
        for (const SchemaField& field : form.fields)
            if (field.path.ends_with("adresselinje1")) ++addresses;
        const std::string text = forwarding(input_of(form, empty));
        EXPECT_EQ(count_of(text, ": ikke fylt ut\n"), own_lines + addresses) << text;

        for (const SchemaField& field : form.fields) {
            // Without the field that only the second version has, a report is of the first.
            if (is_in_address(field) || field.path == "melding/andreSynspunkter") continue;
            SCOPED_TRACE(field.path);
            const LetterInput input = input_of(form, {.left_out = std::string(field.path)});
            const std::string missing = forwarding(input);
            EXPECT_EQ(count_of(missing, ": ikke fylt ut\n"), 1u);
            const bool departs = !input.report.departures.empty();
            EXPECT_EQ(count_of(missing, "\nAvvik fra skjemaet\n"), departs ? 1u : 0u) << missing;
        }
    }
}

TEST(EveryField, OfSeveralChildrenAndGuardiansStandsUnderItsNumber)
{
    for (const PlantedForm& form : tests::planted_forms()) {
        SCOPED_TRACE(form.name);
        const bool is_public = form.name.starts_with("public");
        auto document = json::parse(planted_json(form));
        for (const char* list : {"privatBarn", "offentligBarn", "foresatte"}) {
            const auto* first = document.find(list);
            if (first == nullptr) continue;
            auto second = first->as_list().at(0);
            second.set("personnavn", "PLANTET nummer to");
            document.set(list, json::Value::List{first->as_list().at(0), second});
        }
        const auto judged = intake::judge(json::pretty(document), "a.json");
        const std::string text = forwarding(sample_input(judged.report.value()));
        std::vector<std::string> expected = {"\nBarn 1\n", "\nBarn 2\n", "Navn: PLANTET nummer to"};
        if (is_public)
            expected.insert(expected.end(),
                            {"\nForesatt 1\n", "\nForesatt 2\n", "Navn: PLANTET nummer to"});
        std::size_t at = 0;
        for (const auto& part : expected) {
            const auto found = text.find(part, at);
            ASSERT_NE(found, std::string::npos) << part << "\n" << text;
            at = found + 1;
        }
    }
}

// What somebody writes can become nothing but the same characters: the letter has the same blocks
// as one with plain words, and the words stand in it as they were written.
TEST(EveryField, HoldsTextAndNothingElse)
{
    const struct {
        const char* why;
        std::string typed;
        std::string shown;
    } cases[] = {
        {"Markdown's signs", "**fet** _kursiv_ `kode` ~~strøket~~", ""},
        {"a heading", "# Overskrift", ""},
        {"a quotation", "> sitat", ""},
        {"a list", "- punkt", ""},
        {"a numbered list", "1. punkt", ""},
        {"a row", ": verdi", ""},
        {"a line across", "---", ""},
        {"a box, opened", "::: box", ""},
        {"a box, closed", ":::", ""},
        {"a passage", "::: words late", ""},
        {"HTML", "<b>fet</b><script>alert(1)</script><!-- -->", ""},
        {"an entity", "&amp; &nbsp; &#x41;", ""},
        {"a link", "[lenke](http://example.no)", ""},
        {"a picture", "![bilde](x.png)", ""},
        {"a reference", "[a]: http://example.no", ""},
        {"a field", "{{reference}}", ""},
        {"a condition", "{{if cause.late}}", ""},
        {"an end", "{{end}}", ""},
        {"loose braces", "}} {{", ""},
        {"escapes", "\\*stjerne\\* \\n \\u0041", ""},
        {"the marks of fields", "\U000F0000\U000F0001", ""},
        {"a page's number", "{page} {pages}", ""},
        {"PDF's own strings", ") Tj ET (", ""},
        {"a format", "%s %n %d", ""},
        {"SQL", "'; drop table report; --", ""},
        {"a bell and an escape", "a\u0007b\u001b[31m", "aU+0007bU+001B[31m"},
        {"a NUL", std::string("a") + '\0' + "b", "aU+0000b"},
        {"line ends", "a\r\nb\u2028c\u0085d", "a\nb\nc\nd"},
        {"an override left open", "\u202etxet", "\u202etxet\u202c"},
        {"joined faces", "👩‍👩‍👧", ""},
    };
    const std::string plain = "ord";
    for (const PlantedForm& form : tests::planted_forms()) {
        const auto in_every_field = [&](const std::string& text) {
            return input_of(form, {.value = [&](const SchemaField&) { return text; }});
        };
        const auto kinds = [](const LetterInput& input) {
            std::vector<std::size_t> all;
            for (const auto& part : make_letter(input).parts)
                for (const auto& block : part.blocks)
                    all.push_back(block.index());
            return all;
        };
        for (const auto& c : cases) {
            SCOPED_TRACE(form.name + ": " + c.why);
            auto input = in_every_field(c.typed);
            // What leaves the schema is told of in a list of its own; here only words matter.
            auto expected = in_every_field(plain);
            expected.report.departures = input.report.departures;
            EXPECT_EQ(kinds(input), kinds(expected));
            const std::string text = forwarding(input);
            EXPECT_GE(count_of(text, c.shown.empty() ? c.typed : c.shown), 10u) << text;
        }
    }
}

} // namespace
} // namespace reservepost::batch::letters
