#include "batch/store/migrations.h"

#include "tests/support/test_database.h"

#include <gtest/gtest.h>

#include <thread>

namespace reservepost::batch::store {
namespace {

/// A letter as a program before the memory of words left it.
constexpr std::string_view old_letter =
    "insert into report (record, reference_digest, content_digest, state, municipality, district, "
    "route, reception, quarantine_code, accepted_at, taken_in_at, stated_time, due_at, policy, "
    "policy_version, holiday_table) values (decode(repeat('01', 16), 'hex'), "
    "decode(repeat('5a', 32), 'hex'), decode(repeat('5b', 32), 'hex'), 'posting', '', '', 'none', "
    "'manual', 'broken-json', now(), now(), 'used', now(), '40h-business', 1, 1);"
    "insert into letter (record, kind, state, cause, letter_date, gathered_at) values "
    "(decode(repeat('01', 16), 'hex'), 'forwarding', 'gathered', 'not-confirmed', '2026-11-25', "
    "now());";
constexpr std::string_view first_sql = "create table first (x integer);";
constexpr std::string_view second_sql =
    "create table second (x integer); insert into second values (1);";
const EmbeddedFile first{"0001_first.sql", first_sql};
const EmbeddedFile second{"0002_second.sql", second_sql};

/// A database without any migration.
struct Bare {
    tests::TestDatabase server;
    Database owner = server.owner();

    Bare() { empty(); }

    void empty()
    {
        owner = server.owner(); // An old session remembers types that are gone.
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

/// Those of our own files that are numbered `last` or lower.
std::vector<EmbeddedFile> ours_up_to(std::string_view last)
{
    std::vector<EmbeddedFile> files;
    for (const EmbeddedFile& file : embedded_files())
        if (file.name.substr(0, 4) <= last) files.push_back(file);
    return files;
}

// A state that is older than the memory of words keeps its letters; what they were made from is not
// known, and nothing is invented.
TEST(Migrations, WordsComeToADatabaseThatHasLettersAlready)
{
    Bare bare;
    migrate(bare.owner, ours_up_to("0006"));
    auto transaction = bare.owner.begin();
    transaction.execute_script(old_letter);
    transaction.commit();
    migrate(bare.owner);
    auto after = bare.owner.begin();
    const auto letter =
        after.execute("select state, cause, wording is null as unknown from letter");
    ASSERT_EQ(letter.size(), 1u);
    EXPECT_EQ(letter.one().text("state"), "gathered");
    EXPECT_EQ(letter.one().text("cause"), "not-confirmed");
    EXPECT_TRUE(letter.one().boolean("unknown"));
    EXPECT_EQ(after.execute("select from own_words").size(), 0u);
}

/// Everything that there is in the schema, as PostgreSQL itself would write it down.
constexpr std::string_view shape_sql = R"(
with things(line) as (
    select 'column ' || c.relname || ' ' || a.attnum::text || ' ' || a.attname || ' '
           || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || ' '
           || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(a.attacl::text, '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0
    union all
    select 'table ' || relname || ' ' || relkind::text || ' ' || coalesce(relacl::text, '')
    from pg_class where relnamespace = 'public'::regnamespace
    union all
    select 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
    union all
    select 'domain ' || contypid::regtype::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contypid <> 0
    union all
    select pg_get_indexdef(indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not tgisinternal
    union all
    select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select 'road ' || kind || ' ' || from_state || ' ' || to_state from state_transition
) select string_agg(line, E'\n' order by line collate "C") as shape from things)";

std::string shape_of(Database& owner)
{
    auto transaction = owner.begin();
    return transaction.execute(shape_sql).one().text("shape");
}

TEST(Migrations, EveryEarlierVersionBecomesTheNewestAndKeepsItsRows)
{
    Bare bare;
    migrate(bare.owner);
    const auto fresh = shape_of(bare.owner);
    const auto all = embedded_files();
    for (std::size_t count = 0; count < all.size(); ++count) {
        SCOPED_TRACE(count == 0 ? "an empty database" : "from " + std::string(all[count - 1].name));
        bare.empty();
        migrate(bare.owner, all.first(count));
        const bool has_letters = bare.has("letter");
        if (has_letters) {
            auto transaction = bare.owner.begin();
            transaction.execute_script(old_letter);
            transaction.commit();
        }
        migrate(bare.owner);
        EXPECT_EQ(shape_of(bare.owner), fresh);
        auto transaction = bare.owner.begin();
        EXPECT_EQ(transaction.execute("select from letter join report using (record)").size(),
                  has_letters ? 1U : 0U);
    }
}

} // namespace
} // namespace reservepost::batch::store
