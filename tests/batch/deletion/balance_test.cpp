#include "batch/deletion/balance.h"

#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// Made-up imbalances of every kind, each made behind the program's back. Each must be found, said
// where, told by an incident, and stop deletion.

namespace reservepost::tests {
namespace {

/// A Wednesday.
const holidays::Instant morning = oslo("2026-11-25T08:20");

/// A file of the first store: one report's content, or its ring.
fs::path file_below(const fs::path& directory, const std::string& name_part)
{
    for (const auto& entry : fs::recursive_directory_iterator(directory))
        if (entry.is_regular_file() &&
            entry.path().filename().string().find(name_part) != std::string::npos)
            return entry.path();
    throw std::runtime_error("no such file below " + directory.string());
}

std::string record_of(const TestNight& night)
{
    return night
        .execute("select encode(record, 'hex') as record from report where state <> 'deleted' "
                 "order by record limit 1")
        .one()
        .text("record");
}

/// As the owner of the tables, who can do what the night's role cannot, and with triggers off.
void behind_the_back(const TestNight& night, const std::string& table, const std::string& sql)
{
    auto owner = night.connect(batch::store::Role::Owner);
    auto transaction = owner.begin();
    transaction.execute_script("alter table " + table + " disable trigger user; " + sql +
                               "; alter table " + table + " enable trigger user");
    transaction.commit();
}

TEST(Balance, FindsEveryKindOfImbalanceAndSaysWhere)
{
    struct {
        const char* why;
        std::function<void(const TestNight&)> spoil;
        const char* says;
    } const cases[] = {
        {"a content file is gone from one store",
         [](const TestNight& night) {
             fs::remove(file_below(night.path() / "vault-2" / "content", record_of(night)));
         },
         "store 2 lacks the content of 1 report"},
        {"a key is missing from one store",
         [](const TestNight& night) {
             const auto ring = file_below(night.path() / "vault-1" / "keys", "ring.");
             fs::resize_file(ring, fs::file_size(ring) - 8);
         },
         "store 1 lacks the key of 1 report"},
        {"a report's state changed, the journal knows nothing",
         [](const TestNight& night) {
             behind_the_back(night, "report",
                             "update report set state = 'confirmed' where state = 'waiting'");
         },
         "table report"},
        {"a letter's state changed, the journal knows nothing",
         [](const TestNight& night) {
             behind_the_back(night, "letter",
                             "update letter set state = 'mailed' where state = 'sent'");
         },
         "table letter"},
        {"a job's state changed, the journal knows nothing",
         [](const TestNight& night) {
             behind_the_back(night, "job", "update job set state = 'settled' where state = 'sent'");
         },
         "table job"},
        {"a row of a report is gone",
         [](const TestNight& night) {
             behind_the_back(night, "report", "delete from report where state = 'waiting'");
         },
         "report"},
        {"a job number was skipped",
         [](const TestNight& night) { night.execute("update job_counter set last = last + 1"); },
         "job numbers of generation 1 go to 2"},
        {"a job number was skipped and the counter set back",
         [](const TestNight& night) {
             behind_the_back(
                 night, "job",
                 "insert into job (number, house, state, class, pieces, sheets, pages, "
                 "file_sha256, "
                 "manifest_sha256, witness, numbered_at) select '01000003', house, state, class, "
                 "pieces, sheets, pages, file_sha256, manifest_sha256, witness, numbered_at from "
                 "job; update job_counter set last = 2");
         },
         "the last of them 3"},
        {"an announced report that is neither taken in nor missing",
         [](const TestNight& night) {
             behind_the_back(night, "announced",
                             "alter table announced drop constraint announced_is_missing_or_here; "
                             "insert into announced (number, receiver, day, announced_at) values "
                             "(1, '9101-05', '2026-11-25', now())");
         },
         "the portal announced 1 reports, of which 0 are taken in and 0 missing; 1 of them"},
        {"one that is neither hides behind one that is both",
         [](const TestNight& night) {
             behind_the_back(night, "announced",
                             "alter table announced drop constraint announced_is_missing_or_here; "
                             "insert into announced (number, reference_digest, receiver, day, "
                             "announced_at, taken_in_at) select 1, reference_digest, '9101-05', "
                             "'2026-11-25'::date, now(), now() from report limit 1; insert into "
                             "announced (number, receiver, day, announced_at) values (2, "
                             "'9101-05', '2026-11-25', now())");
         },
         "the portal announced 2 reports, of which 1 are taken in and 1 missing; 2 of them"},
        {"a deletion in the books that the log does not know",
         [](const TestNight& night) {
             behind_the_back(night, "deletion",
                             "insert into deletion (record, log_digest, old_ring, log_size, "
                             "intent, begun_at, done_at) select record, reference_digest, 1, 1, "
                             "'{\"record\":\"x\"}', now(), now() from report limit 1");
         },
         "0 deleted leaves, the database 1"},
        {"an intent of three days ago without its deletion",
         [](const TestNight& night) {
             const auto state = night.open(morning);
             auto log =
                 batch::deletion::DeletionLog::open(night.path() / "log", state.keys().log());
             const std::vector<std::string> leaf = {batch::deletion::canonical(
                 batch::deletion::IntentLeaf{.record = std::string(32, 'a'),
                                             .digest = batch::crypto::sha256("a"),
                                             .digest_key = 2026,
                                             .receiver = batch::crypto::sha256("b"),
                                             .date = "2026-11-22",
                                             .reason = batch::deletion::DeletionGround::Confirmed,
                                             .mailed = std::nullopt,
                                             .policy = {"40h-business 1", "30/49 days"}})};
             log.append(leaf);
             log.sign_checkpoint();
         },
         "was announced on 2026-11-22"},
    };
    TestNight start;
    start.take_in(1, 1, "9102", "00", oslo("2026-11-24T09:00"));
    start.run(oslo("2026-11-25T08:10"));
    ASSERT_EQ(start.packages().size(), 1U);
    start.take_in(2, 2, "9101", "05", oslo("2026-11-25T08:15"));
    EXPECT_TRUE(start.run(morning).imbalances.empty()) << "the books balance before";
    start.stop();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start.path());
        c.spoil(night);
        const auto report = night.run(morning, "balance");
        EXPECT_EQ(report.exit_status, 4) << batch::notices::text_of(report);
        ASSERT_FALSE(report.imbalances.empty());
        std::string all;
        for (const auto& imbalance : report.imbalances)
            all += imbalance + "\n";
        EXPECT_NE(all.find(c.says), std::string::npos) << all;
        EXPECT_EQ(night.number("select count(*) as n from incident where code = 'books-open' and "
                               "state = 'open'"),
                  1);
        const auto deletion = night.run(morning, "delete");
        EXPECT_EQ(step_of(deletion, "delete").state, batch::notices::StepState::Skipped);
    }
}

TEST(Balance, WhatIsMissingOfTheAnnouncedIsCountedAndNoImbalance)
{
    const TestNight night;
    night.take_in(1, 1, "9101", "05", oslo("2026-11-25T08:15"));
    const auto announce = [&](int number, const char* digest, const char* taken_in_at) {
        night.execute("insert into announced (number, reference_digest, receiver, day, "
                      "announced_at, taken_in_at) values (" +
                      std::to_string(number) + ", " + digest +
                      ", '9101-05', '2026-11-25', now(), " + taken_in_at + ")");
    };
    announce(1, "null", "now()");
    announce(2, "decode(repeat('aa', 32), 'hex')", "null");
    announce(3, "decode(repeat('bb', 32), 'hex')", "null");
    auto state = night.open(morning);
    const auto log = batch::deletion::DeletionLog::open(night.path() / "log", state.keys().log());
    const auto balance =
        batch::deletion::strike_balance(state.database(), state.vault(), log, morning);
    EXPECT_TRUE(balance.is_zero());
    EXPECT_EQ(balance.terms.at("announced"), 3);
    EXPECT_EQ(balance.terms.at("announced_taken_in"), 1);
    EXPECT_EQ(balance.terms.at("announced_missing"), 2);
}

TEST(Balance, AnImbalanceThatIsMendedIsNoIncidentAnyMore)
{
    const TestNight night;
    night.take_in(1, 1, "9101", "05", oslo("2026-11-25T08:15"));
    const auto content = file_below(night.path() / "vault-2" / "content", record_of(night));
    fs::rename(content, night.path() / "away");
    EXPECT_EQ(night.run(morning).exit_status, 4);
    fs::rename(night.path() / "away", content);
    EXPECT_EQ(night.run(morning).exit_status, 0);
    EXPECT_EQ(night.number("select count(*) as n from incident where state <> 'closed'"), 0);
}

} // namespace
} // namespace reservepost::tests
