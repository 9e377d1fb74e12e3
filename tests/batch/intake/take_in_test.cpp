#include "batch/intake/take_in.h"

#include "batch/store/incidents.h"
#include "tests/holidays/moments.h"
#include "tests/support/test_intake.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::intake {
namespace {

using namespace tests;
using holidays::oslo;

struct Found {
    std::string state;
    std::string receiver;
    std::string route;
    std::string reception;
    std::string quarantine;
    std::string stated_time;
    std::string municipality;
    std::string district;
    holidays::Instant accepted_at;
    holidays::Instant due_at;
};

Found row_of(TestOffice& office, const RecordId& record)
{
    const auto row =
        office
            .execute("select r.*, coalesce(v.municipality || '-' || v.district, '') as key from "
                     "report r left join receiver v on v.id = r.receiver where r.record = $1",
                     {record})
            .one();
    return {row.text("state"),
            row.text("key"),
            row.text("route"),
            row.text("reception"),
            row.find_text("quarantine_code").value_or(""),
            row.text("stated_time"),
            row.text("municipality"),
            row.text("district"),
            row.instant("accepted_at"),
            row.instant("due_at")};
}

std::vector<std::string> open_incidents(TestOffice& office, const RecordId& record)
{
    std::vector<std::string> codes;
    auto transaction = office.database.begin();
    for (const auto& incident : store::list_incidents(transaction))
        if (incident.subject.name == record.text()) codes.push_back(incident.code);
    return codes;
}

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

TEST(TakeIn, AppliesAConfirmationThatCameWithinTwoDaysBefore)
{
    using std::chrono::hours;
    using std::chrono::microseconds;
    TestOffice office;
    const struct {
        const char* why;
        holidays::Duration before;
        receivers::ReceiverKey receiver;
        const char* state;
    } cases[] = {
        {"an hour before", hours(1), {"9101", "03"}, "confirmed"},
        {"just within 48 hours", hours(48) - microseconds(1), {"9101", "03"}, "confirmed"},
        {"48 hours to the instant", hours(48), {"9101", "03"}, "waiting"},
        {"three days before", hours(72), {"9101", "03"}, "waiting"},
        {"by another receiver", hours(1), {"9102", "00"}, "waiting"},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        ++number;
        office.execute("insert into early_confirmation (reference_digest, receiver, confirmed_at) "
                       "values ($1, $2, $3)",
                       {lookup_digest(office.lookup_key, reference(number)),
                        office.receiver_id(c.receiver), office.now - c.before});
        const auto answer = take_in_one(office, incoming(number, report_text("9101", "03")));
        const auto found = row_of(office, answer.record.value());
        EXPECT_EQ(found.state, c.state);
        const auto facts = office.vault.read_facts().at(1).facts;
        EXPECT_EQ(std::ranges::count(facts, *answer.record, &vault::Fact::record),
                  found.state == "confirmed" ? 1 : 0);
    }
}

TEST(TakeIn, StartsTheClockAtTheStatedTimeUnlessItCannotStand)
{
    TestOffice office;
    const auto now = oslo("Wed 2026-11-25 12:00");
    const auto at_once = now;
    const auto from_now = oslo("Fri 2026-11-27 04:00");
    const struct {
        const char* why;
        const char* sent_at;
        const char* meta;
        const char* note;
        holidays::Instant accepted_at;
        holidays::Instant due_at;
    } cases[] = {
        {"Oslo time without a zone", "2026-11-23T10:00:00", nullptr, "used",
         oslo("Mon 2026-11-23 10:00"), oslo("Wed 2026-11-25 02:00")},
        {"over a weekend", "2026-11-20T15:00:00", nullptr, "used", oslo("Fri 2026-11-20 15:00"),
         oslo("Tue 2026-11-24 07:00")},
        {"the companion file goes before", "2026-11-23T10:00:00",
         R"({"accepted_at":"2026-11-24T09:00:00Z"})", "used", oslo("Tue 2026-11-24 10:00"),
         oslo("Thu 2026-11-26 02:00")},
        {"a companion file that cannot be read", "2026-11-23T10:00:00", "{", "used",
         oslo("Mon 2026-11-23 10:00"), oslo("Wed 2026-11-25 02:00")},
        {"none", "", nullptr, "absent", now, from_now},
        {"this very instant", "2026-11-25T12:00:00", nullptr, "used", now, from_now},
        {"a second ahead", "2026-11-25T12:00:01", nullptr, "ahead", now, from_now},
        {"years ahead", "2126-11-25T12:00:01", nullptr, "ahead", now, from_now},
        {"no time at all", "i går", nullptr, "unreadable", now, from_now},
        {"an hour that never was", "2026-03-29T02:30:00", nullptr, "never-existed", now, from_now},
        {"366 days back", "2025-11-24T12:00:00", nullptr, "used", oslo("Mon 2025-11-24 12:00"),
         oslo("Wed 2025-11-26 04:00")},
        {"a second more", "2025-11-24T11:59:59", nullptr, "far-back",
         oslo("Mon 2025-11-24 12:00") - std::chrono::seconds(1), at_once},
        {"long before the calendar begins", "1999-01-04T12:00:00", nullptr, "far-back",
         oslo("Mon 1999-01-04 12:00"), at_once},
        {"before there are instants", "1814-05-17T12:00:00", nullptr, "unreadable", now, from_now},
    };
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        auto file = incoming(++number, report_text("9101", "03", "x", c.sent_at));
        if (c.meta != nullptr) file.meta = c.meta;
        const auto answer = take_in_one(office, file);
        ASSERT_EQ(answer.outcome, Outcome::TakenIn);
        const auto found = row_of(office, *answer.record);
        EXPECT_EQ(found.stated_time, c.note);
        EXPECT_EQ(holidays::shown(found.accepted_at), holidays::shown(c.accepted_at));
        EXPECT_EQ(holidays::shown(found.due_at), holidays::shown(c.due_at));
        EXPECT_EQ(office.vault.open(*answer.record, 1).accepted_at, found.accepted_at);
    }
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
