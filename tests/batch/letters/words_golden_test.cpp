#include "batch/letters/letter_text.h"
#include "batch/letters/made_up.h"
#include "letter_samples.h"
#include "tests/support/golden.h"

#include <gtest/gtest.h>

// The words of every letter, as one would read them aloud: letter × cause × language × version of
// the form. Words alone, no places. UPDATE_GOLDEN=1 renews the files; read the difference.

namespace reservepost::batch::letters {
namespace {

std::string outside_of(const layout::Letter& letter)
{
    std::string text;
    for (const auto& line : letter.address)
        text += "| " + line + "\n";
    for (const auto& line : letter.head)
        text += "> " + line + "\n";
    return text + "\n";
}

/// What a forwarding letter says before and around the report, and the report itself.
struct Told {
    std::string ours;
    std::string report;
};

Told told(const layout::Letter& letter, const std::string& report_begins)
{
    const std::string text = all_text(letter.parts.at(0).blocks);
    const auto at = text.find(report_begins);
    if (at == std::string::npos) return {text, ""};
    return {text.substr(0, at), text.substr(at)};
}

TEST(WordsGolden, OfTheForwardingLetter)
{
    for (const char* language : {"nb", "nn"})
        for (const auto form : {MadeUpForm::Private, MadeUpForm::PublicV1, MadeUpForm::PublicV2}) {
            const std::string begins = std::string(language) == "nn"
                                           ? "Meldinga, slik ho vart send"
                                           : "Meldingen, slik den ble sendt";
            std::string text;
            std::string usual_report;
            for (const Situation& situation : situations()) {
                const auto letter = make_letter(made_up(form, language, situation));
                const auto words = told(letter, begins);
                ASSERT_NE(words.report, "") << "where the report begins must be found";
                text += "=== " + std::string(situation.name) + ": " +
                        std::string(situation.meaning) + "\n\n" + outside_of(letter) + words.ours;
                if (usual_report.empty()) usual_report = words.report;
                text += &situation == &situations().front() || words.report != usual_report
                            ? "\n" + words.report + "\n"
                            : "\n(the report, as above)\n\n";
            }
            tests::expect_golden(
                "words/forwarding." + std::string(to_text(form)) + "." + language + ".txt", text);
        }
}

TEST(WordsGolden, OfTheConfirmations)
{
    for (const char* language : {"nb", "nn", "en"})
        for (const auto form : {MadeUpForm::Private, MadeUpForm::PublicV1, MadeUpForm::PublicV2}) {
            std::string text;
            for (const char* name : {"late", "no-phone"}) {
                auto input =
                    made_up(form, std::string(language) == "nn" ? "nn" : "nb", situation(name));
                input.reporter_language = language;
                const auto alone = make_confirmation(input);
                text += "=== posted by itself, " + std::string(name) + "\n\n" + outside_of(alone) +
                        all_text(alone.parts.at(0).blocks) + alone.parts.at(0).foot + "\n\n";
                const auto whole = make_letter(input);
                text += "=== enclosed, " + std::string(name) + "\n\n" +
                        all_text(whole.parts.at(1).blocks) + whole.parts.at(1).foot + "\n\n";
            }
            // Neither cause nor history of a report comes into a letter to the reporter.
            for (const Situation& other : situations()) {
                if (other.name == "no-phone" || other.name == "host" || other.name == "successor" ||
                    other.name == "unreadable" || other.name == "english")
                    continue;
                auto input = made_up(form, std::string(language) == "nn" ? "nn" : "nb", other);
                input.reporter_language = language;
                EXPECT_NE(text.find(all_text(make_confirmation(input).parts.at(0).blocks)),
                          std::string::npos)
                    << other.name;
            }
            tests::expect_golden(
                "words/confirmation." + std::string(to_text(form)) + "." + language + ".txt", text);
        }
}

} // namespace
} // namespace reservepost::batch::letters
