#include "batch/letters/letter_text.h"

#include "layout/pdf.h"
#include "layout/workshop.h"
#include "letter_samples.h"
#include "tests/layout/shared_workshop.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// Whole letters on paper: what stands where, and what must not. UPDATE_GOLDEN=1 renews the golden
// pages; look at what changed before you keep it.

namespace reservepost::batch::letters {
namespace {

const layout::PageGeometry geometry;

layout::Composition composed(const LetterInput& input)
{
    return layout::shared_workshop().compose(make_letter(input), geometry);
}

intake::ReportForm sample(const std::string& reference)
{
    const std::string name = reference + ".json";
    return intake::judge(tests::file_text(RESERVEPOST_SOURCE "/samples/reports/" + name), name)
        .report.value();
}

/// The page's words, line under line, that stand above `limit`.
std::string words_above(const layout::Frame& page, layout::Length limit)
{
    std::string text;
    for (const layout::Placed& placed : page.items)
        if (const auto* run = std::get_if<layout::GlyphRun>(&placed.item))
            if (placed.at.y - run->size < limit) text += run->text + "\n";
    return text;
}

std::string all_words(const layout::Frame& page)
{
    return words_above(page, geometry.page.height);
}

void expect_golden(const std::string& name, const LetterInput& input)
{
    const auto composition = composed(input);
    std::string actual;
    for (std::size_t i = 0; i < composition.pages.size(); ++i)
        actual += "# " + name + ", page " + std::to_string(i + 1) +
                  "      positions in mm from the top left; renew: UPDATE_GOLDEN=1\n" +
                  layout::trace(composition.pages[i]);
    tests::expect_golden("letters/" + name + ".txt", actual);
}

TEST(LetterPages, Golden)
{
    const struct {
        const char* name;
        const char* report;
        const char* language;
        void (*change)(LetterInput&);
    } cases[] = {
        {"late.private.nb", "bbe93094-b146-4a7a-ac6e-71111d115da8", "nb", [](LetterInput&) {}},
        {"late.public-v2.nn", "ec333f01-541e-4fb3-ba32-5f6dc0f3f62f", "nn",
         [](LetterInput& i) { i.host_name = "Stryn"; }},
        {"late.public-v2.arabic.nb", "df7c3799-1163-40b2-86f2-b291c599b9da", "nb",
         [](LetterInput& i) {
             i.notes.route = receivers::RouteNote::SuccessorDefault;
             i.report.district = "07";
         }},
        {"rejected.public-v1.nb", "1ba594d0-eed1-4098-a5aa-dee8f3223399", "nb",
         [](LetterInput& i) {
             i.cause = Cause::Rejected;
             i.rejection_message = "Meldingen kunne ikke importeres: feltet «x» mangler.";
         }},
        {"rejected.private.nn", "6a2c9069-285f-45b1-9f4a-5a677c60a23d", "nn",
         [](LetterInput& i) { i.cause = Cause::Rejected; }},
        {"postal.public-v2.nb", "dc78ac15-a1e4-4c20-9fd7-113c3c6c1179", "nb",
         [](LetterInput& i) {
             i.cause = Cause::PostChosen;
             i.portal_too = false;
         }},
        {"raw.nb", "bbe93094-b146-4a7a-ac6e-71111d115da8", "nb",
         [](LetterInput& i) {
             i.raw_text = "{\"privatMelder\": {\n  \"navn\": \"Halvt navn\",\n  \"melding\": \"Jeg";
             i.notes.chosen_by_hand = true;
         }},
    };
    for (const auto& c : cases) {
        LetterInput input = sample_input(sample(c.report), c.language);
        input.reference = c.report;
        c.change(input);
        expect_golden(c.name, input);
    }
}

/// Every value of the report, as it would stand out on a page where it must not be.
std::vector<std::string> values_of(const intake::ReportForm& report)
{
    std::vector<std::string> values;
    for (const auto& section : report.sections)
        for (const auto& answer : section.answers)
            if (section.heading != "about" && answer.value.size() > 4)
                values.push_back(answer.value);
    return values;
}

// A sheet that slips in its envelope shows its top in the window, the enclosure's too.
TEST(LetterPages, NoNameStandsWhereAWindowCouldShowIt)
{
    const auto limit = geometry.address.at.y + geometry.address.size.height + layout::Length::mm(3);
    ASSERT_EQ(limit, layout::Length::mm(79));
    for (const auto& report : sample_reports())
        for (const char* language : {"nb", "nn"})
            for (const bool known_service : {true, false}) {
                LetterInput input = sample_input(report, language);
                if (!known_service) input.receiver.public_phone = input.receiver.hours = "";
                input.receiver.municipality_name = "Prøvebyen";
                input.receiver.district_name = "Prøvestrøket";
                input.address_lines = {"Prøvebyen kommune", "Prøveboks 7", "9999 PRØVEBYEN"};
                input.return_line = "Retur: Prøveboks 8, 9999 PRØVEBYEN";
                const auto composition = composed(input);
                ASSERT_EQ(composition.parts.size(), has_enclosure(input) ? 2u : 1u);
                for (const auto& part : composition.parts) {
                    const auto top = words_above(composition.pages[part.first], limit);
                    EXPECT_NE(top, "");
                    for (const auto& value : values_of(report))
                        EXPECT_EQ(top.find(value), std::string::npos) << value;
                    EXPECT_EQ(top.find("barn"), top.find("barnevern")) << top;
                }
            }
}

// Whoever opens the envelope finds on its first page all that is to be done, and nothing of what
// was reported: the page can lie open on a desk.
TEST(LetterPages, TheFirstPageHoldsWhatBelongsToItAndNothingOfTheReport)
{
    for (const char* language : {"nb", "nn"})
        for (const bool with_host : {true, false})
            for (const auto route : {receivers::RouteNote::Exact, receivers::RouteNote::Successor,
                                     receivers::RouteNote::DefaultDistrict}) {
                if (with_host && route != receivers::RouteNote::Exact) continue;
                for (const auto& report : sample_reports()) {
                    LetterInput input = sample_input(report, language);
                    input.address_lines = {"Prøvebyen kommune", "Prøveboks 7", "9999 PRØVEBYEN"};
                    if (with_host) input.host_name = "Kristiansand";
                    input.notes.route = route;
                    const auto composition = composed(input);
                    if (!has_enclosure(input)) continue;
                    const auto words = all_words(composition.pages[0]);
                    EXPECT_NE(words.find(std::string(language) == "nb"
                                             ? "Bakerst ligger en bekreftelse"
                                             : "Bakarst ligg ei stadfesting"),
                              std::string::npos)
                        << language << with_host << static_cast<int>(route);
                    for (const auto& value : values_of(report))
                        EXPECT_EQ(words.find(value), std::string::npos) << value;
                }
            }
}

/// What a reader of the PDF reads, in its order.
std::string read_aloud(const layout::Composition& composition)
{
    const tests::TemporaryDirectory folder;
    layout::PdfJob job{{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:01000001", "nb"}, {}};
    job.pieces.push_back({1, "forwarding", composition.sheets, "duplex", "C5", composition.pages});
    const auto file = tests::write_file(
        folder / "letter.pdf", layout::write_pdf(job, layout::shared_workshop().library()));
    return tests::run({"pdftotext", "-raw", "-enc", "UTF-8", file, "-"}).output;
}

TEST(LetterPages, IsReadInTheOrderInWhichItIsMeant)
{
    const auto report = sample("df7c3799-1163-40b2-86f2-b291c599b9da");
    const std::string text = read_aloud(composed(sample_input(report)));
    std::size_t at = 0;
    for (const char* next : {"Retur:",
                             "0123 OSLO",
                             "Dato:",
                             "Bekymringsmelding til Oslo",
                             "har ligget og ventet",
                             "Det viktigste først",
                             "Kom inn i portalen",
                             "mandag 23.",
                             "Frist for",
                             "onsdag 25.",
                             "Ukefristen",
                             "Er du ikke i barnevernstjenesten?",
                             "Referanse",
                             "Stempel",
                             "Bekreft meldingen",
                             "Bakerst ligger",
                             "Side 1 av",
                             "Meldingen, slik den ble sendt",
                             "Den som meldte",
                             "Navn",
                             "Sigrid Aamodt Riise",
                             "Barn 1",
                             "Layla Haddad",
                             "Foresatt 1",
                             "Det som er meldt",
                             "Layla (9 år)",
                             "Hun spurte læreren",
                             "Historien",
                             "Familien kom til Oslo",
                             "Sending",
                             "Brevet kommer fra",
                             "Oslo kommune, Gamle Oslo",
                             "Takk for meldingen din",
                             "Hva skjer nå?",
                             "112",
                             "Vil du snakke med oss?",
                             "Vennlig hilsen",
                             "Dato og underskrift",
                             "Brevet skal til",
                             "Sigrid Aamodt Riise",
                             "Side 1 av 1"}) {
        const std::size_t found = text.find(next, at);
        ASSERT_NE(found, std::string::npos) << next << " is not read after what stands before it\n"
                                            << text;
        at = found + std::string(next).size();
    }
}

TEST(LetterPages, AConfirmationByItselfIsReadInTheOrderInWhichItIsMeant)
{
    const struct {
        const char* language;
        std::vector<const char*> order;
    } cases[] = {
        {"nn",
         {"Retur:", "Ellen Marie Solvang", "0650 OSLO", "Oslo kommune",
          "Dato:", "Takk for meldinga", "Hei!", "Kva skjer no?", "112", "Vil du snakke", "Telefon",
          "Ope", "Nettside", "Referanse", "bbe93094", "Venleg helsing", "Oslo kommune",
          "ikkje underskrive", "Side 1 av 1"}},
        {"en",
         {"Retur:", "Ellen Marie Solvang", "0650 OSLO", "Oslo kommune", "Date:", "Thank you for",
          "Hello,", "What happens now?", "112", "Would you like", "Telephone", "Open", "Web page",
          "Reference", "bbe93094", "Kind regards", "Oslo kommune", "nobody has signed",
          "Page 1 of 1"}},
    };
    for (const auto& c : cases) {
        auto input = sample_input(sample("bbe93094-b146-4a7a-ac6e-71111d115da8"));
        input.reporter_language = c.language;
        const std::string text =
            read_aloud(layout::shared_workshop().compose(make_confirmation(input), geometry));
        std::size_t at = 0;
        for (const char* next : c.order) {
            const std::size_t found = text.find(next, at);
            ASSERT_NE(found, std::string::npos)
                << next << " is not read after what stands before it\n"
                << text;
            at = found + std::string(next).size();
        }
    }
}

} // namespace
} // namespace reservepost::batch::letters
