#include "batch/disk/files.h"
#include "batch/intake/inbox.h"
#include "tests/batch/intake/taken_in.h"

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <sys/stat.h>

// An inbox full of things that are no reports, or odd ones: each gets its own answer, none stops
// another, and nothing of their content stands in an answer.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
namespace fs = std::filesystem;

std::string with(const std::string& member)
{
    auto text = report_text("9101", "03");
    return text.insert(1, member + ",");
}

std::string deep(int levels)
{
    // The report itself is the first level.
    return with(R"("x":)" + std::string(static_cast<std::size_t>(levels - 1), '[') +
                std::string(static_cast<std::size_t>(levels - 1), ']'));
}

std::string utf16(const std::string& ascii)
{
    std::string octets = "\xFF\xFE";
    for (const char c : ascii)
        octets += {c, '\0'};
    return octets;
}

using Make = std::function<void(const fs::path&)>;

Make file(const std::string& octets)
{
    return [octets](const fs::path& path) { disk::replace_durably(path, octets, 0600); };
}

/// How it ends: "taken-in", the code of quarantine, or "left".
struct Hostile {
    const char* why;
    Make make;
    std::string end;
};

std::vector<Hostile> hostile_things()
{
    const auto good = report_text("9101", "03");
    return {
        {"an empty file", file(""), "broken-json"},
        {"one brace", file("{"), "broken-json"},
        {"cut in a text", file(good.substr(0, good.size() - 5)), "broken-json"},
        {"two documents", file(good + good), "broken-json"},
        {"a byte order mark", file("\xEF\xBB\xBF" + good), "broken-json"},
        {"UTF-16", file(utf16(good)), "broken-json"},
        {"a NUL in a text", file(with(std::string("\"x\":\"\0\"", 7))), "broken-json"},
        {"a NUL that is escaped", file(with(R"("x":"\u0000")")), "taken-in"},
        {"half a character", file(with("\"x\":\"\xC3\"")), "broken-json"},
        {"a lone surrogate", file(with(R"("x":"\ud800")")), "broken-json"},
        {"a key that stands twice", file(with(R"("melding":"x")")), "broken-json"},
        {"a million brackets", file(std::string(1'000'000, '[')), "broken-json"},
        {"32 deep", file(deep(32)), "taken-in"},
        {"33 deep", file(deep(33)), "broken-json"},
        {"1e400", file(with(R"("x":1e400)")), "taken-in"},
        {"a number of 100,000 digits", file(with(R"("x":)" + std::string(100'000, '9'))),
         "taken-in"},
        {"a number", file("17"), "neither-form"},
        {"an object of another kind", file(R"({"navn":"Planteby"})"), "neither-form"},
        {"keys of both forms", file(with(R"("offentligMelder":{})")), "neither-form"},
        {"5,000,001 octets", file(with(R"("x":")" + std::string(5'000'001, 'a') + '"')),
         "too-large"},
        {"over 64 MiB",
         [](const fs::path& path) {
             std::ofstream(path).close();
             fs::resize_file(path, largest_file_octets + 1);
         },
         "left"},
        {"a folder", [](const fs::path& path) { fs::create_directory(path); }, "left"},
        {"a link to a report",
         [](const fs::path& path) {
             disk::replace_durably(path.parent_path().parent_path() / "elsewhere", "{}", 0600);
             fs::create_symlink("../elsewhere", path);
         },
         "left"},
        {"a link to nowhere", [](const fs::path& path) { fs::create_symlink("nowhere", path); },
         "left"},
        {"a pipe", [](const fs::path& path) { ::mkfifo(path.c_str(), 0600); }, "left"},
        {"a report among them", file(good), "taken-in"},
    };
}

TEST(HostileInbox, EachThingGetsItsOwnAnswerAndNoneStopsAnother)
{
    const auto things = hostile_things();
    TestOffice office;
    const auto inbox = office.directory / "inbox";
    fs::create_directory(inbox);
    int number = 0;
    for (const auto& thing : things)
        thing.make(inbox / (reference(++number) + ".json"));

    std::map<std::string, IntakeAnswer> said;
    for (int run = 1; run <= 3; ++run) {
        office.begin_run();
        auto door = door_of(office);
        take_in_files(door, list_inbox(inbox), Manner::Inbox,
                      [&](const IntakeAnswer& answer) { said[answer.name] = answer; });
    }
    number = 0;
    std::int64_t left = 0;
    for (const auto& thing : things) {
        SCOPED_TRACE(thing.why);
        const auto name = reference(++number) + ".json";
        ASSERT_TRUE(said.contains(name));
        const auto& answer = said.at(name);
        EXPECT_EQ(answer.sentence.find("Planteby"), std::string::npos) << answer.sentence;
        const bool stays = fs::exists(fs::symlink_status(inbox / name));
        EXPECT_EQ(stays, thing.end == "left");
        if (stays) {
            ++left;
            EXPECT_EQ(answer.outcome, Outcome::NoReference);
        } else if (thing.end == "taken-in") {
            EXPECT_EQ(answer.outcome, Outcome::TakenIn) << answer.sentence;
        } else {
            ASSERT_TRUE(answer.record) << answer.sentence;
            EXPECT_EQ(row_of(office, *answer.record).quarantine, thing.end);
        }
    }
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'inbox-file-left' "
                            "and state = 'open' and times_seen = 3"),
              left)
        << "an incident in every run";
}

void set_age(const fs::path& path, holidays::Instant modified)
{
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(modified.time_since_epoch()).count();
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST(Leftovers, AreWhatAWriterThatDiedLeftBehind)
{
    using std::chrono::minutes;
    TestOffice office;
    const auto inbox = office.directory / "inbox";
    fs::create_directory(inbox);
    struct {
        const char* why;
        std::string name;
        minutes age;
        bool left_over;
    } const cases[] = {
        {"being written", "." + reference(1) + ".json", minutes(59), false},
        {"half written long ago", "." + reference(2) + ".json", minutes(60), true},
        {"a companion alone, just come", reference(3) + ".meta.json", minutes(59), false},
        {"a companion alone for long", reference(4) + ".meta.json", minutes(60), true},
        {"a companion beside its report", reference(5) + ".meta.json", minutes(60), false},
        {"a companion beside a sealed one", reference(6) + ".meta.json", minutes(60), false},
        {"a hidden companion beside its report", "." + reference(5) + ".meta.json", minutes(60),
         true},
        {"a report", reference(5) + ".json", minutes(60), false},
        {"a sealed report", reference(6) + ".json.cms", minutes(60), false},
    };
    for (const auto& c : cases) {
        disk::replace_durably(inbox / c.name, report_text("9101", "03"), 0600);
        set_age(inbox / c.name, office.now - c.age);
    }
    const auto found = list_leftovers(inbox, office.now);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(std::ranges::find(found, inbox / c.name) != found.end(), c.left_over);
    }
    office.begin_run();
    auto door = door_of(office);
    const auto counts = take_in_files(door, found, Manner::Inbox, [](const IntakeAnswer&) {});
    EXPECT_EQ(counts.left, 3);
    EXPECT_TRUE(counts.needs_look);
    for (const auto& path : found)
        EXPECT_TRUE(fs::exists(path)) << "nothing of it was changed";
}

} // namespace
} // namespace reservepost::batch::intake
