#include "batch/spool/job_file.h"

#include "batch/letters/in_parallel.h"
#include "batch/words/letter_error.h"
#include "holidays/oslo_time.h"
#include "layout/mark.h"
#include "layout/pdf.h"

#include <condition_variable>
#include <mutex>

namespace reservepost::batch::spool {

namespace {

printhouse::Day day_of(holidays::Date date)
{
    return {std::chrono::year(date.year()), std::chrono::month(static_cast<unsigned>(date.month())),
            std::chrono::day(static_cast<unsigned>(date.day()))};
}

int digit_of(printhouse::Envelope envelope)
{
    return envelope == printhouse::Envelope::C5 ? 5 : 4;
}

/// Puts the mark on the front of every sheet of a piece.
void mark_sheets(std::vector<layout::Frame>& pages, const layout::PageGeometry& geometry,
                 const JobPlan& plan, std::int64_t piece)
{
    const int sheets = static_cast<int>(pages.size() / 2);
    for (int sheet = 1; sheet <= sheets; ++sheet)
        layout::add_sheet_mark(
            pages[static_cast<std::size_t>(sheet - 1) * 2], geometry,
            layout::sheet_mark_digits({.job = plan.number,
                                       .piece = piece,
                                       .sheet = sheet,
                                       .of = sheets,
                                       .envelope = digit_of(plan.package_class.envelope)}));
}

/// The PDF of a job and the manifest that tells of it, piece by piece.
class Pieces {
public:
    Pieces(const Spool& spool, const JobPlan& plan)
        : spool_(spool), plan_(plan),
          pdf_(std::in_place,
               layout::PdfDescription{.title = "Reservepost job " + plan.number,
                                      .created = holidays::oslo_text(plan.numbered_at),
                                      .document_id = "urn:reservepost:job:" + plan.number,
                                      .language = "nb"},
               spool.typesetter.fonts()),
          manifest_{.job = printhouse::JobNumber::parse(plan.number),
                    .package_class = plan.package_class,
                    .profile = spool.terms.profile,
                    .date = day_of(holidays::oslo_date(plan.numbered_at)),
                    .created = std::chrono::floor<std::chrono::seconds>(plan.numbered_at),
                    .pieces = {},
                    .files = {}}
    {
    }

    void add(layout::Composition composition)
    {
        const int number = static_cast<int>(manifest_.pieces.size()) + 1;
        mark_sheets(composition.pages, spool_.typesetter.geometry(), plan_, number);
        const layout::PdfPiece piece{
            .number = number,
            .kind = "forwarding",
            .sheets = composition.sheets,
            .plex = "duplex",
            .envelope = std::string(printhouse::code_of(plan_.package_class.envelope)),
            .pages = std::move(composition.pages)};
        pdf_->add(piece);
        const int pages = static_cast<int>(piece.pages.size());
        manifest_.pieces.push_back(
            {.number = number, .first_page = next_page_, .pages = pages, .sheets = piece.sheets});
        next_page_ += pages;
    }

    printhouse::PackedFile seal()
    {
        const std::string pdf = pdf_->finish();
        pdf_.reset(); // It would take as much room again.
        return printhouse::write_package(spool_.outbox, std::move(manifest_), pdf,
                                         {.company = "Reservepost", .due = spool_.terms.due},
                                         spool_.signer, spool_.recipients, spool_.occasion.at);
    }

private:
    const Spool& spool_;
    const JobPlan& plan_;
    std::optional<layout::PdfDocument> pdf_;
    printhouse::Manifest manifest_;
    int next_page_ = 1;
};

/// Lets threads that have taken the numbers 0, 1, 2, … go on in the order of their numbers.
class Turns {
public:
    void await(std::size_t number)
    {
        std::unique_lock lock(mutex_);
        moved_on_.wait(lock, [&] { return next_ == number; });
    }
    void move_on()
    {
        {
            const std::lock_guard lock(mutex_);
            ++next_;
        }
        moved_on_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable moved_on_;
    std::size_t next_ = 0;
};

/// The turn of one number. It comes, and is over with this, even where the work before it threw:
/// those behind would wait for ever.
class Turn {
public:
    Turn(Turns& turns, std::size_t number) : turns_(turns), number_(number) {}
    ~Turn()
    {
        await();
        turns_.move_on();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    void await() const { turns_.await(number_); }

private:
    Turns& turns_;
    std::size_t number_;
};

/// A letter composed again, or the code why it is set back.
struct Attempt {
    std::optional<letters::SetLetter> set;
    std::string code = "frames-differ";
};

Attempt attempt(const Spool& spool, const letters::LetterRow& letter,
                const receivers::Snapshot& snapshot, std::int64_t ring)
{
    Attempt attempt;
    try {
        auto set = spool.typesetter.set(letter, snapshot, ring);
        if (set.frames_digest == letter.frames_digest) attempt.set = std::move(set);
    } catch (const LetterError& error) {
        attempt.code = error.parts().code;
    }
    return attempt;
}

} // namespace

JobFile make_job_file(const Spool& spool, const JobPlan& plan, const receivers::Snapshot& snapshot,
                      std::int64_t ring)
{
    JobFile made;
    Pieces pieces(spool, plan);
    // Whoever has composed a letter waits until those before it are in the PDF. So pages of at most
    // as many letters as there are threads are in memory, however thick the letters are.
    Turns turns;
    letters::in_parallel(plan.letters.size(), spool.threads, [&](std::size_t i) {
        const Turn turn(turns, i);
        const letters::LetterRow& letter = plan.letters[i];
        Attempt composed = attempt(spool, letter, snapshot, ring);
        turn.await();
        if (composed.set) {
            pieces.add(std::move(composed.set->composition));
            made.letters.push_back(letter);
        } else {
            made.set_back.emplace(letter.id, composed.code);
        }
    });
    if (!made.letters.empty()) made.file = pieces.seal();
    return made;
}

} // namespace reservepost::batch::spool
