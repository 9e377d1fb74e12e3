#include "batch/letters/held.h"

#include "tests/batch/letters/desk.h"

#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using namespace tests;
using Receiver = std::optional<receivers::ReceiverKey>;

void release_it(TestOffice& office, std::int64_t letter, const Receiver& receiver)
{
    auto transaction = office.database.begin();
    release(transaction, letter, receiver, office.occasion());
    transaction.commit();
}

/// A letter that is held because no receiver was found.
struct WithoutReceiver {
    explicit WithoutReceiver(TestOffice& office, int number = 1)
        : record(waiting(office, number, {"9999", "00"})),
          letter(office.number("select id as n from letter where record = $1", {record}))
    {
    }
    RecordId record;
    std::int64_t letter;
};

TEST(Held, ListsWhatAPersonMustLookAtEarliestDeadlineFirst)
{
    TestOffice office;
    const WithoutReceiver unknown(office);
    office.now -= std::chrono::hours(24);
    const auto record = waiting(office, 2);
    set_report(office, record, "posting");
    const auto wide = letter_in(office, record, "held");
    letter_in(office, waiting(office, 3), "gathered");

    auto transaction = office.database.begin();
    const auto held = list_held(transaction);
    ASSERT_EQ(held.size(), 2u);
    EXPECT_EQ(held[0].id, wide);
    EXPECT_EQ(held[0].code, "address-does-not-fit");
    EXPECT_EQ(held[0].receiver, "9101-03");
    EXPECT_EQ(held[1].id, unknown.letter);
    EXPECT_EQ(held[1].code, "no-receiver");
    EXPECT_EQ(held[1].receiver, "");
    EXPECT_FALSE(held[1].sentence.empty());
    EXPECT_LT(held[0].due_at, held[1].due_at);
}

TEST(Held, ReleasedWithAReceiverItGoesThereAndItsClockStays)
{
    TestOffice office;
    const WithoutReceiver held(office);
    const auto due = office.execute("select due_at from report").one().instant("due_at");
    office.now += std::chrono::hours(5);
    release_it(office, held.letter, Receiver({"9103", "00"}));

    EXPECT_EQ(letter_state_of(office, held.letter), "gathered");
    const auto row = office
                         .execute("select r.*, l.receiver as to_receiver, l.held_code from report "
                                  "r join letter l using (record)")
                         .one();
    EXPECT_EQ(row.integer("receiver"), office.receiver_id({"9103", "00"}));
    EXPECT_EQ(row.integer("to_receiver"), row.integer("receiver"));
    EXPECT_EQ(row.text("route"), "released");
    EXPECT_EQ(row.text("reception"), "system");
    EXPECT_EQ(row.instant("due_at"), due);
    EXPECT_TRUE(row.is_null("held_code"));
    EXPECT_EQ(office.number("select count(*) as n from incident where state <> 'closed'"), 0)
        << "its alarm is settled";

    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), {"9103", "00"}), AnswerOutcome::Confirmed)
        << "it is that receiver's now";
}

TEST(Held, ReleasedWithoutAReceiverItKeepsItsOwn)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    set_report(office, record, "posting");
    const auto letter = letter_in(office, record, "held");
    release_it(office, letter, std::nullopt);
    EXPECT_EQ(letter_state_of(office, letter), "gathered");
    EXPECT_EQ(office.number("select count(*) as n from report where route = 'exact'"), 1);
    EXPECT_EQ(office.number("select count(*) as n from journal where subject_kind = 'letter' and "
                            "event = 'released' and from_state = 'held' and to_state = 'gathered' "
                            "and why = 'address-does-not-fit'"),
              1);
}

TEST(Held, ReleasesNothingThatItShouldNot)
{
    TestOffice office;
    const WithoutReceiver held(office);
    const auto record = waiting(office, 2);
    set_report(office, record, "posting");
    const auto packed = letter_in(office, record, "packed");
    const struct {
        const char* why;
        std::int64_t letter;
        Receiver receiver;
        const char* says;
    } cases[] = {
        {"no receiver, and none is given", held.letter, {}, "has no receiver"},
        {"a receiver that there is not", held.letter, Receiver({"9999", "00"}), "9999-00"},
        {"a letter that is not held", packed, {}, "not held but packed"},
        {"nor to another receiver", packed, Receiver({"9101", "05"}), "not held but packed"},
        {"no such letter", 4711, {}, "4711 does not exist"},
        {"a number below all", -1, {}, "does not exist"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            release_it(office, c.letter, c.receiver);
            ADD_FAILURE() << "released";
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(c.says), std::string::npos) << error.what();
        }
    }
    EXPECT_EQ(letter_state_of(office, held.letter), "held");
    EXPECT_EQ(letter_state_of(office, packed), "packed");
    EXPECT_EQ(office.number("select count(*) as n from report where route = 'released'"), 0);
    EXPECT_EQ(office.number("select count(*) as n from incident where state <> 'closed'"), 1);
}

TEST(Held, AnotherReceiverThanItHadMakesTheReportItsOwn)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    set_report(office, record, "posting");
    const auto letter = letter_in(office, record, "held");
    release_it(office, letter, Receiver({"9101", "05"}));
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), {"9101", "03"}), AnswerOutcome::OtherReceiver);
    EXPECT_EQ(confirm(desk, reference(1), {"9101", "05"}), AnswerOutcome::Confirmed);
}

} // namespace
} // namespace reservepost::batch::letters
