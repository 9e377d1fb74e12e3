#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/test_office.h"

#include "batch/json/value.h"

#include <fstream>
#include <gtest/gtest.h>

// The register as files: read, judged, written.

namespace reservepost::tests {
namespace {

constexpr const char* morning = "2026-11-23T09:00";

mode_t mode_of(const fs::path& file)
{
    struct stat status = {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

fs::path written(const fs::path& file, const std::string& text)
{
    std::ofstream(file) << text;
    return file;
}

const std::string csv_header = "municipality;district;municipality_name;public_phone;address\r\n";

TEST(ReceiverBulk, AnExportThatIsImportedChangesNothing)
{
    const CommandDesk desk;
    for (const std::string ending : {".toml", ".csv", ".CSV"}) {
        SCOPED_TRACE(ending);
        const auto file = desk.path() / ("register" + ending);
        const auto said = desk.at(morning, {"receiver", "export", "-o", file.string()});
        EXPECT_EQ(said.status, 0) << said;
        EXPECT_TRUE(said.holds("6 receivers")) << said;
        EXPECT_EQ(mode_of(file), 0600U) << "contact persons stand in it";
        const auto text = file_text(file);
        const auto imported = desk.at(morning, {"receiver", "import", file.string()});
        EXPECT_EQ(imported.status, 0) << imported;
        EXPECT_TRUE(imported.holds("0 receivers added, 0 changed, 6 unchanged, 0 waiting")) << imported;
        EXPECT_TRUE(imported.holds("0 renumberings")) << imported;
        written(file, "what stood there before");
        desk.at(morning, {"receiver", "export", "-o", file.string()});
        EXPECT_EQ(file_text(file), text) << "the same register is the same file";
    }
    const auto shown = desk.at(morning, {"receiver", "export"});
    EXPECT_EQ(shown.out, file_text(desk.path() / "register.toml")) << "TOML without being asked";
    const auto csv = desk.at(morning, {"receiver", "export", "--format", "csv"});
    EXPECT_EQ(csv.out, file_text(desk.path() / "register.csv"));
}

TEST(ReceiverBulk, AWrongFileIsToldWholeAndImportsNothing)
{
    const CommandDesk desk;
    const auto before = desk.at(morning, {"receiver", "list"}).out;
    const auto file =
        written(desk.path() / "wrong.csv",
                csv_header + "4204;00;Rettvik;22 00 00 00;Postboks 1|4600 Rettvik\r\n" +
                    "420;00;Planteby;22 00 00 00;Postboks 1|4600 Planteby\r\n" +
                    "4206;00;Planteby;hemmelig;Postboks 1|Planteby\r\n");
    const struct {
        std::vector<std::string> words;
        int status;
    } calls[] = {
        {{"receiver", "import", file.string()}, 1},
        {{"receiver", "import", "--check", file.string()}, 2},
    };
    for (const auto& call : calls) {
        const auto said = desk.at(morning, call.words);
        EXPECT_EQ(said.status, call.status) << said;
        for (const auto* place : {"wrong.csv:3:1: ", "wrong.csv:4:18: ", "wrong.csv:4:27: "})
            EXPECT_TRUE(said.holds(place)) << said;
        EXPECT_FALSE(said.holds("Planteby") || said.holds("emmelig")) << said;
        EXPECT_EQ(desk.at(morning, {"receiver", "list"}).out, before) << "not even the right row";
    }
}

TEST(ReceiverBulk, ARightFileIsJudgedWithItsRemarksAndThenImported)
{
    const CommandDesk desk;
    const auto before = desk.at(morning, {"receiver", "list"}).out;
    const auto file =
        written(desk.path() / "right.csv",
                csv_header + "4204;00;Kristiansand;22 00 00 00;Gata 1|4611 Rettvik\r\n" +
                    "1201;00;Bergen;22 00 00 00;Postboks 1|5003 BERGEN\r\n");
    const auto judged = desk.at(morning, {"receiver", "import", "--check", file.string()});
    EXPECT_EQ(judged.status, 0) << judged;
    for (const auto* words : {"nothing is wrong; 2 receivers", "4204-00: the last line",
                              "4611 is KRISTIANSAND S", "4204-00: `address` is a street",
                              "1201-00: the number 1201 is out of use since 2020-01-01"})
        EXPECT_TRUE(judged.holds(words)) << words << "\n" << judged;
    EXPECT_FALSE(judged.holds("Rettvik")) << judged;
    EXPECT_EQ(desk.at(morning, {"receiver", "list"}).out, before);

    const auto imported = desk.at(morning, {"receiver", "import", file.string(), "--json"});
    const auto value = batch::json::parse(imported.out);
    EXPECT_EQ(value.integer("added"), 1);
    EXPECT_EQ(value.integer("waiting_receivers"), 1) << "1201 has a successor that gets its reports";
    EXPECT_EQ(value.items("worth_a_look").size(), 3u) << imported;
    EXPECT_TRUE(desk.at(morning, {"receiver", "list"}).holds("4204-00"));
}

TEST(ReceiverBulk, WhatCannotBeMeantIsRefused)
{
    const CommandDesk desk;
    const auto big = desk.path() / "big.csv";
    written(big, csv_header);
    fs::resize_file(big, 16 * 1024 * 1024 + 1);
    const auto text = written(desk.path() / "register.txt", csv_header);
    const auto link = desk.path() / "link.toml";
    fs::create_symlink(desk.path() / "nowhere", link);
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* what;
    } cases[] = {
        {"a name that says nothing", {"import", text.string()}, "ends in .toml or .csv"},
        {"no ending", {"import", desk.path().string()}, "ends in .toml or .csv"},
        {"too large", {"import", big.string()}, "larger than 16 MiB"},
        {"too large to judge", {"import", "--check", big.string()}, "larger than 16 MiB"},
        {"not there", {"import", "--check", "/nowhere.csv"}, "/nowhere.csv"},
        {"a format that is none", {"export", "--format", "xlsx"}, "toml or csv"},
        {"a device", {"export", "-o", "/dev/null"}, "no regular file"},
        {"a directory", {"export", "-o", desk.path().string()}, "no regular file"},
        {"what a link leads to", {"export", "-o", link.string()}, "no regular file"},
        {"a folder that is not there", {"export", "-o", "/nowhere/register.csv"}, "/nowhere"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto words = c.words;
        words.insert(words.begin(), "receiver");
        const auto said = desk.at(morning, words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.what)) << said;
    }
    EXPECT_FALSE(fs::exists(desk.path() / "nowhere"));
}

} // namespace
} // namespace reservepost::tests
