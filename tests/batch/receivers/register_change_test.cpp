#include "batch/receivers/register_change.h"

#include "batch/receivers/receiver_fields.h"
#include "tests/support/test_database.h"

#include <functional>
#include <gtest/gtest.h>

// What waits for a second person, and what does not.

namespace reservepost::batch::receivers {
namespace {

using tests::TestDatabase;

store::Occasion by(const char* actor, int hour = 0)
{
    return {holidays::Instant{std::chrono::seconds(1'800'000'000)} + std::chrono::hours(hour),
            std::nullopt, actor};
}

std::string receiver_table(const std::string& key, const std::string& more)
{
    return "[[receiver]]\nmunicipality = \"" + key.substr(0, 4) + "\"\ndistrict = \"" +
           key.substr(5) +
           "\"\nmunicipality_name = \"Prøvevik\"\npublic_phone = \"22 00 00 00\"\n" +
           (key.ends_with("-00") ? "" : "district_name = \"Bydel\"\n") + more;
}

const std::string agreed = "agreement_date = 2020-01-01\n";
const std::string at_home = "address = [\"Barneverntenesta\", \"4600 Prøvevik\"]\n";

/// A municipality with districts, one without, a guest of it, one with an agreement to come only on
/// paper, and a number that was split.
const std::string register_text =
    receiver_table("4204-01", agreed + at_home) +
    receiver_table("4204-02", agreed + at_home + "default_district = true\n") +
    receiver_table("4205-00", agreed + at_home) +
    receiver_table("4206-00", agreed + "host = \"4205-00\"\n") +
    receiver_table("4207-00", at_home) +
    "[[renumbering]]\nfrom = \"1004\"\nto = [\"4204\", \"4205\"]\nin_force = 2020-01-01\n"
    "source = \"SSB\"\n";

Imported import_text(store::Transaction& transaction, const std::string& text,
                     const store::Occasion& occasion)
{
    return import_register(transaction, read_register(text, "r.toml", snapshot(transaction)),
                           occasion);
}

/// A register of its own, in a transaction that is never committed.
struct Desk {
    store::Transaction transaction;
    explicit Desk(store::Database& database) : transaction(database.begin())
    {
        import_text(transaction, register_text, by("anna"));
    }

    Receiver at(const char* key) { return get(transaction, *find_key(key)); }
    RegisterChange set(const char* key, const Changes& changes, const char* actor = "anna")
    {
        return receivers::set(transaction, *find_key(key), changes, false, by(actor));
    }
    std::size_t waiting() { return waiting_changes(transaction).size(); }
    /// The number of the oldest change that waits.
    std::int64_t first() { return waiting_changes(transaction).front().number; }
};

/// One database for all rows of a table.
struct Server {
    TestDatabase server;
    store::Database database{server.connect(store::Role::Registrar)};
};

std::string refusal(const std::function<void()>& action)
{
    try {
        action();
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

TEST(RegisterChange, WhatMovesLettersWaitsForASecondPerson)
{
    const struct {
        const char* why;
        const char* key;
        Changes changes;
        bool waits;
    } cases[] = {
        {"an address", "4204-01", {{"address", "Postboks 1|4601 Vik"}}, true},
        {"a host in its place", "4206-00", {{"host", "4204-01"}}, true},
        {"from address to host", "4204-01", {{"address", ""}, {"host", "4205-00"}}, true},
        {"reception", "4205-00", {{"reception", "postal"}}, true},
        {"a policy that gives more time", "4205-00", {{"policy", "80h-business"}}, true},
        {"the last day", "4205-00", {{"valid_to", "2030-12-31"}}, true},
        {"the first day", "4205-00", {{"valid_from", "2030-12-31"}}, true},
        {"an agreement taken back", "4205-00", {{"agreement_date", ""}}, true},
        {"the default district", "4204-01", {{"default_district", "true"}}, true},
        {"a telephone number", "4204-01", {{"public_phone", "22 00 00 09"}}, false},
        {"who is called in trouble", "4204-01", {{"contact_email", "b@example.no"}}, false},
        {"the language", "4204-01", {{"language", "nn"}}, false},
        {"both kinds together wait together",
         "4204-01",
         {{"public_phone", "22 00 00 09"}, {"reception", "system"}},
         true},
        {"a municipality that gets no reports yet", "4207-00", {{"reception", "postal"}}, false},
        {"taking a new municipality into use",
         "4207-00",
         {{"agreement_date", "2026-11-01"}},
         false},
    };
    Server server;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Desk desk(server.database);
        const auto before = desk.at(c.key);
        const auto change = desk.set(c.key, c.changes);
        EXPECT_EQ(change.waiting.has_value(), c.waits);
        EXPECT_EQ(change.in_force.size(), c.waits ? 0U : 1U);
        EXPECT_EQ(desk.at(c.key) == before, c.waits) << "all of it, or nothing";
        EXPECT_EQ(desk.waiting(), c.waits ? 1U : 0U);
        if (!c.waits) continue;
        const auto in_force = approve(desk.transaction, desk.first(), by("bo", 1));
        EXPECT_NE(desk.at(c.key), before);
        for (const auto& [field, value] : c.changes)
            EXPECT_EQ(find_field(field)->get(desk.at(c.key)),
                      field == "address" && !value.empty() ? "Postboks 1\n4601 Vik" : value);
        EXPECT_FALSE(in_force.in_force.empty());
        EXPECT_EQ(desk.waiting(), 0U);
    }
}

TEST(RegisterChange, ANewReceiverWaitsWhereItWouldTakeReportsFromAnother)
{
    const struct {
        const char* why;
        std::string text;
        bool waits;
    } cases[] = {
        {"a municipality that nobody knew", receiver_table("4300-00", agreed + at_home), false},
        {"a whole municipality with districts",
         receiver_table("4300-01", agreed + at_home + "default_district = true\n") +
             receiver_table("4300-02", agreed + at_home),
         false},
        {"a district beside others", receiver_table("4204-03", agreed + at_home), true},
        {"a number whose reports go to a successor", receiver_table("1004-00", agreed + at_home),
         true},
        {"a number that has been another one since 2020",
         receiver_table("1201-00", agreed + at_home), true},
        {"a district of a municipality without agreement", receiver_table("4207-01", at_home),
         false},
        {"a new municipality that will use the new district's address: together",
         receiver_table("4204-03", agreed + at_home) +
             receiver_table("4300-00", agreed + "host = \"4204-03\"\n"),
         true},
    };
    Server server;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Desk desk(server.database);
        const auto stood = list(desk.transaction).size();
        const auto imported = import_text(desk.transaction, c.text, by("anna"));
        EXPECT_EQ(imported.counts.added == 0, c.waits);
        EXPECT_EQ(imported.counts.waiting > 0, c.waits);
        EXPECT_EQ(list(desk.transaction).size() > stood, !c.waits);
        const auto again = import_text(desk.transaction, c.text, by("bo"));
        EXPECT_EQ(again.counts.added, 0) << "the second time changes nothing";
        EXPECT_EQ(again.counts.waiting, imported.counts.waiting);
        EXPECT_EQ(desk.waiting(), c.waits ? 1U : 0U);
        if (!c.waits) continue;
        approve(desk.transaction, desk.first(), by("bo"));
        EXPECT_EQ(import_text(desk.transaction, c.text, by("anna")).counts,
                  (ImportCounts{.unchanged = imported.counts.waiting}));
    }
}

TEST(RegisterChange, IsRefusedAndLeavesAllAsItWas)
{
    const struct {
        const char* why;
        std::function<void(Desk&, std::int64_t)> before;
        std::function<void(Desk&, std::int64_t)> action;
        const char* what;
    } cases[] = {
        {"approved by the one who asked", [](Desk&, auto) {},
         [](Desk& desk, auto n) { approve(desk.transaction, n, by("anna")); }, "a second person"},
        {"a number that there is not", [](Desk&, auto) {},
         [](Desk& desk, auto n) { approve(desk.transaction, n + 1, by("bo")); }, "no change"},
        {"approved before", [](Desk& desk, auto n) { approve(desk.transaction, n, by("bo")); },
         [](Desk& desk, auto n) { approve(desk.transaction, n, by("cecilie")); }, "no change"},
        {"withdrawn before", [](Desk& desk, auto n) { withdraw(desk.transaction, n, by("anna")); },
         [](Desk& desk, auto n) { approve(desk.transaction, n, by("bo")); }, "no change"},
        {"withdrawn twice", [](Desk& desk, auto n) { withdraw(desk.transaction, n, by("anna")); },
         [](Desk& desk, auto n) { withdraw(desk.transaction, n, by("anna")); }, "no change"},
        {"another address while one waits", [](Desk&, auto) {},
         [](Desk& desk, auto) {
             desk.set("4205-00", {{"address", "Vei 9|4600 Vik"}}, "bo");
         },
         "of this receiver waits"},
        {"another field that moves letters while one waits", [](Desk&, auto) {},
         [](Desk& desk, auto) {
             desk.set("4205-00", {{"reception", "system"}}, "bo");
         },
         "of this receiver waits"},
        {"the same through an import", [](Desk&, auto) {},
         [](Desk& desk, auto) {
             import_text(
                 desk.transaction,
                 receiver_table("4205-00", agreed + "address = [\"Vei 9\", \"4600 Vik\"]\n"),
                 by("bo"));
         },
         "of this receiver waits"},
    };
    Server server;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Desk desk(server.database);
        desk.set("4205-00", {{"address", "Postboks 5|4601 Hemmelig"}});
        const auto number = desk.first();
        c.before(desk, number);
        const auto stood = snapshot(desk.transaction);
        const auto waited = waiting_changes(desk.transaction);
        const auto said = refusal([&] { c.action(desk, number); });
        EXPECT_NE(said.find(c.what), std::string::npos) << said;
        EXPECT_EQ(said.find("emmelig"), std::string::npos) << "no value is told";
        EXPECT_EQ(snapshot(desk.transaction), stood);
        EXPECT_EQ(waiting_changes(desk.transaction), waited);
    }
}

TEST(RegisterChange, AChangeThatNoLongerFitsIsRefusedAndGoesOnWaiting)
{
    Server server;
    Desk desk(server.database);
    desk.set("4206-00", {{"host", "4204-01"}});
    desk.set("4204-01", {{"address", ""}, {"host", "4204-02"}});
    const auto number = desk.first();
    approve(desk.transaction, number, by("bo"));
    const auto said = refusal([&] { approve(desk.transaction, number + 1, by("bo")); });
    EXPECT_NE(said.find("uses another one's address"), std::string::npos) << said;
    EXPECT_EQ(desk.waiting(), 1U);
    EXPECT_EQ(withdraw(desk.transaction, number + 1, by("anna")).fields.size(), 2U);
    EXPECT_EQ(desk.waiting(), 0U);
}

TEST(RegisterChange, WhatOnePersonAskedForSeveralReceiversIsApprovedTogether)
{
    Server server;
    Desk desk(server.database);
    const auto change = desk.set("4204-01", {{"default_district", "true"}}).waiting.value();
    EXPECT_EQ(change.fields,
              (std::vector<FieldChange>{{{"4204", "01"}, "default_district", "false", "true"},
                                        {{"4204", "02"}, "default_district", "true", "false"}}));
    EXPECT_EQ(waiting_changes(desk.transaction), std::vector{change});
    EXPECT_EQ(approve(desk.transaction, change.number, by("bo")).in_force.size(), 2U);
    EXPECT_TRUE(desk.at("4204-01").default_district);
    EXPECT_FALSE(desk.at("4204-02").default_district);
}

TEST(RegisterChange, OtherFieldsMayChangeWhileOneWaits)
{
    Server server;
    Desk desk(server.database);
    desk.set("4205-00", {{"address", "Postboks 5|4601 Vik"}});
    EXPECT_EQ(desk.set("4205-00", {{"hours", "8–15"}}, "bo").in_force.size(), 1U);
    EXPECT_EQ(desk.at("4205-00").version, 2);
    approve(desk.transaction, 1, by("bo"));
    const auto now = desk.at("4205-00");
    EXPECT_EQ(now.version, 3);
    EXPECT_EQ(now.hours, "8–15");
    EXPECT_EQ(now.address.front(), "Postboks 5");
}

TEST(RegisterChange, HistoryTellsWhoWhenBeforeAndAfter)
{
    Server server;
    Desk desk(server.database);
    set(desk.transaction, {"4205", "00"}, {{"hours", "8–15"}}, false, by("bo", 1));
    set(desk.transaction, {"4205", "00"}, {{"reception", "postal"}}, false, by("anna", 2));
    approve(desk.transaction, 1, by("cecilie", 3));
    const auto entries = history(desk.transaction, {"4205", "00"});
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].changed_by, "anna");
    EXPECT_EQ(entries[0].approved_by, "");
    EXPECT_EQ(entries[0].fields.front().field, "municipality_name");
    EXPECT_EQ(entries[1].changed_by, "bo");
    EXPECT_EQ(entries[1].since, by("", 1).at);
    EXPECT_EQ(entries[1].fields, (std::vector<FieldChange>{{{"4205", "00"}, "hours", "", "8–15"}}));
    EXPECT_EQ(entries[2].changed_by, "anna");
    EXPECT_EQ(entries[2].approved_by, "cecilie");
    EXPECT_EQ(entries[2].since, by("", 3).at) << "in force when it was approved";
    EXPECT_EQ(entries[2].change, 1);
    EXPECT_EQ(entries[2].fields,
              (std::vector<FieldChange>{{{"4205", "00"}, "reception", "manual", "postal"}}));
    EXPECT_NE(refusal([&] {
                  history(desk.transaction, {"9999", "00"});
              }).find("no receiver"),
              std::string::npos);
}

TEST(RegisterChange, TheDatabaseHoldsToTwoPersonsAndOneDecision)
{
    const struct {
        const char* why;
        const char* statement;
    } cases[] = {
        {"approved by the same one", "update register_change set state = 'approved', decided_at = "
                                     "now(), decided_by = 'anna' where number = 1"},
        {"approved by nobody", "update register_change set state = 'approved' where number = 1"},
        {"asked for by somebody else afterwards",
         "update register_change set proposed_by = 'bo' where number = 1"},
        {"removed", "delete from register_change"},
        {"emptied", "truncate register_change cascade"},
        {"another value", "update register_change_field set value = 'x'"},
        {"a field removed", "delete from register_change_field"},
    };
    const TestDatabase server;
    auto database = server.owner();
    {
        auto transaction = database.begin();
        import_text(transaction, register_text, by("anna"));
        set(transaction, {"4205", "00"}, {{"reception", "postal"}}, false, by("anna"));
        transaction.commit();
    }
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto transaction = database.begin();
        EXPECT_THROW(transaction.execute(c.statement), store::StoreError);
    }
    auto transaction = database.begin();
    approve(transaction, 1, by("bo"));
    EXPECT_THROW(transaction.execute("update register_change set state = 'withdrawn', decided_by = "
                                     "'anna' where number = 1"),
                 store::StoreError)
        << "decided once";
}

} // namespace
} // namespace reservepost::batch::receivers
