#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// `log prove`, `log lookup` and `log verify --proof`: what the log says of one report.

namespace reservepost::tests {
namespace {

constexpr const char* later = "2027-02-11T09:00";

class LogCommand : public testing::Test {
protected:
    /// Report 1 is confirmed and deleted; report 2 waits.
    void SetUp() override
    {
        desk.night.take_in(1, 1, "9101", "05", oslo("2026-11-24T09:00"));
        desk.night.confirm(1, {"9101", "05"}, oslo("2026-11-24T12:00"));
        desk.night.run(oslo("2026-11-25T08:10"));
        desk.night.accept_clock(oslo("2027-02-10T00:30"));
        desk.night.run(oslo("2027-02-10T00:30"));
        desk.night.take_in(2, 2, "9101", "05", oslo("2027-02-10T09:00"));
    }

    Said log(std::vector<std::string> words, const std::string& input = {}) const
    {
        words.insert(words.begin(), "log");
        return desk.at(later, words, input);
    }
    Said verify(const fs::path& file) const
    {
        return say({"log", "verify", "--proof", file.string(), "--vkey", desk.night.log_key()});
    }

    CommandDesk desk;
    const TemporaryDirectory room;
    const fs::path proof = room / "one.tlog-proof";
};

TEST_F(LogCommand, TellsThatAReportWasDeletedWhenAndWhy)
{
    const auto said = log({"lookup", "-", "-o", proof.string()}, reference(1) + "\n");
    ASSERT_EQ(said.status, 0) << said;
    EXPECT_TRUE(said.holds("Deleted on 2027-02-10 (leaf ")) << said;
    EXPECT_TRUE(said.holds("reason: confirmed.\n  announced on 2027-02-10 (leaf ")) << said;
    EXPECT_TRUE(said.holds("its keys went with the ring of leaf ")) << said;
    EXPECT_FALSE(said.holds(reference(1)));

    const auto checked = verify(proof);
    EXPECT_EQ(checked.status, 0) << checked;
    EXPECT_TRUE(checked.holds("The proof holds: leaf ")) << checked;
    EXPECT_TRUE(checked.holds("\"kind\":\"deleted\"")) << checked;
    EXPECT_EQ(file_text(proof).find(reference(1)), std::string::npos);

    const auto value = batch::json::parse(log({"lookup", reference(1), "--json"}).out);
    const auto& deletion = value.items("deletions").at(0);
    EXPECT_EQ(deletion.text("deleted_on"), "2027-02-10");
    EXPECT_LT(deletion.integer("intent"), deletion.integer("deleted"));
    EXPECT_LT(deletion.integer("deleted"), deletion.integer("ring"));
}

TEST_F(LogCommand, SaysThatAReportWasNot)
{
    const auto said = log({"lookup", "-", "-o", proof.string()}, reference(2));
    EXPECT_EQ(said.status, 2) << said;
    EXPECT_TRUE(said.holds("The log has no deletion of this reference.\n")) << said;
    EXPECT_FALSE(fs::exists(proof));
    EXPECT_EQ(log({"lookup", reference(99)}).status, 2) << "nor of one that never came";
}

// "No" is only an answer when every year can be asked for.
TEST_F(LogCommand, SaysThatItCannotSayWhereASecretIsMissing)
{
    const auto secret = desk.path() / "keys" / "digest.2027.key";
    fs::rename(secret, desk.path() / "away");
    const auto said = log({"lookup", "-"}, reference(1));
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_TRUE(said.holds("The secret of 2027 is not in the key directory")) << said;
    EXPECT_FALSE(fs::exists(secret)) << "asking makes no secret";
}

// Whoever lost the database can still say what was deleted.
TEST_F(LogCommand, NeedsNoDatabase)
{
    desk.night.stop();
    fs::rename(desk.path() / "database", desk.path() / "away");
    EXPECT_EQ(log({"lookup", "-"}, reference(1)).status, 0);
    EXPECT_EQ(log({"prove", "-", "-o", proof.string()}, reference(1)).status, 0);
    fs::rename(desk.path() / "away", desk.path() / "database");
}

TEST_F(LogCommand, ProvesAnyLeafFromACopyAndAKeyAlone)
{
    const auto away = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"log", "prove"});
        words.insert(words.end(), {"--dir", (room / "log").string(), "--vkey", desk.night.log_key(),
                                   "--state", (room / "none").string(), "-o", proof.string()});
        return say(words);
    };
    copy_directory(desk.path() / "log", room / "log");
    const auto opened = away({"--leaf", "0"});
    ASSERT_EQ(opened.status, 0) << opened;
    EXPECT_TRUE(verify(proof).holds("\"kind\":\"opened\""));

    const auto leaf = verify(proof).out;
    const auto said = log({"prove", "-", "-o", proof.string()}, reference(1));
    ASSERT_EQ(said.status, 0) << said;
    const auto deleted = verify(proof).out;
    const auto digest = deleted.substr(deleted.find("\"digest\":\"") + 10, 64);
    ASSERT_EQ(away({"--digest", digest}).status, 0);
    EXPECT_EQ(verify(proof).out, deleted);

    EXPECT_TRUE(away({reference(1)}).holds("there is no state here"));
}

TEST_F(LogCommand, AProofHoldsTheLogToItsCheckpoint)
{
    ASSERT_EQ(log({"prove", "--leaf", "0", "-o", proof.string()}).status, 0);
    desk.night.accept_clock(oslo("2027-02-12T00:30"));
    desk.night.run(oslo("2027-02-12T00:30"));
    EXPECT_EQ(log({"verify", "--older", proof.string()}).status, 0);
    std::string other = file_text(proof);
    other.replace(other.find("\n\n") + 2, 1, "x");
    write_file(proof, other);
    EXPECT_EQ(log({"verify", "--older", proof.string()}).status, 2);
    EXPECT_EQ(verify(proof).status, 2);
}

// The line is read off a real package, as a caseworker reads it off the letter.
TEST_F(LogCommand, TheLineOnALetterHoldsTheLogToIt)
{
    desk.night.take_in(3, 3, "9102", "00", oslo("2027-02-10T10:00"));
    desk.night.run(oslo("2027-02-11T08:10"));
    const auto printed = desk.night.execute("select witness from job").one().text("witness");
    const auto package = desk.night.open_package(desk.night.packages().back());
    write_file(room / "pieces.pdf", package.package.value().pieces_pdf);
    EXPECT_NE(run({"pdftotext", "-f", "1", "-l", "1", (room / "pieces.pdf").string(), "-"})
                  .output.find(printed),
              std::string::npos);
    desk.night.accept_clock(oslo("2027-02-14T00:30"));
    desk.night.run(oslo("2027-02-14T00:30"));
    const auto held = log({"verify", "--paper", printed});
    EXPECT_EQ(held.status, 0) << held;
    std::string other = printed;
    other.back() = other.back() == 'a' ? 'b' : 'a';
    const auto said = log({"verify", "--paper", other});
    EXPECT_EQ(said.status, 2) << said;
    EXPECT_TRUE(said.holds("Only 1 of the 64 digits differ")) << said;
}

TEST_F(LogCommand, SaysWhatItCannotDo)
{
    const std::string file = proof.string();
    const struct {
        const char* why;
        std::vector<std::string> words;
        std::string input;
        const char* fragment;
    } cases[] = {
        {"no leaf named", {"prove", "-o", file}, {}, "say which leaf"},
        {"two ways at once", {"prove", "--leaf", "0", "-", "-o", file}, {}, "say which leaf"},
        {"a leaf beyond the end", {"prove", "--leaf", "9999", "-o", file}, {}, "no leaf 9999"},
        {"a leaf that is no number", {"prove", "--leaf", "-1", "-o", file}, {}, "leaf's number"},
        {"half a digest", {"prove", "--digest", "abc", "-o", file}, {}, "64 hexadecimal digits"},
        {"a digest of nothing here",
         {"prove", "--digest", std::string(64, 'a'), "-o", file},
         {},
         "no such deletion"},
        {"a reference of nothing here",
         {"prove", "-", "-o", file},
         reference(9),
         "no such deletion"},
        {"no reference", {"lookup", "-"}, {}, "give one reference"},
        {"two references", {"lookup", "-"}, reference(1) + "\n" + reference(2), "one reference"},
        {"no UUID", {"lookup", "-"}, "Oda Planteby", "give one reference, a UUID"},
        {"another ending",
         {"lookup", "-", "-o", (room / "x.txt").string()},
         reference(1),
         "ends in .tlog-proof"},
        {"no log", {"lookup", "-", "--dir", (room / "nowhere").string()}, reference(1), "nowhere"},
        {"another log's key",
         {"lookup", "-", "--vkey", "x+0000+AQ=="},
         reference(1),
         "verifier key"},
        {"a whole log's options with a proof",
         {"verify", "--proof", file, "--hashes-only"},
         {},
         "for a whole log"},
        {"a line and a file at once",
         {"verify", "--paper", "1", "--older", file},
         {},
         "either --older or --paper"},
        {"half a line", {"verify", "--paper", "12 abc"}, {}, "there are 3 digits"},
        {"a proof that is not there", {"verify", "--proof", file}, {}, "one.tlog-proof"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = log(c.words, c.input);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
        EXPECT_EQ(said.out, "");
        EXPECT_FALSE(said.holds("Planteby")) << "nothing that was given is repeated";
    }
    EXPECT_TRUE(fs::is_empty(room.path()));
}

} // namespace
} // namespace reservepost::tests
