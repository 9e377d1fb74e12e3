#include "batch/spool/job_file.h"
#include "batch/spool_context.h"
#include "tests/support/process.h"
#include "tests/support/test_night.h"
#include "tests/support/without_programs.h"

#include <gtest/gtest.h>

// The file of a job: which letters are in it, in which order, whatever goes wrong on the way.

namespace reservepost::tests {
namespace {

using batch::spool::JobFile;
using batch::spool::JobPlan;

const holidays::Instant wednesday = oslo("2026-11-25T08:10");

/// A state with letters of one to several sheets, typeset; and all that makes a job's file of them.
class JobFiles {
public:
    JobFiles()
    {
        constexpr int letters = 8;
        for (int number = 1; number <= letters; ++number) {
            std::string text;
            for (int i = 0; i < number * 41 % 90; ++i) // No order to be seen in their lengths.
                text += "Jeg så det selv, og det var ikke første gang.\\n";
            night_.put_into_inbox(number, number == 5 ? report_text("9101", "05", text)
                                                      : report_text("9102", "00", text));
        }
        night_.run(oslo("2026-11-23T09:00"), "intake");
        night_.run(wednesday, "gather");
        night_.run(wednesday, "typeset");
        state_.emplace(night_.open(wednesday));
        owner_ = batch::store::NightOwnership::take(
            state_->connect(), {.host = "test", .pid = 1, .since = wednesday, .run = std::nullopt});
        work_.emplace(*state_, *owner_, options_);
        work_->occasion = {wednesday, std::nullopt, "night"};
        opened_.emplace(*work_);
        auto transaction = state_->database().begin();
        snapshot = batch::receivers::snapshot(transaction);
        ring_ = batch::store::read_installation(transaction).vault_ring;
        for (const auto& row :
             transaction.execute("select " + std::string(batch::letters::letter_row_columns) +
                                 " from letter l join report r using (record) order by l.id"))
            plan.letters.push_back(batch::letters::read_letter_row(row));
    }

    JobFile make(int threads = 1)
    {
        opened_->spool.threads = threads;
        return batch::spool::compose_job(opened_->spool, plan, snapshot, ring_).seal();
    }
    /// What lies in the outbox.
    std::vector<fs::path> outbox() const { return night_.outbox(); }
    fs::path outbox_directory() const { return night_.path() / "outbox"; }
    batch::printhouse::OpenedPackage open(const JobFile& made) const
    {
        const auto renamed = outbox_directory() / made.file.value().name.file_name();
        fs::rename(made.file.value().file, renamed);
        return night_.open_package(renamed).package.value();
    }

    JobPlan plan{.number = "01000001",
                 .package_class = batch::printhouse::PackageClass::parse("C5-D-NO"),
                 .numbered_at = wednesday,
                 .witness = "42 " + std::string(64, 'a'),
                 .letters = {}};

    /// The file as it would be made for another geometry of the marks.
    JobFile make_for(const layout::PageGeometry& geometry)
    {
        const auto& usual = opened_->spool;
        const auto setting = letters_setting(geometry);
        const batch::letters::Typesetter other(state_->vault(), workshop_, setting);
        batch::spool::Spool spool{state_->database(),
                                  state_->vault(),
                                  other,
                                  *owner_,
                                  work_->occasion,
                                  usual.outbox,
                                  usual.terms,
                                  usual.signer,
                                  usual.recipients,
                                  usual.witness,
                                  1};
        spool.terms.profile.geometry = geometry;
        return batch::spool::compose_job(spool, plan, snapshot, ring_).seal();
    }

    batch::receivers::Snapshot snapshot;

private:
    batch::letters::PrintSetting letters_setting(const layout::PageGeometry& geometry) const
    {
        return {geometry, {}, state_->configuration().letters.return_line};
    }

    TestNight night_;
    layout::Workshop workshop_;
    std::optional<batch::OpenedState> state_;
    std::optional<batch::store::NightOwnership> owner_;
    batch::NightOptions options_{.only = "pack", .threads = 1};
    std::optional<batch::NightWork> work_;
    std::optional<batch::OpenedSpool> opened_;
    std::int64_t ring_ = 0;
};

std::vector<std::int64_t> ids_of(const std::vector<batch::letters::LetterRow>& letters)
{
    std::vector<std::int64_t> ids;
    for (const auto& letter : letters)
        ids.push_back(letter.id);
    return ids;
}

/// Pieces and pages are numbered from one on, without a gap.
void expect_no_gap(const batch::printhouse::Manifest& manifest)
{
    int piece_number = 1, page = 1;
    for (const auto& piece : manifest.pieces) {
        EXPECT_EQ(piece.number, piece_number++);
        EXPECT_EQ(piece.first_page, page);
        EXPECT_EQ(piece.pages, piece.sheets * 2);
        page += piece.pages;
    }
}

} // namespace

TEST(JobFile, IsTheSameWithAnyNumberOfThreads)
{
    JobFiles job;
    const JobFile alone = job.make(1);
    ASSERT_TRUE(alone.file);
    EXPECT_EQ(ids_of(alone.letters), ids_of(job.plan.letters));
    EXPECT_TRUE(alone.set_back.empty());
    expect_no_gap(alone.file->manifest);
    for (const int threads : {3, 40}) {
        SCOPED_TRACE(threads);
        const JobFile together = job.make(threads);
        EXPECT_EQ(ids_of(together.letters), ids_of(alone.letters));
        // It holds the SHA-256 of the PDF.
        EXPECT_EQ(together.file.value().manifest, alone.file->manifest);
        EXPECT_EQ(together.file.value().name, alone.file->name);
    }
    EXPECT_EQ(job.outbox().size(), 1U);
    const auto package = job.open(alone);
    EXPECT_EQ(package.manifest, alone.file->manifest);
    EXPECT_TRUE(package.pieces_pdf.starts_with("%PDF-1.6"));
}

TEST(JobFile, HoldsOnlyLettersThatAreStillAsTheyWereTypeset)
{
    JobFiles job;
    const auto all = job.plan.letters;
    struct {
        const char* why;
        std::vector<std::size_t> differing;
        std::vector<std::size_t> gone; ///< Their receivers are no longer in the register.
    } const cases[] = {
        {"the first", {0}, {}},
        {"the last", {all.size() - 1}, {}},
        {"neighbours", {3, 4, 5}, {}},
        {"one that cannot be made any more", {}, {2}},
        {"of both kinds, at both ends", {0, 6}, {1, all.size() - 1}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        job.plan.letters = all;
        std::map<std::int64_t, std::string> expected_back;
        for (const std::size_t i : c.differing) {
            job.plan.letters[i].frames_digest = batch::crypto::sha256("other frames");
            expected_back[all[i].id] = "frames-differ";
        }
        for (const std::size_t i : c.gone) {
            job.plan.letters[i].receiver = 0;
            expected_back[all[i].id] = "receiver-gone";
        }
        std::vector<std::int64_t> expected = ids_of(all);
        std::erase_if(expected, [&](std::int64_t id) { return expected_back.contains(id); });

        const JobFile made = job.make(3);
        EXPECT_EQ(ids_of(made.letters), expected);
        EXPECT_EQ(made.set_back, expected_back);
        ASSERT_TRUE(made.file);
        EXPECT_EQ(made.file->manifest.pieces.size(), expected.size());
        expect_no_gap(made.file->manifest);
        fs::remove(made.file->file);
    }

    for (auto& letter : job.plan.letters)
        letter.frames_digest = {};
    const JobFile none = job.make(2);
    EXPECT_FALSE(none.file) << "no letter is left";
    EXPECT_EQ(none.set_back.size(), all.size());
    EXPECT_TRUE(job.outbox().empty());
}

TEST(JobFile, WhatIsNoLettersFaultStopsTheJobAndLeavesNoFile)
{
    JobFiles job;
    const auto snapshot = job.snapshot;
    const auto lonely = std::ranges::find(job.snapshot.receivers, job.plan.letters[4].receiver,
                                          &batch::receivers::Receiver::id);
    ASSERT_NE(lonely, job.snapshot.receivers.end());
    lonely->address.clear();
    lonely->host.reset();
    for (const int threads : {1, 40}) {
        SCOPED_TRACE(threads);
        EXPECT_THROW(job.make(threads), std::runtime_error);
        EXPECT_TRUE(job.outbox().empty());
    }

    job.snapshot = snapshot;
    fs::remove_all(job.outbox_directory());
    EXPECT_THROW(job.make(2), std::system_error) << "the outbox cannot be written";
    EXPECT_FALSE(fs::exists(job.outbox_directory()));
}

namespace {

/// The text of one page as a reader finds it.
std::string text_of_page(const TemporaryDirectory& folder, const std::string& pdf, int page)
{
    const auto file = write_file(folder / "pieces.pdf", pdf);
    const auto number = std::to_string(page);
    return tests::run({"pdftotext", "-raw", "-f", number, "-l", number, file.string(), "-"}).output;
}

} // namespace

TEST(JobFile, TheWitnessStandsOnEachPiecesFirstPageOnly)
{
    JobFiles job;
    const auto opened = job.open(job.make());
    const TemporaryDirectory folder;
    int witnesses = 0;
    for (const auto& piece : opened.manifest.pieces)
        for (int page = piece.first_page; page < piece.first_page + piece.pages; ++page) {
            const bool has = text_of_page(folder, opened.pieces_pdf, page).find(job.plan.witness) !=
                             std::string::npos;
            EXPECT_EQ(has, page == piece.first_page) << "page " << page;
            witnesses += has ? 1 : 0;
        }
    EXPECT_EQ(witnesses, 8);
}

TEST(JobFile, AHouseWithoutMarksGetsNone)
{
    JobFiles job;
    layout::PageGeometry geometry;
    geometry.mark.reset();
    geometry.witness.reset();
    const auto opened = job.open(job.make_for(geometry));
    const TemporaryDirectory folder;
    EXPECT_EQ(text_of_page(folder, opened.pieces_pdf, 1).find(job.plan.witness), std::string::npos);
}

TEST(JobFile, AMarkWhereNoneMayStandStopsThePackage)
{
    JobFiles job;
    layout::PageGeometry geometry;
    geometry.witness = layout::Rectangle{{layout::Length::mm(2), layout::Length::mm(100)},
                                         {layout::Length::mm(130), layout::Length::mm(3)}};
    try {
        job.make_for(geometry);
        FAIL() << "a line in the silent zone goes to the print house";
    } catch (const batch::spool::NotPrintReady& stopped) {
        const std::string message = stopped.what();
        EXPECT_NE(message.find("piece 1 would not run at the print house: "
                               "CONTENT_IN_BARCODE_ZONE"),
                  std::string::npos)
            << message;
        EXPECT_NE(message.find("print profile"), std::string::npos) << message;
    }
    EXPECT_TRUE(job.outbox().empty());
}

TEST(JobFile, ARendererThatIsMissingKeepsNoLetterBack)
{
    JobFiles job;
    const WithoutPrograms without_programs;
    const auto made = job.make();
    EXPECT_EQ(made.letters.size(), 8U);
    ASSERT_TRUE(made.file);
    EXPECT_NE(made.not_looked_at.find("poppler-utils"), std::string::npos) << made.not_looked_at;
}

TEST(JobFile, OtherwiseTwoPiecesWereLookedAt)
{
    JobFiles job;
    EXPECT_EQ(job.make().not_looked_at, "");
}

} // namespace reservepost::tests
