#include "batch/store/database.h"
#include "batch/words/states.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>
#include <set>

// The database refuses what the tables of `words/states.h` do not know, whoever asks.

namespace reservepost::batch::store {
namespace {

using tests::TestDatabase;
using Roads = std::set<std::string>;

template <class Table> Roads roads_of(const Table& table)
{
    Roads roads;
    for (const auto& road : table)
        roads.insert(std::string(name_of(road.from)) + " to " + std::string(name_of(road.to)));
    return roads;
}

Roads roads_in(Transaction& transaction, const char* kind)
{
    Roads roads;
    for (const Row row : transaction.execute(
             "select from_state, to_state from state_transition where kind = $1", {kind}))
        roads.insert(row.text("from_state") + " to " + row.text("to_state"));
    return roads;
}

TEST(StateTransition, TheDatabaseKnowsTheSameRoadsAsTheProgram)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    EXPECT_EQ(roads_in(transaction, "report"), roads_of(report_transitions));
    EXPECT_EQ(roads_in(transaction, "letter"), roads_of(letter_transitions));
    EXPECT_EQ(roads_in(transaction, "job"), roads_of(job_transitions));
}

// -- A report, a letter and a job in any state --

constexpr const char* digest = "decode(repeat('5a', 32), 'hex')";
constexpr const char* record = "decode(repeat('01', 16), 'hex')";

std::string insert_report(const std::string& state)
{
    const bool deleted = state == "deleted";
    const std::string digests = deleted ? "null, null" : std::string(digest) + ", " + digest;
    return std::string("insert into report (record, reference_digest, content_digest, state, "
                       "municipality, district, route, reception, quarantine_code, accepted_at, "
                       "taken_in_at, stated_time, due_at, policy, policy_version, holiday_table) "
                       "values (") +
           record + ", " + digests + ", '" + state +
           "', '', '', 'none', 'manual', 'broken-json', now(), now(), 'used', now(), "
           "'40h-business', 1, 1)";
}

std::string insert_letter(const std::string& state)
{
    return std::string("insert into letter (record, kind, state, cause, letter_date, gathered_at, "
                       "frames_digest, held_code, job, piece) values (") +
           record + ", 'forwarding', '" + state + "', 'not-confirmed', '2026-11-25', now(), " +
           digest + ", " + (state == "held" ? "'address'" : "null") + ", '01000001', 1)";
}

std::string insert_job(const std::string& state, const std::string& number = "01000001")
{
    return "insert into job (number, house, state, class, pieces, sheets, pages, file_sha256, "
           "manifest_sha256, witness, numbered_at) values ('" +
           number + "', 'house', '" + state + "', 'C5-D-NO', 1, 1, 2, " + digest + ", " + digest +
           ", '', now())";
}

/// Whether the database takes `statement` after `rows` stand there; nothing is kept.
bool takes(Database& database, const std::vector<std::string>& rows, const std::string& statement)
{
    auto transaction = database.begin();
    for (const auto& row : rows)
        transaction.execute(row);
    try {
        transaction.execute(statement);
        return true;
    } catch (const StoreError&) {
        return false;
    }
}

template <class State> std::vector<std::string> names_up_to(State last)
{
    std::vector<std::string> names;
    for (int i = 0; i <= static_cast<int>(last); ++i)
        names.emplace_back(name_of(static_cast<State>(i)));
    return names;
}

TEST(StateTransition, AReportGoesOnlyWhereThereIsARoad)
{
    const TestDatabase server;
    auto database = server.night();
    for (const auto& from : names_up_to(ReportState::Deleted))
        for (const auto& to : names_up_to(ReportState::Deleted)) {
            const std::string cleared =
                to == "deleted" ? ", reference_digest = null, content_digest = null" : "";
            const bool road = from == to || may_become(report_state(from), report_state(to));
            EXPECT_EQ(takes(database, {insert_report(from)},
                            "update report set state = '" + to + "'" + cleared),
                      road)
                << from << " to " << to;
        }
}

TEST(StateTransition, ALetterGoesOnlyWhereThereIsARoad)
{
    const TestDatabase server;
    auto database = server.night();
    for (const auto& from : names_up_to(LetterState::Superseded))
        for (const auto& to : names_up_to(LetterState::Superseded)) {
            const bool road = from == to || may_become(letter_state(from), letter_state(to));
            EXPECT_EQ(takes(database,
                            {insert_report("posting"), insert_job("closed"), insert_letter(from)},
                            "update letter set state = '" + to +
                                "', held_code = " + (to == "held" ? "'address'" : "null")),
                      road)
                << from << " to " << to;
        }
}

TEST(StateTransition, AJobGoesOnlyWhereThereIsARoad)
{
    const TestDatabase server;
    auto database = server.night();
    for (const auto& from : names_up_to(JobState::Recalled))
        for (const auto& to : names_up_to(JobState::Recalled)) {
            const bool road = from == to || may_become(job_state(from), job_state(to));
            EXPECT_EQ(takes(database, {insert_job(from)}, "update job set state = '" + to + "'"),
                      road)
                << from << " to " << to;
        }
}

TEST(StateTransition, RowsStayWhoeverAsks)
{
    const TestDatabase server;
    const std::vector<std::string> rows = {insert_report("posting"), insert_job("closed"),
                                           insert_letter("gathered")};
    for (const auto role : {Role::Night, Role::Owner}) {
        auto database = server.connect(role);
        for (const char* statement : {"delete from report", "delete from letter", "delete from job",
                                      "delete from report where false", "truncate report cascade",
                                      "truncate letter", "truncate job cascade"}) {
            SCOPED_TRACE(statement);
            EXPECT_FALSE(takes(database, rows, statement));
        }
    }
}

TEST(StateTransition, TheNightCannotMakeRoads)
{
    const TestDatabase server;
    auto database = server.night();
    for (const char* statement :
         {"insert into state_transition values ('report', 'waiting', 'deleting')",
          "update state_transition set to_state = 'deleted'", "delete from state_transition",
          "alter table report disable trigger report_transition",
          "set session_replication_role = replica"}) {
        SCOPED_TRACE(statement);
        EXPECT_FALSE(takes(database, {}, statement));
    }
}

TEST(StateTransition, RowsThatCannotBeAreRefused)
{
    const TestDatabase server;
    auto database = server.night();
    const std::vector<std::string> report = {insert_report("posting")};
    const std::vector<std::string> all = {insert_report("posting"), insert_job("closed"),
                                          insert_letter("gathered")};
    const struct {
        const char* why;
        std::vector<std::string> rows;
        std::string statement;
    } cases[] = {
        {"an unknown state of a report", {}, insert_report("lost")},
        {"an unknown state of a letter", report, insert_letter("lost")},
        {"an unknown state of a job", {}, insert_job("lost")},
        {"a living report without its digest", report, "update report set reference_digest = null"},
        {"a deleted one with its digest",
         {insert_report("deleting")},
         "update report set state = 'deleted'"},
        {"quarantine without a reason",
         {insert_report("quarantined")},
         "update report set quarantine_code = null"},
        {"a second report of the same reference",
         {insert_report("waiting"), "update report set quarantine_code = null"},
         "insert into report select decode(repeat('02', 16), 'hex'), reference_digest, "
         "content_digest, state, form, municipality, district, receiver, route, reception, null, "
         "accepted_at, taken_in_at, stated_time, due_at, policy, policy_version, holiday_table "
         "from report"},
        {"a letter of no report", {insert_job("closed")}, insert_letter("gathered")},
        {"a second open letter", all, insert_letter("held")},
        {"held without a reason",
         {insert_report("posting"), insert_job("closed"), insert_letter("held")},
         "update letter set held_code = null"},
        {"a reason without being held", all, "update letter set held_code = 'address'"},
        {"typeset without frames", all,
         "update letter set state = 'typeset', frames_digest = null"},
        {"packed without a job",
         {insert_report("posting"), insert_job("closed"), insert_letter("typeset")},
         "update letter set state = 'packed', job = null"},
        {"packed without a piece",
         {insert_report("posting"), insert_job("closed"), insert_letter("typeset")},
         "update letter set state = 'packed', piece = null"},
        {"a piece number of nought", all, "update letter set piece = 0"},
        {"a job number of seven digits", {}, insert_job("closed", "0100001")},
        {"a job number with a letter", {}, insert_job("closed", "0100000a")},
        {"closed without its file",
         {insert_job("numbered"), "update job set file_sha256 = null"},
         "update job set state = 'closed'"},
        {"a digest of 31 octets", report,
         "update report set content_digest = decode(repeat('5a', 31), 'hex')"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_FALSE(takes(database, c.rows, c.statement));
    }
}

} // namespace
} // namespace reservepost::batch::store
