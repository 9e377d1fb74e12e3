#include "batch/letters/letter_text.h"

#include "batch/intake/report_fields.h"
#include "batch/letters/labels.h"
#include "letter_samples.h"
#include "templates/plain_text.h"
#include "templates/readability.h"
#include "templates/template.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using receivers::RouteNote;

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// A report with a planted value in every field of its form.
intake::ReportForm planted(intake::Form form)
{
    intake::ReportForm report;
    report.form = form;
    report.municipality = "0301";
    report.district = "01";
    report.reporter_name = "PLANTET reporter.name";
    report.reporter_address = {"PLANTET gate", "0123 OSLO"};
    for (const auto& section : intake::sections_of(form)) {
        intake::Section out{std::string(section.heading), section.repeated ? 1 : 0, {}};
        for (const auto& field : intake::fields_of(form))
            if (field.section == section.heading)
                out.answers.push_back(
                    {std::string(field.name), "PLANTET " + std::string(field.name), false});
        report.sections.push_back(out);
    }
    return report;
}

std::string forwarding(const LetterInput& input)
{
    return all_text(make_letter(input).parts.front().blocks);
}

TEST(LetterText, ShowsEveryFieldOfBothFormsUnderAWord)
{
    for (const auto form : {intake::Form::Private, intake::Form::Public})
        for (const char* language : {"nb", "nn"}) {
            const std::string text = forwarding(sample_input(planted(form), language));
            for (const auto& field : intake::fields_of(form))
                EXPECT_TRUE(holds(text, "PLANTET " + std::string(field.name))) << field.name;
            for (const auto& field : intake::fields_of(form))
                EXPECT_FALSE(holds(text, std::string(field.name) + ":")) << "no label";
            for (const auto& section : intake::sections_of(form))
                EXPECT_NE(section_title(section.heading, 0, language), section.heading);
        }
}

TEST(LetterText, ShowsEveryAnswerOfEverySample)
{
    const auto reports = sample_reports();
    ASSERT_GE(reports.size(), 18u);
    for (const auto& report : reports) {
        const std::string text = forwarding(sample_input(report, "nn"));
        for (const auto& section : report.sections)
            for (const auto& answer : section.answers) {
                if (answer.empty || answer.field == "sending.sent_at") continue;
                const bool asked = answer.value == "true" || answer.value == "false";
                EXPECT_TRUE(holds(text, asked ? yes_or_no(answer.value == "true")
                                              : templates::plain_lines(answer.value)))
                    << answer.field;
            }
    }
}

TEST(LetterText, SaysWhyItCameAndToWhom)
{
    const auto report = planted(intake::Form::Private);
    const struct {
        const char* why;
        void (*change)(LetterInput&);
        const char* language;
        const char* there;
        const char* not_there;
    } cases[] = {
        {"not confirmed", [](LetterInput&) {}, "nb", "Ingen hos dere har bekreftet", "Fagsystemet"},
        {"not confirmed, in nynorsk", [](LetterInput&) {}, "nn", "Ingen hos dykk har stadfesta",
         "Ingen hos dere"},
        {"when it was due", [](LetterInput&) {}, "nb",
         "onsdag 25.\u00a0november 2026 kl.\u00a002.00", "virkedag"},
        {"a week after", [](LetterInput&) {}, "nb", "mandag 30.\u00a0november 2026", "kommune,,"},
        {"whom to ring", [](LetterInput&) {}, "nb", "Ring tjenesten: 00 00 03 01", "00 00 13 01"},
        {"nobody to ring", [](LetterInput& i) { i.receiver.public_phone = ""; }, "nb",
         "Lever brevet dit straks", "Ring nummeret"},
        {"rejected with a message",
         [](LetterInput& i) {
             i.cause = Cause::Rejected;
             i.rejection_message = "**Feil** i {{feltet}}";
         },
         "nb", "«**Feil** i {{feltet}}»", "sa ikke hvorfor"},
        {"rejected without a message", [](LetterInput& i) { i.cause = Cause::Rejected; }, "nb",
         "Fagsystemet sa ikke hvorfor.", "svarte dette"},
        {"post chosen",
         [](LetterInput& i) {
             i.cause = Cause::PostChosen;
             i.portal_too = false;
         },
         "nb", "valgt å få slike meldinger i posten", "digitalt"},
        {"post chosen: there is no deadline to confirm by",
         [](LetterInput& i) { i.cause = Cause::PostChosen; }, "nb", "Portalen tok imot",
         "Frist for"},
        {"confirm it in the portal too", [](LetterInput&) {}, "nb", "Bekreft meldingen digitalt",
         "valgt å få"},
        {"no district",
         [](LetterInput& i) {
             i.notes.route = RouteNote::DefaultDistrict;
             i.report.district = "00";
         },
         "nb", "Meldingen har ingen bydel.", "som vi ikke kjenner"},
        {"an unknown district",
         [](LetterInput& i) {
             i.notes.route = RouteNote::DefaultDistrict;
             i.report.district = "07";
         },
         "nb", "Meldingen har bydel 07, som vi ikke kjenner", "ingen bydel"},
        {"an outdated number",
         [](LetterInput& i) {
             i.notes.route = RouteNote::Successor;
             i.report.municipality = "1201";
             i.receiver.key.municipality = "4601";
         },
         "nn", "kommunenummer 1201, som ikkje er i bruk lenger. Det nye nummeret er 4601",
         "ingen bydel"},
        {"chosen by a person", [](LetterInput& i) { i.notes.chosen_by_hand = true; }, "nb",
         "en av våre ansatte", "ingen bydel"},
        {"found as given", [](LetterInput&) {}, "nb", "Meldingen gjelder Oslo kommune, Gamle Oslo.",
         "bydel."},
        {"a host's address", [](LetterInput& i) { i.host_name = "Kristiansand"; }, "nb",
         "Brevet går til Kristiansand kommune, fordi den er vertskommune", "bydel."},
        {"no district in the name", [](LetterInput& i) { i.receiver.key.district = "00"; }, "nb",
         "Meldingen gjelder Oslo kommune.", "Gamle Oslo"},
        {"an enclosure is told of", [](LetterInput&) {}, "nb", "Bakerst, på et eget ark",
         "virkedag"},
        {"none is told of", [](LetterInput& i) { i.confirmation = receivers::Confirmation::None; },
         "nb", "Det viktigste først", "eget ark"},
        {"a file that is no report",
         [](LetterInput& i) { i.raw_text = "{\"privatMelder\": {\"navn\": \"halvt"; }, "nb",
         "«{\"privatMelder\": {\"navn\": \"halvt»", "PLANTET"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        LetterInput input = sample_input(report, c.language);
        c.change(input);
        const std::string text = forwarding(input);
        EXPECT_TRUE(holds(text, c.there)) << text;
        EXPECT_FALSE(holds(text, c.not_there)) << text;
    }
}

TEST(LetterText, SaysWhatIsEmptyAndWhatDeparts)
{
    intake::ReportForm report;
    report.sections = {{"child",
                        2,
                        {{"child.name", "", true},
                         {"child.address1", "", true},
                         {"child.unborn", "false", false}}},
                       {"unknown", 0, {{"/ekstra/felt", "verdi", false}}}};
    report.departures = {{"/privatBarn/1/personnavn", "missing"}, {"/?", "unknown-field"}};
    const std::string text = forwarding(sample_input(report));
    EXPECT_TRUE(holds(text, "Barn 2\nNavn: ikke fylt ut\nAdresse: ikke fylt ut\nUfødt: Nei\n"));
    EXPECT_TRUE(holds(text, "/ekstra/felt: verdi"));
    EXPECT_TRUE(holds(text, "/privatBarn/1/personnavn mangler"));
    EXPECT_TRUE(holds(text, "/? finnes ikke i skjemaet"));
}

TEST(LetterText, SetsAnAddressAsOnAnEnvelope)
{
    intake::ReportForm report;
    report.sections = {{"child",
                        1,
                        {{"child.address1", "Gata 1", false},
                         {"child.address2", "", true},
                         {"child.address3", "H0101", false},
                         {"child.postcode", "0123", false},
                         {"child.place", "OSLO", false}}}};
    EXPECT_TRUE(holds(forwarding(sample_input(report)), "Adresse: Gata 1\nH0101\n0123 OSLO\n"));
}

TEST(LetterText, TheConfirmationHoldsNothingOfTheReportOrOthers)
{
    for (const auto form : {intake::Form::Private, intake::Form::Public})
        for (const char* language : {"nb", "nn"}) {
            LetterInput input = sample_input(planted(form), language);
            input.cause = Cause::Rejected;
            input.rejection_message = "PLANTET beskjed";
            input.host_name = "PLANTET vert";
            const auto letter = make_letter(input);
            ASSERT_EQ(letter.parts.size(), 2u);
            std::string text = all_text(letter.parts[1].blocks);
            EXPECT_TRUE(holds(text, "PLANTET reporter.name\nPLANTET gate\n0123 OSLO"));
            EXPECT_TRUE(holds(text, input.reference));
            EXPECT_TRUE(holds(text, "mandag 23.") || holds(text, "måndag 23."));
            EXPECT_TRUE(holds(text, "00 00 03 01"));
            for (const char* own : {"PLANTET reporter.name", "PLANTET gate"})
                for (std::size_t at; (at = text.find(own)) != std::string::npos;)
                    text.erase(at, std::string(own).size());
            for (const char* forbidden : {"PLANTET", "KONTAKTNAVN", "kontakt@", "00 00 13 01",
                                          "varsel@", "virkedag", "bekymring", "barnet"})
                EXPECT_FALSE(holds(text, forbidden)) << forbidden << "\n" << text;
        }
}

TEST(LetterText, TheConfirmationBeginsWithNeutralWords)
{
    for (const char* language : {"nb", "nn"}) {
        LetterInput input = sample_input(planted(intake::Form::Private), language);
        input.receiver.web = "";
        const std::string text = all_text(make_letter(input).parts[1].blocks);
        const std::string first = text.substr(0, text.find("112"));
        for (const char* word : {"barnevern", "bekymring", "barn", "uro"})
            EXPECT_FALSE(holds(first, word)) << word << "\n" << first;
    }
}

TEST(LetterText, AnEnclosureComesOnlyWhereItCan)
{
    const struct {
        const char* why;
        void (*change)(LetterInput&);
        bool enclosed;
    } cases[] = {
        {"wished for, with a name", [](LetterInput&) {}, true},
        {"without an address too", [](LetterInput& i) { i.report.reporter_address.clear(); }, true},
        {"the receiver wants none",
         [](LetterInput& i) { i.confirmation = receivers::Confirmation::None; }, false},
        {"we post it", [](LetterInput& i) { i.confirmation = receivers::Confirmation::Post; },
         false},
        {"no name", [](LetterInput& i) { i.report.reporter_name = ""; }, false},
        {"a name of spaces", [](LetterInput& i) { i.report.reporter_name = "  "; }, false},
        {"not a report", [](LetterInput& i) { i.raw_text = "{"; }, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        LetterInput input = sample_input(planted(intake::Form::Private));
        c.change(input);
        EXPECT_EQ(make_letter(input).parts.size(), c.enclosed ? 2u : 1u);
    }
}

TEST(LetterText, TheLettersOutside)
{
    LetterInput input = sample_input(planted(intake::Form::Private), "nn");
    auto letter = make_letter(input);
    EXPECT_EQ(letter.address,
              (std::vector<std::string>{"Oslo kommune", "Postboks 1", "0123 OSLO"}));
    EXPECT_EQ(letter.return_line, "Retur: Postboks 2, 0124 OSLO");
    EXPECT_EQ(letter.head, std::vector<std::string>{"Dato: 25.\u00a0november 2026"});
    ASSERT_EQ(letter.parts.size(), 2u);
    EXPECT_EQ(letter.parts[0].foot, input.reference + "  ·  Side {page} av {pages}");
    EXPECT_EQ(letter.parts[1].foot, "Side {page} av {pages}");
    for (const auto& part : letter.parts)
        EXPECT_EQ(part.language, "nn");

    input.host_name = "Stryn";
    letter = make_letter(input);
    ASSERT_EQ(letter.head.size(), 2u);
    EXPECT_EQ(letter.head[1], "Gjeld: Oslo kommune, Gamle Oslo") << "the head says whose it is";
}

// LIX as DOMAIN counts it: on our own words, the law's own long ones not counted as long.
TEST(LetterText, OurOwnWordsAreEasyToRead)
{
    const std::vector<std::string> allowed = {"bekymringsmelding", "barnevernstjenesten",
                                              "barnevernsloven",   "barnevernstenesta",
                                              "barnevernslova",    "nasjonal",
                                              "nasjonale"};
    for (const char* language : {"nb", "nn"})
        for (const Cause cause : {Cause::NotConfirmed, Cause::Rejected, Cause::PostChosen}) {
            LetterInput input = sample_input({}, language);
            input.report.reporter_name = "Kari";
            input.cause = cause;
            input.notes = {RouteNote::SuccessorDefault, true};
            input.host_name = "Oslo";
            for (const auto& part : make_letter(input).parts) {
                const std::string words = templates::own_words(part.blocks);
                const auto counted = templates::measure(words, allowed);
                EXPECT_LE(counted.lix(), 40.0) << words;
                EXPECT_GT(counted.words, 60);
            }
        }
}

TEST(LetterText, TheSameInputGivesTheSameLetter)
{
    const auto input = sample_input(planted(intake::Form::Public));
    EXPECT_TRUE(make_letter(input) == make_letter(input));
}

} // namespace
} // namespace reservepost::batch::letters
