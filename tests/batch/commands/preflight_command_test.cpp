#include "tests/batch/commands/command_desk.h"
#include "tests/batch/commands/compose_input.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `preflight` as somebody meets it who was handed a PDF.

namespace reservepost::tests {
namespace {

std::string letter_file(const fs::path& folder)
{
    const auto file = folder / "letters.pdf";
    const auto said = say({"compose", "-", "-o", file.string()}, line_of(plain_letter()));
    EXPECT_EQ(said.status, 0) << said;
    return file.string();
}

/// What compose writes is for proofs: nothing but the marks of a job is missing.
constexpr const char* no_mark =
    "MARK_MISSING  page 1, x 6.0 y 20.0 mm, 9.0 × 9.0 mm: the sheet bears no mark\n";

TEST(PreflightCommand, TellsWhatAndWhereWithStatusTwo)
{
    const TemporaryDirectory folder;
    const auto file = letter_file(folder.path());
    const auto words = say({"preflight", file});
    EXPECT_EQ(words.status, 2) << words;
    EXPECT_TRUE(words.out.starts_with(no_mark)) << words;
    EXPECT_TRUE(words.out.ends_with(file + ": 1 finding.\n")) << words;

    const auto told = batch::json::parse(say({"--json", "preflight", file}).out);
    ASSERT_EQ(told.items("findings").size(), 1U);
    const auto& finding = told.items("findings").front();
    EXPECT_EQ(finding.text("code"), "MARK_MISSING");
    EXPECT_EQ(finding.integer("page"), 1);
    EXPECT_EQ(finding.at("place_mm").at("x").as_number().text, "6.00");
    EXPECT_TRUE(told.at("unjudged").is_null());
}

TEST(PreflightCommand, TellsEverythingAtOnce)
{
    const TemporaryDirectory folder;
    auto pdf = file_text(letter_file(folder.path()));
    pdf.replace(pdf.find("%PDF-1.6"), 8, "%PDF-1.3");
    pdf.replace(pdf.rfind("/ID"), 3, "/IX");
    const auto words = say({"preflight", write_file(folder / "broken.pdf", pdf).string()});
    EXPECT_EQ(words.status, 2) << words;
    EXPECT_TRUE(words.holds("FILE_ID_MISSING  file: the trailer has no /ID\n"
                            "    right: an /ID of two strings in the trailer\n"
                            "UNSUPPORTED_PDF_VERSION  file: the file is PDF 1.3\n"
                            "    right: PDF 1.6\n"))
        << words;
    EXPECT_TRUE(words.holds(no_mark)) << words;
    EXPECT_TRUE(words.holds(": 3 findings.\n")) << words;
}

TEST(PreflightCommand, JudgesByTheProfile)
{
    const TemporaryDirectory folder;
    const auto file = letter_file(folder.path());
    const auto profile =
        write_file(folder / "house.toml",
                   "base = \"norway\"\nname = \"house\"\n[marks]\nmark = \"none\"\n")
            .string();
    const auto said = say({"preflight", file, "--profile", profile});
    EXPECT_EQ(said.status, 0) << said;
    EXPECT_EQ(said.out, file + ": nothing is wrong with it.\n");
    const auto looked = say({"preflight", file, "--profile", profile, "--render"});
    EXPECT_EQ(looked.status, 0) << looked;
}

TEST(PreflightCommand, LooksAtThePagesAsTheyAreDrawn)
{
    const TemporaryDirectory folder;
    const auto file = letter_file(folder.path());
    // The text of our letters stands from 20 mm on, which this house wants clear.
    const auto profile = write_file(folder / "house.toml",
                                    "name = \"house\"\n[page]\nleft = 25\nclear_left = 23\n"
                                    "[first_page]\nwindow = { x = 15, y = 44, w = 110, h = 35 }\n"
                                    "address = { x = 25, y = 47, w = 90, h = 29 }\n"
                                    "[marks]\nmark = \"none\"\nwitness = \"none\"\n")
                             .string();
    const auto count = [](const Said& said) {
        const std::string code = "INSUFFICIENT_MARGIN";
        std::size_t found = 0;
        for (auto at = said.out.find(code); at != std::string::npos;
             at = said.out.find(code, at + 1))
            ++found;
        return found;
    };
    const auto judged = say({"preflight", file, "--profile", profile});
    const auto looked = say({"preflight", file, "--profile", profile, "--render"});
    EXPECT_EQ(looked.status, 2) << looked;
    EXPECT_GT(count(judged), 0U) << judged;
    EXPECT_GT(count(looked), count(judged)) << looked;
}

TEST(PreflightCommand, WhatItCannotJudgeHasStatusOne)
{
    const TemporaryDirectory folder;
    const struct {
        const char* why;
        std::vector<std::string> call;
        const char* fragment;
    } cases[] = {
        {"no such file", {"preflight", (folder / "none.pdf").string()}, "FILE_NOT_READABLE"},
        {"a directory", {"preflight", folder.path().string()}, "FILE_NOT_READABLE"},
        {"no file named", {"preflight"}, "FILE"},
        {"no such profile",
         {"preflight", "x.pdf", "--profile", "nowhere"},
         "there is no print profile of that name; there are norway"},
        {"no time", {"preflight", "x.pdf", "--seconds", "0"}, "--seconds takes 1 to 86400"},
        {"time in words", {"preflight", "x.pdf", "--seconds", "soon"}, "--seconds"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = say(c.call);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
    }
    const auto told = batch::json::parse(say({"--json", "preflight", "/none.pdf"}).out);
    EXPECT_EQ(told.at("unjudged").text("code"), "FILE_NOT_READABLE");
}

} // namespace
} // namespace reservepost::tests
