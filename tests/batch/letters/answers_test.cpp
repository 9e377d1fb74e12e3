#include "batch/letters/answers.h"

#include "batch/store/incidents.h"
#include "tests/batch/letters/desk.h"

#include <future>
#include <gtest/gtest.h>

namespace reservepost::batch::letters {
namespace {

using namespace tests;
using enum AnswerOutcome;

const receivers::ReceiverKey own{"9101", "03"};
const receivers::ReceiverKey other{"9101", "05"};

struct Cell {
    const char* why;
    const char* state;
    const char* letter;
    AnswerOutcome outcome;
    const char* report_after;
    const char* letter_after;
};

// clang-format off
const Cell confirmations[] = {
    {"in time",                        "waiting",     "",           Confirmed,        "confirmed",   ""},
    {"due, no pages yet",              "posting",     "gathered",   Confirmed,        "confirmed",   "withdrawn"},
    {"pages known",                    "posting",     "typeset",    Confirmed,        "confirmed",   "withdrawn"},
    {"a person looks at the letter",   "posting",     "held",       Confirmed,        "confirmed",   "withdrawn"},
    {"in a closed package",            "posting",     "packed",     ConfirmedLate,    "posting",     "packed"},
    {"at the print house",             "posting",     "sent",       ConfirmedLate,    "posting",     "sent"},
    {"in the post",                    "posted",      "mailed",     ConfirmedLate,    "posted",      "mailed"},
    {"its letter was taken apart",     "posting",     "superseded", Confirmed,        "confirmed",   "superseded"},
    {"confirmed before",               "confirmed",   "",           AlreadyConfirmed, "confirmed",   ""},
    {"confirmed before its letter",    "confirmed",   "withdrawn",  AlreadyConfirmed, "confirmed",   "withdrawn"},
    {"the original is going",          "deleting",    "",           BeingDeleted,     "deleting",    ""},
    {"the original is gone",           "deleted",     "",           KeptForLater,     "deleted",     ""},
    {"no report as far as we can tell","quarantined", "",           InQuarantine,     "quarantined", ""},
    {"said to be no report",           "discarded",   "",           InQuarantine,     "discarded",   ""},
};

const Cell rejections[] = {
    {"in time",                        "waiting",     "",           Rejected,         "waiting",     ""},
    {"due, no pages yet",              "posting",     "gathered",   AlreadyPosting,   "posting",     "gathered"},
    {"pages known",                    "posting",     "typeset",    AlreadyPosting,   "posting",     "typeset"},
    {"a person looks at the letter",   "posting",     "held",       AlreadyPosting,   "posting",     "held"},
    {"in a closed package",            "posting",     "packed",     AlreadyPosting,   "posting",     "packed"},
    {"at the print house",             "posting",     "sent",       AlreadyPosting,   "posting",     "sent"},
    {"in the post",                    "posted",      "mailed",     AlreadyPosting,   "posted",      "mailed"},
    {"confirmed before",               "confirmed",   "",           RejectedLate,     "confirmed",   ""},
    {"the original is going",          "deleting",    "",           RejectedLate,     "deleting",    ""},
    {"the original is gone",           "deleted",     "",           Unknown,          "deleted",     ""},
    {"no report as far as we can tell","quarantined", "",           InQuarantine,     "quarantined", ""},
    {"said to be no report",           "discarded",   "",           InQuarantine,     "discarded",   ""},
};
// clang-format on

std::string only_letter(TestOffice& office, const RecordId& record)
{
    const auto row =
        office.execute("select state from letter where record = $1", {record}).find_one();
    return row ? row->text("state") : "";
}

template <class Answer> void expect_cells(std::span<const Cell> cells, const Answer& answer)
{
    TestOffice office;
    int number = 0;
    for (const auto& c : cells) {
        SCOPED_TRACE(c.why);
        const auto record = report_in(office, ++number, c.state, c.letter);
        EXPECT_EQ(to_text(answer(office, reference(number))), to_text(c.outcome));
        EXPECT_EQ(report_state_of(office, record), c.report_after);
        EXPECT_EQ(only_letter(office, record), c.letter_after);
    }
}

TEST(Answers, AConfirmationInEveryState)
{
    expect_cells(confirmations, [](TestOffice& office, const std::string& reference) {
        auto desk = desk_of(office);
        return confirm(desk, reference, own);
    });
}

TEST(Answers, ARejectionInEveryState)
{
    expect_cells(rejections, [](TestOffice& office, const std::string& reference) {
        auto desk = desk_of(office);
        return reject(desk, reference, own, "Feil i skjema");
    });
}

TEST(Answers, AnotherReceiverChangesNothingInAnyState)
{
    TestOffice office;
    auto desk = desk_of(office);
    int number = 0;
    for (const auto& c : confirmations) {
        SCOPED_TRACE(c.why);
        const std::string state = c.state;
        if (state == "quarantined" || state == "discarded" || state == "deleted") continue;
        const auto record = report_in(office, ++number, state, c.letter);
        EXPECT_EQ(confirm(desk, reference(number), other), OtherReceiver);
        EXPECT_EQ(reject(desk, reference(number), other, "x"), OtherReceiver);
        EXPECT_EQ(report_state_of(office, record), c.state);
        EXPECT_EQ(only_letter(office, record), c.letter);
        EXPECT_EQ(facts_of(office, record, "confirmed"), 0);
    }
}

TEST(Answers, NobodyConfirmsAReportWithoutAReceiver)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1, {"9999", "00"});
    EXPECT_EQ(confirm(desk, reference(1), own), OtherReceiver);
    EXPECT_EQ(reject(desk, reference(1), own, ""), OtherReceiver);
    EXPECT_EQ(report_state_of(office, record), "posting");
    EXPECT_EQ(only_letter(office, record), "held");
}

TEST(Answers, AReceiverThatIsNotInTheRegisterIsRefused)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    for (const auto& key : {receivers::ReceiverKey{"9101", "00"}, {"9999", "00"}, {"", ""}}) {
        EXPECT_THROW(confirm(desk, reference(1), key), std::invalid_argument);
        EXPECT_THROW(reject(desk, reference(1), key, ""), std::invalid_argument);
    }
    EXPECT_EQ(report_state_of(office, record), "waiting");
}

TEST(Answers, AConfirmationIsAFactInEveryStoreAndALineInTheJournal)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed);
    EXPECT_EQ(confirm(desk, reference(1), own), AlreadyConfirmed);
    for (const auto& store : office.vault.read_facts()) {
        ASSERT_EQ(store.facts.size(), 1u) << store.store;
        EXPECT_EQ(store.facts[0], (vault::Fact{record, "confirmed", "2026-11-25", {}, {}, {}}));
    }
    EXPECT_EQ(office.number("select count(*) as n from journal where subject = $1 and event = "
                            "'confirmed' and from_state = 'waiting' and to_state = 'confirmed'",
                            {record.text()}),
              1);
    EXPECT_EQ(
        office.number("select count(*) as n from report where confirmed_at = $1", {office.now}), 1);
}

TEST(Answers, ALateConfirmationIsRecordedOnce)
{
    TestOffice office;
    const auto record = report_in(office, 1, "posting", "packed");
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), ConfirmedLate);
    desk.occasion.at += std::chrono::hours(1);
    EXPECT_EQ(confirm(desk, reference(1), own), ConfirmedLate);
    EXPECT_EQ(facts_of(office, record, "confirmed-late"), 1);
    EXPECT_EQ(office.number("select count(*) as n from report where confirmed_late_at = $1 and "
                            "confirmed_at is null",
                            {office.now}),
              1)
        << "when it was first said";
}

TEST(Answers, WithdrawsAlsoWhatIsNumberedForAJob)
{
    TestOffice office;
    const auto record = report_in(office, 1, "posting", "typeset");
    office.execute("insert into job (number, house, state, class, pieces, sheets, pages, witness, "
                   "numbered_at) values ('01000001', 'house', 'numbered', 'C5-D-NO', 1, 1, 2, '', "
                   "$1)",
                   {office.now});
    office.execute("update letter set job = '01000001', piece = 1 where record = $1", {record});
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed);
    EXPECT_EQ(only_letter(office, record), "withdrawn");
    EXPECT_EQ(office.number("select count(*) as n from letter where job is not null"), 0);
}

struct ProofRow {
    const char* why;
    bool needed;
    std::optional<std::string> given;
    AnswerOutcome outcome;
};

TEST(Answers, AReceiverMayHaveToProveWhatItHasStored)
{
    const auto octets = report_text("9101", "03");
    const auto right = crypto::sha256(octets).hex();
    auto upper = right;
    for (char& c : upper)
        if (c >= 'a') c = static_cast<char>(c - 'a' + 'A');
    const ProofRow rows[] = {
        {"none needed, none given", false, std::nullopt, Confirmed},
        {"none needed, the right one given", false, right, Confirmed},
        {"none needed, a wrong one given", false, crypto::sha256("{}").hex(), ProofWrong},
        {"needed and given", true, right, Confirmed},
        {"needed and given in capitals", true, upper, Confirmed},
        {"needed and not given", true, std::nullopt, ProofMissing},
        {"needed, of an empty file", true, crypto::sha256("").hex(), ProofWrong},
        {"needed, of the file with a line end", true, crypto::sha256(octets + "\n").hex(),
         ProofWrong},
        {"needed, one digit short", true, right.substr(1), ProofWrong},
        {"needed, one digit more", true, right + "0", ProofWrong},
        {"needed, no digest at all", true, "yes", ProofWrong},
        {"needed, empty", true, "", ProofWrong},
    };
    TestOffice office;
    auto desk = desk_of(office);
    int number = 0;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        auto transaction = office.database.begin();
        auto receiver = receivers::get(transaction, own);
        transaction.commit();
        auto owner = office.server.owner();
        auto change = owner.begin();
        change.execute("alter table receiver_version disable trigger user");
        change.execute("update receiver_version set proof_of_possession = $1 where receiver = $2",
                       {row.needed, receiver.id});
        change.execute("alter table receiver_version enable trigger user");
        change.commit();
        const auto record = waiting(office, ++number);
        EXPECT_EQ(to_text(confirm(desk, reference(number), own, row.given)), to_text(row.outcome));
        EXPECT_EQ(report_state_of(office, record),
                  row.outcome == Confirmed ? "confirmed" : "waiting");
        EXPECT_EQ(confirm(desk, reference(900 + number), own, row.given),
                  row.needed || row.given ? ProofTooEarly : KeptForLater);
    }
}

TEST(Answers, AnUnknownReferenceIsKeptForEachReceiverThatConfirmsIt)
{
    TestOffice office;
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), KeptForLater);
    EXPECT_EQ(confirm(desk, reference(1), other), KeptForLater)
        << "and takes nothing from the first";
    EXPECT_EQ(confirm(desk, reference(1), own), KeptForLater);
    EXPECT_EQ(office.number("select count(*) as n from early_confirmation"), 2);
    EXPECT_EQ(reject(desk, reference(2), own, "x"), Unknown) << "rejections are not";

    EXPECT_EQ(report_state_of(office, waiting(office, 1)), "confirmed");
    EXPECT_EQ(report_state_of(office, waiting(office, 2)), "waiting");
}

TEST(Answers, AKeptConfirmationIsForgottenAfterTwoDays)
{
    TestOffice office;
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), KeptForLater);
    desk.occasion.at += std::chrono::hours(47);
    EXPECT_EQ(confirm(desk, reference(2), own), KeptForLater);
    EXPECT_EQ(office.number("select count(*) as n from early_confirmation"), 2);
    desk.occasion.at += std::chrono::hours(1);
    EXPECT_EQ(confirm(desk, reference(3), own), KeptForLater);
    EXPECT_EQ(office.number("select count(*) as n from early_confirmation"), 2);
}

TEST(Answers, TheRejectionsMessageIsSealedBesideTheReport)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    EXPECT_EQ(reject(desk, reference(1), own, "Nils Planteby er ukjent"), Rejected);
    EXPECT_EQ(reject(desk, reference(1), own, "noe annet"), Rejected) << "the first one stays";
    EXPECT_EQ(office.vault.open_attachment(record, "rejection", 1), "Nils Planteby er ukjent");
    EXPECT_EQ(office.number("select count(*) as n from report where rejected_at = $1 and state = "
                            "'waiting'",
                            {office.now}),
              1);
    EXPECT_EQ(reject(desk, reference(1), own, ""), Rejected) << "a message is no condition";
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed) << "the receiver has it after all";
}

TEST(Answers, ARejectionAfterTheConfirmationKeepsTheOriginal)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed);
    EXPECT_EQ(reject(desk, reference(1), own, "x"), RejectedLate);
    EXPECT_EQ(reject(desk, reference(1), own, "x"), RejectedLate);
    EXPECT_FALSE(is_accepted(RejectedLate));
    auto transaction = office.database.begin();
    EXPECT_TRUE(store::has_open_incident(transaction, {store::SubjectKind::Report, record.text()}));
    EXPECT_EQ(store::list_incidents(transaction).size(), 1u);
    EXPECT_EQ(facts_of(office, record, "rejected-late"), 1);
}

TEST(Answers, TheReportAndNotWhatLiesBesideItIsConfirmed)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    ASSERT_EQ(take_in_one(office, incoming(1, report_text("9101", "03", "annet"))).outcome,
              intake::Outcome::Quarantined);
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed);
    EXPECT_EQ(report_state_of(office, record), "confirmed");
    EXPECT_EQ(office.number("select count(*) as n from report where state = 'quarantined'"), 1);
}

TEST(Answers, NothingIsConfirmedThatIsNoFactInSomeStore)
{
    TestOffice office;
    auto desk = desk_of(office);
    const auto record = waiting(office, 1);
    for (const char* place : {"content1", "content2"})
        std::filesystem::rename(office.directory / place,
                                office.directory / (std::string("away-") + place));
    EXPECT_THROW(confirm(desk, reference(1), own), vault::StoreAway);
    EXPECT_EQ(report_state_of(office, record), "waiting");
}

TEST(Answers, AConfirmationKilledAfterItsFactIsGivenAgain)
{
    TestOffice office;
    const auto record = waiting(office, 1);
    ASSERT_TRUE(killed_at("vault.facts-written", [&] {
        auto database = office.server.night();
        auto vault = office.vault_again();
        AnswerDesk desk{database, vault, office.lookup_key, office.occasion()};
        confirm(desk, reference(1), own);
    }));
    EXPECT_EQ(report_state_of(office, record), "waiting");
    auto desk = desk_of(office);
    EXPECT_EQ(confirm(desk, reference(1), own), Confirmed);
}

TEST(Answers, EveryOutcomeHasItsWords)
{
    for (int i = 0; i <= static_cast<int>(Unknown); ++i) {
        const auto outcome = static_cast<AnswerOutcome>(i);
        EXPECT_FALSE(to_text(outcome).empty());
        EXPECT_FALSE(sentence_of(outcome).empty());
    }
    for (const auto outcome : {OtherReceiver, InQuarantine, Unknown, RejectedLate, ProofMissing,
                               ProofWrong, ProofTooEarly})
        EXPECT_FALSE(is_accepted(outcome)) << to_text(outcome);
}

TEST(Answers, AConfirmationMeetsTheReportThatAnIntakeBringsJustNow)
{
    TestOffice office;
    auto connection = office.server.night();
    auto intake = connection.begin();
    batch::intake::wait_for_turn(intake);
    auto confirming = std::async(std::launch::async, [&] {
        auto desk = desk_of(office);
        return confirm(desk, reference(1), own);
    });
    EXPECT_EQ(confirming.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout)
        << "it must not be answered before the intake has ended";
    intake.execute("insert into report (record, reference_digest, content_digest, state, form, "
                   "municipality, district, receiver, route, reception, accepted_at, taken_in_at, "
                   "stated_time, due_at, policy, policy_version, holiday_table) select "
                   "decode(repeat('5a', 16), 'hex'), $1, $1, 'waiting', 'private', '9101', '03', "
                   "id, 'exact', 'manual', $2, $2, 'absent', $2, '40h-business', 1, 1 from "
                   "receiver where municipality = '9101' and district = '03'",
                   {crypto::hmac_sha256(office.lookup_key, reference(1)), office.now});
    intake.commit();
    EXPECT_EQ(confirming.get(), Confirmed);
    EXPECT_EQ(office.number("select count(*) as n from early_confirmation"), 0);
}

} // namespace
} // namespace reservepost::batch::letters
