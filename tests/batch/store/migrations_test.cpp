#include "batch/store/migrations.h"

#include "tests/support/test_database.h"

#include <gtest/gtest.h>

#include <thread>

namespace reservepost::batch::store {
namespace {

constexpr std::string_view first_sql = "create table first (x integer);";
constexpr std::string_view second_sql =
    "create table second (x integer); insert into second values (1);";
const EmbeddedFile first{"0001_first.sql", first_sql};
const EmbeddedFile second{"0002_second.sql", second_sql};

/// A database without any migration.
struct Bare {
    tests::TestDatabase server;
    Database owner = server.owner();

    Bare()
    {
        auto transaction = owner.begin();
        transaction.execute_script("drop schema public cascade; create schema public;"
                                   "grant usage on schema public to public");
        transaction.commit();
    }

    bool has(const std::string& table)
    {
        auto transaction = owner.begin();
        return transaction.execute("select to_regclass($1) is not null as there", {table})
            .one()
            .boolean("there");
    }
};

TEST(Migrations, AreAppliedOnceAndInOrder)
{
    Bare bare;
    const EmbeddedFile both[] = {first, second};
    migrate(bare.owner, std::span(both, 1));
    EXPECT_TRUE(bare.has("first"));
    EXPECT_FALSE(bare.has("second"));
    migrate(bare.owner, both);
    migrate(bare.owner, both);
    auto transaction = bare.owner.begin();
    EXPECT_EQ(transaction.execute("select * from second").size(), 1u);
    EXPECT_EQ(transaction.execute("select * from migration").size(), 2u);
}

TEST(Migrations, ThatDoNotFitAreRefusedAndChangeNothing)
{
    Bare bare;
    const EmbeddedFile both[] = {first, second};
    migrate(bare.owner, both);

    const EmbeddedFile changed{"0002_second.sql", "create table other (x integer);"};
    const EmbeddedFile renamed{"0002_other.sql", second_sql};
    const EmbeddedFile third{"0003_third.sql", "create table third (x integer);"};
    const EmbeddedFile fourth{"0004_fourth.sql", "create table fourth (x integer);"};
    struct {
        const char* why;
        std::vector<EmbeddedFile> files;
        const char* message;
    } const cases[] = {
        {"an applied file has changed", {first, changed, third}, "another 0002_second.sql"},
        {"an applied file has another name", {first, renamed, third}, "0002_other.sql"},
        {"an applied file is missing", {first, third}, "does not know"},
        {"the first is missing", {second, third}, "does not know"},
        {"the database is newer", {first}, "newer than this program"},
        {"a program without migrations", {}, "newer than this program"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            migrate(bare.owner, c.files);
            ADD_FAILURE() << "it was taken";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string(error.what()).find(c.message), std::string::npos) << error.what();
        }
        EXPECT_FALSE(bare.has("third"));
        EXPECT_FALSE(bare.has("other"));
    }

    const EmbeddedFile without_third[] = {first, second, fourth};
    migrate(bare.owner, without_third);
    const EmbeddedFile late_third[] = {first, second, third, fourth};
    EXPECT_THROW(migrate(bare.owner, late_third), std::runtime_error) << "it came too late";
    EXPECT_FALSE(bare.has("third"));
}

TEST(Migrations, BadNamesAreBugs)
{
    Bare bare;
    struct {
        const char* why;
        std::vector<EmbeddedFile> files;
    } const cases[] = {
        {"three digits", {{"001_x.sql", "select 1"}}},
        {"no number", {{"first.sql", "select 1"}}},
        {"number nought", {{"0000_x.sql", "select 1"}}},
        {"not SQL", {{"0001_x.txt", "select 1"}}},
        {"the same number twice", {first, {"0001_other.sql", "select 1"}}},
        {"out of order", {second, first}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(migrate(bare.owner, c.files), std::logic_error);
    }
}

TEST(Migrations, AFailingFileLeavesNothingOfItself)
{
    Bare bare;
    const EmbeddedFile broken[] = {
        first, {"0002_broken.sql", "create table half (x integer); select 1 / 0;"}};
    EXPECT_THROW(migrate(bare.owner, broken), StoreError);
    EXPECT_TRUE(bare.has("first"));
    EXPECT_FALSE(bare.has("half"));
    const EmbeddedFile mended[] = {first, second};
    migrate(bare.owner, mended);
    EXPECT_TRUE(bare.has("second"));
}

TEST(Migrations, FourAtOnceApplyEachOnce)
{
    Bare bare;
    const EmbeddedFile both[] = {first, second};
    std::vector<std::string> errors(4);
    std::vector<std::jthread> threads;
    for (auto& error : errors)
        threads.emplace_back([&] {
            try {
                auto owner = bare.server.owner();
                migrate(owner, both);
            } catch (const std::exception& failure) {
                error = failure.what();
            }
        });
    threads.clear();
    for (const auto& error : errors)
        EXPECT_EQ(error, "");
    auto transaction = bare.owner.begin();
    EXPECT_EQ(transaction.execute("select * from second").size(), 1u);
}

TEST(Migrations, OursMakeADatabaseThatTheNightFindsReady)
{
    Bare bare;
    auto night = bare.server.night();
    EXPECT_FALSE(is_migrated(night));
    migrate(bare.owner);
    EXPECT_TRUE(is_migrated(night));
    EXPECT_TRUE(is_migrated(bare.owner));
    EXPECT_THROW(migrate(night), StoreError) << "the night makes no tables";
}

} // namespace
} // namespace reservepost::batch::store
