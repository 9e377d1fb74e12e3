#include "batch/spool/recall.h"
#include "tests/support/test_house.h"

#include <gtest/gtest.h>

// Every state of a job by everything that can be said of it: what becomes of the job, its letters
// and their reports, or why nothing does. One database, one look at all that lies there.

namespace reservepost::tests {
namespace {

using batch::JobState;
using batch::printhouse::Stage;

/// What the house says in a column of the table. The file's fault or the house's: two columns.
struct Column {
    const char* name;
    Stage stage;
    const char* code;
    bool one_piece;
};

constexpr Column columns[] = {
    {"received", Stage::Received, "", false},
    {"rejected for the file", Stage::Rejected, "bad-pdf", false},
    {"rejected by the house", Stage::Rejected, "no-capacity", false},
    {"mailed", Stage::Mailed, "", false},
    {"damaged", Stage::Damaged, "", false},
    {"closed", Stage::Closed, "", false},
    {"returned", Stage::Returned, "R01", true},
};

/// Where a job of two letters stands before, and what each column makes of it.
struct Standing {
    const char* name;
    JobState written;          ///< As the job's row is written.
    std::vector<Stage> before; ///< What the house has said already, and counted.
    const char* taken_back;    ///< What we did then: "dissolved", "recalled", or nothing.
    /// "job; its letters; their reports", or "-: REASON" where nothing may change.
    const char* becomes[std::size(columns)];
};

// clang-format off
const Standing standings[] = {
    {"closed", JobState::Closed, {}, "",
     {"-: never-sent", "-: never-sent", "-: never-sent", "-: never-sent", "-: never-sent",
      "-: never-sent", "-: never-sent"}},
    {"sending: what the house says proves that it was handed over", JobState::Sending, {}, "",
     {"received; sent 2; posting 2",
      "rejected; held 2, superseded 2; posting 2",
      "rejected; gathered 2, superseded 2; posting 2",
      "received; mailed 2; posted 2",
      "received; gathered 2, superseded 2; posting 2",
      "-: open-pieces",
      "-: not-mailed"}},
    {"sent", JobState::Sent, {}, "",
     {"received; sent 2; posting 2",
      "rejected; held 2, superseded 2; posting 2",
      "rejected; gathered 2, superseded 2; posting 2",
      "received; mailed 2; posted 2",
      "received; gathered 2, superseded 2; posting 2",
      "-: open-pieces",
      "-: not-mailed"}},
    {"received", JobState::Sent, {Stage::Received}, "",
     {"-: received-twice",
      "-: rejected-after-received",
      "-: rejected-after-received",
      "received; mailed 2; posted 2",
      "received; gathered 2, superseded 2; posting 2",
      "-: open-pieces",
      "-: not-mailed"}},
    {"received, and every piece mailed", JobState::Sent, {Stage::Mailed}, "",
     {"-: received-twice",
      "-: rejected-after-received",
      "-: rejected-after-received",
      "-: claimed-twice",
      "-: claimed-twice",
      "settled; mailed 2; posted 2",
      "received; held 1, mailed 1, returned 1; posted 1, posting 1"}},
    {"received, and every piece damaged", JobState::Sent, {Stage::Damaged}, "",
     {"-: received-twice",
      "-: rejected-after-received",
      "-: rejected-after-received",
      "-: claimed-twice",
      "-: claimed-twice",
      "settled; gathered 2, superseded 2; posting 2",
      "-: not-mailed"}},
    {"settled", JobState::Sent, {Stage::Mailed, Stage::Closed}, "",
     {"-: after-closed", "-: after-closed", "-: after-closed", "-: after-closed",
      "-: after-closed", "-: after-closed",
      "settled; held 1, mailed 1, returned 1; posted 1, posting 1"}},
    {"dissolved", JobState::Closed, {}, "dissolved",
     {"-: dissolved", "-: dissolved", "-: dissolved", "-: dissolved", "-: dissolved",
      "-: dissolved", "-: dissolved"}},
    {"rejected", JobState::Sent, {Stage::Rejected}, "",
     {"-: after-rejected", "-: after-rejected", "-: after-rejected", "-: after-rejected",
      "-: after-rejected", "-: after-rejected", "-: after-rejected"}},
    {"recalled", JobState::Sent, {}, "recalled",
     {"-: recalled", "-: recalled", "-: recalled", "-: recalled", "-: recalled", "-: recalled",
      "-: recalled"}},
};
// clang-format on

/// Takes the job back, on the house's word where it has it.
void take_back(TestHouse& house, const std::string& job, const std::string& state)
{
    auto dispatch = house.dispatch();
    batch::spool::recall(dispatch, {.job = job}, true, std::chrono::hours(10));
    EXPECT_EQ(house.stands(job), state + "; gathered 2, superseded 2; posting 2");
}

/// One cell of the table: a job, and what is expected of it.
struct Cell {
    std::string why;
    std::string job;
    std::string before; ///< As it stands before the receipt of the cell.
    std::string expected;
    std::int64_t journal = 0; ///< Lines about the job, its letters or reports before.
};

std::int64_t journal_lines(TestHouse& house, const std::string& job)
{
    return house.office.number(
        "select count(*) as n from journal where subject = $1 or (subject_kind = 'letter' and "
        "subject in (select id::text from letter where job = $1)) or (subject_kind = 'report' and "
        "subject in (select encode(record, 'hex') from letter where job = $1))",
        {job});
}

std::vector<Cell> set_up(TestHouse& house)
{
    std::vector<Cell> cells;
    for (const auto& standing : standings)
        for (std::size_t column = 0; column < std::size(columns); ++column) {
            const auto job = house.add_job(2, standing.written);
            for (const auto stage : standing.before)
                house.say(job,
                          {.stage = stage, .code = stage == Stage::Rejected ? "no-capacity" : ""});
            cells.push_back({std::string(standing.name) + ", then " + columns[column].name,
                             job,
                             {},
                             standing.becomes[column]});
        }
    house.look();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& standing = standings[i / std::size(columns)];
        if (*standing.taken_back) take_back(house, cells[i].job, standing.taken_back);
        cells[i].before = house.stands(cells[i].job);
        cells[i].journal = journal_lines(house, cells[i].job);
    }
    return cells;
}

std::int64_t incidents(TestHouse& house, const std::string& code, const std::string& job)
{
    return house.office.number(
        "select count(*) as n from incident where code = $1 and (subject = $2 or subject in "
        "(select id::text from letter where job = $2))",
        {code, job});
}

TEST(ReceiptTable, OfEveryStateAndEverythingThatCanBeSaid)
{
    TestHouse house;
    const auto cells = set_up(house);
    ASSERT_EQ(house.office.number("select count(*) as n from incident"), 0)
        << "every standing is one that a job comes to without a fault";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& column = columns[i % std::size(columns)];
        house.say(cells[i].job,
                  {.stage = column.stage, .last = column.one_piece ? 1 : 0, .code = column.code});
    }
    house.look();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& cell = cells[i];
        SCOPED_TRACE(cell.why);
        const bool counts = !cell.expected.starts_with("-: ");
        EXPECT_EQ(house.stands(cell.job), counts ? cell.expected : cell.before);
        EXPECT_EQ(incidents(house, "receipt-set-aside", cell.job), counts ? 0 : 1);
        const bool comes_back = columns[i % std::size(columns)].stage == Stage::Returned;
        EXPECT_EQ(incidents(house, "letter-returned", cell.job), counts && comes_back ? 1 : 0);
        const auto newest =
            house.office
                .execute("select state, reason from receipt where job = $1 order by n desc limit 1",
                         {cell.job})
                .one();
        EXPECT_EQ(newest.text("state"), counts ? "applied" : "set-aside");
        if (!counts) {
            EXPECT_EQ("-: " + newest.text("reason"), cell.expected);
            EXPECT_EQ(journal_lines(house, cell.job), cell.journal) << "it left a trace";
        }
    }
}

TEST(ReceiptTable, OfAJobThatHasNoFileYetNothingCanBeSaid)
{
    TestHouse house;
    const auto job = house.add_job(2);
    house.office.execute("insert into job (number, house, state, class, pieces, sheets, pages, "
                         "witness, numbered_at) values ('01000099', 'house', 'numbered', "
                         "'C5-D-NO', 2, 2, 4, 'none', $1)",
                         {TestHouse::sent_at});
    int n = 0;
    for (const auto& column : columns)
        house.say(job, {.stage = column.stage,
                        .last = column.one_piece ? 1 : 0,
                        .code = column.code,
                        .spoil = [&](batch::printhouse::Receipt& receipt) {
                            receipt.package.job = batch::printhouse::JobNumber::parse("01000099");
                            receipt.n = ++n;
                        }});
    const auto counts = house.look();
    EXPECT_EQ(counts.set_aside, static_cast<std::int64_t>(std::size(columns)));
    EXPECT_EQ(house.office.number("select count(*) as n from foreign_receipt where reason = "
                                  "'it is about a job that was never closed here'"),
              static_cast<std::int64_t>(std::size(columns)));
    EXPECT_EQ(house.office.number("select count(*) as n from incident where code = "
                                  "'receipt-set-aside'"),
              static_cast<std::int64_t>(std::size(columns)));
    EXPECT_EQ(house.office.number("select count(*) as n from job where state = 'numbered'"), 1);
    EXPECT_EQ(house.office.number("select count(*) as n from receipt"), 0);
    EXPECT_EQ(house.stands(job), "sent; sent 2; posting 2");
}

} // namespace
} // namespace reservepost::tests
