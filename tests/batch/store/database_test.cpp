#include "batch/store/database.h"

#include "tests/support/test_database.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <limits>

namespace reservepost::batch::store {
namespace {

using namespace std::chrono;
using holidays::Instant;
using tests::TestDatabase;

constexpr const char* planted = "Kari Nordmann-Hemmelig";

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

RecordId record(char fill)
{
    return RecordId::from_octets(std::string(16, fill));
}

TEST(Database, ValuesComeBackAsTheyWent)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    const std::string all_octets = [] {
        std::string octets;
        for (int n = 0; n < 256; ++n)
            octets += static_cast<char>(n);
        return octets;
    }();
    const auto digest = crypto::sha256("æ");
    const auto row =
        transaction
            .execute("select $1::text as words, $2::bigint as number, $3::boolean as yes, "
                     "$4::bytea as octets, $5::bytea as record, $6::bytea as digest, "
                     "$7::text as nothing, $8::bigint as some, $9::boolean as no",
                     {"Ærlig 'Øst' \\ \"Åse\" \xf0\x9f\xa7\xbf $1 %s",
                      std::numeric_limits<std::int64_t>::min(), true, Octets{all_octets},
                      record('\0'), digest, nullptr, std::optional<int>(7), false})
            .one();
    EXPECT_EQ(row.text("words"), "Ærlig 'Øst' \\ \"Åse\" \xf0\x9f\xa7\xbf $1 %s");
    EXPECT_EQ(row.integer("number"), std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(row.boolean("yes"));
    EXPECT_FALSE(row.boolean("no"));
    EXPECT_EQ(row.octets("octets"), all_octets);
    EXPECT_EQ(row.record("record"), record('\0'));
    EXPECT_EQ(row.digest("digest"), digest);
    EXPECT_EQ(row.find_text("nothing"), std::nullopt);
    EXPECT_EQ(row.find_integer("some"), 7);
}

TEST(Database, ArraysComeBackInOrder)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    const std::vector<std::string> words = {"", "a,b", "{\"x\"}", "null", "tegn \\ \"", "æøå\n"};
    const std::vector<RecordId> records = {record('b'), record('a'), record('\\')};
    const std::vector<std::int64_t> numbers = {3, -1, 2};

    std::vector<std::string> words_back;
    for (const Row row : transaction.execute(
             "select w from unnest($1::text[]) with ordinality as t(w, n) order by n", {words}))
        words_back.push_back(row.text("w"));
    EXPECT_EQ(words_back, words);

    std::vector<RecordId> records_back;
    for (const Row row : transaction.execute(
             "select r from unnest($1::bytea[]) with ordinality as t(r, n) order by n", {records}))
        records_back.push_back(row.record("r"));
    EXPECT_EQ(records_back, records);

    EXPECT_EQ(
        transaction.execute("select sum(x)::bigint as s from unnest($1::bigint[]) x", {numbers})
            .one()
            .integer("s"),
        4);
    EXPECT_EQ(
        transaction.execute("select 1 as x from unnest($1::bytea[])", {std::vector<RecordId>{}})
            .size(),
        0u);
}

TEST(Database, InstantsAreExactToTheMicrosecond)
{
    struct {
        const char* why;
        Instant instant;
    } const cases[] = {
        {"an ordinary one", sys_days(2026y / 11 / 22) + 4h + 12s + 123456us},
        {"trailing noughts, which PostgreSQL leaves out", sys_days(2026y / 11 / 22) + 120000us},
        {"one microsecond", sys_days(2026y / 3 / 29) + 1h + 1us},
        {"one microsecond before midnight", sys_days(2027y / 1 / 1) - 1us},
        {"before 1970", sys_days(1969y / 12 / 31) + 23h + 999999us},
        {"29 February", sys_days(2028y / 2 / 29)},
        {"the first that is allowed", sys_days(1y / 1 / 1)},
        {"the last that is allowed", sys_days(10000y / 1 / 1) - 1us},
    };
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto row =
            transaction
                .execute("select $1::timestamptz as back, "
                         "(extract(epoch from $1::timestamptz) * 1000000)::bigint as us",
                         {c.instant})
                .one();
        EXPECT_EQ(row.instant("back"), c.instant);
        EXPECT_EQ(row.integer("us"), c.instant.time_since_epoch().count());
    }
    EXPECT_THROW(transaction.execute("select $1::timestamptz", {sys_days(10000y / 1 / 1) + 0us}),
                 std::out_of_range);
    EXPECT_THROW(transaction.execute("select 'infinity'::timestamptz as x").one().instant("x"),
                 std::logic_error);
}

TEST(Database, TextWithANulIsRefusedAndNotCut)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    const std::string with_nul("before\0after", 12);
    EXPECT_THROW(transaction.execute("select $1::text", {with_nul}), std::invalid_argument);
    EXPECT_THROW(transaction.execute("select $1::text[]", {std::vector<std::string>{with_nul}}),
                 std::invalid_argument);
    EXPECT_EQ(transaction.execute("select $1::bytea as x", {Octets{with_nul}}).one().octets("x"),
              with_nul);
}

TEST(Database, WrongUseOfRowsIsABug)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    const auto rows = transaction.execute("select null::text as empty, 'word' as word, 7 as seven "
                                          "union all select null, 'two', 8");
    EXPECT_EQ(rows.size(), 2u);
    EXPECT_THROW(rows.one(), std::logic_error);
    EXPECT_THROW(rows.find_one(), std::logic_error);
    EXPECT_THROW(rows[2], std::logic_error);
    EXPECT_THROW(rows[0].text("empty"), std::logic_error);
    EXPECT_THROW(rows[0].text("no_such"), std::logic_error);
    EXPECT_THROW(rows[0].find_text("no_such"), std::logic_error);
    EXPECT_THROW(rows[0].integer("word"), std::logic_error);
    EXPECT_THROW(rows[0].boolean("word"), std::logic_error);
    EXPECT_THROW(rows[0].octets("word"), std::logic_error);
    EXPECT_THROW(rows[0].instant("word"), std::logic_error);
    EXPECT_THROW(rows[0].record("word"), std::logic_error);
    EXPECT_THROW(database.begin(), std::logic_error) << "one transaction at a time";
    EXPECT_THROW(Value(std::numeric_limits<std::uint64_t>::max()), std::out_of_range);
}

TEST(Database, NoErrorAndNoServerLogRepeatsAValue)
{
    struct {
        const char* why;
        const char* sql;
        const char* sqlstate;
    } const cases[] = {
        {"a value of the wrong type", "select $1::text::bigint", "22P02"},
        {"a check: DETAIL quotes the whole row",
         "insert into run (number, started_at, host) "
         "values (1, now(), $1)",
         "23514"},
        {"a domain", "select $1::code", "23514"},
        {"a doubled key: DETAIL quotes the key",
         "insert into doubled select x from unnest(array[$1, $1]) x", "23505"},
        {"a function's own words", "select to_date($1, 'YYYY-MM-DD')", "22007"},
        {"a broken instant", "select $1::text::timestamptz", "22007"},
        {"too long for a name", "select set_config($1, 'x', true)", "42704"},
        {"no such relation, named by a value", "select $1::regclass", "42602"},
    };
    const TestDatabase server;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto database = server.night();
        auto owner = server.owner();
        {
            auto transaction = owner.begin();
            transaction.execute_script("create table if not exists doubled (x text primary key);"
                                       "grant insert on doubled to reservepost_night");
            transaction.commit();
        }
        auto transaction = database.begin();
        try {
            transaction.execute(c.sql, {planted});
            ADD_FAILURE() << "no error came";
        } catch (const StoreError& error) {
            EXPECT_EQ(std::string(error.what()).find("Kari"), std::string::npos) << error.what();
            if (std::string(c.sqlstate) != "42704") {
                EXPECT_EQ(error.sqlstate(), c.sqlstate);
            }
            EXPECT_NE(std::string(error.what()).find(error.sqlstate()), std::string::npos);
        }
    }
    const std::string log = content_of(server.cluster().log_file());
    EXPECT_NE(log.find("ready to accept connections"), std::string::npos) << "the wrong file?";
    EXPECT_EQ(log.find("Kari"), std::string::npos);
    EXPECT_EQ(log.find("Hemmelig"), std::string::npos);
}

TEST(Database, ABrokenConstraintIsNamed)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    try {
        transaction.execute("insert into run (number, started_at, ended_at, host) "
                            "values (1, now(), now(), 'host')");
        ADD_FAILURE();
    } catch (const StoreError& error) {
        EXPECT_EQ(error.constraint(), "run_ends_with_a_status");
        EXPECT_EQ(std::string(error.what()),
                  "the database failed at \"insert into run\" (SQLSTATE 23514, "
                  "run_ends_with_a_status)");
    }
}

TEST(Database, ACutConnectionIsAnErrorAndStaysOne)
{
    const TestDatabase server;
    auto database = server.night();
    auto other = server.night();
    std::int64_t backend = 0;
    {
        auto transaction = database.begin();
        transaction.execute("select pg_advisory_lock(4711)");
        backend = transaction.execute("select pg_backend_pid() as pid").one().integer("pid");
        transaction.commit();
    }
    {
        auto transaction = other.begin();
        transaction.execute("select pg_terminate_backend($1::integer, 5000)", {backend});
        transaction.commit();
    }
    const auto use = [&] {
        auto transaction = database.begin();
        transaction.execute("select 1");
        transaction.commit();
    };
    for (int n = 0; n < 3; ++n) {
        SCOPED_TRACE(n);
        try {
            use();
            ADD_FAILURE() << "the session is gone, and its lock with it; nothing may go on";
        } catch (const StoreError& error) {
            EXPECT_TRUE(error.is_lost_connection()) << error.what();
        }
    }
}

TEST(Database, WithoutCommitNothingLasts)
{
    const TestDatabase server;
    auto database = server.owner();
    {
        auto transaction = database.begin();
        transaction.execute_script("create table gone (x integer)");
    }
    auto transaction = database.begin();
    EXPECT_FALSE(transaction.execute("select to_regclass('gone') is not null as there")
                     .one()
                     .boolean("there"));
}

TEST(Database, ConnectionStringsThatAreRefused)
{
    struct {
        const char* why;
        const char* conninfo;
    } const cases[] = {
        {"over a network without TLS", "host=db.example.no dbname=x user=y password=Kari"},
        {"TLS that proves nothing", "host=db.example.no sslmode=require password=Kari"},
        {"a socket first and a network after", "host=/run,db.example.no password=Kari"},
        {"an address hidden behind a socket", "host=/run hostaddr=192.0.2.1 password=Kari"},
        {"a URI over a network", "postgresql://Kari:Kari@db.example.no/x"},
        {"no host: the environment would decide", "dbname=x password=Kari"},
        {"not a connection string", "Kari"},
        {"nobody answers", "host=/nonexistent dbname=Kari"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            Database::connect(c.conninfo);
            ADD_FAILURE() << "it was taken";
        } catch (const std::runtime_error& error) {
            EXPECT_EQ(std::string(error.what()).find("Kari"), std::string::npos) << error.what();
        }
    }
}

TEST(Database, DataInStatementsAreFoundOut)
{
    const TestDatabase server;
    auto database = server.night();
    auto transaction = database.begin();
    EXPECT_THROW(
        {
            for (int n = 0; n < 600; ++n)
                transaction.execute("select " + std::to_string(n));
        },
        std::logic_error);
}

} // namespace
} // namespace reservepost::batch::store
