#include "batch/store/incidents.h"
#include "tests/support/test_house.h"

#include <gtest/gtest.h>

// What a print house may say wrongly, twice or too soon, each about a job of five pieces of its
// own: what of it counts, and under which reason the rest is set aside.

namespace reservepost::tests {
namespace {

using namespace std::chrono_literals;
using batch::printhouse::Receipt;
using batch::printhouse::Stage;
using batch::store::Row;

std::string stands(TestHouse& house, const std::string& job)
{
    auto text =
        house.office.execute("select state from job where number = $1", {job}).one().text("state");
    for (const Row row : house.office.execute("select state, count(*) as n from letter where "
                                              "record in (select record from letter where job = "
                                              "$1) group by state order by state",
                                              {job}))
        text += ", " + row.text("state") + " " + std::to_string(row.integer("n"));
    return text;
}

/// Why receipts of the job were set aside, in the order of n.
std::string reasons(TestHouse& house, const std::string& job)
{
    std::string text;
    for (const Row row :
         house.office.execute("select coalesce(reason, '') as reason from receipt where job = $1 "
                              "and state = 'set-aside' order by n, stage",
                              {job}))
        text += (text.empty() ? "" : ", ") + row.text("reason");
    return text;
}

struct Wrong {
    const char* why;
    void (*say)(TestHouse& house, const std::string& job);
    const char* stands; ///< "sent, sent 5": nothing has changed.
    const char* reasons;
};

/// Moves the first sheet of the first range to the second, so that only the whole agrees.
void shift_a_sheet(Receipt& receipt)
{
    receipt.ranges = {{1, 2, receipt.ranges.front().date, {2, 1, 4}},
                      {3, 5, receipt.ranges.front().date, {3, 4, 6}}};
}

// clang-format off
const Wrong wrongs[] = {
    {"sums that agree in all, but not by range",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .spoil = shift_a_sheet});
     },
     "sent, sent 5", "wrong-sums"},
    {"ranges that overlap",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .spoil = [](Receipt& receipt) {
                             receipt.ranges = {{1, 3, receipt.ranges.front().date, {3, 3, 6}},
                                               {3, 4, receipt.ranges.front().date, {2, 2, 4}}};
                         }});
     },
     "sent, sent 5", "overlap"},
    {"a range that goes beyond the job",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .last = 6});
     },
     "sent, sent 5", "outside-job"},
    {"another manifest's hash under our number",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Received, .spoil = [](Receipt& receipt) {
                             const auto other = batch::crypto::sha256("another manifest");
                             receipt.manifest_sha256 = other;
                             receipt.package.manifest_hash = other.hex().substr(0, 20);
                         }});
     },
     "sent, sent 5", "wrong-hash"},
    {"a piece mailed, then damaged",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .last = 2});
         house.say(job, {.stage = Stage::Damaged, .first = 2, .last = 2});
     },
     "received, mailed 2, sent 3", "claimed-twice"},
    {"a piece damaged, then mailed: its new letter goes on",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Damaged, .last = 2});
         house.say(job, {.stage = Stage::Mailed, .first = 2, .last = 2});
     },
     "received, gathered 2, sent 3, superseded 2", "claimed-twice"},
    {"two of the same n at once: the one that comes first by its name counts",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Received});
         house.say(job, {.stage = Stage::Mailed, .spoil = [](Receipt& r) { r.n = 2; }});
         house.say(job, {.stage = Stage::Damaged, .last = 1, .spoil = [](Receipt& receipt) {
                             receipt.n = 2;
                             receipt.running = batch::printhouse::Running{0, 1, 4};
                         }});
     },
     "received, gathered 1, sent 4, superseded 1", "n-reused"},
    {"the second before the first: it waits",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .spoil = [](Receipt& r) { r.n = 2; }});
     },
     "sent, sent 5", ""},
    {"closed, and two pieces are open",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .last = 3});
         house.say(job, {.stage = Stage::Closed});
     },
     "received, mailed 3, sent 2", "open-pieces"},
    {"what was wrong is said again rightly under the same n",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Received,
                         .spoil = [](Receipt& receipt) { receipt.totals->sheets += 1; }});
         house.look();
         house.say(job, {.stage = Stage::Received, .spoil = [](Receipt& r) { r.n = 1; }});
     },
     "received, sent 5", "wrong-sums"},
    {"the house's clock is two days ahead: it counts, and our time is not believed meanwhile",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .signed_at = TestHouse::said_at + 48h});
     },
     "received, mailed 5", ""},
    {"the house's clock is two days behind: posted after it was signed",
     [](TestHouse& house, const std::string& job) {
         house.say(job, {.stage = Stage::Mailed, .signed_at = TestHouse::said_at - 48h});
     },
     "sent, sent 5", "wrong-day"},
};
// clang-format on

TEST(WrongReceipts, ChangeNothingButWhatCounts)
{
    TestHouse house;
    std::vector<std::string> jobs;
    for (const auto& wrong : wrongs) {
        jobs.push_back(house.add_job(5));
        wrong.say(house, jobs.back());
    }
    house.look();
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        SCOPED_TRACE(wrongs[i].why);
        EXPECT_EQ(stands(house, jobs[i]), wrongs[i].stands);
        EXPECT_EQ(reasons(house, jobs[i]), wrongs[i].reasons);
        const bool has_incident = *wrongs[i].reasons != '\0';
        EXPECT_EQ(house.office.number("select count(*) as n from incident where code = "
                                      "'receipt-set-aside' and subject = $1",
                                      {jobs[i]}),
                  has_incident ? 1 : 0);
    }
    // A clock that runs ahead is seen by what it signs.
    auto transaction = house.office.database.begin();
    EXPECT_EQ(batch::spool::newest_receipt_signed_at(transaction), TestHouse::said_at + 48h);
    transaction.commit();
    const auto again = house.look();
    EXPECT_EQ(again.applied + again.set_aside, 0) << "what was looked at once is looked at no more";
}

TEST(WrongReceipts, AFileWhoseNameSaysSomethingElseIsSetAside)
{
    TestHouse house;
    const auto job = house.add_job(2);
    const auto file = house.say(job, {.stage = Stage::Received});
    auto name = file.filename().string();
    const auto renamed = [&](std::string_view from, const char* to) {
        auto other = name;
        const auto at = other.find(from);
        EXPECT_NE(at, std::string::npos);
        return file.parent_path() / other.replace(at, from.size(), to);
    };
    // A copy under another n or stage is no second receipt, and does not keep the first from
    // counting.
    std::filesystem::copy_file(file, renamed(".1.received", ".2.received"));
    std::filesystem::copy_file(file, renamed(".1.received", ".1.mailed"));
    const auto counts = house.look();
    EXPECT_EQ(counts.set_aside, 2);
    EXPECT_EQ(counts.applied, 1);
    EXPECT_EQ(stands(house, job), "received, sent 2");
    EXPECT_EQ(house.look().set_aside, 0);
}

TEST(WrongReceipts, ReturnedAfterDeletionMakesTheEnvelopeTheOriginal)
{
    TestHouse house;
    const auto job = house.add_job(2);
    house.say(job, {.stage = Stage::Mailed});
    house.look();
    const auto letter = house.office
                            .execute("select id, record from letter where job = $1 and "
                                     "piece = 1",
                                     {job})
                            .one();
    const auto record = letter.record("record");
    house.office.execute("update report set state = 'deleting' where record = $1", {record});
    house.office.execute("update report set state = 'deleted', reference_digest = null, "
                         "content_digest = null, deleted_at = $2 where record = $1",
                         {record, house.office.now});
    house.say(job, {.stage = Stage::Returned, .last = 1, .code = "R03"});
    house.look();
    EXPECT_EQ(stands(house, job), "received, mailed 1, returned 1") << "no letter can be made";
    auto transaction = house.office.database.begin();
    const auto incidents = batch::store::list_incidents(transaction);
    ASSERT_EQ(incidents.size(), 1U);
    EXPECT_EQ(incidents[0].code, "envelope-is-original");
    EXPECT_EQ(incidents[0].subject.name, std::to_string(letter.integer("id")));
    EXPECT_NE(incidents[0].remedy.find("--why envelope-"), std::string::npos);
}

} // namespace
} // namespace reservepost::tests
