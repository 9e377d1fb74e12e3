#include "batch/intake/judge.h"

#include "tests/batch/intake/sample_forms.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace reservepost::batch::intake {
namespace {

const std::string name = "3f1c9a52-7d0e-4b8a-9a55-0d2f6a1b7c11.json";

TEST(Judge, NamesAFileAsWhatItIs)
{
    const auto private_text = json::pretty(tests::private_sample());
    const auto public_text = json::pretty(tests::public_sample());
    const struct {
        const char* why;
        std::string octets;
        std::string file_name;
        Kind kind;
        Refusal refusal;
        const char* sentence;
    } cases[] = {
        {"a private report", private_text, name, Kind::Report, Refusal::None, ""},
        {"a public report", public_text, name, Kind::Report, Refusal::None, ""},
        {"the name does not decide", private_text, "x", Kind::Report, Refusal::None, ""},
        {"a report with next to nothing in it", R"({"privatMelder":{}})", name, Kind::Report,
         Refusal::None, ""},
        {"a whole number of 25 digits in it",
         R"({"privatMelder":{},"melding":1234567890123456789012345})", name, Kind::Report,
         Refusal::None, ""},
        {"a companion file", "not even JSON", "3f1c9a52-7d0e-4b8a-9a55-0d2f6a1b7c11.meta.json",
         Kind::Meta, Refusal::None, ""},
        {"the platform's error message", R"({"melding":"Hemmelig feil"})", "feilmelding.json",
         Kind::ErrorMessage, Refusal::None, "feilmelding"},
        {"an error message under a report's name", R"({"melding":"Hemmelig feil"})", name,
         Kind::ErrorMessage, Refusal::None, "feilmelding"},
        {"a text and more is no error message", R"({"melding":"Hemmelig","kommunenummer":"0301"})",
         name, Kind::Quarantined, Refusal::NeitherForm, "neither form"},
        {"an object is no error message", R"({"melding":{"melding":"Hemmelig"}})", name,
         Kind::Quarantined, Refusal::NeitherForm, "neither form"},
        {"nothing at all", "", name, Kind::Quarantined, Refusal::BrokenJson, "line 1, column 1"},
        {"cut short", private_text.substr(0, 400), name, Kind::Quarantined, Refusal::BrokenJson,
         "line "},
        {"a PDF", "%PDF-1.7 Hemmelig", name, Kind::Quarantined, Refusal::BrokenJson,
         "line 1, column 1"},
        {"Latin-1", "{\"privatMelder\":{\"personnavn\":\"Hemmelig \xE5\"}}", name,
         Kind::Quarantined, Refusal::BrokenJson, "not UTF-8"},
        {"a doubled key", R"({"privatMelder":{},"Hemmelig":1,"Hemmelig":2})", name,
         Kind::Quarantined, Refusal::BrokenJson, "line 1, column 33"},
        {"two reports in one file", R"({"privatMelder":{}} {"privatMelder":{}})", name,
         Kind::Quarantined, Refusal::BrokenJson, "nothing may follow"},
        {"both forms at once", R"({"privatMelder":{},"offentligMelder":{}})", name,
         Kind::Quarantined, Refusal::NeitherForm, "keys of both"},
        {"a list", R"([{"privatMelder":{"personnavn":"Hemmelig"}}])", name, Kind::Quarantined,
         Refusal::NeitherForm, "this is a list; a report is an object"},
        {"a text", R"("Hemmelig")", name, Kind::Quarantined, Refusal::NeitherForm, "a text"},
        {"another kind of document", R"({"Hemmelig":true})", name, Kind::Quarantined,
         Refusal::NeitherForm, "neither form"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto judgement = judge(c.octets, c.file_name);
        EXPECT_EQ(judgement.kind, c.kind);
        EXPECT_EQ(judgement.refusal, c.refusal);
        EXPECT_EQ(judgement.report.has_value(), c.kind == Kind::Report);
        EXPECT_NE(judgement.sentence.find(c.sentence), std::string::npos) << judgement.sentence;
        EXPECT_EQ(judgement.sentence.find("Hemmelig"), std::string::npos) << judgement.sentence;
        EXPECT_EQ(judgement.sentence.empty(), c.kind == Kind::Report || c.kind == Kind::Meta);
    }
}

TEST(Judge, KnowsThePlatformsLimitToTheOctet)
{
    const std::string before = R"({"privatMelder":{},"melding":")";
    const std::string after = "\"}";
    const auto filled = largest_report_octets - before.size() - after.size();
    const auto fits = before + std::string(filled, 'x') + after;
    ASSERT_EQ(fits.size(), largest_report_octets);
    EXPECT_EQ(judge(fits, name).kind, Kind::Report);
    const auto over = judge(before + std::string(filled + 1, 'x') + after, name);
    EXPECT_EQ(over.refusal, Refusal::TooLarge);
    EXPECT_EQ(over.sentence, "the file has 5000001 octets; a report has at most 5000000");
}

TEST(Judge, CodesAreWhatTheDatabaseTakes)
{
    EXPECT_EQ(to_text(Refusal::None), "");
    EXPECT_EQ(to_text(Refusal::BrokenJson), "broken-json");
    EXPECT_EQ(to_text(Refusal::TooLarge), "too-large");
    EXPECT_EQ(to_text(Refusal::NeitherForm), "neither-form");
}

RC_GTEST_PROP(Judge, TakesAnyOctetsWithoutThrowing, (const std::string& octets))
{
    judge(octets, name);
    judge("{\"privatMelder\":" + octets + "}", name);
    judge(R"({"privatBarn":[{"adresse":")" + octets + "\"}]}", name);
}

} // namespace
} // namespace reservepost::batch::intake
