#include "batch/letters/reopen.h"

#include "batch/intake/quarantine.h"
#include "batch/store/incidents.h"
#include "tests/batch/letters/desk.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using namespace tests;
using enum ReopenOutcome;

const receivers::ReceiverKey own{"9101", "03"};
const receivers::ReceiverKey other{"9101", "05"};

ReopenOutcome reopen_one(TestOffice& office, int number, Again why = Again::LostByReceiver,
                         const std::optional<receivers::ReceiverKey>& receiver = std::nullopt)
{
    auto desk = desk_of(office);
    return reopen(desk, reference(number), why, receiver, office.calendar);
}

struct Cell {
    const char* why;
    const char* state;
    const char* letter;
    ReopenOutcome outcome;
    const char* report_after;
    int letters_after;
};

// clang-format off
const Cell cells[] = {
    {"its clock is running",           "waiting",     "",           StillWaiting,   "waiting",     0},
    {"due, no pages yet",              "posting",     "gathered",   LetterOnItsWay, "posting",     1},
    {"pages known",                    "posting",     "typeset",    LetterOnItsWay, "posting",     1},
    {"a person looks at the letter",   "posting",     "held",       LetterOnItsWay, "posting",     1},
    {"in a closed package",            "posting",     "packed",     LetterOnItsWay, "posting",     1},
    {"at the print house",             "posting",     "sent",       LetterOnItsWay, "posting",     1},
    {"in the post",                    "posted",      "mailed",     Reopened,       "posting",     2},
    {"confirmed in time",              "confirmed",   "",           Reopened,       "posting",     1},
    {"confirmed before its letter",    "confirmed",   "withdrawn",  Reopened,       "posting",     2},
    {"no report as far as we can tell","quarantined", "",           InQuarantine,   "quarantined", 0},
    {"said to be no report",           "discarded",   "",           NeedsReceiver,  "discarded",   0},
    {"the original is going",          "deleting",    "",           BeingDeleted,   "deleting",    0},
    {"the original is gone",           "deleted",     "",           Unknown,        "deleted",     0},
};
// clang-format on

TEST(Reopen, InEveryState)
{
    TestOffice office;
    int number = 0;
    for (const auto& c : cells) {
        SCOPED_TRACE(c.why);
        const auto record = report_in(office, ++number, c.state, c.letter);
        EXPECT_EQ(to_text(reopen_one(office, number)), to_text(c.outcome));
        EXPECT_EQ(report_state_of(office, record), c.report_after);
        EXPECT_EQ(office.number("select count(*) as n from letter where record = $1", {record}),
                  c.letters_after);
        EXPECT_EQ(facts_of(office, record, "reopened"), c.outcome == Reopened ? 1 : 0);
    }
    EXPECT_EQ(reopen_one(office, 99), Unknown) << "a reference that nobody knows";
}

struct CauseRow {
    const char* code;
    Again why;
};

TEST(Reopen, EachCauseStandsOnTheLetterInTheFactAndInTheJournal)
{
    TestOffice office;
    const CauseRow causes[] = {{"lost-by-receiver", Again::LostByReceiver},
                               {"letter-not-arrived", Again::NotArrived},
                               {"returned", Again::Returned},
                               {"rejected-late", Again::RejectedLate}};
    int number = 0;
    for (const auto& c : causes) {
        SCOPED_TRACE(c.code);
        ASSERT_EQ(find_reopen_cause(c.code), c.why);
        const auto record = report_in(office, ++number, "confirmed", "");
        EXPECT_EQ(reopen_one(office, number, c.why), Reopened);
        EXPECT_EQ(office.number("select count(*) as n from letter where record = $1 and cause = "
                                "'again-' || $2 and state = 'gathered'",
                                {record, c.code}),
                  1);
        EXPECT_EQ(office.number("select count(*) as n from journal where subject = $1 and event = "
                                "'reopened' and why = $2 and from_state = 'confirmed' and to_state "
                                "= 'posting'",
                                {record.text(), c.code}),
                  1);
        EXPECT_EQ(office.vault.read_facts().at(1).facts.back().code, c.code);
    }
    for (const char* code : {"", "damaged", "again-returned", "Returned", "recalled", "x"})
        EXPECT_FALSE(find_reopen_cause(code)) << code;
}

TEST(Reopen, ALateConfirmationOfTheLetterBeforeNoLongerCounts)
{
    TestOffice office;
    const auto record = report_in(office, 1, "posted", "mailed");
    office.execute("update report set confirmed_late_at = $2 where record = $1",
                   {record, office.now});
    EXPECT_EQ(reopen_one(office, 1), Reopened);
    EXPECT_EQ(office.number("select count(*) as n from report where confirmed_late_at is null and "
                            "reopened_at = $1",
                            {office.now}),
              1)
        << "or the next damaged letter would not be made again";
}

TEST(Reopen, TheIncidentOfALateRejectionIsSettled)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    auto desk = desk_of(office);
    ASSERT_EQ(confirm(desk, reference(1), own), AnswerOutcome::Confirmed);
    ASSERT_EQ(reject(desk, reference(1), own, ""), AnswerOutcome::RejectedLate);
    EXPECT_EQ(reopen_one(office, 1, Again::RejectedLate), Reopened);
    auto transaction = office.database.begin();
    EXPECT_FALSE(
        store::has_open_incident(transaction, {store::SubjectKind::Report, record.text()}));
}

TEST(Reopen, ItCanStillBeConfirmedAwayUntilItIsPacked)
{
    TestOffice office;
    const auto record = report_in(office, 1, "confirmed", "");
    EXPECT_EQ(reopen_one(office, 1), Reopened);
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), AnswerOutcome::Confirmed);
    EXPECT_EQ(report_state_of(office, record), "confirmed");
    EXPECT_EQ(reopen_one(office, 1), Reopened) << "and lost once more";
    EXPECT_EQ(office.number("select count(*) as n from letter where record = $1", {record}), 2);
}

TEST(Reopen, ADiscardedFileWaitsForTheReceiverThatIsNamed)
{
    TestOffice office;
    const auto record = report_in(office, 1, "discarded", "");
    EXPECT_THROW(reopen_one(office, 1, Again::LostByReceiver, receivers::ReceiverKey{"9999", "00"}),
                 std::invalid_argument);
    EXPECT_EQ(report_state_of(office, record), "discarded");
    EXPECT_EQ(reopen_one(office, 1, Again::LostByReceiver, own), WaitsAgain);
    EXPECT_EQ(report_state_of(office, record), "waiting");
    EXPECT_EQ(office.number("select count(*) as n from report where receiver is not null and "
                            "reopened_at is not null and due_at > taken_in_at"),
              1)
        << "and not unseen";
}

TEST(Reopen, NothingIsReopenedThatIsNoFactInSomeStore)
{
    TestOffice office;
    const auto record = report_in(office, 1, "confirmed", "");
    for (const char* place : {"content1", "content2"})
        std::filesystem::rename(office.directory / place,
                                office.directory / (std::string("away-") + place));
    EXPECT_THROW(reopen_one(office, 1), vault::StoreAway);
    EXPECT_EQ(report_state_of(office, record), "confirmed");
}

struct DaysRow {
    const char* why;
    const char* from;
    const char* to;
    int reopened;
};

TEST(Reopen, TheDaysAreOslosAndBothIncluded)
{
    // Confirmed at the first and the last instant of 25 November in Oslo.
    const auto day = holidays::Date::from_text("2026-11-25");
    const auto first = holidays::start_of_day(day);
    const auto last = holidays::start_of_day(day + 1) - std::chrono::microseconds(1);
    const DaysRow rows[] = {
        {"the day before", "2026-11-24", "2026-11-24", 0},
        {"the day after", "2026-11-26", "2026-11-30", 0},
        {"the very day", "2026-11-25", "2026-11-25", 2},
        {"a month around it", "2026-11-01", "2026-11-30", 2},
        {"turned round", "2026-11-26", "2026-11-24", 0},
    };
    TestOffice office;
    for (int number : {1, 2}) {
        const auto record = report_in(office, number, "confirmed", "");
        office.execute("update report set confirmed_at = $2 where record = $1",
                       {record, number == 1 ? first : last});
    }
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto transaction = office.database.begin();
        EXPECT_EQ(count_to_reopen(
                      transaction, own,
                      {holidays::Date::from_text(row.from), holidays::Date::from_text(row.to)},
                      Again::LostByReceiver),
                  row.reopened);
    }
}

TEST(Reopen, AllOfOneReceiverAndNothingElse)
{
    TestOffice office;
    const auto today = holidays::oslo_date(office.now);
    const auto mine = report_in(office, 1, "confirmed", "");
    const auto posted = report_in(office, 2, "posted", "mailed");
    const auto waits = waiting(office, 3);
    const auto foreign = waiting(office, 4, other);
    office.execute("update report set state = 'confirmed', confirmed_at = $2 where record = $1",
                   {foreign, office.now});
    office.execute("update letter set mailed_on = $2::text::date where record = $1",
                   {posted, today.text()});

    auto desk = desk_of(office);
    EXPECT_EQ(reopen_all(desk, own, {today, today}, Again::LostByReceiver), 1);
    EXPECT_EQ(reopen_all(desk, own, {today, today}, Again::LostByReceiver), 0) << "once";
    EXPECT_EQ(report_state_of(office, mine), "posting");
    EXPECT_EQ(report_state_of(office, posted), "posted");
    EXPECT_EQ(report_state_of(office, waits), "waiting");
    EXPECT_EQ(report_state_of(office, foreign), "confirmed");
    EXPECT_EQ(reopen_all(desk, own, {today, today}, Again::NotArrived), 1);
    EXPECT_EQ(report_state_of(office, posted), "posting");
    EXPECT_THROW(reopen_all(desk, {"9999", "00"}, {today, today}, Again::NotArrived),
                 std::invalid_argument);
}

TEST(Reopen, EveryOutcomeHasItsWords)
{
    for (int i = 0; i <= static_cast<int>(Unknown); ++i) {
        EXPECT_FALSE(to_text(static_cast<ReopenOutcome>(i)).empty());
        EXPECT_FALSE(sentence_of(static_cast<ReopenOutcome>(i)).empty());
    }
}

} // namespace
} // namespace reservepost::batch::letters
