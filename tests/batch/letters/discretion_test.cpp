#include "batch/intake/judge.h"
#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"
#include "layout/workshop.h"
#include "letter_samples.h"
#include "planted_forms.h"
#include "tests/layout/shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

// Nobody reads what is not theirs: what a letter to the reporter must not hold at all, and what no
// window and no fold may show.

namespace reservepost::batch::letters {
namespace {

using layout::Length;
using tests::PlantedForm;

/// A4 folded once for C5: what lies outside before the letter is opened.
constexpr Length first_fold = Length::mm(148.5);
/// The windows of C5 and C4 together.
constexpr Length window_foot = Length::mm(79);

const layout::PageGeometry geometry;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
    });
    return text;
}

/// The words of a page whose tops stand above `limit`, line under line.
std::string words_above(const layout::Frame& page, Length limit)
{
    std::string text;
    for (const layout::Placed& placed : page.items)
        if (const auto* run = std::get_if<layout::GlyphRun>(&placed.item))
            if (placed.at.y - run->size < limit) text += run->text + "\n";
    return text;
}

std::string without(std::string text, const std::vector<std::string>& parts)
{
    for (const auto& part : parts)
        for (std::size_t at; !part.empty() && (at = text.find(part)) != std::string::npos;)
            text.erase(at, part.size());
    return text;
}

/// Everything that could be told of a report: planted in its fields, its cause and its receiver.
LetterInput planted_input(const PlantedForm& form, const std::string& language)
{
    const auto judged = intake::judge(tests::planted_json(form), "a.json");
    LetterInput input = sample_input(judged.report.value(), language == "nn" ? "nn" : "nb");
    input.reporter_language = language;
    input.cause = Cause::Rejected;
    input.rejection_message = "PLNT beskjed fra fagsystemet";
    input.host_name = "PLNT vert";
    input.notes.chosen_by_hand = true;
    return input;
}

/// The values of the reporter's own name and address, which the letter is addressed with.
std::vector<std::string> own_values(const PlantedForm& form)
{
    std::vector<std::string> own;
    for (const auto& field : form.fields) {
        const bool melder =
            field.path.starts_with("privatMelder/") || field.path.starts_with("offentligMelder/");
        const bool address = field.path.find("/adresse/") != field.path.npos;
        if (melder && (address || field.path.ends_with("/personnavn") ||
                       field.path.ends_with("virksomhet/navn")))
            own.push_back(tests::planted_value(field));
    }
    return own;
}

/// Both letters to the reporter, as pages: the one in a forwarding letter, and the one by itself.
std::vector<layout::Frame> both_confirmations(const LetterInput& input)
{
    const auto whole = layout::shared_workshop().compose(make_letter(input), geometry);
    const auto alone = layout::shared_workshop().compose(make_confirmation(input), geometry);
    return {whole.pages.at(whole.parts.at(1).first), alone.pages.at(0)};
}

TEST(Discretion, AConfirmationHoldsNothingOfTheReportOrOfOthers)
{
    for (const PlantedForm& form : tests::planted_forms())
        for (const char* language : {"nb", "nn", "en"}) {
            SCOPED_TRACE(form.name + " " + language);
            const LetterInput input = planted_input(form, language);
            const auto own = own_values(form);
            ASSERT_GE(own.size(), 6u);
            for (const layout::Frame& page : both_confirmations(input)) {
                const std::string text = words_above(page, geometry.page.height);
                EXPECT_NE(text.find(own.front()), std::string::npos) << text;
                EXPECT_NE(text.find(input.reference), std::string::npos) << text;
                EXPECT_NE(text.find(input.receiver.public_phone), std::string::npos) << text;
                EXPECT_NE(text.find("112"), std::string::npos) << text;
                const std::string rest = without(text, own);
                for (const std::string& forbidden :
                     {std::string("PLNT"), input.receiver.contact_name,
                      input.receiver.contact_email, input.receiver.contact_phone,
                      input.receiver.warning_emails.at(0), std::string("virkedag")})
                    EXPECT_EQ(rest.find(forbidden), std::string::npos) << forbidden << "\n" << rest;
            }
        }
}

TEST(Discretion, AConfirmationsWindowAndFirstFoldTellNothing)
{
    const char* const telling[] = {"barn",  "born",    "bekymr",  "uro",  "vern",     "familie",
                                   "child", "concern", "welfare", "worr", "guardian", "parent"};
    for (const auto form : {MadeUpForm::Private, MadeUpForm::PublicV1, MadeUpForm::PublicV2})
        for (const char* language : {"nb", "nn", "en"})
            for (const char* name : {"late", "no-phone"}) {
                LetterInput input =
                    made_up(form, std::string(language) == "nn" ? "nn" : "nb", situation(name));
                input.reporter_language = language;
                const auto pages = both_confirmations(input);
                const auto address = reporter_lines(input.report);
                for (const layout::Frame& page : pages) {
                    const std::string top = words_above(page, first_fold);
                    EXPECT_NE(top.find(input.receiver.municipality_name), std::string::npos);
                    const std::string ours = lower(without(top, address));
                    for (const char* word : telling)
                        EXPECT_EQ(ours.find(word), std::string::npos) << word << "\n" << ours;
                }
                // In the office's envelope the sheet must never show an address of its own: the
                // whole letter would go there. By itself it must.
                for (const auto& line : address) {
                    EXPECT_EQ(words_above(pages[0], window_foot).find(line), std::string::npos);
                    EXPECT_NE(words_above(pages[1], window_foot).find(line), std::string::npos);
                }
            }
}

// The register is not ours: a page's address may say what the letter does not.
TEST(Discretion, AConfirmationShowsOfAWebPageWhatTellsNothing)
{
    const struct {
        const char* why;
        const char* given;
        const char* shown;
    } cases[] = {
        {"none", "", ""},
        {"a host", "www.example.no", "www.example.no"},
        {"a page that tells nothing", "www.example.no/kontakt", "www.example.no/kontakt"},
        {"a page that tells", "www.example.no/barnevern", "www.example.no"},
        {"in capitals", "www.example.no/Barnevern", "www.example.no"},
        {"deep below", "https://www.example.no/tjenester/familie?x=1", "https://www.example.no"},
        {"in the middle of a word", "www.example.no/oslobarnevernet", "www.example.no"},
        {"in English", "www.example.no/en/child-welfare", "www.example.no"},
        {"in nynorsk", "www.example.no/uro", "www.example.no"},
        {"a host that tells", "www.barnevernet.example.no", ""},
        {"a host that tells, and a page", "https://barnevernvakta.example.no/kontakt", ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        LetterInput input = made_up(MadeUpForm::Private, "nb", situation("late"));
        input.receiver.web = c.given;
        EXPECT_EQ(all_text(make_confirmation(input).parts.at(0).blocks).find("Nettside") !=
                      std::string::npos,
                  *c.shown != '\0');
        if (*c.shown == '\0') continue;
        EXPECT_NE(all_text(make_confirmation(input).parts.at(0).blocks)
                      .find("Nettside: " + std::string(c.shown) + "\n"),
                  std::string::npos);
    }
    LetterInput input = made_up(MadeUpForm::Private, "nb", situation("late"));
    input.receiver.hours = "9–15; barnevernvakten hele døgnet";
    EXPECT_EQ(all_text(make_confirmation(input).parts.at(0).blocks).find("Åpent"),
              std::string::npos);
}

TEST(Discretion, NeitherConfirmationNeedsASecondPage)
{
    for (const auto form : {MadeUpForm::Private, MadeUpForm::PublicV2})
        for (const char* language : {"nb", "nn", "en"}) {
            LetterInput input =
                made_up(form, std::string(language) == "nn" ? "nn" : "nb", situation("late"));
            input.reporter_language = language;
            const auto whole = layout::shared_workshop().compose(make_letter(input), geometry);
            ASSERT_EQ(whole.parts.size(), 2u);
            EXPECT_EQ(whole.parts[1].pages, 1) << "it can be signed without turning the sheet";
            EXPECT_EQ(whole.parts[1].first % 2, 0u) << "on a sheet of its own";
            const auto alone =
                layout::shared_workshop().compose(make_confirmation(input), geometry);
            EXPECT_EQ(alone.sheets, 1);
            EXPECT_EQ(alone.parts.at(0).pages, 1);
        }
}

// A forwarding letter's window shows the office's address and where it comes from, nothing else.
TEST(Discretion, AForwardingLettersWindowShowsTheAddressAlone)
{
    for (const Situation& situation : situations()) {
        SCOPED_TRACE(situation.name);
        const LetterInput input = made_up(MadeUpForm::PublicV2, "nb", situation);
        const auto page =
            layout::shared_workshop().compose(make_letter(input), geometry).pages.at(0);
        std::string window;
        for (const layout::Placed& placed : page.items)
            if (const auto* run = std::get_if<layout::GlyphRun>(&placed.item))
                if (placed.at.y - run->size < window_foot && placed.at.x < Length::mm(115))
                    window += run->text + "\n";
        std::string expected = input.return_line + "\n";
        for (const auto& line : input.address_lines)
            expected += line + "\n";
        EXPECT_EQ(window, expected);
    }
}

} // namespace
} // namespace reservepost::batch::letters
