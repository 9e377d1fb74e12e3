#include "batch/printhouse/page_look.h"
#include "batch/printhouse/profile.h"
#include "layout/pdf.h"
#include "layout/preflight.h"
#include "layout/print_marks.h"
#include "tests/layout/sample_letters.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// What a profile asks for, a job that is made for it keeps: with every mark on, by our own judge.

namespace reservepost::batch::printhouse {
namespace {

const layout::Workshop& workshop()
{
    static const layout::Workshop shop;
    return shop;
}

layout::Letter letter_to(std::vector<std::string> address)
{
    auto letter = layout::sample_forwarding_letter();
    letter.address = std::move(address);
    letter.return_line = "Retur: Postboks 1 Ågotnes, 0001 OSLO";
    return letter;
}

/// Letters of one to many sheets, with an enclosure, and with the fullest address.
std::vector<layout::Letter> letters()
{
    return {layout::sample_forwarding_letter(), layout::sample_long_letter(60),
            letter_to({"Ågot Ås", "Égý Åg", "Åpg", "Åqj", "Åyp", "9730 ÅGÝ"}),
            letter_to({"Kari", std::string(70, 'i') + " " + std::string(70, 'l'), "0155 OSLO"}),
            layout::sample_right_to_left_letter()};
}

const std::string witness = "123456 " + std::string(64, 'a');

struct Job {
    std::string pdf;
    std::vector<PageToLookAt> pages;
};

Job job_for(const Profile& profile)
{
    layout::PdfDocument document({.title = "Job 01000123",
                                  .created = "2026-11-25T08:10:00+01:00",
                                  .document_id = "uuid:1",
                                  .language = "nb",
                                  .standard = profile.pdf,
                                  .output_profile = profile.output_profile},
                                 workshop().library());
    Job job;
    std::int64_t number = 0;
    for (const auto& letter : letters()) {
        auto composition = workshop().compose(letter, profile.geometry);
        const layout::PieceMarks marks{
            .job = "01000123", .piece = ++number, .envelope = 5, .witness = witness};
        layout::add_print_marks(composition, profile.geometry, marks, workshop());
        EXPECT_TRUE(workshop().judge(composition, profile.geometry, &marks).empty());
        for (std::size_t page = 0; page < composition.pages.size(); ++page)
            job.pages.push_back(
                {static_cast<int>(job.pages.size()) + 1,
                 {page % static_cast<std::size_t>(layout::sides_of(profile.geometry.plex)) == 0,
                  page == 0, layout::bears_mark(composition, page, profile.geometry)}});
        document.add({number, "forwarding", composition.sheets,
                      profile.plex() == Plex::Duplex ? "duplex" : "simplex", "C5",
                      std::move(composition.pages)});
    }
    job.pdf = document.finish();
    return job;
}

std::string findings_of(const std::string& pdf, const Profile& profile)
{
    const auto result = layout::preflight(pdf, {.rules = profile.rules()});
    std::string all = result.unjudged ? result.unjudged->code + "\n" : "";
    for (const auto& finding : result.findings)
        all +=
            finding.code + " on page " + std::to_string(finding.page) + ": " + finding.what + "\n";
    return all;
}

TEST(ProfilePreflight, ShippedProfilesPassTheirOwnWithEveryMarkOn)
{
    for (const auto& name : shipped_profiles()) {
        SCOPED_TRACE(name);
        const auto profile = load_profile(name);
        const auto job = job_for(profile);
        EXPECT_EQ(findings_of(job.pdf, profile), "");
        EXPECT_EQ(
            look_at_pages(job.pdf, {job.pages[0], job.pages[1], job.pages.back()}, profile.geometry)
                .size(),
            0U);
    }
}

TEST(ProfilePreflight, SoDoProfilesThatDiffer)
{
    const tests::TemporaryDirectory folder;
    struct {
        const char* why;
        const char* text;
    } const cases[] = {
        {"one side", "plex = \"simplex\"\n"},
        {"plain PDF", "pdf = \"plain-1.5\"\n"},
        {"no marks", "[marks]\nmark = \"none\"\nwitness = \"none\"\n"},
        {"enclosures without marks", "[marks]\nmark_enclosures = false\n"},
        {"fold marks, no silent zone", "[page]\nfold_marks = [105, 210]\nsilent_zone = \"none\"\n"},
        {"a lower page", "[page]\nheight = 290\n[marks]\nwitness = \"none\"\n"},
        // Ghostscript's own profile of a press with four inks.
        {"four inks", "output_intent = \"/usr/share/color/icc/ghostscript/default_cmyk.icc\"\n"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto profile =
            read_profile(std::string("name = \"ours\"\n") + c.text, folder / "ours.toml");
        EXPECT_EQ(findings_of(job_for(profile).pdf, profile), "");
    }
}

TEST(ProfilePreflight, AJobForOneHouseDoesNotPassForAnother)
{
    const auto norway = load_profile("norway");
    const auto other = load_profile("norway-125x89");
    const auto found = findings_of(job_for(norway).pdf, other);
    EXPECT_NE(found.find("CONTENT_IN_WINDOW on page 1"), std::string::npos) << found;
    EXPECT_NE(found.find("MARK_MISSING on page 1"), std::string::npos) << found;
}

} // namespace
} // namespace reservepost::batch::printhouse
