// The ledger of sources tells the truth: every test it names is here, and every holiday stands in
// it with the section of law that people are shown.
#include "holidays/calendar_text.h"
#include "holidays/deadline.h"

#include "tests/support/files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace reservepost::holidays {
namespace {

struct Row {
    std::string rule;
    std::string source;
    std::string in_force_from;
    std::string tests;
};

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? ""
                                      : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

const std::string& ledger()
{
    static const std::string text = tests::file_text(RESERVEPOST_SOURCE "/holidays/SOURCES.md");
    return text;
}

/// The rows of all its tables, without their heads.
std::vector<Row> ledger_rows()
{
    std::vector<Row> rows;
    std::istringstream lines(ledger());
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| ") || line.starts_with("| rule |")) continue;
        std::vector<std::string> cells;
        std::istringstream rest(line.substr(1));
        for (std::string cell; std::getline(rest, cell, '|');) {
            cells.push_back(trimmed(cell));
        }
        EXPECT_EQ(cells.size(), 4U) << line;
        cells.resize(4);
        rows.push_back({cells[0], cells[1], cells[2], cells[3]});
    }
    return rows;
}

/// What stands between backquotes.
std::vector<std::string> quoted(const std::string& text)
{
    std::vector<std::string> names;
    std::istringstream parts(text);
    bool inside = false;
    for (std::string part; std::getline(parts, part, '`'); inside = !inside) {
        if (inside) names.push_back(part);
    }
    return names;
}

/// Every test of this program, `Suite.Name`; of one with parameters its name without them.
std::set<std::string> all_tests()
{
    std::set<std::string> names;
    const auto& program = *testing::UnitTest::GetInstance();
    for (int i = 0; i < program.total_test_suite_count(); ++i) {
        const auto& suite = *program.GetTestSuite(i);
        for (int j = 0; j < suite.total_test_count(); ++j) {
            const std::string name = suite.GetTestInfo(j)->name();
            names.insert(std::string(suite.name()) + '.' + name.substr(0, name.find('/')));
        }
    }
    return names;
}

TEST(Sources, EveryRowNamesTestsThatThereAre)
{
    const auto there = all_tests();
    const auto rows = ledger_rows();
    EXPECT_GE(rows.size(), 26U) << "is the ledger read whole?";
    for (const Row& row : rows) {
        SCOPED_TRACE(row.rule);
        EXPECT_FALSE(row.source.empty());
        EXPECT_FALSE(row.in_force_from.empty());
        const auto named = quoted(row.tests);
        EXPECT_FALSE(named.empty());
        for (const auto& test : named) {
            EXPECT_TRUE(there.contains(test)) << "there is no test " << test;
        }
    }
}

TEST(Sources, EveryHolidayHasARowWithItsSection)
{
    const auto rows = ledger_rows();
    const auto holidays = Calendar::norway().holidays(Date(2026, 1, 1), Date(2026, 12, 31));
    ASSERT_EQ(holidays.size(), 12U);
    for (const Holiday& holiday : holidays) {
        SCOPED_TRACE(holiday.name);
        EXPECT_EQ(std::ranges::count_if(rows,
                                        [&](const Row& row) {
                                            return row.rule.starts_with(holiday.name + ", ") &&
                                                   row.source == holiday.source;
                                        }),
                  1);
    }
}

TEST(Sources, EveryUsualPolicyHasARow)
{
    const auto rows = ledger_rows();
    for (const DeadlinePolicy& policy : policies()) {
        const std::string begins =
            '`' + policy.name + "` v" + std::to_string(policy.version) + ": ";
        EXPECT_EQ(std::ranges::count_if(
                      rows, [&](const Row& row) { return row.rule.starts_with(begins); }),
                  1)
            << begins;
    }
}

/// FNV-1a of 64 bits: enough to notice a change that nobody meant.
std::uint64_t digest(const std::string& text)
{
    std::uint64_t sum = 14'695'981'039'346'656'037U;
    for (const char c : text) {
        sum = (sum ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    }
    return sum;
}

TEST(Sources, AChangedTableHasANewVersion)
{
    const Calendar calendar = Calendar::norway();
    const std::string table =
        calendar_csv(holiday_rows(calendar, calendar.first_day(), calendar.last_day()));
    const struct {
        int version;
        std::uint64_t digest;
    } versions[] = {
        {1, 246'081'636'917'459'612U},
    };
    const auto& newest = versions[std::size(versions) - 1];
    EXPECT_EQ(newest.version, holiday_table_version);
    EXPECT_EQ(digest(table), newest.digest)
        << "the table has changed: raise holiday_table_version, add a row here and say so in "
           "holidays/SOURCES.md; deadlines are stored with the number of their table";
    EXPECT_NE(ledger().find("The table of holidays is version " +
                            std::to_string(holiday_table_version) + "."),
              std::string::npos);
}

} // namespace
} // namespace reservepost::holidays
