#include "tests/support/golden.h"
#include "tests/support/test_database.h"

#include <gtest/gtest.h>
#include <set>
#include <sstream>

// What each role may do in the database: every right there is, from the server's own books.

namespace reservepost::batch::store {
namespace {

/// A line for each role and table: rights to the whole table, then to single columns. Every role
/// may do what `public` may.
constexpr std::string_view rights_sql = R"(
with granted as (
    select c.relname, a.grantee, lower(a.privilege_type) as right, null::text as column
    from pg_class c cross join lateral aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'S', 'm')
    union all
    select c.relname, a.grantee, lower(a.privilege_type), t.attname
    from pg_attribute t join pg_class c on c.oid = t.attrelid
    cross join lateral aclexplode(t.attacl) a
    where c.relnamespace = 'public'::regnamespace and not t.attisdropped
), named as (
    select coalesce(r.rolname, 'public') as role, relname, "right", "column"
    from granted left join pg_roles r on r.oid = grantee
    where r.rolname is distinct from 'reservepost_owner'
), lists as (
    select role, relname, "right",
           case when bool_or("column" is null) then "right"
                else "right" || '(' || string_agg("column", ',' order by "column") || ')' end as words
    from named group by role, relname, "right"
)
select replace(role, 'reservepost_', '') || ' ' || relname || ': '
       || string_agg(words, ' ' order by words) as line
from lists group by role, relname order by role, relname)";

/// Why a role may write where it may: no line without its reason, and no reason without its line.
struct Reason {
    const char* where;
    const char* why;
};
constexpr Reason reasons[] = {
    {"night announced", "what the portal says it has sent, until it is here"},
    {"night balance", "each balance is kept, and struck anew in the same run"},
    {"night deletion", "what is being deleted is noted before, and closed after it"},
    {"night discard", "one person proposes, another confirms; a release takes the proposal back"},
    {"night early_confirmation", "kept for 48 hours, applied, forgotten"},
    {"night foreign_receipt", "a file that is no receipt is looked at once"},
    {"night hand_word", "what is printed here and posted by hand is said by two persons"},
    {"night incident", "raised, seen again, closed; never moved to another subject"},
    {"night installation", "made by init; what only grows, and the switches of an operator"},
    {"night job", "jobs go their way"},
    {"night job_counter", "numbers are given out"},
    {"night journal", "every change is written down; none is ever changed"},
    {"night letter", "letters go their way"},
    {"night log_checkpoint", "the newest checkpoint of the log"},
    {"night mail", "run reports are queued, tried and sent"},
    {"night night", "who owns the night, and until when that holds"},
    {"night notice", "notices are numbered and signed, then sent"},
    {"night notice_counter", "gives them their numbers"},
    {"night receipt", "receipts wait, are applied or set aside"},
    {"night receiver", "`lock table` asks for it when a package is closed"},
    {"night report", "reports are taken in and go their way"},
    {"night run", "every run has its number, and ends"},
    {"night spare_copy", "noted by recover, gone with the next ring"},
    {"night store_drop", "a lost store is let go by two persons"},
    {"night unread_file", "files that are still being written, until they are judged"},
    {"night vault", "made by init; the ring that holds"},
    {"night wording", "the words of every letter are kept for ever"},
    {"night words_file", "and the files that they come from"},
    {"registrar incident", "a moved address makes letters on their way one"},
    {"registrar journal", "every change of the register is written down"},
    {"registrar mail", "contacts hear of changes"},
    {"registrar own_words", "a receiver's own words come and go"},
    {"registrar receiver", "receivers come; none goes"},
    {"registrar receiver_version", "a change is a new version"},
    {"registrar register_change", "what waits for a second person, and is decided"},
    {"registrar register_change_field", "what it is about"},
    {"registrar renumbering", "and where old numbers lead"},
    {"registrar report", "--also-waiting: when and how a report that waits goes"},
    {"registrar wording", "own words are kept as they were"},
    {"registrar words_file", "and the files that they come from"},
};

std::string all_rights(Transaction& transaction)
{
    std::string lines;
    for (const Row row : transaction.execute(rights_sql))
        lines += row.text("line") + '\n';
    return lines;
}

std::int64_t number(Transaction& transaction, const std::string& sql)
{
    return transaction.execute(sql).one().integer("n");
}

TEST(Rights, AreThoseOfTheGoldenTable)
{
    const tests::TestDatabase server;
    auto owner = server.owner();
    auto transaction = owner.begin();
    tests::expect_golden("store/rights.txt", all_rights(transaction));
}

TEST(Rights, EachToWriteHasItsReason)
{
    const tests::TestDatabase server;
    auto owner = server.owner();
    auto transaction = owner.begin();
    std::istringstream lines(all_rights(transaction));
    std::set<std::string> written, explained;
    for (std::string line; std::getline(lines, line);)
        if (!line.ends_with(": select")) written.insert(line.substr(0, line.find(':')));
    for (const auto& reason : reasons)
        explained.insert(reason.where);
    EXPECT_EQ(written, explained);
}

TEST(Rights, NobodyButTheOwnerOwnsOrMakesAnything)
{
    const tests::TestDatabase server;
    auto owner = server.owner();
    auto transaction = owner.begin();
    EXPECT_EQ(number(transaction,
                     "select count(*) as n from pg_class c join pg_roles r on r.oid = c.relowner "
                     "where c.relnamespace = 'public'::regnamespace and r.rolname <> "
                     "'reservepost_owner'"),
              0);
    EXPECT_EQ(number(transaction, "select count(*) as n from pg_roles where rolname in "
                                  "('reservepost_night', 'reservepost_registrar', "
                                  "'reservepost_reviewer') and (rolsuper or rolinherit or "
                                  "rolcreaterole or rolcreatedb or rolreplication or rolbypassrls "
                                  "or has_schema_privilege(oid, 'public', 'create') or "
                                  "has_database_privilege(oid, current_database(), 'create') or "
                                  "has_database_privilege(oid, current_database(), 'temp'))"),
              0);
    EXPECT_EQ(number(transaction, "select count(*) as n from pg_auth_members m join pg_roles r on "
                                  "r.oid = m.member where r.rolname like 'reservepost%'"),
              0)
        << "nobody has another's rights";
    EXPECT_EQ(transaction
                  .execute("select string_agg(proname, ' ' order by proname) as lending from "
                           "pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
                  .one()
                  .text("lending"),
              "refresh_statistics")
        << "no function lends its owner's rights, but one that takes nothing and changes nothing";
    for (const char* role : {"public", "reservepost_registrar", "reservepost_reviewer"})
        EXPECT_EQ(number(transaction, std::string("select count(*) as n where "
                                                  "has_function_privilege('") +
                                          role + "', 'refresh_statistics()', 'execute')"),
                  0)
            << role;
}

TEST(Rights, TheJournalGrowsOnlyForEverybody)
{
    const tests::TestDatabase server;
    for (const auto role : {Role::Night, Role::Registrar, Role::Reviewer}) {
        SCOPED_TRACE(role_name(role));
        for (const char* sql : {"update journal set event = 'x'", "delete from journal",
                                "truncate journal", "alter table journal disable trigger all"}) {
            auto database = server.connect(role);
            auto transaction = database.begin();
            EXPECT_THROW(transaction.execute(sql), StoreError) << sql;
        }
    }
}

} // namespace
} // namespace reservepost::batch::store
