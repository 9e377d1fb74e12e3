#include "tests/batch/commands/command_desk.h"

#include <gtest/gtest.h>

#include <optional>

// Every exit status of DESIGN's table, reached for real: by files that are broken, places that are
// gone, contents that are missing.

namespace reservepost::tests {
namespace {

/// Moves a file or directory out of the way until it goes out of scope, or is put back.
class TakenAway {
public:
    explicit TakenAway(fs::path path) : path_(std::move(path)), aside_(path_)
    {
        aside_ += ".aside";
        fs::rename(path_, aside_);
    }
    ~TakenAway() { put_back(); }
    TakenAway(const TakenAway&) = delete;
    TakenAway& operator=(const TakenAway&) = delete;
    void put_back()
    {
        if (fs::exists(aside_) && !fs::exists(path_)) fs::rename(aside_, path_);
    }

private:
    fs::path path_;
    fs::path aside_;
};

constexpr const char* monday = "2026-11-23T09:00";
constexpr const char* wednesday = "2026-11-25T08:10";

/// A desk with one report that falls due on Wednesday at 01:00.
void take_one_in(const CommandDesk& desk)
{
    desk.night.put_into_inbox(1, report_text("9101", "03"));
    const auto said = desk.at(monday, {"run"});
    ASSERT_EQ(said.status, 0) << said;
}

void expect_sentence(const Said& said, int status, std::string_view fragment)
{
    EXPECT_EQ(said.status, status) << said;
    EXPECT_TRUE(said.holds(fragment)) << said;
    EXPECT_FALSE(said.holds("this is a bug")) << said;
    EXPECT_FALSE(said.holds("Planteby")) << said;
}

TEST(ExitStatus, NoneWhenAllIsWell)
{
    const CommandDesk desk;
    for (const auto& call : std::vector<std::vector<std::string>>{{"run"},
                                                                  {"run", "--dry-run"},
                                                                  {"status"},
                                                                  {"balance"},
                                                                  {"log", "verify"},
                                                                  {"held"},
                                                                  {"incident", "list"},
                                                                  {"quarantine", "list"},
                                                                  {"config", "check"},
                                                                  {"receiver", "list"},
                                                                  {"run"}})
        EXPECT_EQ(desk.at(monday, call).status, 0) << call.front() << desk.at(monday, call);
    take_one_in(desk);
    expect_sentence(desk.at(wednesday, {"run"}), 0, "1 packages sent");
}

TEST(ExitStatus, OneForAConfigurationThatIsWrong)
{
    const CommandDesk desk;
    std::ofstream(desk.path() / "reservepost.toml", std::ios::app) << "\n[shcedule]\n";
    for (const char* command : {"run", "status", "balance", "held"})
        expect_sentence(desk.at(monday, {command}), 1, "reservepost.toml:");
    expect_sentence(desk.at(monday, {"config", "check"}), 2, "did you mean `schedule`");
    expect_sentence(say({"config", "check", "--state", "/nonexistent"}), 1, "/nonexistent");
}

TEST(ExitStatus, TwoForWhatIsNewlyQuarantined)
{
    const CommandDesk desk;
    desk.night.put_into_inbox(1, R"({"melding":"Oda Planteby er)");
    expect_sentence(desk.at(monday, {"intake"}), 2, "quarantined  " + reference(1) + ".json");
    expect_sentence(desk.at(monday, {"quarantine", "list"}), 0, "broken-json");
    expect_sentence(desk.at("2026-11-24T00:30", {"run"}), 0, "known before this run");

    desk.night.put_into_inbox(2, R"({"melding":"Nils Planteby er)");
    fs::last_write_time(desk.path() / "inbox" / (reference(2) + ".json"),
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
    int worst = 0; // One run may wait for the file to be whole; the next one judges it.
    for (const char* now : {"2026-11-24T08:10", "2026-11-25T00:30"})
        worst = std::max(worst, desk.at(now, {"run"}).status);
    EXPECT_EQ(worst, 2);
    expect_sentence(desk.at(wednesday, {"run"}), 0, "known before this run");
}

TEST(ExitStatus, TwoForALetterThatIsNewlyHeld)
{
    const CommandDesk desk;
    desk.night.put_into_inbox(1, report_text("9999", "00"));
    expect_sentence(desk.at(monday, {"run"}), 2, "held");
    expect_sentence(desk.at(monday, {"held"}), 0, "no receiver");
    expect_sentence(desk.at("2026-11-24T00:30", {"run"}), 0, "known before this run");
    const auto letter = batch::json::parse(desk.at(monday, {"held", "--json"}).out)
                            .as_list()
                            .at(0)
                            .integer("letter");
    EXPECT_EQ(
        desk.at("2026-11-24T09:00", {"release", std::to_string(letter), "--receiver", "9101-05"})
            .status,
        0);
    expect_sentence(desk.at(wednesday, {"run"}), 0, "1 packages sent");
}

TEST(ExitStatus, TwoForAnAnswerThatWasNotTaken)
{
    const CommandDesk desk;
    take_one_in(desk);
    expect_sentence(desk.at(monday, {"confirm", "--receiver", "9102-00", reference(1)}), 2,
                    "belongs to another receiver");
    expect_sentence(desk.at(monday, {"reject", "--receiver", "9101-03", reference(8)}), 2,
                    "no report of this reference is here");
    expect_sentence(desk.at(monday, {"confirm", "--receiver", "9101-03", "-"}, reference(1)), 0,
                    "confirmed");
}

TEST(ExitStatus, ThreeWhileThePrintHouseIsAwayAndTheNextRunTakesUp)
{
    const CommandDesk desk;
    take_one_in(desk);
    {
        TakenAway house(desk.house() / "to");
        const auto said = desk.at(wednesday, {"run"});
        expect_sentence(said, 3, "send");
        EXPECT_TRUE(said.holds("failed")) << said;
        EXPECT_FALSE(fs::exists(desk.house() / "to")) << "nobody makes the house's own place";
        expect_sentence(desk.at(wednesday, {"status"}), 0, "1 pieces");
    }
    expect_sentence(desk.at("2026-11-25T08:20", {"run"}), 0, "1 packages sent");
    EXPECT_EQ(desk.night.packages().size(), 1U);
    EXPECT_EQ(desk.night.number("select count(*) as n from letter"), 1) << "no second letter";
}

TEST(ExitStatus, ThreeWhileTheDatabaseIsAwayAndNoOtherIsMade)
{
    CommandDesk desk;
    take_one_in(desk);
    desk.night.stop();
    {
        TakenAway database(desk.path() / "database");
        for (const char* command : {"run", "status", "balance", "intake"})
            expect_sentence(desk.at(wednesday, {command}), 3, "database");
        EXPECT_FALSE(fs::exists(desk.path() / "database" / "data"))
            << "an empty database in its place would hide that reports are gone";
        fs::remove_all(desk.path() / "database");
    }
    desk.night.start();
    expect_sentence(desk.at(wednesday, {"run"}), 0, "1 packages sent");
}

TEST(ExitStatus, ThreeWhileEveryStoreIsAway)
{
    const CommandDesk desk;
    take_one_in(desk);
    {
        TakenAway first(desk.path() / "vault-1"), second(desk.path() / "vault-2");
        for (const char* command : {"run", "intake"})
            expect_sentence(desk.at(wednesday, {command}), 3, "store");
        EXPECT_FALSE(fs::exists(desk.path() / "vault-1")) << "nobody makes an empty store";
    }
    expect_sentence(desk.at(wednesday, {"run"}), 0, "1 packages sent");
}

TEST(ExitStatus, ThreeWhileOneStoreIsAwayAndLettersGoAllTheSame)
{
    const CommandDesk desk;
    take_one_in(desk);
    desk.night.put_into_inbox(2, report_text("9101", "03"));
    TakenAway second(desk.path() / "vault-2");
    const auto said = desk.at(wednesday, {"run"});
    expect_sentence(said, 3, "1 packages sent");
    EXPECT_TRUE(fs::exists(desk.path() / "inbox" / (reference(2) + ".json")))
        << "what would lie in one store only is not taken in";
    expect_sentence(desk.at(wednesday, {"status"}), 0, "store 2");
    second.put_back();
    expect_sentence(desk.at("2026-11-25T08:20", {"intake"}), 0, "1 taken in");
}

TEST(ExitStatus, ThreeWhileTheKeysAreAway)
{
    const CommandDesk desk;
    TakenAway keys(desk.path() / "keys");
    expect_sentence(desk.at(monday, {"run"}), 3, "keys");
}

TEST(ExitStatus, FourWhenAContentIsGoneAndDeletionStops)
{
    const CommandDesk desk;
    take_one_in(desk);
    EXPECT_EQ(desk.night.confirm(1, {"9101", "03"}, oslo("2026-11-23T10:00")),
              batch::letters::AnswerOutcome::Confirmed);
    desk.night.put_into_inbox(2, report_text("9101", "03"));
    ASSERT_EQ(desk.at("2026-11-23T11:00", {"run"}).status, 0);
    const auto record = desk.night.execute("select record from report where state = 'waiting'")
                            .one()
                            .record("record")
                            .text();
    const fs::path content = desk.path() / "vault-1" / "content" / "content" / record;
    ASSERT_TRUE(fs::exists(content)) << content;
    TakenAway gone(content);

    ASSERT_EQ(desk.at("2027-01-20T00:20", {"clock", "accept"}).status, 0);
    const auto said = desk.at("2027-01-20T00:30", {"run", "--json"});
    EXPECT_EQ(said.status, 4) << said;
    const auto report = batch::json::parse(said.out);
    EXPECT_FALSE(report.items("imbalances").empty());
    EXPECT_EQ(desk.night.number("select count(*) as n from report where state = 'deleted'"), 0)
        << "the confirmed one is past its retention, and kept all the same";
    expect_sentence(desk.at("2027-01-20T00:31", {"balance"}), 2, "do not balance");
    expect_sentence(desk.at("2027-01-20T00:31", {"incident", "list"}), 0, "To do:");

    gone.put_back();
    ASSERT_EQ(desk.at("2027-01-20T08:09", {"clock", "accept"}).status, 0);
    EXPECT_NE(desk.at("2027-01-20T08:10", {"run"}).status, 4);
    EXPECT_EQ(desk.at("2027-01-20T08:20", {"balance"}).status, 0);
    EXPECT_EQ(desk.night.number("select count(*) as n from report where state = 'deleted'"), 1);
}

} // namespace
} // namespace reservepost::tests
