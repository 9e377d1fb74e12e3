#include "batch/intake/take_in.h"

#include "tests/batch/intake/taken_in.h"

#include <gtest/gtest.h>

namespace reservepost::batch::intake {
namespace {

using namespace tests;

using Codes = std::vector<std::string>;

TEST(TakeIn, FindsTheReceiverOrHoldsTheLetterWithAnAlarm)
{
    TestOffice office;
    const struct {
        const char* why;
        const char* municipality;
        const char* district;
        const char* state;
        const char* receiver;
        const char* route;
        Codes incidents;
    } cases[] = {
        {"both numbers as they stand", "9101", "03", "waiting", "9101-03", "exact", {}},
        {"district 00", "9101", "00", "waiting", "9101-05", "default-district", {}},
        {"a district that there is not",
         "9101",
         "77",
         "waiting",
         "9101-05",
         "default-district",
         {}},
        {"an outdated number", "9001", "00", "waiting", "9103-00", "successor", {}},
        {"an outdated number, unknown district",
         "9001",
         "07",
         "waiting",
         "9103-00",
         "successor-default",
         {}},
        {"paper only", "9102", "00", "waiting", "9102-00", "exact", {}},
        {"an unknown municipality",
         "9999",
         "00",
         "posting",
         "",
         "no-municipality",
         {"no-receiver"}},
        {"a number that was split",
         "9002",
         "00",
         "posting",
         "",
         "several-successors",
         {"no-receiver"}},
        {"its default district closed last year",
         "9104",
         "00",
         "posting",
         "",
         "no-default-district",
         {"no-receiver"}},
        {"no number at all", "", "", "posting", "", "no-municipality", {"no-receiver"}},
        {"a name where the number should be",
         "Kari Nordmann",
         "Ola",
         "posting",
         "",
         "no-municipality",
         {"no-receiver"}},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto answer =
            take_in_one(office, incoming(++number, report_text(c.municipality, c.district)));
        ASSERT_EQ(answer.outcome, Outcome::TakenIn);
        EXPECT_EQ(answer.route, c.route);
        EXPECT_EQ(answer.needs_look, !c.incidents.empty());
        const auto found = row_of(office, answer.record.value());
        EXPECT_EQ(found.state, c.state);
        EXPECT_EQ(found.receiver, c.receiver);
        EXPECT_EQ(found.route, c.route);
        EXPECT_EQ(open_incidents(office, *answer.record), c.incidents);
        EXPECT_EQ(office.number("select count(*) as n from letter where record = $1 and "
                                "state = 'held' and held_code = 'no-receiver'",
                                {*answer.record}),
                  c.incidents.empty() ? 0 : 1);
        EXPECT_TRUE(office.vault.opens_everywhere(*answer.record, 1));
    }
    EXPECT_EQ(office.number("select count(*) as n from report where municipality like 'Kari%' or "
                            "district like 'Ola%'"),
              0)
        << "what is no number may be a name, and names are sealed";
}

TEST(TakeIn, QuarantinesWhatIsNoReportSealedAndAlarmed)
{
    TestOffice office;
    auto big = report_text("9101", "03", std::string(5'000'000, 'x'));
    const struct {
        const char* why;
        std::string octets;
        const char* code;
    } cases[] = {
        {"nothing at all", "", "broken-json"},
        {"cut short", report_text("9101", "03").substr(0, 40), "broken-json"},
        {"over 5 MB", std::move(big), "too-large"},
        {"neither form", R"({"kommunenummer":"9101","hemmelig":"Kari"})", "neither-form"},
        {"a list", R"(["Kari"])", "neither-form"},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto answer = take_in_one(office, incoming(++number, c.octets));
        ASSERT_EQ(answer.outcome, Outcome::Quarantined);
        EXPECT_TRUE(answer.needs_look);
        EXPECT_EQ(answer.route, "");
        EXPECT_EQ(answer.sentence.find("Kari"), std::string::npos) << answer.sentence;
        const auto found = row_of(office, answer.record.value());
        EXPECT_EQ(found.state, "quarantined");
        EXPECT_EQ(found.quarantine, c.code);
        EXPECT_EQ(found.municipality, "");
        EXPECT_EQ(open_incidents(office, *answer.record), Codes{"quarantined"});
        EXPECT_EQ(office.vault.open(*answer.record, 1).octets, c.octets) << "byte for byte";
        EXPECT_EQ(take_in_one(office, incoming(number, c.octets)).outcome, Outcome::AlreadyTakenIn);
    }
    EXPECT_EQ(office.number("select count(*) as n from report"), std::int64_t(std::size(cases)));
}

TEST(TakeIn, KnowsWhatItHasAlready)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    const auto first = take_in_one(office, incoming(1, text));
    ASSERT_EQ(first.outcome, Outcome::TakenIn);

    auto shouting = incoming(1, text);
    shouting.name = "6F1D2C3B-0000-4000-8000-000000000001.json";
    const struct {
        const char* why;
        Incoming file;
        Outcome outcome;
        const char* code;
    } cases[] = {
        {"the same again", incoming(1, text), Outcome::AlreadyTakenIn, ""},
        {"its reference in capitals", shouting, Outcome::AlreadyTakenIn, ""},
        {"another content under its reference", incoming(1, text + ' '), Outcome::Quarantined,
         "other-content"},
        {"that other content again", incoming(1, text + ' '), Outcome::AlreadyTakenIn, ""},
        {"a third content", incoming(1, "{}"), Outcome::Quarantined, "other-content"},
        {"the same content under another reference", incoming(2, text), Outcome::TakenIn, ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto answer = take_in_one(office, c.file);
        EXPECT_EQ(answer.outcome, c.outcome);
        if (answer.record) {
            EXPECT_EQ(row_of(office, *answer.record).quarantine, c.code);
        }
    }
    EXPECT_EQ(row_of(office, *first.record).state, "waiting") << "the first is as it was";
}

TEST(TakeIn, TakesInTheWholeReportAfterACutOffOne)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    const auto cut = take_in_one(office, incoming(1, text.substr(0, text.size() / 2)));
    EXPECT_EQ(cut.outcome, Outcome::Quarantined);
    const auto whole = take_in_one(office, incoming(1, text));
    EXPECT_EQ(whole.outcome, Outcome::TakenIn) << "it must not wait for a person";
    EXPECT_EQ(row_of(office, *whole.record).state, "waiting");
    EXPECT_EQ(row_of(office, *cut.record).state, "quarantined") << "kept, and still alarmed";
    const auto other = take_in_one(office, incoming(1, text + ' '));
    EXPECT_EQ(other.outcome, Outcome::Quarantined) << "a second whole one is another matter";
}

TEST(TakeIn, TellsTwoOfOneGroupApart)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    const std::vector<Incoming> files = {incoming(1, text), incoming(1, text),
                                         incoming(1, text + '\n'), incoming(2, text)};
    auto door = door_of(office);
    const auto answers = take_in(door, files);
    ASSERT_EQ(answers.size(), 4u);
    EXPECT_EQ(answers[0].outcome, Outcome::TakenIn);
    EXPECT_EQ(answers[1].outcome, Outcome::AlreadyTakenIn);
    EXPECT_EQ(answers[2].outcome, Outcome::Quarantined);
    EXPECT_EQ(answers[3].outcome, Outcome::TakenIn);
}

TEST(TakeIn, TellsEachOfAMixedGroupWhatIsItsOwn)
{
    TestOffice office;
    ASSERT_EQ(take_in_one(office, incoming(1, report_text("9101", "03"))).outcome,
              Outcome::TakenIn);
    const auto north = office.receiver_id({"9101", "03"});
    for (const int early : {2, 3})
        office.execute("insert into early_confirmation (reference_digest, receiver, confirmed_at) "
                       "values ($1, $2, $3)",
                       {lookup_digest(office.lookup_key, reference(early)),
                        early == 2 ? north : office.receiver_id({"9103", "00"}), office.now});
    const std::vector<Incoming> group = {
        incoming(1, report_text("9101", "03")),
        incoming(2, report_text("9101", "03")),
        incoming(3, report_text("9101", "03")),
        incoming(4, report_text("9999", "00")),
        incoming(5, "no JSON"),
        {"feilmelding.json", R"({"melding":"x"})", std::nullopt},
        incoming(2, report_text("9101", "03")),
        incoming(2, report_text("9101", "03", "Et annet.")),
        incoming(6, report_text("9998", "00")),
    };
    struct {
        const char* why;
        Outcome outcome;
        const char* state;
        bool needs_look;
    } const expected[] = {
        {"the books have it", Outcome::AlreadyTakenIn, "", false},
        {"confirmed before it came", Outcome::TakenIn, "confirmed", false},
        {"another receiver's confirmation", Outcome::TakenIn, "waiting", false},
        {"no receiver", Outcome::TakenIn, "posting", true},
        {"no report", Outcome::Quarantined, "quarantined", true},
        {"an error message", Outcome::ErrorMessage, "", false},
        {"the second of the group", Outcome::AlreadyTakenIn, "", false},
        {"the second with other content", Outcome::Quarantined, "quarantined", true},
        {"no receiver either", Outcome::TakenIn, "posting", true},
    };
    auto door = door_of(office);
    const auto answers = take_in(door, group);
    ASSERT_EQ(answers.size(), group.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        SCOPED_TRACE(expected[i].why);
        EXPECT_EQ(answers[i].name, group[i].name);
        EXPECT_EQ(answers[i].outcome, expected[i].outcome);
        EXPECT_EQ(answers[i].needs_look, expected[i].needs_look);
        if (answers[i].record) {
            EXPECT_EQ(row_of(office, *answers[i].record).state, expected[i].state);
        }
    }
    EXPECT_EQ(office.number("select count(*) as n from letter where state = 'held'"), 2);
    EXPECT_EQ(office.number("select count(*) as n from early_confirmation"), 1);
    // Every row's last line in the journal is the state it is in.
    EXPECT_EQ(
        office.number("select count(*) as n from report r where state is distinct from (select "
                      "to_state from journal j where j.subject = encode(r.record, 'hex') and "
                      "j.subject_kind = 'report' order by id desc limit 1)"),
        0);
    EXPECT_EQ(office.vault.read_facts().at(0).facts.size(), 1U);
}

TEST(TakeIn, LeavesWhatHasNoReferenceAndWhatIsAnErrorMessage)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    const struct {
        const char* why;
        const char* name;
        std::string octets;
        bool assign;
        Outcome outcome;
    } cases[] = {
        {"no UUID in the name", "melding.json", text, false, Outcome::NoReference},
        {"a UUID with a letter too few", "6f1d2c3b-0000-4000-8000-00000000000.json", text, false,
         Outcome::NoReference},
        {"a UUID without an ending", "6f1d2c3b-0000-4000-8000-000000000001", text, false,
         Outcome::NoReference},
        {"an error message", "feilmelding.json", R"({"melding":"Feil"})", false,
         Outcome::ErrorMessage},
        {"an error message under a UUID", "6f1d2c3b-0000-4000-8000-000000000001.json",
         R"({"melding":"Feil"})", false, Outcome::ErrorMessage},
        {"an error message is given no reference", "feilmelding.json", R"({"melding":"Feil"})",
         true, Outcome::ErrorMessage},
        {"a rehearsal gives a reference", "melding.json", text, true, Outcome::TakenIn},
        {"the same one each time", "melding.json", text, true, Outcome::AlreadyTakenIn},
        {"another name is another report", "melding2.json", text, true, Outcome::TakenIn},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto door = door_of(office);
        door.assign_references = c.assign;
        const Incoming file{c.name, c.octets, std::nullopt};
        const auto answer = take_in(door, {&file, 1}).at(0);
        EXPECT_EQ(answer.outcome, c.outcome);
        EXPECT_EQ(answer.sentence.empty(),
                  c.outcome == Outcome::TakenIn || c.outcome == Outcome::AlreadyTakenIn);
    }
    EXPECT_EQ(office.number("select count(*) as n from report"), 2);
}

/// Puts a row in place as if the report of that number had been deleted, up to the step after which
/// the reference stands in the deletion log only.
void delete_by_hand(TestOffice& office, const RecordId& record, int number, bool done)
{
    for (const char* state : {"confirmed", "deleting"})
        office.execute("update report set state = $2 where record = $1", {record, state});
    office.execute("update report set reference_digest = null, content_digest = null where "
                   "record = $1",
                   {record});
    office.execute("insert into deletion (record, log_digest, old_ring, log_size, intent, "
                   "begun_at, done_at) values ($1, $2, 1, 1, '{}', $3, $4)",
                   {record, crypto::hmac_sha256(office.digest_secrets.at(0), reference(number)),
                    office.now, done ? store::Value(office.now) : store::Value(nullptr)});
}

TEST(TakeIn, QuarantinesWhatWasDeletedBefore)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    for (const bool done : {true, false}) {
        SCOPED_TRACE(done ? "deleted" : "in the middle of its deletion");
        const int number = done ? 1 : 2;
        const auto first = take_in_one(office, incoming(number, text));
        delete_by_hand(office, first.record.value(), number, done);
        const auto again = take_in_one(office, incoming(number, text));
        ASSERT_EQ(again.outcome, Outcome::Quarantined);
        EXPECT_EQ(row_of(office, *again.record).quarantine, "deleted-before");
        EXPECT_EQ(open_incidents(office, *again.record), Codes{"quarantined"});
    }
}

TEST(TakeIn, WhatIsBeingDeletedIsNoCopyToRelyOn)
{
    TestOffice office;
    const auto text = report_text("9101", "03");
    const auto first = take_in_one(office, incoming(1, text));
    for (const char* state : {"confirmed", "deleting"})
        office.execute("update report set state = $2 where record = $1",
                       {first.record.value(), state});
    office.execute("insert into deletion (record, log_digest, old_ring, log_size, intent, "
                   "begun_at) values ($1, $2, 1, 1, '{}', $3)",
                   {*first.record, crypto::hmac_sha256(office.digest_secrets.at(0), reference(1)),
                    office.now});
    const auto again = take_in_one(office, incoming(1, text));
    ASSERT_EQ(again.outcome, Outcome::Quarantined);
    EXPECT_EQ(row_of(office, *again.record).quarantine, "deleted-before");
}

TEST(TakeIn, OneHostileReportKeepsNoOtherOut)
{
    TestOffice office;
    const struct {
        const char* why;
        std::string municipality;
        std::string district;
    } cases[] = {
        {"a NUL in the number", R"(9101\u0000)", "03"},
        {"a NUL in the district", "9101", R"(\u00003)"},
        {"two million digits", std::string(2'000'000, '9'), "03"},
        {"a district of a million", "9101", std::string(1'100'000, '0')},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::vector<Incoming> files = {
            incoming(++number, report_text(c.municipality, c.district)),
            incoming(++number, report_text("9101", "03"))};
        auto door = door_of(office);
        const auto answers = take_in(door, files);
        EXPECT_EQ(answers.at(0).outcome, Outcome::TakenIn);
        EXPECT_EQ(answers.at(1).outcome, Outcome::TakenIn);
        EXPECT_EQ(office.vault.open(answers.at(0).record.value(), 1).octets, files.at(0).octets);
    }
}

TEST(TakeIn, AnswersNothingAsTakenInWhileAStoreIsAway)
{
    TestOffice office;
    std::filesystem::rename(office.directory / "keys2", office.directory / "away");
    EXPECT_THROW(take_in_one(office, incoming(1, report_text("9101", "03"))), vault::StoreAway);
    EXPECT_EQ(office.number("select count(*) as n from report"), 0);
    std::filesystem::rename(office.directory / "away", office.directory / "keys2");
    EXPECT_EQ(take_in_one(office, incoming(1, report_text("9101", "03"))).outcome,
              Outcome::TakenIn);
}

} // namespace
} // namespace reservepost::batch::intake
