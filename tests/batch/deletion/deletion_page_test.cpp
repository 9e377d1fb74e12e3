#include "tests/batch/deletion/log_fixture.h"
#include "tests/support/process.h"

// Holds docs/deletion.md to its word: what it says to check a log by hand is run, on logs that the
// program made and on logs that somebody has changed.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

std::string commands()
{
    const std::string page = file_text(RESERVEPOST_SOURCE "/docs/deletion.md");
    const std::string opening = "\n```sh\n";
    const auto begin = page.find(opening) + opening.size();
    return page.substr(begin, page.find("\n```\n", begin) + 1 - begin);
}

class DeletionPage : public LogTest {
protected:
    /// A log of the first leaf and `more` pairs of an announcement and a deletion.
    fs::path log_of(int more) const
    {
        const auto directory = place("log" + std::to_string(more));
        auto log = DeletionLog::create(directory, opened(), key());
        for (int pair = 0; pair < more; ++pair) { // As runs do, with a checkpoint each.
            log.append(deletions(pair, 1));
            if (pair % 7 == 0) log.sign_checkpoint();
        }
        log.sign_checkpoint();
        return directory;
    }

    tests::Outcome check(const fs::path& log, const std::string& vkey) const
    {
        write_file(place("check.sh"), "VKEY='" + vkey + "'\n" + commands());
        return tests::run({"bash", place("check.sh").string()}, log);
    }

    void change(const fs::path& file, const std::function<void(std::string&)>& how) const
    {
        auto octets = file_text(file);
        how(octets);
        fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
        write_file(file, octets);
    }
};

TEST_F(DeletionPage, ItsCommandsCheckALogOfAnySize)
{
    for (const int pairs : {0, 1, 16, 133}) {
        const auto outcome = check(log_of(pairs), key_line());
        EXPECT_EQ(outcome.status, 0) << pairs << '\n' << outcome.output;
        EXPECT_NE(
            outcome.output.find("This log holds: " + std::to_string(1 + 2 * pairs) + " lines"),
            std::string::npos)
            << outcome.output;
    }
}

TEST_F(DeletionPage, ItsCommandsStopAtALogThatWasChanged)
{
    const struct {
        const char* file;
        const char* what;
        std::function<void(std::string&)> how;
    } rows[] = {
        {"tile/entries/000.p/15", "another day in one line",
         [](std::string& octets) { octets.at(octets.find("2027-03-31") + 9) = '0'; }},
        {"tile/entries/000.p/15", "the last line cut off",
         [](std::string& octets) { octets.resize(octets.size() - 200); }},
        {"tile/entries/000.p/15", "the last octet",
         [](std::string& octets) { octets.back() = ']'; }},
        {"checkpoint", "fewer lines than were signed",
         [](std::string& text) { text.replace(text.find("\n15\n"), 4, "\n13\n"); }},
        {"checkpoint", "another root",
         [](std::string& text) {
             auto& letter = text.at(text.find("\n15\n") + 10);
             letter = letter == 'A' ? 'B' : 'A';
         }},
        {"checkpoint", "another signature",
         [](std::string& text) {
             auto& letter = text.at(text.size() - 20);
             letter = letter == 'A' ? 'B' : 'A';
         }},
        {"checkpoint", "another log's name",
         [](std::string& text) { text.replace(0, 11, "reserveport"); }},
    };
    const auto log = log_of(7);
    ASSERT_EQ(check(log, key_line()).status, 0);
    for (const auto& row : rows) {
        const auto before = file_text(log / row.file);
        change(log / row.file, row.how);
        const auto outcome = check(log, key_line());
        EXPECT_NE(outcome.status, 0) << row.what << '\n' << outcome.output;
        EXPECT_EQ(outcome.output.find("This log holds"), std::string::npos) << row.what;
        write_file(log / row.file, before);
    }
    EXPECT_EQ(check(log, key_line()).status, 0);
}

TEST_F(DeletionPage, ItsCommandsStopAtAKeyThatIsNotTheLogs)
{
    const auto log = log_of(2);
    const auto stranger = VerifierKey{origin, crypto::SigningKey::generate().public_key()}.line();
    EXPECT_NE(check(log, stranger).status, 0);
    auto forged = key_line();
    forged.replace(forged.rfind('+'), std::string::npos, stranger.substr(stranger.rfind('+')));
    EXPECT_NE(check(log, forged).status, 0) << "the id of one key and the octets of another";
}

TEST(SlettingPage, HasTheSameSectionsAndTheSameDays)
{
    const auto english = file_text(RESERVEPOST_SOURCE "/docs/deletion.md");
    const auto norwegian = file_text(RESERVEPOST_SOURCE "/docs/sletting.md");
    const auto count = [](const std::string& text, const std::string& what) {
        std::size_t found = 0;
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
            ++found;
        return found;
    };
    for (const char* what : {"\n## ", "\n1. ", "\n7. ", "30 da", "49 da", "\n| "})
        EXPECT_EQ(count(english, what), count(norwegian, what)) << what;
}

} // namespace
} // namespace reservepost::batch::deletion
