#include "batch/receivers/setup.h"

#include "batch/receivers/register.h"
#include "tests/support/test_database.h"

#include <functional>
#include <gtest/gtest.h>

// What setting a receiver up does to the register.

namespace reservepost::batch::receivers {
namespace {

constexpr const char* register_text = R"(
[[receiver]]
municipality = "4204"
district = "01"
municipality_name = "Prøvevik"
district_name = "Nordsida"
default_district = true
address = ["Postboks 1", "4601 PRØVEVIK"]
public_phone = "00 00 42 04"

[[receiver]]
municipality = "4205"
district = "00"
municipality_name = "Papirnes"
address = ["Postboks 5", "4605 PAPIRNES"]
public_phone = "00 00 42 06"
agreement_date = 2024-01-15
)";

const store::Occasion occasion{holidays::Instant{std::chrono::seconds(1'800'000'000)}, std::nullopt,
                               "anna"};

struct Desk {
    tests::TestDatabase server;
    store::Database database{server.connect(store::Role::Registrar)};
    store::Transaction transaction{database.begin()};

    Desk() { import_register(transaction, read_register(register_text, "r.toml", {}), occasion); }
    RegisterChange set_up(const Receiver& wanted, std::int64_t seen_version)
    {
        return receivers::set_up(transaction, wanted, seen_version, occasion);
    }
};

Receiver district(const char* key)
{
    Receiver receiver;
    receiver.key = find_key(key).value();
    receiver.municipality_name = "Prøvevik";
    receiver.district_name = "Vestsida";
    receiver.address = {"Postboks 2", "4602 PRØVEVIK"};
    receiver.public_phone = "00 00 42 05";
    return receiver;
}

TEST(Setup, ANewReceiverIsStoredOnceAndNotAgain)
{
    Desk desk;
    const auto wanted = district("4204-02");
    const auto change = desk.set_up(wanted, 0);
    ASSERT_EQ(change.in_force.size(), 1u);
    EXPECT_FALSE(change.waiting);
    auto stored = get(desk.transaction, wanted.key);
    EXPECT_EQ(stored.version, 1);
    EXPECT_TRUE(field_changes(&stored, wanted).empty());
    EXPECT_TRUE(desk.set_up(stored, 1).in_force.empty());
    EXPECT_EQ(get(desk.transaction, wanted.key).version, 1);
}

TEST(Setup, TheDefaultDistrictMovesInOneChange)
{
    Desk desk;
    auto wanted = district("4204-02");
    wanted.default_district = true;
    EXPECT_EQ(desk.set_up(wanted, 0).in_force.size(), 2u);
    EXPECT_FALSE(get(desk.transaction, {"4204", "01"}).default_district);
    EXPECT_TRUE(get(desk.transaction, wanted.key).default_district);
}

TEST(Setup, BesideAReceiverInUseItWaitsForASecondPerson)
{
    Desk desk;
    const auto wanted = district("4205-01");
    const auto change = desk.set_up(wanted, 0);
    ASSERT_TRUE(change.waiting);
    EXPECT_TRUE(change.in_force.empty());
    EXPECT_FALSE(find(desk.transaction, wanted.key));
    const auto again = desk.set_up(wanted, 0);
    EXPECT_TRUE(again.waited_before);
    EXPECT_EQ(again.waiting->number, change.waiting->number);
    auto other = wanted;
    other.language = "nn";
    EXPECT_THROW(desk.set_up(other, 0), std::invalid_argument);
}

TEST(Setup, RefusesAndChangesNothing)
{
    const struct {
        const char* why;
        std::function<void(Receiver&)> make_wrong;
        std::int64_t seen_version;
        const char* fragment;
    } cases[] = {
        {"added by somebody else meanwhile", [](Receiver& r) { r.key.district = "01"; }, 0,
         "has been changed by somebody else since this setup began"},
        {"changed by somebody else meanwhile", [](Receiver& r) { r.key.district = "01"; }, 7,
         "has been changed by somebody else since this setup began"},
        {"no address", [](Receiver& r) { r.address.clear(); }, 0, "`address` is missing"},
        {"a host that is gone",
         [](Receiver& r) {
             r.address.clear();
             r.host = ReceiverKey{"4299", "00"};
         },
         0, "`host` names a receiver that is neither"},
        {"no name of its own", [](Receiver& r) { r.district_name.clear(); }, 0,
         "`district_name` is missing"},
        {"no default district", [](Receiver& r) { r.key.municipality = "4299"; }, 0,
         "`default_district` must be true for one district"},
    };
    Desk desk;
    const auto before = snapshot(desk.transaction);
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto wanted = district("4204-02");
        c.make_wrong(wanted);
        std::string message;
        try {
            desk.set_up(wanted, c.seen_version);
        } catch (const std::invalid_argument& error) {
            message = error.what();
        }
        EXPECT_NE(message.find(c.fragment), std::string::npos) << message;
        EXPECT_EQ(message.find("Prøvevik"), std::string::npos);
        EXPECT_EQ(snapshot(desk.transaction), before);
        EXPECT_TRUE(waiting_changes(desk.transaction).empty());
    }
}

} // namespace
} // namespace reservepost::batch::receivers
