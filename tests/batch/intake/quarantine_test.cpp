#include "batch/intake/quarantine.h"

#include "batch/intake/reference.h"
#include "tests/batch/intake/taken_in.h"
#include "tests/holidays/moments.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::intake {
namespace {

using namespace tests;
using holidays::oslo;

void release(TestOffice& office, const RecordId& record, const receivers::ReceiverKey& receiver)
{
    auto transaction = office.database.begin();
    release_from_quarantine(transaction, office.vault, record, receiver, office.calendar,
                            office.occasion());
    transaction.commit();
}

TEST(Quarantine, ListsWhatLiesThereOldestFirst)
{
    TestOffice office;
    take_in_one(office, incoming(1, report_text("9101", "03")));
    const auto first = take_in_one(office, incoming(2, "{ Kari"));
    office.now += std::chrono::hours(1);
    const auto second = take_in_one(office, incoming(3, R"(["Kari"])"));

    auto transaction = office.database.begin();
    const auto files = list_quarantine(transaction);
    ASSERT_EQ(files.size(), 2u);
    EXPECT_EQ(files[0].record, first.record);
    EXPECT_EQ(files[0].code, "broken-json");
    EXPECT_EQ(files[1].record, second.record);
    EXPECT_EQ(files[1].code, "neither-form");
    for (const auto& file : files) {
        EXPECT_NE(file.sentence.find(file.code), std::string::npos) << file.sentence;
        EXPECT_EQ(file.sentence.find("Kari"), std::string::npos) << file.sentence;
    }
}

TEST(Quarantine, WhatStatesATimeLongAgoCanBeReleasedAndIsDueAtOnce)
{
    TestOffice office;
    auto file = incoming(1, "{ broken");
    for (const char* stated : {"1985-01-02T03:04:05Z", "2012-01-02T03:04:05Z"}) {
        SCOPED_TRACE(stated);
        file = incoming(*stated == '1' ? 1 : 2, "{ broken");
        file.meta = R"({"accepted_at":")" + std::string(stated) + R"("})";
        const auto came = office.now;
        const auto answer = take_in_one(office, file);
        office.now += std::chrono::hours(1);
        release(office, answer.record.value(), {"9101", "03"});
        const auto found = row_of(office, *answer.record);
        EXPECT_EQ(found.state, "waiting");
        EXPECT_EQ(found.stated_time, "far-back");
        EXPECT_EQ(holidays::shown(found.due_at), holidays::shown(came));
    }
}

TEST(Quarantine, WhatItsReceiverHasConfirmedMeanwhileIsConfirmedWhenReleased)
{
    const struct {
        const char* why;
        receivers::ReceiverKey confirmed_by;
        std::chrono::hours before_release;
        const char* state;
    } cases[] = {
        {"its receiver, two hours ago", {"9101", "03"}, std::chrono::hours(2), "confirmed"},
        {"its receiver, just within two days", {"9101", "03"}, std::chrono::hours(47), "confirmed"},
        {"its receiver, two days ago", {"9101", "03"}, std::chrono::hours(48), "waiting"},
        {"another receiver", {"9103", "00"}, std::chrono::hours(2), "waiting"},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        TestOffice office;
        const auto file = incoming(++number, "{ broken");
        office.execute("insert into early_confirmation (reference_digest, receiver, confirmed_at) "
                       "select $1, id, $2 from receiver where municipality = $3 and district = $4",
                       {lookup_digest(office.lookup_key, reference(number)), office.now,
                        c.confirmed_by.municipality, c.confirmed_by.district});
        const auto record = take_in_one(office, file).record.value();
        office.now += c.before_release;
        release(office, record, {"9101", "03"});
        EXPECT_EQ(row_of(office, record).state, c.state);
        const auto facts = office.vault.read_facts();
        const bool is_fact = std::ranges::any_of(facts.front().facts, [&](const auto& fact) {
            return fact.record == record && fact.event == "confirmed";
        });
        EXPECT_EQ(is_fact, std::string(c.state) == "confirmed");
    }
}

TEST(Quarantine, WhatIsReleasedWaitsFromWhenItCame)
{
    const struct {
        const char* why;
        receivers::ReceiverKey receiver;
        const char* reception;
    } cases[] = {
        {"one who confirms", {"9101", "03"}, "manual"},
        {"one who chose paper", {"9102", "00"}, "postal"},
        {"one with a case system", {"9103", "00"}, "system"},
    };
    TestOffice office;
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        office.now = oslo("Wed 2026-11-25 12:00");
        const auto answer = take_in_one(office, incoming(++number, "{ broken"));
        office.now = oslo("Mon 2026-11-30 09:00");
        release(office, answer.record.value(), c.receiver);

        const auto found = row_of(office, *answer.record);
        EXPECT_EQ(found.state, "waiting");
        EXPECT_EQ(found.receiver, to_text(c.receiver));
        EXPECT_EQ(found.route, "released");
        EXPECT_EQ(found.reception, c.reception);
        EXPECT_EQ(holidays::shown(found.due_at), holidays::shown(oslo("Fri 2026-11-27 04:00")));
        EXPECT_EQ(found.quarantine, "broken-json") << "it is printed as it came";
        EXPECT_TRUE(open_incidents(office, *answer.record).empty());
        EXPECT_EQ(office.number("select count(*) as n from journal where subject = $1 and event = "
                                "'released' and from_state = 'quarantined'",
                                {answer.record->text()}),
                  1);
    }
}

TEST(Quarantine, ReleasesNothingElseAndToNobodyElse)
{
    TestOffice office;
    const auto waiting = take_in_one(office, incoming(1, report_text("9101", "03"))).record.value();
    const auto broken = take_in_one(office, incoming(2, "{ broken")).record.value();
    const struct {
        const char* why;
        RecordId record;
        receivers::ReceiverKey receiver;
        const char* says;
    } cases[] = {
        {"a report that waits", waiting, {"9101", "03"}, "is not in quarantine"},
        {"no such record",
         RecordId::from_text(std::string(32, '0')),
         {"9101", "03"},
         "is not in quarantine"},
        {"no such receiver", broken, {"9101", "04"}, "no receiver 9101-04"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            release(office, c.record, c.receiver);
            ADD_FAILURE() << "released";
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(c.says), std::string::npos) << error.what();
        }
    }
    EXPECT_EQ(row_of(office, waiting).route, "exact");
    EXPECT_EQ(row_of(office, broken).state, "quarantined");
    release(office, broken, {"9101", "03"});
    EXPECT_THROW(release(office, broken, {"9101", "03"}), std::invalid_argument) << "only once";
}

TEST(Quarantine, AnotherContentBesideTheFirstCanBeReleasedToo)
{
    TestOffice office;
    const auto first = take_in_one(office, incoming(1, report_text("9101", "03", "en")));
    const auto other = take_in_one(office, incoming(1, report_text("9101", "03", "to")));
    ASSERT_EQ(other.outcome, Outcome::Quarantined);
    release(office, other.record.value(), {"9101", "03"});
    EXPECT_EQ(row_of(office, *first.record).state, "waiting");
    EXPECT_EQ(row_of(office, *other.record).state, "waiting");
}

} // namespace
} // namespace reservepost::batch::intake
