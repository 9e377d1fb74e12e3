#include "batch/letters/letter_text.h"

#include "batch/intake/report_fields.h"
#include "batch/letters/labels.h"
#include "letter_samples.h"
#include "templates/plain_text.h"
#include "templates/template.h"

#include <gtest/gtest.h>

#include <functional>

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
    const auto date = [](int day) {
        return holidays::Date(2026, 11, static_cast<unsigned short>(day));
    };
    const struct {
        const char* why;
        std::function<void(LetterInput&)> change;
        const char* language;
        const char* there;
        const char* not_there;
    } cases[] = {
        {"not confirmed", [](LetterInput&) {}, "nb", "Ingen hos dere har bekreftet", "Fagsystemet"},
        {"not confirmed, in nynorsk", [](LetterInput&) {}, "nn", "Ingen hos dykk har stadfesta",
         "Ingen hos dere"},
        {"when it was due", [](LetterInput&) {}, "nb",
         "onsdag 25.\u00a0november 2026 kl.\u00a002.00", "virkedag"},
        {"a week after", [](LetterInput&) {}, "nb",
         "Ukefristen går ut: mandag 30.\u00a0november 2026", "Uken er over"},
        {"the week's last day", [&](LetterInput& i) { i.letter_date = date(30); }, "nb",
         "Vi regner uken", "Uken er over"},
        {"a day later the week is over",
         [&](LetterInput& i) { i.letter_date = holidays::Date(2026, 12, 1); }, "nb", "Uken er over",
         "Vi regner uken"},
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
        {"rejected: it may still come in there", [](LetterInput& i) { i.cause = Cause::Rejected; },
         "nb", "Meldingen kan komme inn i fagsystemet senere.", "Bekreft meldingen i portalen"},
        {"post chosen",
         [](LetterInput& i) {
             i.cause = Cause::PostChosen;
             i.portal_too = false;
         },
         "nb", "valgt å få slike meldinger i posten", "Bekreft"},
        {"post chosen: there is no deadline to confirm by",
         [](LetterInput& i) { i.cause = Cause::PostChosen; }, "nb", "Kom inn i portalen",
         "Frist for"},
        {"confirm it in the portal too", [](LetterInput&) {}, "nb",
         "Den og dette brevet er én og samme melding", "valgt å få"},
        {"no district",
         [](LetterInput& i) {
             i.notes.route = RouteNote::DefaultDistrict;
             i.report.district = "00";
         },
         "nb", "Meldingen har ingen bydel.", "vi ikke kjenner"},
        {"an unknown district",
         [](LetterInput& i) {
             i.notes.route = RouteNote::DefaultDistrict;
             i.report.district = "07";
         },
         "nb", "Meldingen har en bydel vi ikke kjenner. Det står 07 i den.", "ingen bydel"},
        {"an outdated number",
         [](LetterInput& i) {
             i.notes.route = RouteNote::Successor;
             i.report.municipality = "1201";
             i.receiver.key.municipality = "4601";
         },
         "nn", "Det står 1201 i meldinga. No er nummeret 4601.", "ingen bydel"},
        {"a district that was closed",
         [](LetterInput& i) {
             i.notes.route = RouteNote::Successor;
             i.report.municipality = i.receiver.key.municipality;
             i.report.district = "09";
         },
         "nn", "Bydelen er lagd ned. Det står 09 i meldinga.", "kommunenummer"},
        {"an outdated number and no district",
         [](LetterInput& i) {
             i.notes.route = RouteNote::SuccessorDefault;
             i.report.district = "00";
         },
         "nb", "Meldingen har ingen bydel.", "vi ikke kjenner"},
        {"chosen by a person", [](LetterInput& i) { i.notes.chosen_by_hand = true; }, "nb",
         "En av våre ansatte har valgt dere.", "ingen bydel"},
        {"found as given", [](LetterInput&) {}, "nb",
         "Bekymringsmelding til Oslo kommune, Gamle Oslo\n", "bydel."},
        {"no district in the name", [](LetterInput& i) { i.receiver.key.district = "00"; }, "nb",
         "Bekymringsmelding til Oslo kommune\n", "Gamle Oslo"},
        {"an enclosure is told of", [](LetterInput&) {}, "nb",
         "Bakerst ligger en bekreftelse til den som meldte.", "på engelsk"},
        {"an enclosure in English", [](LetterInput& i) { i.reporter_language = "en"; }, "nb",
         "Bekreftelsen er på engelsk", "virkedag"},
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

TEST(LetterText, SaysWhyItComesAgainAndThatItIsTheSame)
{
    const holidays::Date before(2026, 11, 25);
    const std::string one_letter = "som i brevet vårt av 25.\u00a0november 2026";
    const std::string confirmed = "som dere bekreftet 25.\u00a0november 2026";
    const struct {
        Again why;
        bool letter, was_confirmed;
        const char* there;
        std::string same;
    } cases[] = {
        {Again::Damaged, true, false, "ble skadd før det kom i posten", one_letter},
        {Again::NotPrinted, true, false, "ble aldri trykt", ""},
        {Again::Recalled, true, false, "Vi stanset det forrige brevet", one_letter},
        {Again::Returned, true, false, "kom i retur til oss", one_letter},
        {Again::NotArrived, true, false, "ikke kom fram", one_letter},
        {Again::LostByReceiver, false, true, "vite at dere ikke har den", confirmed},
        {Again::RejectedLate, false, true, "bekreftet den først", confirmed},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(to_text(c.why));
        LetterInput input = sample_input(planted(intake::Form::Public));
        input.again = SentAgain{c.why, std::nullopt, std::nullopt};
        if (c.letter) input.again->letter_date = before;
        if (c.was_confirmed) input.again->confirmed_on = before;
        input.letter_date = before + 20;
        const std::string text = forwarding(input);
        EXPECT_TRUE(holds(text, "Vi sender denne meldingen på nytt.")) << text;
        EXPECT_TRUE(holds(text, c.there)) << text;
        EXPECT_EQ(holds(text, "Dette er samme melding"), !c.same.empty()) << text;
        EXPECT_TRUE(holds(text, c.same)) << text;
        EXPECT_EQ(holds(text, "Frist for å bekrefte"), !c.was_confirmed)
            << "what was confirmed once was never late";
        EXPECT_FALSE(holds(text, "Ingen hos dere har bekreftet")) << "one reason is enough";
        EXPECT_EQ(holds(text, "Bekreft meldingen i portalen"), !c.was_confirmed)
            << "what was confirmed has left the portal";
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
    EXPECT_EQ(letter.head[1], "Gjeld Oslo kommune, Gamle Oslo; Stryn kommune er vertskommune");
}

TEST(LetterText, AConfirmationByItselfGoesToTheReporter)
{
    LetterInput input = sample_input(planted(intake::Form::Private));
    const auto letter = make_confirmation(input);
    EXPECT_EQ(letter.address,
              (std::vector<std::string>{"PLANTET reporter.name", "PLANTET gate", "0123 OSLO"}));
    EXPECT_EQ(letter.return_line, "Retur: Postboks 2, 0124 OSLO");
    EXPECT_EQ(letter.head, (std::vector<std::string>{"Oslo kommune, Gamle Oslo",
                                                     "Dato: 25.\u00a0november 2026"}));
    ASSERT_EQ(letter.parts.size(), 1u);
    EXPECT_EQ(letter.parts[0].foot, "Side {page} av {pages}") << "no reference in the foot";
    const std::string text = all_text(letter.parts[0].blocks);
    EXPECT_TRUE(holds(text, "Nå er den på vei til oss i posten.")) << text;
    EXPECT_TRUE(holds(text, "ikke underskrevet")) << text;
    EXPECT_FALSE(holds(text, "PLANTET gate")) << "the address stands in the window alone";

    const std::string enclosed = all_text(make_letter(input).parts.at(1).blocks);
    EXPECT_TRUE(holds(enclosed, "Nå har vi fått den i posten.")) << enclosed;
    EXPECT_TRUE(holds(enclosed, "Dato og underskrift")) << enclosed;
}

TEST(LetterText, TheReporterIsAnsweredInTheLanguageOfTheirPortal)
{
    const struct {
        const char* why;
        const char* reporter;
        const char* receiver;
        const char* language;
    } cases[] = {
        {"not known: the receiver's", "", "nn", "nn"},
        {"English", "en", "nb", "en"},
        {"nynorsk to an office that writes bokmål", "nn", "nb", "nn"},
        {"bokmål to an office that writes nynorsk", "nb", "nn", "nb"},
        {"a language without words: the receiver's", "se", "nb", "nb"},
        {"nonsense: the receiver's", "../x", "nb", "nb"},
    };
    for (const auto form : {intake::Form::Private, intake::Form::Public})
        for (const auto& c : cases) {
            SCOPED_TRACE(c.why);
            LetterInput input = sample_input(planted(form), c.receiver);
            input.reporter_language = c.reporter;
            EXPECT_EQ(confirmation_kind(input), form == intake::Form::Private
                                                    ? "confirmation-private"
                                                    : "confirmation-public");
            EXPECT_EQ(confirmation_language(input), c.language);
            EXPECT_EQ(make_letter(input).parts.at(0).language, c.receiver);
            EXPECT_EQ(make_letter(input).parts.at(1).language, c.language);
            EXPECT_EQ(make_confirmation(input).parts.at(0).language, c.language);
            EXPECT_EQ(templates_of_letter(input),
                      (std::vector<TemplateName>{{"forwarding", c.receiver},
                                                 {confirmation_kind(input), c.language}}));
        }
}

TEST(LetterText, AReceiversOwnWordsTakeThePlaceOfOurs)
{
    const Wording wording({templates::OwnWords::parse(
        "own.md", "---\ntitle: T\nkind: confirmation-private\nlanguage: nb\nversion: 1\n---\n"
                  "::: words thanks\nKjære melder!\n:::\n")});
    const LetterInput input = sample_input(planted(intake::Form::Private));
    EXPECT_TRUE(holds(all_text(make_letter(input, wording).parts.at(1).blocks), "Kjære melder!"));
    EXPECT_TRUE(
        holds(all_text(make_confirmation(input, wording).parts.at(0).blocks), "Kjære melder!"));
    EXPECT_TRUE(make_letter(input, wording).parts.at(0) == make_letter(input).parts.at(0));
    const LetterInput other = sample_input(planted(intake::Form::Public));
    EXPECT_TRUE(make_letter(other, wording) == make_letter(other)) << "another kind is untouched";
    EXPECT_NE(wording.find_own("confirmation-private", "nb"), nullptr);
    EXPECT_EQ(wording.find_own("confirmation-private", "nn"), nullptr);
}

TEST(LetterText, TheSameInputGivesTheSameLetter)
{
    const auto input = sample_input(planted(intake::Form::Public));
    EXPECT_TRUE(make_letter(input) == make_letter(input));
}

} // namespace
} // namespace reservepost::batch::letters
