#include "batch/notices/heartbeat_check.h"

#include "holidays/oslo_time.h"
#include "tests/support/temporary_directory.h"
#include "tests/batch/notices/mail_server.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace reservepost::batch::notices {
namespace {

using deletion::NoteError;
using deletion::SignedNote;
using deletion::VerifierKey;

holidays::Instant at(const char* text)
{
    return holidays::parse_instant(text);
}

constexpr const char* name = "kommune.example/reservepost/heartbeat";

struct Signed {
    crypto::SigningKey key = crypto::SigningKey::generate();
    VerifierKey verifier{name, key.public_key()};

    std::string note(std::int64_t run = 12) const
    {
        RunReport report;
        report.run = run;
        report.steps = {{"recover", StepState::Done, "", {}, {}},
                        {"receipts", StepState::Failed, "away", {}, {}},
                        {"balance again", StepState::Skipped, "", {}, {}}};
        return heartbeat_note(name, report, at("2026-11-25T00:31:05.25+01:00"),
                              at("2026-11-25T08:10:00+01:00"), key);
    }
    /// A body of somebody's own making, rightly signed.
    std::string signed_body(const std::string& body) const
    {
        SignedNote note{body, {}};
        note.sign(name, key);
        return note.text();
    }
};

const auto in_time = at("2026-11-25T08:40:00+01:00");

TEST(Heartbeat, SaysWhatTheRunDid)
{
    const Signed own;
    EXPECT_EQ(SignedNote::parse(own.note()).body, "kommune.example/reservepost/heartbeat\nrun 12\n"
                                                  "ended 2026-11-24T23:31:05.25Z\n"
                                                  "next 2026-11-25T07:10:00Z\n"
                                                  "recover done\nreceipts failed\n"
                                                  "balance again skipped\n");
}

TEST(Heartbeat, ComesBackAsItWent)
{
    const Signed own;
    const auto judgement = judge_heartbeat(own.note(), own.verifier, in_time, 12);
    EXPECT_TRUE(judgement.clean());
    ASSERT_TRUE(judgement.heartbeat);
    EXPECT_EQ(judgement.heartbeat->body(), SignedNote::parse(own.note()).body);
    EXPECT_EQ(judgement.heartbeat->next_run_by, at("2026-11-25T08:10:00+01:00"));
    EXPECT_EQ(judgement.heartbeat->steps.at(2),
              (std::pair<std::string, StepState>("balance again", StepState::Skipped)));
}

TEST(Heartbeat, IsJudgedByClockAndNumber)
{
    const Signed own;
    const struct {
        const char* why;
        const char* now;
        std::optional<std::int64_t> seen;
        const char* finding; ///< Empty: clean.
    } cases[] = {
        {"just written", "2026-11-25T00:32:00+01:00", {}, ""},
        {"the next run's time", "2026-11-25T08:10:00+01:00", 11, ""},
        {"the last moment of grace", "2026-11-25T08:40:00+01:00", 12, ""},
        {"a moment later", "2026-11-25T08:40:00.000001+01:00", {}, "is missing"},
        {"a week later", "2026-12-02T08:40:00+01:00", 12, "is missing"},
        {"the clocks differ a little", "2026-11-25T00:01:06+01:00", {}, ""},
        {"the run ended ahead of this clock", "2026-11-25T00:01:05+01:00", {}, "ahead of"},
        {"the number went back", "2026-11-25T00:32:00+01:00", 13, "went back from 13 to 12"},
        {"both late and back", "2026-11-26T00:32:00+01:00", 99, "went back from 99 to 12"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto judgement = judge_heartbeat(own.note(), own.verifier, at(c.now), c.seen);
        EXPECT_TRUE(judgement.heartbeat);
        EXPECT_EQ(judgement.clean(), std::string(c.finding).empty());
        const auto last = judgement.clean() ? std::string() : judgement.findings.back();
        EXPECT_NE(last.find(c.finding), std::string::npos) << last;
    }
}

TEST(Heartbeat, EveryOctetIsUnderTheSignature)
{
    const Signed own;
    const auto note = own.note();
    const auto signature_line = note.find("\n\n") + 2;
    for (std::size_t place = 0; place < signature_line; ++place) {
        auto changed = note;
        changed[place] = static_cast<char>(changed[place] ^ 1);
        const auto judgement = judge_heartbeat(changed, own.verifier, in_time);
        EXPECT_FALSE(judgement.heartbeat) << "octet " << place;
        EXPECT_EQ(judgement.findings.size(), 1U);
    }
}

TEST(Heartbeat, WhatIsNotOursIsNotBelieved)
{
    const Signed own;
    const Signed other;
    const std::string head = std::string(name) + "\nrun 12\nended 2026-11-24T23:31:05Z\n";
    const std::string good = head + "next 2026-11-25T07:10:00Z\n";
    ASSERT_TRUE(judge_heartbeat(own.signed_body(good), own.verifier, in_time).clean());
    auto cut = own.note();
    cut.resize(cut.size() / 2);
    const struct {
        const char* why;
        std::string note;
    } cases[] = {
        {"empty", ""},
        {"a web page", "<html></html>\n"},
        {"half a file", cut},
        {"another key under the same name", other.note()},
        {"without a signature", SignedNote{good, {}}.text()},
        {"another name than the key's",
         own.signed_body("other\n" + good.substr(good.find('\n') + 1))},
        {"a checkpoint", own.signed_body(std::string(name) + "\n12\nAAAA\n")},
        {"no next time", own.signed_body(head)},
        {"run 0", own.signed_body(std::string(name) + "\nrun 0\nended 2026-11-24T23:31:05Z\nnext "
                                                      "2026-11-25T07:10:00Z\n")},
        {"a run with a sign",
         own.signed_body(std::string(name) + "\nrun +5\nended 2026-11-24T23:31:"
                                             "05Z\nnext 2026-11-25T07:10:00Z\n")},
        {"a time with an offset", own.signed_body(head + "next 2026-11-25T08:10:00+01:00\n")},
        {"a step in no state", own.signed_body(good + "pack asleep\n")},
        {"a state without a step", own.signed_body(good + " done\n")},
        {"more steps than any night", own.signed_body(good +
                                                      [] {
                                                          std::string steps;
                                                          for (int n = 0; n < 101; ++n)
                                                              steps += "pack done\n";
                                                          return steps;
                                                      }())},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto judgement = judge_heartbeat(c.note, own.verifier, in_time);
        EXPECT_FALSE(judgement.heartbeat);
        ASSERT_EQ(judgement.findings.size(), 1U);
        EXPECT_TRUE(judgement.findings[0].starts_with("the heartbeat is not to be believed: "));
    }
}

TEST(Heartbeat, ANameThatNoKeyCanHaveIsRefused)
{
    const Signed own;
    for (const char* bad : {"", "two words", "with+plus", "line\nend"})
        EXPECT_THROW(heartbeat_note(bad, RunReport{}, {}, {}, own.key), NoteError) << bad;
}

TEST(Heartbeat, IsWrittenWhereItCanBe)
{
    const tests::TemporaryDirectory folder;
    std::ofstream(folder / "a file") << "in the way";
    const auto troubles = write_heartbeat(
        "first\n", {folder / "missing" / "deep", folder / "a file", folder / "made"});
    ASSERT_EQ(troubles.size(), 2U);
    EXPECT_NE(troubles[0].find("missing/deep: No such file or directory"), std::string::npos);
    EXPECT_NE(troubles[1].find("a file"), std::string::npos);
    EXPECT_EQ(tests::content_of(folder / "made" / "heartbeat"), "first\n");

    EXPECT_TRUE(write_heartbeat("second\n", {folder / "made"}).empty());
    EXPECT_EQ(tests::content_of(folder / "made" / "heartbeat"), "second\n");
    struct stat found;
    ASSERT_EQ(::stat((folder / "made" / "heartbeat").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0644U) << "another host's user must be able to read it";
}

} // namespace
} // namespace reservepost::batch::notices
