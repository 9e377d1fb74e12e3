#include "batch/intake/inbox.h"

#include "batch/disk/files.h"
#include "tests/batch/intake/taken_in.h"

#include <algorithm>
#include <fcntl.h>
#include <functional>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace reservepost::batch::intake {
namespace {

using namespace tests;
namespace fs = std::filesystem;

/// A directory with files, and what intake says of them.
struct Inbox {
    explicit Inbox(TestOffice& of) : office(of) { fs::create_directory(path()); }

    fs::path path() const { return office.directory / "inbox"; }
    fs::path file(const std::string& name) const { return path() / name; }
    fs::path file(int number) const { return file(reference(number) + ".json"); }
    void put(const std::string& name, const std::string& octets) const
    {
        disk::replace_durably(file(name), octets, 0600);
    }
    void put(int number, const std::string& octets) const
    {
        put(reference(number) + ".json", octets);
    }

    InboxCount take(Manner manner = Manner::Inbox)
    {
        auto door = door_of(office);
        said.clear();
        return take_in_files(door, list_inbox(path()), manner,
                             [&](const IntakeAnswer& answer) { said.push_back(answer); });
    }
    /// As a run does it.
    InboxCount run()
    {
        office.begin_run();
        return take();
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(path()))
            all.push_back(entry.path().filename().string());
        std::ranges::sort(all);
        return all;
    }

    TestOffice& office;
    std::vector<IntakeAnswer> said;
};

const std::string good = report_text("9101", "03");

std::int64_t open_of(TestOffice& office, const std::string& code)
{
    return office.number("select count(*) as n from incident where code = $1 and state = 'open'",
                         {code});
}

TEST(Inbox, AFileThatCannotBeReadKeepsNoOtherOutAndIsNotNamed)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(2, good);
    office.begin_run();
    auto door = door_of(office);
    // A regular file as far as anybody can tell, and an input/output error when it is read.
    const std::vector<fs::path> files = {"/proc/self/mem", inbox.file(2)};
    std::vector<IntakeAnswer> said;
    const auto counts = take_in_files(door, files, Manner::Inbox,
                                      [&](const IntakeAnswer& answer) { said.push_back(answer); });
    EXPECT_EQ(counts.taken_in, 1);
    EXPECT_EQ(counts.left, 1);
    EXPECT_TRUE(counts.needs_look);
    EXPECT_EQ(open_of(office, "inbox-file-left"), 1);
    EXPECT_EQ(said.at(0).sentence.find("mem"), std::string::npos) << said.at(0).sentence;
    EXPECT_TRUE(inbox.names().empty());
}

TEST(Inbox, ListsWhatMayBeAReport)
{
    TestOffice office;
    const Inbox inbox(office);
    inbox.put(2, good);
    inbox.put(1, good);
    inbox.put("." + reference(3) + ".json", good);
    inbox.put(reference(1) + ".meta.json", "{}");
    inbox.put("readme.txt", "x");
    fs::create_directory(inbox.path() / "folder");
    EXPECT_EQ(list_inbox(inbox.path()),
              (std::vector<fs::path>{inbox.file(1), inbox.file(2), inbox.file("readme.txt")}));
}

TEST(Inbox, TakesAwayWhatIsSafeAndNothingElse)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(1, good);
    inbox.put(reference(1) + ".meta.json", R"({"channel":"portal"})");
    inbox.put(2, R"({"neither":"form"})");
    inbox.put("feilmelding.json", R"({"melding":"Feil"})");
    inbox.put("notes.json", good);
    const auto counts = inbox.run();
    EXPECT_EQ(counts.taken_in, 1);
    EXPECT_EQ(counts.quarantined, 1);
    EXPECT_EQ(counts.error_messages, 1);
    EXPECT_EQ(counts.left, 1);
    EXPECT_TRUE(counts.needs_look);
    EXPECT_EQ(inbox.names(), (std::vector<std::string>{"feilmelding.json", "notes.json"}));
    EXPECT_EQ(open_of(office, "inbox-file-left"), 1);

    inbox.put(1, good);
    const auto again = inbox.run();
    EXPECT_EQ(again.already, 1);
    EXPECT_FALSE(fs::exists(inbox.file(1))) << "already taken in, so it is safe to remove";
    EXPECT_EQ(open_of(office, "inbox-file-left"), 1) << "seen again, not raised again";

    fs::remove(inbox.file("notes.json"));
    inbox.run();
    EXPECT_EQ(open_of(office, "inbox-file-left"), 0) << "the file is gone, and so is its incident";
}

TEST(Inbox, FilesNamedByHandStayUnlessAskedOtherwise)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(1, good);
    inbox.put(2, "{ broken");
    const auto counts = inbox.take(Manner::ByHand);
    EXPECT_EQ(counts.taken_in, 1);
    EXPECT_EQ(counts.quarantined, 1) << "judged at once";
    EXPECT_EQ(inbox.names().size(), 2u);
    EXPECT_EQ(inbox.take(Manner::ByHandRemoved).already, 2);
    EXPECT_TRUE(inbox.names().empty());
}

TEST(Inbox, RemovesOnlyTheVeryFileThatWasRead)
{
    const struct {
        const char* why;
        std::function<void(const Inbox&)> meanwhile;
    } cases[] = {
        {"another file under its name", [](const Inbox& inbox) { inbox.put(1, good + ' '); }},
        {"the same content in another file", [](const Inbox& inbox) { inbox.put(1, good); }},
        {"more was appended",
         [](const Inbox& inbox) { disk::append_durably(inbox.file(1), "more"); }},
        {"written over in place, size and all",
         [](const Inbox& inbox) {
             const struct timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 1}};
             ASSERT_EQ(::utimensat(AT_FDCWD, inbox.file(1).c_str(), times, 0), 0);
         }},
        {"a link in its place",
         [](const Inbox& inbox) {
             fs::rename(inbox.file(1), inbox.path() / ".moved");
             fs::create_symlink(".moved", inbox.file(1));
         }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        TestOffice office;
        const Inbox inbox(office);
        inbox.put(1, good);
        auto door = door_of(office);
        // The answer is told after the file is read and stored, and before it is removed.
        const auto counts = take_in_files(door, list_inbox(inbox.path()), Manner::Inbox,
                                          [&](const IntakeAnswer&) { c.meanwhile(inbox); });
        EXPECT_EQ(counts.taken_in, 1);
        EXPECT_TRUE(fs::exists(inbox.file(1)));
    }
}

TEST(Inbox, AFileThatACrashLeftOnItsWayOutIsPutBackAndNotLost)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(".taken-77-" + reference(1) + ".json", good);
    EXPECT_TRUE(list_inbox(inbox.path()).empty());
    put_back_hidden(inbox.path());
    EXPECT_EQ(inbox.run().taken_in, 1);
    EXPECT_TRUE(inbox.names().empty());

    inbox.put(".taken-77-" + reference(2) + ".json", good);
    inbox.put(2, good);
    put_back_hidden(inbox.path());
    EXPECT_EQ(inbox.names().size(), 2U) << "never over a file that has its name";
    EXPECT_EQ(inbox.run().taken_in, 1);
    put_back_hidden(inbox.path());
    EXPECT_EQ(inbox.run().already, 1);
    EXPECT_TRUE(inbox.names().empty());
}

TEST(Inbox, ABrokenFileWaitsUntilARunFindsItUnchanged)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(1, good.substr(0, 50));
    const auto first = inbox.run();
    EXPECT_EQ(first.left, 1);
    EXPECT_FALSE(first.needs_look) << "it may still be being written";
    EXPECT_EQ(inbox.take().left, 1) << "the same run again";

    inbox.put(1, good.substr(0, 60));
    EXPECT_EQ(inbox.run().left, 1) << "it has grown";
    const auto third = inbox.run();
    EXPECT_EQ(third.quarantined, 1) << "unchanged";
    EXPECT_TRUE(third.needs_look);
    EXPECT_TRUE(inbox.names().empty());

    inbox.put(2, good.substr(0, 50));
    EXPECT_EQ(inbox.run().left, 1);
    inbox.put(2, good);
    EXPECT_EQ(inbox.run().taken_in, 1) << "whole now";
    inbox.run();
    EXPECT_EQ(office.number("select count(*) as n from unread_file"), 0)
        << "what was remembered of files that are gone is forgotten";
}

TEST(Inbox, ABrokenFileWithoutAReferenceStaysAndItsIncidentToo)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put("notes.json", "{ broken");
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(inbox.run().left, 1);
        EXPECT_EQ(open_of(office, "inbox-file-left"), 1) << "in run " << i + 1;
    }
    EXPECT_EQ(office.number("select count(*) as n from incident"), 1) << "one, seen four times";
}

TEST(Inbox, AFileThatIsGoneMeanwhileIsNoTrouble)
{
    TestOffice office;
    const Inbox inbox(office);
    inbox.put(1, good);
    auto door = door_of(office);
    const std::vector<fs::path> files = {inbox.file(1), inbox.file(2)};
    const auto counts = take_in_files(door, files, Manner::Inbox, [](const IntakeAnswer&) {});
    EXPECT_EQ(counts.taken_in, 1);
    EXPECT_EQ(counts.left, 0);
    EXPECT_EQ(office.number("select count(*) as n from incident"), 0);
}

TEST(Inbox, ABrokenFileWaitsAlsoOutsideARun)
{
    TestOffice office;
    Inbox inbox(office);
    inbox.put(1, "{ broken");
    EXPECT_EQ(inbox.take().left, 1);
    EXPECT_EQ(inbox.take().left, 1) << "only runs count";
    EXPECT_EQ(inbox.names().size(), 1u);
}

TEST(Inbox, OneStrangeFileKeepsNoOtherOut)
{
    const struct {
        const char* why;
        bool incident; ///< Whether a person must look into the inbox.
        std::function<void(const Inbox&)> make;
    } cases[] = {
        {"a link to nothing", true,
         [](const Inbox& inbox) { fs::create_symlink("nowhere", inbox.file("a.json")); }},
        {"a link to a report", true,
         [](const Inbox& inbox) { fs::create_symlink(inbox.file(1), inbox.file("a.json")); }},
        {"a pipe", true, [](const Inbox& inbox) { ::mkfifo(inbox.file("a.json").c_str(), 0600); }},
        {"a file over 64 MiB", true,
         [](const Inbox& inbox) {
             inbox.put("a.json", "x");
             fs::resize_file(inbox.file("a.json"), largest_file_octets + 1);
         }},
        {"a companion that is a directory", false,
         [](const Inbox& inbox) { fs::create_directory(inbox.file(reference(1) + ".meta.json")); }},
        {"a companion of two megabytes", false,
         [](const Inbox& inbox) {
             inbox.put(reference(1) + ".meta.json", std::string(2'000'000, ' '));
         }},
        {"a companion that is a pipe", false,
         [](const Inbox& inbox) {
             ::mkfifo(inbox.file(reference(1) + ".meta.json").c_str(), 0600);
         }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        TestOffice office;
        Inbox inbox(office);
        inbox.put(1, good);
        inbox.put(2, good);
        c.make(inbox);
        EXPECT_EQ(inbox.run().taken_in, 2);
        EXPECT_EQ(open_of(office, "inbox-file-left"), c.incident ? 1 : 0);
    }
}

} // namespace
} // namespace reservepost::batch::intake
