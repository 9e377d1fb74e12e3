#include "batch/deletion/verifier.h"
#include "tests/batch/commands/command_desk.h"
#include "tests/batch/crypto/openssl_command.h"
#include "tests/support/test_printer.h"
#include "tests/support/two_persons.h"

#include <gtest/gtest.h>

// A letter that no machine takes: printed here by two persons, posted by hand, and what the books
// believe of it.

namespace reservepost::tests {
namespace {

constexpr const char* monday = "2026-11-23T09:00";
constexpr const char* wednesday = "2026-11-25T08:10";
constexpr const char* printed = "2026-11-25T10:00";
constexpr const char* thursday = "2026-11-26T12:00";

/// A print house that takes two pages at most, which no letter has, and a printer of our own.
class PrintHereCommand : public testing::Test {
protected:
    PrintHereCommand() : printer(desk.night)
    {
        const auto file = desk.path() / "reservepost.toml";
        auto text = file_text(file);
        const std::string usual = "profile = \"norway\"";
        text.replace(text.find(usual), usual.size(), "profile = \"two-pages.toml\"");
        std::ofstream(file) << text;
        std::ofstream(desk.path() / "two-pages.toml")
            << "base = \"norway\"\nname = \"two-pages\"\nmax_pages = 2\n";
    }

    void hold_one()
    {
        desk.night.take_in(1, 1, "9101", "05", oslo(monday));
        const auto run = desk.night.run(oslo(wednesday));
        ASSERT_EQ(letter("held_code"), "too-many-pages") << batch::notices::text_of(run);
    }
    Said first(const char* at, std::vector<std::string> words)
    {
        words.insert(words.begin(), "print-here");
        return desk.at(at, std::move(words));
    }
    Said second(const char* at, std::vector<std::string> words)
    {
        words.insert(words.begin(), "print-here");
        return desk.at(at, std::move(words), {}, second_person);
    }
    std::string letter(const std::string& column, int number = 1)
    {
        return desk.night
            .execute("select coalesce(" + column + "::text, '') as x from letter where id = $1",
                     {number})
            .one()
            .text("x");
    }
    std::int64_t incidents(const std::string& code)
    {
        return desk.night.number("select count(*) as n from incident where code = $1 and state <> "
                                 "'closed'",
                                 {code});
    }

    CommandDesk desk;
    TestPrinter printer;
};

TEST_F(PrintHereCommand, GoesToThePostByTwoPersonsAndIsDeletedInTheEnd)
{
    hold_one();
    EXPECT_TRUE(desk.at(printed, {"held"}).holds("print-here LETTER"));
    const auto asked = first(printed, {"1"});
    EXPECT_EQ(asked.status, 0) << asked;
    EXPECT_TRUE(asked.holds("A second person must say the same")) << asked;
    EXPECT_TRUE(first(printed, {"1"}).holds("A second person")) << "nobody is two persons";
    EXPECT_TRUE(desk.at(printed, {"status"})
                    .holds("waits for a second person: `reservepost "
                           "print-here 1 --printer front-office`"));
    EXPECT_EQ(letter("state"), "held");
    EXPECT_TRUE(printer.files().empty());

    const auto done = second(printed, {"1", "--printer", "front-office"});
    EXPECT_EQ(done.status, 0) << done;
    EXPECT_EQ(letter("state"), "sent");
    EXPECT_EQ(letter("job"), "00000001");
    ASSERT_EQ(printer.files().size(), 1U);
    EXPECT_EQ(printer.pdf(printer.files().front()).substr(0, 5), "%PDF-");

    const auto run = desk.night.run(oslo(thursday));
    EXPECT_TRUE(run.imbalances.empty()) << run.imbalances.front();
    EXPECT_TRUE(desk.night.packages().empty()) << "it never goes twice";
    EXPECT_TRUE(desk.at(thursday, {"status"}).holds("two persons to say that it is posted"));

    EXPECT_TRUE(first(thursday, {"1", "--posted", "2026-11-25"}).holds("A second person"));
    EXPECT_EQ(letter("state"), "sent") << "one word is none";
    EXPECT_TRUE(desk.at(thursday, {"status"}).holds("print-here 1 --posted 2026-11-25`"));
    const auto posted = second(thursday, {"1", "--posted", "2026-11-25"});
    EXPECT_EQ(posted.status, 0) << posted;
    EXPECT_EQ(letter("state"), "mailed");
    EXPECT_EQ(letter("mailed_on"), "2026-11-25");
    EXPECT_TRUE(printer.files().empty());

    const auto last = desk.night.run(oslo("2026-11-27T00:30"));
    EXPECT_EQ(last.exit_status, 0) << batch::notices::text_of(last);
    EXPECT_TRUE(desk.night.outbox().empty());
    EXPECT_TRUE(desk.night.notices().size() <= 1) << "no print house hears of its number";

    const auto january = oslo("2027-01-20T08:10");
    desk.night.accept_clock(january);
    const auto deleting = desk.night.run(january);
    EXPECT_EQ(count_of(step_of(deleting, "delete"), "originals deleted"), 1)
        << batch::notices::text_of(deleting);
    EXPECT_TRUE(batch::deletion::verify_log(desk.path() / "log", desk.night.log_key()).sound());
}

TEST_F(PrintHereCommand, OpensslAloneOpensWhatIsPrinted)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    const auto pdf = desk.path() / "opened.pdf";
    EXPECT_EQ(openssl({"cms", "-decrypt", "-binary", "-inform", "DER", "-in",
                       printer.files().front().string(), "-recip", printer.certificate.string(),
                       "-inkey", printer.key.string(), "-out", pdf.string()}),
              0);
    EXPECT_EQ(run({"qpdf", "--check", pdf.string()}).status, 0);
    const auto text = run({"pdftotext", pdf.string(), "-"});
    EXPECT_NE(text.output.find("Bekymringsmelding"), std::string::npos) << text.output;
}

TEST_F(PrintHereCommand, SaidAgainPutsTheSameFileBeforeThePrinterAgain)
{
    hold_one();
    const auto file = print_by_two(desk.night, 1, oslo(printed)).file;
    const auto before = file_text(file);
    fs::remove(file);
    const auto again = first(thursday, {"1"});
    EXPECT_EQ(again.status, 0) << again;
    EXPECT_EQ(file_text(file), before);
    EXPECT_EQ(desk.night.number("select count(*) as n from job"), 1);
}

TEST_F(PrintHereCommand, ThePrintersDirectoryMayBeAwayForAWhile)
{
    hold_one();
    fs::rename(printer.directory / "prints", printer.directory / "away");
    first(printed, {"1"});
    const auto failed = second(printed, {"1"});
    EXPECT_NE(failed.status, 0) << failed;
    EXPECT_TRUE(failed.holds("say the same again")) << failed;
    EXPECT_EQ(letter("state"), "sent") << "no run takes it";
    fs::rename(printer.directory / "away", printer.directory / "prints");
    EXPECT_EQ(second(printed, {"1"}).status, 0);
    EXPECT_EQ(printer.files().size(), 1U);
}

TEST_F(PrintHereCommand, WhatNobodySaysIsPostedIsAnIncidentUntilSomebodyDoes)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    desk.night.run(oslo("2026-11-26T23:30"));
    EXPECT_EQ(incidents("printed-not-posted"), 0) << "it may be posted today";
    EXPECT_EQ(desk.night.run(oslo("2026-11-27T00:30")).exit_status, 2);
    EXPECT_EQ(incidents("printed-not-posted"), 1);
    EXPECT_EQ(incidents("job-late"), 0) << "no print house has it";
    post_by_two(desk.night, 1, "2026-11-26", oslo("2026-11-27T09:00"));
    EXPECT_EQ(incidents("printed-not-posted"), 0);
}

TEST_F(PrintHereCommand, DestroyedItIsMadeAgain)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    const auto told = desk.at(thursday, {"recall", "00000001"});
    EXPECT_EQ(told.status, 2) << told;
    EXPECT_TRUE(told.holds("destroy what is printed")) << told;
    EXPECT_EQ(desk.at(thursday, {"recall", "00000001/1", "--confirmed-by-house"}).status, 0);
    EXPECT_EQ(letter("state"), "superseded");
    EXPECT_EQ(letter("state", 2), "gathered");
    EXPECT_EQ(first(thursday, {"1", "--posted", "2026-11-26"}).status, 1) << "it is over";
    EXPECT_EQ(first(thursday, {"00000001/1"}).status, 0) << "the one that took its place";
    EXPECT_TRUE(second(thursday, {"2"}).holds("00000002"));
    EXPECT_TRUE(desk.night.run(oslo("2026-11-27T00:30")).imbalances.empty());
    EXPECT_EQ(desk.night.number("select count(*) as n from notice where kind = 'void'"), 0);
}

TEST_F(PrintHereCommand, AConfirmationAfterItWasPrintedIsLate)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    EXPECT_EQ(desk.night.confirm(1, {"9101", "05"}, oslo(thursday)),
              batch::letters::AnswerOutcome::ConfirmedLate);
    EXPECT_EQ(desk.at(thursday, {"recall", "00000001", "--confirmed-by-house"}).status, 0);
    EXPECT_EQ(desk.night.number("select count(*) as n from letter"), 1) << "the receiver has it";
    EXPECT_EQ(desk.night.number("select count(*) as n from report where state = 'confirmed'"), 1);
}

TEST_F(PrintHereCommand, NoDayBeforeItWasPrintedAndNoneToCome)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    for (const char* day : {"2026-11-24", "2026-11-27", "2027-11-26"})
        EXPECT_TRUE(first(thursday, {"1", "--posted", day}).holds("is none of these")) << day;
    EXPECT_EQ(first(thursday, {"1", "--posted", "yesterday"}).status, 1);
    EXPECT_EQ(first(thursday, {"1", "--posted", "2026-11-25"}).status, 0);
    EXPECT_TRUE(second(thursday, {"1", "--posted", "2026-11-26"}).holds("both must say the same"));
    EXPECT_EQ(first(thursday, {"1", "--posted", "2026-11-26"}).status, 0) << "a slip is mended";
    EXPECT_EQ(second(thursday, {"1", "--posted", "2026-11-26"}).status, 0);
    EXPECT_EQ(letter("mailed_on"), "2026-11-26");
    EXPECT_EQ(second(thursday, {"1", "--posted", "2026-11-26"}).status, 1) << "it is over";
}

TEST_F(PrintHereCommand, RefusesWhatIsNotHereToPrint)
{
    EXPECT_TRUE(first(printed, {"7"}).holds("does not exist"));
    EXPECT_EQ(first(printed, {"01000001/1"}).status, 1);
    EXPECT_EQ(first(printed, {"seven"}).status, 1);
    hold_one();
    EXPECT_TRUE(first(printed, {"1", "--printer", "back-office"}).holds("is one of front-office"));
    EXPECT_TRUE(first(printed, {"1", "--posted", "2026-11-25"}).holds("was not printed here"));
    desk.night.execute("update letter set state = 'gathered', held_code = null, held_sentence = "
                       "null");
    desk.night.execute("update report set due_at = $1", {oslo(thursday)});
    EXPECT_TRUE(first(printed, {"1"}).holds("waits: its receiver may confirm until"));
}

TEST_F(PrintHereCommand, ACertificateThatDoesNotHoldIsSealedToByNobody)
{
    hold_one();
    const auto expired = batch::crypto::make_rehearsal_identity(
        "REHEARSAL front office", oslo("2026-01-01T00:00"), oslo("2026-11-24T00:00"));
    std::ofstream(printer.certificate) << expired.certificate.pem();
    first(printed, {"1"});
    EXPECT_TRUE(second(printed, {"1"}).holds("is not valid now"));
    EXPECT_EQ(letter("state"), "held");
    EXPECT_TRUE(desk.night.outbox().empty());
}

TEST_F(PrintHereCommand, TheDatabaseTakesNoReceiptOfOnePerson)
{
    hold_one();
    print_by_two(desk.night, 1, oslo(printed));
    first(thursday, {"1", "--posted", "2026-11-25"});
    EXPECT_THROW(desk.night.execute("insert into receipt (job, n, sha256, stage, file_name, "
                                    "content, state, signed_at, arrived_at) select number, 1, "
                                    "file_sha256, 'mailed', 'x', '{}', 'applied', sent_at, sent_at "
                                    "from job"),
                 batch::store::StoreError);
    EXPECT_THROW(desk.night.execute("update hand_word set seconded_at = said_at, seconded_by = "
                                    "said_by where step = 'posted'"),
                 batch::store::StoreError);
    EXPECT_THROW(desk.night.execute("update hand_word set seconded_at = null, seconded_by = null "
                                    "where step = 'print'"),
                 batch::store::StoreError);
}

/// What `held` and `print-here` say of a letter whose address has a line of so many W.
std::string printed_with_address_of(int letters)
{
    const CommandDesk desk;
    const TestPrinter printer(desk.night);
    desk.night.take_in(1, 1, "9101", "05", oslo(monday));
    {
        auto database = desk.night.connect(batch::store::Role::Registrar);
        auto transaction = database.begin();
        change_receiver(
            transaction, {"9101", "05"},
            {{"address", std::string(static_cast<std::size_t>(letters), 'W') + "|9101 PRØVEVIK"}},
            {oslo(monday), std::nullopt, "first"});
        transaction.commit();
    }
    desk.night.run(oslo(wednesday));
    EXPECT_TRUE(desk.at(printed, {"held"}).holds("address-does-not-fit"));
    desk.at(printed, {"print-here", "1"});
    return desk.at(printed, {"print-here", "1"}, {}, second_person).all();
}

TEST(PrintHere, AnAddressThatIsTooWideForAWindowHasMoreRoomHere)
{
    EXPECT_NE(printed_with_address_of(40).find("is job 00000001"), std::string::npos);
    const auto refused = printed_with_address_of(90);
    EXPECT_NE(refused.find("cannot be printed here either"), std::string::npos) << refused;
    EXPECT_EQ(refused.find("WWW"), std::string::npos) << "nothing of it is repeated";
}

TEST(PrintHere, WithoutAPrinterItSaysHowOneIsWrittenDown)
{
    const CommandDesk desk;
    desk.night.take_in(1, 1, "9101", "05", oslo(monday));
    desk.night.run(oslo(wednesday), "gather");
    EXPECT_TRUE(desk.at(printed, {"print-here", "1"}).holds("docs/by-hand.md"));
}

TEST(PrintHere, NeverBesideARunAndNeverWhatAPackageHolds)
{
    const CommandDesk desk;
    const TestPrinter printer(desk.night);
    const auto due = oslo(wednesday);
    desk.night.take_in(1, 2, "9101", "05", oslo(monday));
    desk.night.run(due, "gather");
    EXPECT_EQ(desk.at(wednesday, {"print-here", "1"}).status, 0);
    {
        auto state = desk.night.open(due);
        const auto night = batch::own_night(state);
        ASSERT_TRUE(night);
        const auto refused = desk.at(wednesday, {"print-here", "1"}, {}, second_person);
        EXPECT_TRUE(refused.holds("a run is at work")) << refused;
    }
    EXPECT_EQ(desk.at(wednesday, {"print-here", "1"}, {}, second_person).status, 0);

    // A run that was killed while it packed has the other letter, and keeps it.
    EXPECT_EQ(desk.at(wednesday, {"print-here", "2"}).status, 0);
    run_cut_off("pack.numbered", [&] { return desk.night.run(due).exit_status; });
    const auto refused = desk.at(wednesday, {"print-here", "2"}, {}, second_person);
    EXPECT_TRUE(refused.holds("is being packed in job 01000001")) << refused;
    desk.night.run(oslo("2026-11-25T08:20"));
    ASSERT_EQ(desk.night.packages().size(), 1U);
    EXPECT_EQ(
        desk.night.open_package(desk.night.packages().front()).package->manifest.pieces.size(), 1U)
        << "one letter in the package, the other on our own paper";
    EXPECT_TRUE(
        desk.at(wednesday, {"print-here", "2"}, {}, second_person).holds("recall it first"));
}

} // namespace
} // namespace reservepost::tests
