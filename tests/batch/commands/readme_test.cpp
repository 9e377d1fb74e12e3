#include "tests/batch/commands/command_desk.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <regex>

// What README and docs tell a newcomer to type works as it stands there, and every link leads
// somewhere.

namespace reservepost::tests {
namespace {

const fs::path source = RESERVEPOST_SOURCE;

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The lines of the indented blocks under a heading, without comments; a line that ends with a
/// backslash is one with the next.
std::vector<std::string> commands_under(const std::string& heading)
{
    std::istringstream readme(file_text(source / "README.md"));
    std::vector<std::string> commands;
    bool inside = false, goes_on = false;
    for (std::string line; std::getline(readme, line);) {
        if (line.starts_with("## ")) inside = line == "## " + heading;
        if (!inside || !line.starts_with("    ")) continue;
        line = line.substr(4, line.find("  #") - 4);
        const bool unfinished = line.ends_with("\\");
        if (unfinished) line.pop_back();
        if (goes_on)
            commands.back() += line;
        else
            commands.push_back(line);
        goes_on = unfinished;
    }
    return commands;
}

/// The words of a line, parted by blanks. README quotes nothing.
std::vector<std::string> words_in(const std::string& line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

TEST(Readme, FirstHourWorks)
{
    const ClusterDirectory directory;
    const auto state = (directory.path() / "state").string();
    std::vector<std::string> calls;
    for (const auto& line : commands_under("First hour"))
        for (const auto& call :
             {line.substr(0, line.find(';')), line.find(';') == std::string::npos
                                                  ? std::string()
                                                  : line.substr(line.find(';') + 1)})
            if (!call.empty()) calls.push_back(call);
    ASSERT_GE(calls.size(), 8U);
    std::optional<batch::store::Cluster> cluster; // Kept, so that not every call starts it anew.
    bool names_state = false;                     // By the environment, as README's `export` does.
    for (const auto& call : calls) {
        SCOPED_TRACE(call);
        auto words = words_in(replaced(replaced(call, "/var/lib/reservepost", state), "samples/",
                                       (source / "samples").string() + "/"));
        if (words.at(0) == "export") {
            EXPECT_EQ(words.at(1), "RESERVEPOST_STATE=" + state);
            names_state = true;
            continue;
        }
        ASSERT_EQ(words.at(0), "reservepost");
        words.erase(words.begin());
        if (names_state) words.insert(words.end(), {"--state", state});
        const auto said = say(words);
        if (!cluster) cluster.emplace(batch::store::Cluster::start(fs::path(state) / "database"));
        EXPECT_EQ(said.status == 2, words.at(0) == "intake")
            << "one sample is broken, and that alone is new trouble: " << said;
    }
    EXPECT_TRUE(names_state);
    EXPECT_EQ(say({"balance", "--state", state}).status, 0);
    EXPECT_EQ(say({"log", "verify", "--dir", state + "/log", "--vkey", state + "/log.vkey"}).status,
              0)
        << "as README tells a reviewer";
    EXPECT_TRUE(
        say({"status", "--state", state, "--now", "2026-11-25T08:10"}).holds("2026-11-25 08:10"))
        << "in a rehearsal --now says what time it is";
}

/// A package at the print house, with the files of README's example under their names there.
class ForAPrintHouse : public testing::Test {
protected:
    void SetUp() override
    {
        desk.night.put_into_inbox(1, report_text("9101", "03"));
        ASSERT_EQ(desk.at("2026-11-23T09:00", {"run"}).status, 0);
        ASSERT_EQ(desk.at("2026-11-25T08:10", {"run"}).status, 0);
        package = desk.night.packages().at(0).filename();
        for (const auto& [from, to] :
             {std::pair{desk.house() / "print-house.pem", "house.pem"},
              std::pair{desk.house() / "keys" / "print-house.pem", "house-key.pem"},
              std::pair{desk.path() / "keys" / "package.crt", "reservepost.pem"}})
            fs::copy_file(from, room / to);
        fs::copy_file(desk.house() / "to" / package, room / package);
        for (const auto& line : commands_under("For a print house"))
            commands.push_back(words_in(replaced(line, "RP.….zip.cms", package)));
    }
    const CommandDesk desk;
    const TemporaryDirectory room;
    std::string package;
    std::vector<std::vector<std::string>> commands;
};

TEST_F(ForAPrintHouse, OpensslAndUnzipAloneOpenAPackage)
{
    ASSERT_EQ(commands.size(), 3U);
    for (const auto& command : commands) {
        const auto outcome = run(command, room.path());
        EXPECT_EQ(outcome.status, 0) << command.at(0) << " " << command.at(1) << "\n"
                                     << outcome.output;
    }
    for (const char* file : {"pieces.pdf", "manifest.json", "manifest.json.p7s", "ticket.xjdf"})
        EXPECT_TRUE(fs::exists(room / file)) << file;
    EXPECT_TRUE(file_text(room / "pieces.pdf").starts_with("%PDF-1.6"));
}

TEST_F(ForAPrintHouse, AnExitStatusTellsWhatMustNotBeUsed)
{
    auto octets = file_text(room / package);
    octets[octets.size() / 2] = static_cast<char>(octets[octets.size() / 2] ^ 1);
    std::ofstream(room / package, std::ios::binary) << octets;
    EXPECT_NE(run(commands.at(0), room.path()).status, 0) << "one bit is another";

    fs::copy_file(desk.house() / "to" / package, room / package,
                  fs::copy_options::overwrite_existing);
    ASSERT_EQ(run(commands.at(0), room.path()).status, 0);
    ASSERT_EQ(run(commands.at(1), room.path()).status, 0);
    fs::copy_file(room / "house.pem", room / "reservepost.pem",
                  fs::copy_options::overwrite_existing);
    EXPECT_NE(run(commands.at(2), room.path()).status, 0) << "signed by somebody else";
    fs::copy_file(desk.path() / "keys" / "package.crt", room / "reservepost.pem",
                  fs::copy_options::overwrite_existing);
    std::ofstream(room / "manifest.json", std::ios::app) << " ";
    EXPECT_NE(run(commands.at(2), room.path()).status, 0) << "the manifest is another";
}

/// README and every page beside it.
std::vector<fs::path> pages()
{
    std::vector<fs::path> pages;
    for (const auto& folder : {source, source / "docs", source / "samples"})
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == ".md") pages.push_back(entry.path());
    return pages;
}

TEST(Docs, EveryLinkLeadsToAFile)
{
    const std::regex link(R"(\]\(([^)#\s]+)[^)]*\))");
    int links = 0;
    for (const auto& page : pages()) {
        const auto text = file_text(page);
        for (std::sregex_iterator each(text.begin(), text.end(), link), end; each != end; ++each) {
            const std::string target = (*each)[1];
            if (target.starts_with("http")) continue;
            ++links;
            EXPECT_TRUE(fs::exists(page.parent_path() / target)) << page << " names " << target;
        }
    }
    EXPECT_GT(links, 5);
    const std::regex path(R"((?:^|[^/\w])((?:docs|samples|scripts|tests)/[\w./-]*\w))");
    for (const auto& page : pages()) {
        const auto text = file_text(page);
        for (std::sregex_iterator each(text.begin(), text.end(), path), end; each != end; ++each) {
            const std::string target = (*each)[1];
            EXPECT_TRUE(fs::exists(source / target)) << page << " names " << target;
        }
    }
}

TEST(Docs, EveryCommandShownIsOneThatThereIs)
{
    const auto all = every_command();
    int calls = 0;
    for (const auto& page : pages()) {
        std::istringstream text(file_text(page));
        for (std::string line; std::getline(text, line);) {
            if (!line.starts_with("    reservepost ")) continue;
            for (std::string more; line.ends_with("\\") && std::getline(text, more); line += more)
                line.pop_back();
            for (auto call :
                 {line.substr(0, line.find("  #", 8)), line.find("; ") == std::string::npos
                                                           ? std::string()
                                                           : line.substr(line.find("; ") + 2)}) {
                call = replaced(call.substr(0, call.find(';')), "--state /var/lib/reservepost", "");
                if (call.empty()) continue;
                ++calls;
                EXPECT_EQ(fault_of_example(all, call), "") << page << ": " << line;
            }
        }
    }
    EXPECT_GE(calls, 9);
}

} // namespace
} // namespace reservepost::tests
