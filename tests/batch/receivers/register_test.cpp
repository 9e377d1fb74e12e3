#include "batch/receivers/register_change.h"

#include "batch/store/database.h"
#include "tests/support/test_database.h"
#include "tests/support/two_persons.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

using tests::TestDatabase;

const store::Occasion occasion{holidays::Instant{std::chrono::seconds(1'800'000'000)}, std::nullopt,
                               "operator"};

const std::string register_text = R"(
[[receiver]]
agreement_date = 2020-01-01
municipality = "4204"
district = "00"
municipality_name = "Prøvevik"
public_phone = "22 00 00 00"
address = ["Barneverntenesta", "4600 Prøvevik"]
warning_emails = ["a@example.no"]
valid_from = 2020-01-01
[[receiver]]
agreement_date = 2020-01-01
municipality = "4205"
district = "00"
municipality_name = "Gjestevik"
public_phone = "22 00 00 01"
host = "4204-00"
[[renumbering]]
from = "1004"
to = ["4204", "4205"]
in_force = 2020-01-01
source = "SSB"
)";

ImportCounts import_text(store::Transaction& transaction, const std::string& text)
{
    const auto file = read_register(text, "r.toml", snapshot(transaction));
    return import_register(transaction, file, occasion).counts;
}

std::vector<std::string> journal_of(store::Transaction& transaction, const std::string& receiver)
{
    std::vector<std::string> lines;
    const auto rows = transaction.execute(
        "select event, coalesce(why, '') as why from journal where subject_kind = 'receiver' and "
        "subject = $1 order by id",
        {receiver});
    for (const store::Row row : rows)
        lines.push_back(row.text("event") + ' ' + row.text("why"));
    return lines;
}

TEST(Register, AnImportIsKeptAsItWasReadAndIsIdempotent)
{
    const TestDatabase server;
    auto database = server.connect(store::Role::Registrar);
    auto transaction = database.begin();
    EXPECT_EQ(import_text(transaction, register_text),
              (ImportCounts{.added = 2, .renumberings_added = 1}));
    const auto file = read_register(register_text, "r.toml", {});
    auto stored = snapshot(transaction);
    for (auto& receiver : stored.receivers) {
        EXPECT_GT(receiver.id, 0);
        EXPECT_EQ(receiver.version, 1);
        receiver.id = receiver.version = 0;
    }
    EXPECT_EQ(stored.receivers, file.receivers);
    EXPECT_EQ(stored.renumberings, file.renumberings);

    EXPECT_EQ(import_text(transaction, register_text), (ImportCounts{.unchanged = 2}));
    EXPECT_EQ(find(transaction, {"4204", "00"})->version, 1);

    auto changed = register_text;
    changed.replace(changed.find("22 00 00 01"), 11, "22 00 00 02");
    changed.replace(changed.find("\"SSB\""), 5, "\"SSB 2020\"");
    EXPECT_EQ(import_text(transaction, changed),
              (ImportCounts{.changed = 1, .unchanged = 1, .renumberings_changed = 1}));
    EXPECT_EQ(find(transaction, {"4205", "00"})->version, 2);
    EXPECT_EQ(journal_of(transaction, "4205-00"),
              (std::vector<std::string>{"receiver-added ", "receiver-changed field:public_phone"}));
}

TEST(Register, SetMakesANewVersionAndKeepsTheOldOne)
{
    const TestDatabase server;
    auto database = server.connect(store::Role::Registrar);
    auto transaction = database.begin();
    import_text(transaction, register_text);
    const ReceiverKey key{"4204", "00"};
    const auto before = find(transaction, key).value();
    const Changes changes{{"address", "Postboks 2|4601 Prøvevik"}, {"reception", "postal"}};
    tests::change_receiver(transaction, key, changes, occasion);
    const auto after = find(transaction, key).value();
    EXPECT_EQ(after.version, 2);
    EXPECT_EQ(after.address, (std::vector<std::string>{"Postboks 2", "4601 Prøvevik"}));
    EXPECT_EQ(find(transaction, key), after);
    EXPECT_EQ(find_version(transaction, before.id, 1), before);
    EXPECT_EQ(find_version(transaction, before.id, 2), after);
    EXPECT_EQ(find_version(transaction, before.id, 3), std::nullopt);
    EXPECT_EQ(journal_of(transaction, "4204-00"),
              (std::vector<std::string>{
                  "receiver-added ", "change-proposed field:address",
                  "change-proposed field:reception", "change-approved change:1",
                  "receiver-changed field:address", "receiver-changed field:reception"}));
    tests::change_receiver(transaction, key, {{"reception", "postal"}}, occasion);
    EXPECT_EQ(find(transaction, key)->version, 2) << "nothing differs";
    const auto guest = find(transaction, {"4205", "00"}).value();
    EXPECT_EQ(resolved_address(guest, snapshot(transaction)), after.address);
    share_register(transaction);
}

TEST(Register, SetRefusesWithoutTheValueAndChangesNothing)
{
    const TestDatabase server;
    auto database = server.connect(store::Role::Registrar);
    auto transaction = database.begin();
    import_text(transaction, register_text);
    const struct {
        const char* why;
        ReceiverKey key;
        Changes changes;
        const char* what;
    } cases[] = {
        {"no such receiver", {"9999", "00"}, {{"web", "a.no"}}, "no receiver 9999-00"},
        {"a misspelt field", {"4204", "00"}, {{"adress", "hemmelig"}}, "did you mean `address`?"},
        {"a value in the field's place", {"4204", "00"}, {{"Kari hemmelig", "x"}}, "`?` is not"},
        {"its number", {"4204", "00"}, {{"municipality", "4299"}}, "cannot be changed"},
        {"an empty phone", {"4204", "00"}, {{"public_phone", ""}}, "must not be empty"},
        {"a bad phone", {"4204", "00"}, {{"public_phone", "hemmelig"}}, "telephone number"},
        {"an address without a postcode", {"4204", "00"}, {{"address", "hemmelig"}}, "postcode"},
        {"an address beside the host", {"4205", "00"}, {{"address", "4600 Vik"}}, "exclude"},
        {"no address left", {"4204", "00"}, {{"address", ""}}, "is missing"},
        {"a host that others use moves in with another",
         {"4204", "00"},
         {{"address", ""}, {"host", "4205-00"}},
         "names a receiver that uses another"},
        {"no default district left",
         {"4204", "00"},
         {{"default_district", "false"}},
         "must be true"},
        {"confirmation by post", {"4204", "00"}, {{"confirmation", "post"}}, "recorded decision"},
    };
    const auto before = list(transaction);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            set(transaction, c.key, c.changes, false, occasion);
            ADD_FAILURE() << "taken";
        } catch (const std::invalid_argument& error) {
            const std::string message = error.what();
            EXPECT_NE(message.find(c.what), std::string::npos) << message;
            EXPECT_EQ(message.find("emmelig"), std::string::npos) << message;
        }
        EXPECT_EQ(list(transaction), before);
    }
}

TEST(Register, TheDatabaseKeepsTheOldVersionsFromEverybody)
{
    const TestDatabase server;
    auto database = server.owner();
    {
        auto transaction = database.begin();
        import_text(transaction, register_text);
        transaction.commit();
    }
    for (const auto* statement :
         {"update receiver_version set web = 'x'", "delete from receiver_version",
          "truncate receiver_version", "delete from receiver", "update receiver set version = 7",
          "update receiver set municipality = '9999'"}) {
        SCOPED_TRACE(statement);
        auto transaction = database.begin();
        EXPECT_THROW(transaction.execute(statement), store::StoreError);
    }
}

} // namespace
} // namespace reservepost::batch::receivers
