#include "batch/deletion/data_kinds.h"

#include "tests/support/files.h"
#include "tests/support/test_database.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace reservepost::batch::deletion {
namespace {

using namespace tests;

std::string line_of(const DataKind& kind)
{
    std::string line = "|";
    for (const auto cell : {kind.what, kind.where, kind.who, kind.until, kind.how})
        line += " " + std::string(cell) + " |";
    return line + " `" + std::string(kind.test) + "` |\n";
}

/// "Suite.Name" of every test there is.
std::set<std::string> all_tests()
{
    const std::regex pattern(R"(\nTEST(?:_F|_P)?\((\w+),\s*(\w+)\))");
    std::set<std::string> names;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(RESERVEPOST_SOURCE) / "tests")) {
        if (entry.path().extension() != ".cpp") continue;
        const auto text = file_text(entry.path());
        for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
            names.insert((*at)[1].str() + "." + (*at)[2].str());
    }
    return names;
}

TEST(DataKinds, ThePageIsTheTable)
{
    std::string table;
    for (const auto& kind : data_kinds)
        table += line_of(kind);
    EXPECT_NE(file_text(fs::path(RESERVEPOST_SOURCE) / "docs/data.md").find(table),
              std::string::npos)
        << "docs/data.md should have\n"
        << table;
}

TEST(DataKinds, EachHasATestThatThereIs)
{
    const auto tests = all_tests();
    for (const auto& kind : data_kinds)
        EXPECT_TRUE(tests.contains(std::string(kind.test))) << kind.what << ": " << kind.test;
}

TEST(DataKinds, EveryTableOfTheDatabaseIsInOne)
{
    std::map<std::string, std::string> kind_of;
    for (const auto& kind : data_kinds) {
        std::istringstream tables{std::string(kind.tables)};
        for (std::string table; tables >> table;)
            EXPECT_TRUE(kind_of.emplace(table, kind.what).second) << table << " stands twice";
    }
    const TestDatabase server;
    auto database = server.owner();
    auto transaction = database.begin();
    for (const store::Row row : transaction.execute(
             "select relname from pg_class where relnamespace = 'public'::regnamespace and "
             "relkind in ('r', 'm', 'p') order by 1"))
        EXPECT_EQ(kind_of.erase(row.text("relname")), 1U)
            << "say of " << row.text("relname") << " in data_kinds.h how it ends";
    for (const auto& [table, kind] : kind_of)
        ADD_FAILURE() << "there is no table " << table << " (" << kind << ")";
}

TEST(DataKinds, WhoCanReadATableIsWhoMaySelectFromIt)
{
    const TestDatabase server;
    auto database = server.owner();
    auto transaction = database.begin();
    for (const auto& kind : data_kinds) {
        std::istringstream tables{std::string(kind.tables)};
        for (std::string table; tables >> table;) {
            std::string readers;
            for (const std::string role : {"night", "registrar", "reviewer"})
                if (transaction
                        .execute("select count(*) as n where has_table_privilege($1, $2, 'select')",
                                 {"reservepost_" + role, table})
                        .one()
                        .integer("n") == 1)
                    readers += (readers.empty() ? "" : ", ") + role;
            EXPECT_TRUE(kind.who.starts_with(readers)) << table << ": " << readers;
            EXPECT_FALSE(readers.empty()) << table;
        }
    }
}

TEST(DataKinds, WhatCouldNameAReportIsWhatDeletionEmpties)
{
    // A digest in a report's row is of something of its own, or it would not be there.
    std::set<std::string> digests;
    const TestDatabase server;
    auto database = server.owner();
    auto transaction = database.begin();
    for (const store::Row row : transaction.execute(
             "select column_name from information_schema.columns where table_name = 'report' and "
             "domain_name = 'sha256'"))
        digests.insert(row.text("column_name"));
    EXPECT_EQ(digests, (std::set<std::string>{cleared_columns.begin(), cleared_columns.end()}));
}

} // namespace
} // namespace reservepost::batch::deletion
