#include "batch/printhouse/profile.h"

#include "layout/output_intent.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

using layout::Length;

const std::filesystem::path file = "/etc/reservepost/ours.toml";

Profile read(const std::string& text)
{
    return read_profile("name = \"ours\"\n" + text, file);
}

/// "LINE:COLUMN: what" of each finding, or nothing.
std::string findings_of(const std::string& text)
{
    try {
        read_profile(text, file);
        return "";
    } catch (const configuration::FindingsError& error) {
        std::string all;
        for (const auto& finding : error.findings())
            all += std::to_string(finding.line) + ":" + std::to_string(finding.column) + ": " +
                   finding.what + "\n";
        return all;
    }
}

TEST(Profile, TheShippedOnesAreThereAndSound)
{
    EXPECT_EQ(shipped_profiles(), (std::vector<std::string>{"norway", "norway-125x89"}));
    for (const auto& name : shipped_profiles()) {
        const auto profile = load_profile(name);
        EXPECT_EQ(profile.name, name);
        EXPECT_FALSE(profile.about.empty());
        EXPECT_EQ(profile.most_sheets(), 99);
        EXPECT_TRUE(profile.geometry.mark);
        EXPECT_TRUE(profile.geometry.witness);
    }
}

TEST(Profile, TheNorwegianOneSaysWhatGeometryHasByItself)
{
    auto norway = load_profile("norway").geometry;
    norway.most_pages = layout::PageGeometry().most_pages;
    EXPECT_EQ(norway, layout::PageGeometry());
}

TEST(Profile, TheOtherKeepsItsFieldForTheAddressAlone)
{
    const auto& geometry = load_profile("norway-125x89").geometry;
    EXPECT_EQ(geometry.window, (layout::Rectangle{{}, {Length::mm(125), Length::mm(89)}}));
    EXPECT_GE(geometry.first_page_top, Length::mm(89));
    EXPECT_GE(geometry.head_left, Length::mm(125));
    EXPECT_GT(geometry.mark->at.x, Length::mm(125));
}

TEST(Profile, AnOwnOneSaysOnlyInWhatItDiffers)
{
    const auto ours = read("base = \"norway-125x89\"\n"
                           "cut_off = \"12:30\"\nplex = \"simplex\"\nmax_pages = 20\n"
                           "pdf = \"plain-1.5\"\nreturn_window_days = 60\n"
                           "closed_days = [{ date = 2026-12-24, why = \"varetelling\" }]\n"
                           "[page]\nsilent_zone = \"none\"\nfold_marks = [105, 148.5]\n"
                           "[marks]\nmark_enclosures = false\nwitness = \"none\"\n"
                           "[envelopes]\nC4 = 40\n");
    EXPECT_EQ(ours.name, "ours");
    EXPECT_EQ(ours.about, "");
    EXPECT_EQ(ours.cut_off, std::chrono::minutes(750));
    EXPECT_EQ(ours.plex(), Plex::Simplex);
    EXPECT_EQ(ours.geometry.most_pages, 40);
    EXPECT_EQ(ours.max_pages, 20);
    EXPECT_EQ(ours.pdf, layout::PdfStandard::Plain15);
    EXPECT_EQ(ours.return_window_days, 60);
    ASSERT_EQ(ours.closed_days.size(), 1U);
    EXPECT_FALSE(ours.geometry.silent_zone);
    EXPECT_EQ(ours.geometry.fold_marks, (std::vector{Length::mm(105), Length::mm(148.5)}));
    EXPECT_FALSE(ours.geometry.mark_enclosures);
    EXPECT_FALSE(ours.geometry.witness);
    EXPECT_EQ(ours.geometry.window, load_profile("norway-125x89").geometry.window);
    EXPECT_EQ(ours.envelope_for(40), Envelope::C4);
    EXPECT_EQ(ours.envelope_for(41), std::nullopt);
}

TEST(Profile, WhatIsShownReadsAsTheSameProfile)
{
    for (const auto& name : shipped_profiles()) {
        auto profile = load_profile(name);
        profile.name = "ours";
        profile.geometry.fold_marks = {Length::mm(105), Length::mm(148.5)};
        profile.closed_days = {{holidays::Date(2027, 5, 14), "inneklemt \"dag\""}};
        profile.max_pages = 20;
        EXPECT_EQ(read_profile(profile_text(profile), file), profile);
        profile.geometry.mark.reset();
        profile.geometry.silent_zone.reset();
        profile.max_pages.reset();
        EXPECT_EQ(read_profile(profile_text(profile), file), profile);
    }
}

TEST(Profile, EnvelopesFollowTheSheets)
{
    const auto norway = load_profile("norway");
    const std::pair<int, std::optional<Envelope>> cases[] = {
        {1, Envelope::C5}, {6, Envelope::C5}, {7, Envelope::C4}, {99, Envelope::C4}, {100, {}}};
    for (const auto& [sheets, envelope] : cases)
        EXPECT_EQ(norway.envelope_for(sheets), envelope) << sheets;
}

TEST(Profile, AnUnknownNameIsToldWithThoseThatThereAre)
{
    try {
        load_profile("norwy");
        FAIL();
    } catch (const std::runtime_error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("did you mean norway?"), std::string::npos) << message;
        EXPECT_NE(message.find("norway-125x89"), std::string::npos) << message;
    }
    EXPECT_THROW(load_profile("none.toml", "/nonexistent"), std::runtime_error);
    EXPECT_THROW(load_profile("../norway"), std::runtime_error);
    EXPECT_THROW(load_profile(""), std::runtime_error);
}

TEST(Profile, EachThingThatIsWrongIsToldAtItsPlace)
{
    const std::string n = "name = \"x\"\n";
    struct {
        const char* why;
        std::string text;
        const char* found;
    } const cases[] = {
        {"no name of its own", "plex = \"simplex\"\n", "1:1: `name` must be given"},
        {"the name of a shipped one", "name = \"norway\"\n", "1:1: `name` is that of a profile"},
        {"a name that no manifest takes", "name = \"Vårt hus\"\n", "1:1: `name` must be 1 to 40"},
        {"no TOML", "name = \n", "this is not TOML"},
        {"a base that is not there", n + "base = \"oslo\"\n", "2:1: `base` must be the name"},
        {"a base that is a file", n + "base = \"norway.toml\"\n", "2:1: `base` must be the name"},
        {"an unknown key", n + "cutoff = \"10:00\"\n", "2:1: `cutoff` is not known"},
        {"a cut-off that is no time", n + "cut_off = \"25:00\"\n", "2:1: `cut_off` must be"},
        {"a standard nobody has", n + "pdf = \"pdfx1a\"\n", "\"pdfx4-pdfvt1\" or \"plain-1.5\""},
        {"colour", n + "colour = \"cmyk\"\n", "printed with black alone"},
        {"plex", n + "plex = \"both\"\n", "\"duplex\" (both sides) or \"simplex\""},
        {"heavy paper", n + "grams_per_m2 = 300\n", "from 60 to 120"},
        {"no page", n + "max_pages = 0\n", "from 1 to 198"},
        {"pages in words", n + "max_pages = \"few\"\n", "must be a whole number"},
        {"a way to send that is not there", n + "transport = \"ftp\"\n", "must be \"directory\""},
        {"a seal that is not there", n + "seal = \"pgp\"\n", "must be \"auth-enveloped\""},
        {"a seal in capitals", n + "seal = \"Signed-Enveloped\"\n", "must be \"auth-enveloped\""},
        {"an output intent that is not there", n + "output_intent = \"none.icc\"\n",
         "cannot be read"},
        {"a closed day without a reason", n + "closed_days = [{ date = 2026-12-24 }]\n",
         "2:16: `why` is missing"},
        {"a return window of a year and a day", n + "return_window_days = 366\n", "from 7 to 365"},
        {"a page that is not A4", n + "[page]\nwidth = 216\n", "3:1: `width` must be from 200 to"},
        {"a page too low", n + "[page]\nheight = 286.9\n", "from 287 to 297"},
        {"a width without bounds", n + "[page]\nwidth = inf\n", "from 200 to 210"},
        {"a width that is no number", n + "[page]\nwidth = nan\n", "from 200 to 210"},
        {"text where the house prints", n + "[page]\nleft = 17\n", "3:1: `left` must be at least"},
        {"text at the right edge", n + "[page]\nright = 4\n", "at least `clear_edge`"},
        {"text at the top edge", n + "[page]\ntop = 4\n", "at least `clear_edge`"},
        {"no room for the foot", n + "[page]\nbottom = 12\n", "must leave 10 mm"},
        {"a silent zone in the text",
         n + "[page]\nsilent_zone = { x = 0, y = 95, w = 25, h = 80 }\n",
         "3:1: `silent_zone` must end left of the text"},
        {"a silent zone off the page",
         n + "[page]\nsilent_zone = { x = 0, y = 250, w = 15, h = 80 }\n", "must lie on the page"},
        {"a rectangle with a side missing", n + "[page]\nsilent_zone = { x = 0, y = 95, w = 15 }\n",
         "`h` is missing"},
        {"a rectangle in words", n + "[page]\nsilent_zone = \"left\"\n", "must be \"none\" or { x"},
        {"a window that may not be none", n + "[first_page]\nwindow = \"none\"\n",
         "`window` must be a table"},
        {"an address beside the window",
         n + "[first_page]\naddress = { x = 20, y = 60, w = 90, h = 29 }\n",
         "`address` must lie in the `window`"},
        {"an address too small", n + "[first_page]\naddress = { x = 20, y = 47, w = 50, h = 20 }\n",
         "at least 60 mm wide and 29 mm high"},
        {"the head in the window", n + "[first_page]\nhead = 100\n",
         "must lie right of the `window`"},
        {"no room for the head", n + "[first_page]\nhead = 150\n", "must leave 40 mm"},
        {"text in the window", n + "[first_page]\ntext = 60\n", "must lie below the `window`"},
        {"a mark too small", n + "[marks]\nmark = { x = 6, y = 20, w = 5, h = 5 }\n",
         "at least 5.4 mm"},
        {"a mark that is no square", n + "[marks]\nmark = { x = 6, y = 20, w = 9, h = 8 }\n",
         "must be a square"},
        {"a mark in the text", n + "[marks]\nmark = { x = 30, y = 120, w = 9, h = 9 }\n",
         "must lie in a margin"},
        {"a mark at the edge", n + "[marks]\nmark = { x = 0, y = 20, w = 9, h = 9 }\n",
         "on the page with its quiet zone"},
        {"a mark in the silent zone", n + "[marks]\nmark = { x = 2, y = 100, w = 9, h = 9 }\n",
         "must not touch the silent zone"},
        {"a mark in the window",
         n + "base = \"norway-125x89\"\n[marks]\nmark = { x = 6, y = 20, w = 9, h = 9 }\n",
         "must not show in the window"},
        {"a witness over the text", n + "[marks]\nwitness = { x = 20, y = 150, w = 130, h = 3 }\n",
         "must lie above the text"},
        {"a witness too short", n + "[marks]\nwitness = { x = 20, y = 287, w = 60, h = 3 }\n",
         "at least 100 mm wide"},
        {"a witness at the edge", n + "[marks]\nwitness = { x = 10, y = 287, w = 130, h = 3 }\n",
         "must lie inside"},
        {"fold marks in words", n + "[page]\nfold_marks = [\"C5\"]\n", "must be a height"},
        {"a fold mark at the edge", n + "[page]\nfold_marks = [2]\n", "further from the edges"},
        {"no envelope", n + "[envelopes]\n", "must say how many sheets"},
        {"an envelope nobody has", n + "[envelopes]\nC6 = 3\n", "`C6` is not known"},
        {"C4 smaller than C5", n + "[envelopes]\nC5 = 9\nC4 = 8\n", "more sheets than C5"},
        {"more sheets than a mark counts", n + "[envelopes]\nC4 = 100\n", "from 1 to 99"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto found = findings_of(c.text);
        EXPECT_NE(found.find(c.found), std::string::npos) << found;
    }
    EXPECT_EQ(findings_of(n), "");
}

TEST(Profile, AllFindingsComeAtOnce)
{
    const auto found = findings_of("name = \"x\"\nplex = \"both\"\n[page]\nleft = 3\nwidth = 1\n"
                                   "[marks]\nwitness = \"no\"\n");
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 6) << found;
}

TEST(Profile, AHouseMayAskForTheOtherSeal)
{
    const tests::TemporaryDirectory folder;
    const auto profile =
        read_profile("name = \"ours\"\nseal = \"signed-enveloped\"\n", folder / "ours.toml");
    EXPECT_EQ(profile.seal, Seal::SignedEnveloped);
    EXPECT_EQ(read_profile(profile_text(profile), folder / "again.toml"), profile);
    EXPECT_EQ(load_profile("norway").seal, Seal::AuthEnveloped);
}

TEST(Profile, AHousesOwnOutputIntentIsReadFromBesideTheFile)
{
    const tests::TemporaryDirectory folder;
    tests::write_file(folder / "press.icc", layout::black_on_white_profile());
    tests::write_file(folder / "no.icc", "no profile at all");
    const auto ours = folder / "ours.toml";
    tests::write_file(ours, "name = \"ours\"\noutput_intent = \"press.icc\"\n");
    const auto profile = load_profile(ours);
    EXPECT_EQ(profile.output_profile, layout::black_on_white_profile());
    EXPECT_EQ(profile.output_intent, folder / "press.icc");
    tests::write_file(ours, "name = \"ours\"\noutput_intent = \"no.icc\"\n");
    EXPECT_THROW(load_profile(ours), configuration::FindingsError);
}

} // namespace
} // namespace reservepost::batch::printhouse
