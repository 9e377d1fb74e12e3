#include "batch/intake/report_form.h"

#include "batch/intake/report_fields.h"
#include "tests/batch/intake/sample_forms.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace reservepost::batch::intake {
namespace {

using json::Value;
using tests::private_sample;
using tests::public_sample;
using tests::with;
using tests::without;

/// Every leaf of a document, as text.
void collect(const Value& value, std::multiset<std::string>& leaves)
{
    if (value.is_object()) {
        for (const auto& [key, member] : value.as_object())
            collect(member, leaves);
    } else if (value.is_list()) {
        for (const auto& item : value.as_list())
            collect(item, leaves);
    } else if (value.is_text()) {
        if (!value.as_text().empty()) leaves.insert(value.as_text());
    } else {
        leaves.insert(value.as_boolean() ? "true" : "false");
    }
}

std::multiset<std::string> answers_of(const ReportForm& report)
{
    std::multiset<std::string> texts;
    for (const auto& section : report.sections) {
        for (const auto& answer : section.answers) {
            if (!answer.value.empty()) texts.insert(answer.value);
        }
    }
    return texts;
}

std::string order_of(const ReportForm& report)
{
    std::string order;
    for (const auto& section : report.sections) {
        if (!order.empty()) order += ' ';
        order += section.heading;
        if (section.number > 0) order += std::to_string(section.number);
    }
    return order;
}

const Answer* find_answer(const ReportForm& report, std::string_view heading, int number,
                          std::string_view field)
{
    for (const auto& section : report.sections) {
        if (section.heading != heading || section.number != number) continue;
        const auto there = std::ranges::find(section.answers, field, &Answer::field);
        if (there != section.answers.end()) return &*there;
    }
    return nullptr;
}

TEST(ReportForm, EveryValueOfBothFormsIsPrintedOnce)
{
    for (const auto& document : {private_sample(), public_sample()}) {
        std::multiset<std::string> leaves;
        collect(document, leaves);
        const auto report = read_report_form(document, find_form(document).value());
        EXPECT_EQ(answers_of(report), leaves);
        EXPECT_TRUE(report.departures.empty());
    }
}

TEST(ReportForm, SamplesHoldEveryFieldOfTheTables)
{
    for (const auto& document : {private_sample(), public_sample()}) {
        const auto form = find_form(document).value();
        const auto report = read_report_form(document, form);
        for (const auto& field : fields_of(form)) {
            const bool numbered = field.section == "child" || field.section == "guardian";
            const auto* answer = find_answer(report, field.section, numbered ? 1 : 0, field.name);
            ASSERT_NE(answer, nullptr) << field.name;
            EXPECT_FALSE(answer->empty) << field.name;
        }
    }
}

TEST(ReportForm, TablesHaveAsManyFieldsAsTheSchemas)
{
    // Counted in KS's schemas, with what they refer to; a field in a list counts once.
    const struct {
        const char* why;
        Form form;
        int version;
        std::ptrdiff_t fields;
        std::ptrdiff_t required;
    } cases[] = {
        {"privat.bekymringsmelding.v1.json", Form::Private, 1, 22, 11},
        {"privat.bekymringsmelding.v2.json, which is the same", Form::Private, 2, 22, 11},
        {"offentlig.bekymringsmelding.v1.json", Form::Public, 1, 36, 21},
        {"offentlig.bekymringsmelding.v2.json, with andreSynspunkter", Form::Public, 2, 37, 21},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto in_it = [&](const ReportField& field) { return field.since <= c.version; };
        EXPECT_EQ(std::ranges::count_if(fields_of(c.form), in_it), c.fields);
        EXPECT_EQ(std::ranges::count_if(
                      fields_of(c.form),
                      [&](const ReportField& field) { return in_it(field) && field.required; }),
                  c.required);
    }
}

TEST(ReportForm, TablesHoldTogether)
{
    for (const auto form : {Form::Private, Form::Public}) {
        std::set<std::string_view> names;
        for (const auto& field : fields_of(form)) {
            EXPECT_TRUE(names.insert(field.name).second) << field.name;
            EXPECT_TRUE(field.name.starts_with(std::string(field.section) + '.')) << field.name;
            const auto sections = sections_of(form);
            EXPECT_NE(std::ranges::find(sections, field.section, &ReportSection::heading),
                      sections.end())
                << field.name;
        }
    }
}

TEST(ReportForm, KeepsTheOrderOfTheForm)
{
    const auto private_report = read_report_form(private_sample(), Form::Private);
    EXPECT_EQ(order_of(private_report), "about reporter child1 child2 report sending");
    const auto public_report = read_report_form(public_sample(), Form::Public);
    EXPECT_EQ(order_of(public_report),
              "about reporter child1 child2 guardian1 other report sending");
}

TEST(ReportForm, GivesWhatIntakeAndLettersNeed)
{
    const auto a = read_report_form(private_sample(), Form::Private);
    EXPECT_EQ(a.form, Form::Private);
    EXPECT_EQ(a.version, 1);
    EXPECT_EQ(a.municipality, "3301");
    EXPECT_EQ(a.district, "00");
    EXPECT_EQ(a.sent_at_text, "2026-11-23T10:00:00");
    EXPECT_EQ(a.reporter_name, "Ánnámárjá Uglebakk");
    EXPECT_EQ(a.reporter_address, (std::vector<std::string>{"Kornbrekke 4", "Oppgang B",
                                                            "c/o Fjellrev", "3015 Drammen"}));
    const auto b = read_report_form(public_sample(), Form::Public);
    EXPECT_EQ(b.version, 2);
    EXPECT_EQ(b.municipality_name, "Bergen");
    EXPECT_EQ(b.district_name, "Indre");
    EXPECT_EQ(b.reporter_address,
              (std::vector<std::string>{"Bjørkelia skule", "Skulevegen 1", "Bygg C", "Tredje høgda",
                                        "5003 Sandviken"}));
    const auto first =
        read_report_form(without(public_sample(), "melding/andreSynspunkter"), Form::Public);
    EXPECT_EQ(first.version, 1);
    EXPECT_EQ(find_answer(first, "report", 0, "report.other_views"), nullptr);
}

TEST(ReportForm, TheReportersAddressHasNoHollowLines)
{
    const struct {
        const char* why;
        Value address;
        std::vector<std::string> lines;
    } cases[] = {
        {"only the first line", Value::object({{"adresselinje1", "Veg 1"}}), {"Veg 1"}},
        {"blank lines are left out",
         Value::object({{"adresselinje1", "Veg 1"}, {"adresselinje2", "  "}, {"poststed", "Ås"}}),
         {"Veg 1", "Ås"}},
        {"a line with line ends is several",
         Value::object({{"adresselinje1", "Veg 1\r\nOppgang 2"}, {"postnummer", "1430"}}),
         {"Veg 1", "Oppgang 2", "1430"}},
        {"nothing but blanks", Value::object({{"adresselinje1", " "}}), {}},
        {"a postcode that is a number",
         Value::object({{"postnummer", 1430}, {"poststed", "Ås"}}),
         {"1430 Ås"}},
        {"a text for the whole", "Veg 1", {}},
        {"a list for a line", Value::object({{"adresselinje1", Value::list({"Veg 1"})}}), {}},
        {"null", nullptr, {}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto document = with(private_sample(), "privatMelder/adresse", c.address);
        EXPECT_EQ(read_report_form(document, Form::Private).reporter_address, c.lines);
    }
}

TEST(ReportForm, DeparturesAreListedByPlaceAndThePartIsPrintedAllTheSame)
{
    const auto priv = private_sample();
    const auto publ = public_sample();
    const struct {
        const char* why;
        Value document;
        const char* pointer;
        const char* what;
        const char* heading; ///< Where the answer stands; empty: nothing to print.
        int number;
        const char* field;
        const char* value;
    } cases[] = {
        {"an unknown field at the top", with(priv, "journalnr", "J 7"), "/?", "unknown-field",
         "unknown", 0, "/journalnr", "J 7"},
        {"an unknown object", with(priv, "ekstra", Value::object({{"a", Value::list({1, true})}})),
         "/?", "unknown-field", "unknown", 0, "/ekstra", "{\n  \"a\": [\n    1,\n    true\n  ]\n}"},
        {"an unknown field of a child", with(priv, "privatBarn/1/skole", "Åsen"), "/privatBarn/1/?",
         "unknown-field", "child", 2, "/privatBarn/1/skole", "Åsen"},
        {"an unknown field in an address", with(priv, "privatBarn/0/adresse/land", "Sverige"),
         "/privatBarn/0/adresse/?", "unknown-field", "child", 1, "/privatBarn/0/adresse/land",
         "Sverige"},
        {"a field of the other form", with(priv, "privatMelder/epost", "a@b.no"), "/privatMelder/?",
         "unknown-field", "reporter", 0, "/privatMelder/epost", "a@b.no"},
        {"an unknown key with ~ in it", with(priv, "a~b", "x"), "/?", "unknown-field", "unknown", 0,
         "/a~0b", "x"},
        {"a number for a text", with(priv, "privatBarn/0/antattAlder", 9),
         "/privatBarn/0/antattAlder", "wrong-type", "child", 1, "child.age", "9"},
        {"a fraction for a text", with(priv, "privatBarn/0/antattAlder", json::Number{"9.50"}),
         "/privatBarn/0/antattAlder", "wrong-type", "child", 1, "child.age", "9.50"},
        {"a list for a text", with(priv, "melding", Value::list({"a"})), "/melding", "wrong-type",
         "report", 0, "report.message", "[\n  \"a\"\n]"},
        {"null for a text", with(priv, "privatMelder/telefonnummer", nullptr),
         "/privatMelder/telefonnummer", "wrong-type", "", 0, "", ""},
        {"a word for yes or no", with(publ, "offentligBarn/0/ufoedt", "nei"),
         "/offentligBarn/0/ufoedt", "wrong-type", "child", 1, "child.unborn", "nei"},
        {"a text for an address", with(priv, "privatMelder/adresse", "Veg 1, 1430 Ås"),
         "/privatMelder/adresse", "wrong-type", "reporter", 0, "/privatMelder/adresse",
         "Veg 1, 1430 Ås"},
        {"a text for the reporter", with(priv, "privatMelder", "Kari"), "/privatMelder",
         "wrong-type", "reporter", 0, "/privatMelder", "Kari"},
        {"the message of the private form in the public one", with(publ, "melding", "Alt er galt"),
         "/melding", "wrong-type", "report", 0, "/melding", "Alt er galt"},
        {"one child without a list",
         with(priv, "privatBarn",
              Value::object({{"personnavn", "Ola"},
                             {"adresse", Value::object({{"adresselinje1", "Veg 1"}})}})),
         "/privatBarn", "wrong-type", "child", 1, "child.name", "Ola"},
        {"a name for a child", with(priv, "privatBarn/1", "Ola"), "/privatBarn/1", "wrong-type",
         "child", 2, "/privatBarn/1", "Ola"},
        {"three guardians",
         with(with(publ, "foresatte/1", Value::object({{"personnavn", "A"}, {"orientert", true}})),
              "foresatte/2", Value::object({{"personnavn", "B"}, {"orientert", true}})),
         "/foresatte", "too-many", "guardian", 3, "guardian.name", "B"},
        {"no guardian", with(publ, "foresatte", Value::list()), "/foresatte", "too-few", "", 0, "",
         ""},
        {"no children at all", without(priv, "privatBarn"), "/privatBarn", "missing", "", 0, "",
         ""},
        {"no reporter", without(priv, "privatMelder"), "/privatMelder", "missing", "", 0, "", ""},
        {"no name", without(priv, "privatMelder/personnavn"), "/privatMelder/personnavn", "missing",
         "", 0, "", ""},
        {"no address of a child", without(priv, "privatBarn/0/adresse"), "/privatBarn/0/adresse",
         "missing", "", 0, "", ""},
        {"no message", without(priv, "melding"), "/melding", "missing", "", 0, "", ""},
        {"no history", without(publ, "melding/historie"), "/melding/historie", "missing", "", 0, "",
         ""},
        {"a municipality of three digits", with(priv, "kommunenummer", "301"), "/kommunenummer",
         "bad-format", "about", 0, "about.municipality", "301"},
        {"a municipality that is a number", with(priv, "kommunenummer", 301), "/kommunenummer",
         "wrong-type", "about", 0, "about.municipality", "301"},
        {"a district of letters", with(priv, "bydelsnummer", "ab"), "/bydelsnummer", "bad-format",
         "about", 0, "about.district", "ab"},
        {"a phone of words", with(priv, "privatMelder/telefonnummer", "hemmelig"),
         "/privatMelder/telefonnummer", "bad-format", "reporter", 0, "reporter.phone", "hemmelig"},
        {"an e-mail without @", with(publ, "offentligMelder/epost", "a.b.no"),
         "/offentligMelder/epost", "bad-format", "reporter", 0, "reporter.email", "a.b.no"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto form = find_form(c.document);
        ASSERT_TRUE(form);
        const auto report = read_report_form(c.document, *form);
        EXPECT_EQ(report.departures, (std::vector<Departure>{{c.pointer, c.what}}));
        if (*c.heading == '\0') continue;
        const auto* answer = find_answer(report, c.heading, c.number, c.field);
        ASSERT_NE(answer, nullptr) << order_of(report);
        EXPECT_EQ(answer->value, c.value);
        EXPECT_FALSE(answer->empty);
    }
}

TEST(ReportForm, WhatMayBeMissingIsNoDeparture)
{
    const auto priv = private_sample();
    const struct {
        const char* why;
        Value document;
    } cases[] = {
        {"the reporter's address as a whole", without(priv, "privatMelder/adresse")},
        {"the reporter's phone", without(priv, "privatMelder/telefonnummer")},
        {"an empty phone", with(priv, "privatMelder/telefonnummer", "")},
        {"a child's age", without(priv, "privatBarn/0/antattAlder")},
        {"no child in the list: the private form's schema allows it",
         with(priv, "privatBarn", Value::list())},
        {"need of an interpreter", without(public_sample(), "behovForTolk")},
        {"the second version's field", without(public_sample(), "melding/andreSynspunkter")},
        {"an empty message", with(priv, "melding", "")},
        {"a time that is none: intake notes it", with(priv, "sendingstidspunkt", "i går")},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_TRUE(read_report_form(c.document, find_form(c.document).value()).departures.empty());
    }
}

TEST(ReportForm, AMissingAnswerStandsAsEmpty)
{
    const auto report = read_report_form(without(private_sample(), "privatMelder"), Form::Private);
    const auto* name = find_answer(report, "reporter", 0, "reporter.name");
    ASSERT_NE(name, nullptr);
    EXPECT_TRUE(name->empty);
    const auto blank =
        read_report_form(with(private_sample(), "privatBarn/0/relasjon", " \n"), Form::Private);
    EXPECT_TRUE(find_answer(blank, "child", 1, "child.relation")->empty);
}

TEST(ReportForm, NoDepartureHoldsASendersOwnKey)
{
    auto document = with(private_sample(), "Kari Nordmann", "x");
    document = with(document, "privatBarn/0/Kari Nordmann", Value::object({{"Kari", 1}}));
    // A key that looks like a path of ours is not one.
    document.set("privatMelder/personnavn", "y");
    const auto report = read_report_form(document, Form::Private);
    EXPECT_EQ(report.departures, (std::vector<Departure>{{"/privatBarn/0/?", "unknown-field"},
                                                         {"/?", "unknown-field"}}));
    EXPECT_NE(find_answer(report, "unknown", 0, "/privatMelder~1personnavn"), nullptr);
    EXPECT_NE(find_answer(report, "unknown", 0, "/Kari Nordmann"), nullptr);
}

TEST(ReportForm, NothingOfADocumentIsEverLeftOut)
{
    // Whatever stands at whatever place, it is printed somewhere.
    for (const auto& document : {private_sample(), public_sample()}) {
        const auto form = find_form(document).value();
        for (const auto& section : sections_of(form)) {
            for (const auto& field : fields_of(form)) {
                if (field.section != section.heading) continue;
                std::string path(section.place);
                if (section.repeated) path += "/0";
                if (!path.empty()) path += '/';
                path += field.path;
                for (std::size_t end = path.size(); end != std::string::npos && end > 0;
                     end = path.rfind('/', end - 1)) {
                    for (const auto& value :
                         {Value("planted"), Value::list({"planted"}),
                          Value::object({{"planted", "planted"}}),
                          Value::list({Value::object({{"personnavn", "planted"}})})}) {
                        const auto place = path.substr(0, end);
                        const auto report = read_report_form(with(document, place, value), form);
                        const auto texts = answers_of(report);
                        EXPECT_TRUE(std::ranges::any_of(texts, [](const auto& t) {
                            return t.find("planted") != std::string::npos;
                        })) << place;
                    }
                }
            }
        }
    }
}

TEST(FindForm, NeedsOneOfTheFormsOwnKeys)
{
    const struct {
        const char* why;
        const char* text;
        std::optional<Form> form;
    } cases[] = {
        {"the reporter is enough", R"({"privatMelder":{}})", Form::Private},
        {"the children are enough", R"({"privatBarn":[]})", Form::Private},
        {"public by its reporter", R"({"offentligMelder":null})", Form::Public},
        {"public by its guardians", R"({"foresatte":[]})", Form::Public},
        {"both", R"({"privatMelder":{},"offentligMelder":{}})", std::nullopt},
        {"neither", R"({"kommunenummer":"0301","melding":"x"})", std::nullopt},
        {"nothing", "{}", std::nullopt},
        {"a list of reports", R"([{"privatMelder":{}}])", std::nullopt},
        {"a key of another case", R"({"PrivatMelder":{}})", std::nullopt},
        {"a text", R"("privatMelder")", std::nullopt},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(find_form(json::parse(c.text)), c.form);
    }
}

} // namespace
} // namespace reservepost::batch::intake
