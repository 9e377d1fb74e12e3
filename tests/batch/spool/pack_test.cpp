#include "batch/spool/pack.h"
#include "batch/spool_context.h"
#include "tests/support/test_night.h"
#include "tests/support/two_persons.h"
#include "tests/support/without_programs.h"

#include <gtest/gtest.h>

// What goes into which package, and what becomes of letters and jobs that change on the way.

namespace reservepost::tests {
namespace {

using batch::store::Row;

const holidays::Instant wednesday = oslo("2026-11-25T08:10");
const batch::receivers::ReceiverKey south{"9101", "05"};

/// Takes reports 1 to `count` in early enough to be due, and sets their letters.
void typeset_reports(const TestNight& night, int count, const std::string& text = "Kort.")
{
    for (int number = 1; number <= count; ++number)
        night.put_into_inbox(number, report_text("9101", "05", text));
    night.run(oslo("2026-11-23T09:00"), "intake");
    night.run(wednesday, "gather");
    night.run(wednesday, "typeset");
}

std::vector<std::string> job_numbers(const TestNight& night)
{
    std::vector<std::string> numbers;
    for (const Row row : night.execute("select number from job order by number"))
        numbers.push_back(row.text("number"));
    return numbers;
}

/// Packs with a size limit that no configuration would set.
batch::spool::PackCount pack_within(const TestNight& night, std::int64_t octets, int threads = 1)
{
    auto state = night.open(wednesday);
    const auto owner = batch::store::NightOwnership::take(
        state.connect(), {.host = "test", .pid = 1, .since = wednesday, .run = std::nullopt});
    const batch::NightOptions options{.only = "pack", .threads = threads};
    batch::NightWork work(state, owner.value(), options);
    work.occasion = {wednesday, std::nullopt, "night"};
    batch::OpenedSpool opened(work);
    opened.spool.terms.octets_per_package = octets;
    return batch::spool::pack(opened.spool);
}

/// From now on a package holds so many pieces at most.
void limit_pieces(const TestNight& night, int pieces)
{
    const auto file = night.path() / "reservepost.toml";
    const auto text = file_text(file);
    const std::string whole = "pieces_per_package = 500";
    const auto at = text.find(whole);
    ASSERT_NE(at, std::string::npos);
    std::ofstream(file) << text.substr(0, at) << "pieces_per_package = " << pieces
                        << text.substr(at + whole.size());
}

void expect_no_gap(const TestNight& night)
{
    const auto numbers = job_numbers(night);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        EXPECT_EQ(numbers[i], std::to_string(1'000'001 + i).insert(0, "0"));
}

TEST(Pack, PartsClassesByEnvelopeAndSortsBySheetsAndPostcode)
{
    const TestNight night;
    const auto text = [](int paragraphs) {
        std::string all;
        for (int i = 0; i < paragraphs; ++i)
            all += "Dette er et avsnitt med noen setninger om det som ble sett den dagen.\\n";
        return all;
    };
    night.put_into_inbox(1, report_text("9102", "00", text(600))); // Too thick for a C5.
    night.put_into_inbox(2, report_text("9102", "00", text(150)));
    night.put_into_inbox(3, report_text("9102", "00", text(1)));
    night.put_into_inbox(4, report_text("9101", "05", text(1)));
    night.put_into_inbox(5, report_text("9101", "03", text(1)));
    night.run(oslo("2026-11-23T09:00"), "intake");
    const auto report = night.run(wednesday);
    EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);

    ASSERT_EQ(night.packages().size(), 2U);
    std::map<std::string, std::vector<int>> sheets;
    for (const auto& file : night.packages()) {
        const auto opened = night.open_package(file);
        ASSERT_TRUE(opened.package);
        const auto& manifest = opened.package->manifest;
        for (std::size_t i = 0; i < manifest.pieces.size(); ++i) {
            EXPECT_EQ(manifest.pieces[i].number, static_cast<int>(i) + 1);
            sheets[manifest.package_class.text()].push_back(manifest.pieces[i].sheets);
        }
    }
    ASSERT_EQ(sheets["C4-D-NO"].size(), 1U);
    EXPECT_GT(sheets["C4-D-NO"].front(), 6);
    ASSERT_EQ(sheets["C5-D-NO"].size(), 4U);
    EXPECT_TRUE(std::is_sorted(sheets["C5-D-NO"].begin(), sheets["C5-D-NO"].end()));
    EXPECT_GT(sheets["C5-D-NO"].back(), sheets["C5-D-NO"].front());
    std::vector<std::string> postcodes;
    for (const Row row : night.execute("select postcode from letter where envelope = 'C5' and "
                                       "sheets = (select min(sheets) from letter) order by piece"))
        postcodes.push_back(row.text("postcode"));
    EXPECT_EQ(postcodes, (std::vector<std::string>{"9003", "9005", "9102"}));
    expect_no_gap(night);
}

TEST(Pack, TakesNoMorePiecesThanAPackageMayHold)
{
    const TestNight night;
    limit_pieces(night, 2);
    typeset_reports(night, 5);
    const auto report = night.run(wednesday, "pack");
    EXPECT_EQ(count_of(step_of(report, "pack"), "packages closed"), 3);
    EXPECT_EQ(count_of(step_of(report, "pack"), "letters in them"), 5);
    EXPECT_EQ(night.number("select max(pieces) as n from job"), 2);
    EXPECT_EQ(night.outbox().size(), 3U);
    expect_no_gap(night);
}

/// With two threads the next package is composed while one is sealed, and some are halved when
/// others have their numbers already.
TEST(Pack, HalvesAPackageThatIsTooLargeDownToSinglePieces)
{
    for (const int threads : {1, 2}) {
        SCOPED_TRACE(threads);
        const TestNight night;
        typeset_reports(night, 5);
        const auto counts = pack_within(night, 1, threads);
        EXPECT_EQ(counts.jobs, 5) << "a single piece goes out whatever its size";
        EXPECT_EQ(counts.pieces, 5);
        EXPECT_EQ(night.outbox().size(), 5U) << "no half-made file is left";
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'packed'"), 5);
        expect_no_gap(night);
        EXPECT_TRUE(night.run(wednesday).imbalances.empty());
        EXPECT_EQ(night.packages().size(), 5U);
    }
}

TEST(Pack, ALetterThatDiffersGoesBackWhileAnotherPackageIsSealed)
{
    const TestNight night;
    limit_pieces(night, 2);
    typeset_reports(night, 4);
    const auto second = night.number("select max(id) as n from letter");
    night.execute("update letter set frames_digest = decode(repeat('5a', 32), 'hex') where id = $1",
                  {second});
    const auto counts = pack_within(night, 40'000'000, 2);
    EXPECT_EQ(counts.jobs, 2);
    EXPECT_EQ(counts.pieces, 3);
    EXPECT_EQ(counts.set_back, 1) << "frames that differ go back, with a package in hand before";
    EXPECT_EQ(night.outbox().size(), 2U);
    expect_no_gap(night);
}

TEST(Pack, ALetterWhoseReceiverChangedGoesBackAndTheEmptyJobIsDissolved)
{
    const TestNight night;
    typeset_reports(night, 2);
    {
        auto database = night.connect(batch::store::Role::Registrar);
        auto transaction = database.begin();
        change_receiver(transaction, south, {{"address", "Ny vei 1|9005 PRØVEVIK"}},
                        {wednesday, std::nullopt, "tester"});
        transaction.commit();
    }
    const auto report = night.run(wednesday, "pack");
    EXPECT_EQ(count_of(step_of(report, "pack"), "letters set back"), 2);
    EXPECT_EQ(count_of(step_of(report, "pack"), "jobs dissolved"), 1);
    EXPECT_TRUE(night.outbox().empty());
    EXPECT_TRUE(report.imbalances.empty());
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'gathered' and job is "
                           "null"),
              2);

    EXPECT_EQ(night.run(wednesday).exit_status, 0);
    ASSERT_EQ(night.packages().size(), 1U) << "the next run sets and packs them";
    EXPECT_EQ(night.execute("select state from job order by number")[0].text("state"), "dissolved");
    expect_no_gap(night);
}

TEST(Pack, AConfirmationBetweenNumberingAndClosingWins)
{
    struct {
        const char* why;
        const char* killed_at;
        int confirmed;     ///< Of three reports.
        const char* state; ///< Of the job after the next run.
        std::int64_t pieces;
    } const cases[] = {
        {"one of three, before the file", "pack.numbered", 1, "sent", 2},
        {"one of three, the file is there: it is made anew under its number", "pack.sealed", 1,
         "sent", 2},
        {"one of three, the facts are written, the books are not", "pack.facts", 1, "sent", 2},
        {"all of them: no piece is left", "pack.numbered", 3, "dissolved", 0},
        {"all of them, the file is there: it is removed", "pack.sealed", 3, "dissolved", 0},
    };
    TestNight start;
    typeset_reports(start, 3);
    start.stop();
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const TestNight night(start.path());
        const int status = run_cut_off(c.killed_at, [&] {
            night.run(wednesday, "pack");
            return 0;
        });
        ASSERT_TRUE(WIFSIGNALED(status));
        for (int number = 1; number <= c.confirmed; ++number)
            EXPECT_EQ(night.confirm(number, south, wednesday),
                      batch::letters::AnswerOutcome::Confirmed);
        const auto report = night.run(wednesday);
        EXPECT_EQ(report.exit_status, 0) << batch::notices::text_of(report);
        EXPECT_EQ(job_numbers(night), std::vector<std::string>{"01000001"});
        EXPECT_EQ(night.execute("select state from job").one().text("state"), c.state);
        EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), c.pieces);
        ASSERT_EQ(night.packages().size(), c.pieces > 0 ? 1U : 0U);
        EXPECT_EQ(night.outbox().size(), c.pieces > 0 ? 1U : 0U);
        for (const auto& file : night.packages())
            EXPECT_EQ(night.open_package(file).package.value().manifest.totals().pieces, c.pieces);
    }
}

TEST(Pack, APauseHoldsWhatAnEarlierRunOnlyNumbered)
{
    const TestNight night;
    typeset_reports(night, 2);
    const int status = run_cut_off("pack.numbered", [&] {
        night.run(wednesday, "pack");
        return 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    const auto pause = [&](bool packing) {
        auto database = night.connect();
        auto transaction = database.begin();
        batch::store::pause_packing(transaction, packing, {wednesday, std::nullopt, "tester"});
        transaction.commit();
    };
    pause(true);
    night.run(wednesday);
    EXPECT_EQ(night.execute("select state from job").one().text("state"), "numbered");
    EXPECT_TRUE(night.packages().empty());
    pause(false);
    night.run(wednesday);
    EXPECT_EQ(job_numbers(night), std::vector<std::string>{"01000001"});
    EXPECT_EQ(night.packages().size(), 1U);
}

TEST(Pack, AConfirmationAfterClosingComesTooLate)
{
    const TestNight night;
    typeset_reports(night, 1);
    night.run(wednesday, "pack");
    EXPECT_EQ(night.confirm(1, south, wednesday), batch::letters::AnswerOutcome::ConfirmedLate);
    EXPECT_EQ(night.run(wednesday).exit_status, 0);
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'sent'"), 1);
}

TEST(Pack, ARendererThatIsMissingIsAnIncidentAndTheLettersGo)
{
    const TestNight night;
    night.put_into_inbox(1, report_text("9102", "00"));
    for (const auto* step : {"intake", "gather", "typeset"})
        night.run(wednesday, step);
    const WithoutPrograms without_programs;
    EXPECT_EQ(night.run(wednesday, "pack").exit_status, 2) << "a person must look";
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'packed'"), 1);
    EXPECT_EQ(night.number("select count(*) as n from incident where state = 'open' and "
                           "code = 'pages-not-looked-at'"),
              1);
}

} // namespace
} // namespace reservepost::tests
