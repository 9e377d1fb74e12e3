#include "batch/store/incidents.h"
#include "tests/support/test_night.h"

#include <cstring>
#include <gtest/gtest.h>

// When an original goes and when it stays, and what a thief finds of one that went.

namespace reservepost::tests {
namespace {

using batch::printhouse::Stage;
using batch::store::Row;

const holidays::Instant long_after = oslo("2027-02-10T00:30");

/// A state in which report 1 is posted and report 2 confirmed, and everything has come to its end.
class DeletionTest : public testing::Test {
protected:
    void SetUp() override
    {
        start_.put_into_inbox(1, report_text("9102", "00", "HEMMELIGMERKE en"));
        start_.put_into_inbox(2, report_text("9101", "05", "HEMMELIGMERKE to"));
        start_.run(oslo("2026-11-24T09:00"), "intake");
        start_.confirm(2, {"9101", "05"}, oslo("2026-11-24T12:00"));
        start_.run(oslo("2026-11-25T08:10"));
        start_.mail_all(oslo("2026-11-26T14:00"));
        start_.run(oslo("2026-11-27T00:30"));
        start_.stop();
    }

    static batch::notices::RunReport run_vouched(const TestNight& night, holidays::Instant now)
    {
        night.accept_clock(now);
        return night.run(now);
    }

    static void raise(const TestNight& night, batch::store::SubjectKind kind,
                      const std::string& subject)
    {
        auto database = night.connect();
        auto transaction = database.begin();
        batch::store::raise_incident(transaction, {"test", {kind, subject}, "made up", "close it"},
                                     {long_after, std::nullopt, "tester"});
        transaction.commit();
    }

    static void raise_on_report(const TestNight& night, const std::string& state)
    {
        raise(night, batch::store::SubjectKind::Report,
              night
                  .execute("select encode(record, 'hex') as record from report where state = $1",
                           {state})
                  .one()
                  .text("record"));
    }

    TestNight start_;
};

TEST_F(DeletionTest, EveryFactOfTheGateKeepsByItself)
{
    const auto nothing = [](const TestNight&) {};
    struct {
        const char* why;
        std::function<void(const TestNight&)> close;
        const char* at;
        bool vouched;
        std::int64_t deleted;
        const char* kept; ///< The step's word for it.
    } const cases[] = {
        {"all open: both go", nothing, "2027-02-10T00:30", true, 2, ""},
        {"29 days: both stay", nothing, "2026-12-23T12:00", true, 0, "kept: retention"},
        {"31 days: the confirmed one goes, the posted one stays", nothing, "2026-12-25T12:01", true,
         1, "kept: retention"},
        {"49 days less an hour after the receipt: the posted one stays", nothing,
         "2027-01-14T13:00", true, 1, "kept: retention"},
        {"49 days after the receipt: both go", nothing, "2027-01-14T14:01", true, 2, ""},
        {"nobody vouched for the clock", nothing, "2027-02-10T00:30", false, 0,
         "kept: time-not-believed"},
        {"an incident on the posted report",
         [](const TestNight& night) { raise_on_report(night, "posted"); }, "2027-02-10T00:30", true,
         1, "kept: incident-open"},
        {"an incident on the confirmed report",
         [](const TestNight& night) { raise_on_report(night, "confirmed"); }, "2027-02-10T00:30",
         true, 1, "kept: incident-open"},
        {"an incident on the posted report's job",
         [](const TestNight& night) {
             raise(night, batch::store::SubjectKind::Job,
                   night.execute("select number from job").one().text("number"));
         },
         "2027-02-10T00:30", true, 1, "kept: incident-open"},
        {"deletion is paused",
         [](const TestNight& night) {
             night.execute("update installation set deletion_paused = true");
         },
         "2027-02-10T00:30", true, 0, "kept: deletion-paused"},
        {"the outbox file is not gone",
         [](const TestNight& night) {
             night.execute("update job set outbox_empty = false, "
                           "over_at = null");
         },
         "2027-02-10T00:30", true, 1, "kept: job-open"},
        {"the published place is not there",
         [](const TestNight& night) { fs::remove_all(night.path() / "published"); },
         "2027-02-10T00:30", true, 2, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start_.path());
        c.close(night);
        const auto report = c.vouched ? run_vouched(night, oslo(c.at)) : night.run(oslo(c.at));
        EXPECT_EQ(count_of(step_of(report, "delete"), "originals deleted"), c.deleted)
            << batch::notices::text_of(report);
        EXPECT_EQ(night.number("select count(*) as n from report where state = 'deleted'"),
                  c.deleted);
        if (*c.kept) {
            EXPECT_EQ(count_of(step_of(report, "delete"), c.kept), 2 - c.deleted);
        }
    }
}

TEST_F(DeletionTest, APublishedHistoryThatIsNotOursKeepsEverything)
{
    const TestNight night(start_.path());
    const TestNight other(start_.path());
    other.run(oslo("2026-12-01T08:10")); // Its own leaf about a day that ours does not know.
    fs::copy(other.path() / "published", night.path() / "published",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    const auto report = run_vouched(night, long_after);
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'deleted'"), 0);
    EXPECT_EQ(report.exit_status, 3);
}

TEST_F(DeletionTest, ALetterThatIsNeverReceiptedIsNeverDeleted)
{
    const TestNight night;
    night.take_in(1, 1, "9102", "00", oslo("2026-11-24T09:00"));
    night.run(oslo("2026-11-25T08:10"));
    ASSERT_EQ(night.packages().size(), 1U);
    for (const int days : {30, 31, 50, 400}) {
        SCOPED_TRACE(days);
        const auto now = oslo("2026-11-25T08:10") + std::chrono::days(days);
        const auto report = run_vouched(night, now);
        EXPECT_EQ(count_of(step_of(report, "delete"), "originals deleted"), 0);
        EXPECT_EQ(night.number("select count(*) as n from report where state = 'posting'"), 1);
        EXPECT_EQ(night.number("select count(*) as n from incident where code = 'job-late' and "
                               "state = 'open'"),
                  1)
            << "and it does not wait unseen";
    }
    EXPECT_TRUE(night.run(oslo("2026-11-25T08:10") + std::chrono::days(401)).imbalances.empty());
}

/// Which of `marked` stand in any file below `directory`.
std::set<std::string> found_below(const fs::path& directory, const std::set<std::string>& marked)
{
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
        if (!entry.is_regular_file()) continue;
        const auto text = file_text(entry.path());
        for (const auto& mark : marked)
            if (::memmem(text.data(), text.size(), mark.data(), mark.size()) != nullptr)
                found.insert(mark);
    }
    return found;
}

TEST_F(DeletionTest, ACopyTakenBeforeOpensNothingWithTheKeysHeldAfterwards)
{
    const TestNight night(start_.path());
    std::vector<batch::RecordId> records;
    for (const Row row : night.execute("select record from report"))
        records.push_back(row.record("record"));
    EXPECT_EQ(count_of(step_of(run_vouched(night, long_after), "delete"), "originals deleted"), 2);

    // The thief has the content places of before, and the key places of afterwards.
    const TestNight before(start_.path());
    std::vector<batch::vault::StorePlace> places;
    for (const auto* store : {"vault-1", "vault-2"})
        places.push_back({before.path() / store / "content", night.path() / store / "keys"});
    const auto thief = batch::vault::Vault::open(places);
    const auto ring = night.number("select ring as n from vault");
    for (const auto& record : records)
        EXPECT_THROW(thief.open(record, ring), batch::vault::VaultDamaged);
    {
        // The same copy opens with the keys of before: else the test would prove nothing.
        const auto state = before.open(oslo("2026-11-28T00:30"));
        const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
        for (const auto& record : records)
            EXPECT_NO_THROW(vault.open(record, 1));
    }

    const std::set<std::string> marked = {"HEMMELIGMERKE", "Planteby", "6f1d2c3b-0000"};
    EXPECT_EQ(found_below(night.path(), marked), std::set<std::string>()) << "in clear, somewhere";
    EXPECT_EQ(found_below(before.path(), marked), std::set<std::string>())
        << "in clear, before the deletion too";
    std::ofstream(night.path() / "planted") << "Oda Planteby";
    EXPECT_EQ(found_below(night.path(), marked), std::set<std::string>{"Planteby"})
        << "the search finds what is there";
    EXPECT_EQ(night.number("select count(*) as n from report where reference_digest is not null "
                           "or content_digest is not null"),
              0);
}

} // namespace
} // namespace reservepost::tests
