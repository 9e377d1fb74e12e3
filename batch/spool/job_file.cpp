#include "batch/spool/job_file.h"

#include "batch/letters/in_parallel.h"
#include "batch/printhouse/page_look.h"
#include "batch/words/letter_error.h"
#include "holidays/oslo_time.h"
#include "layout/pdf.h"
#include "layout/preflight.h"
#include "layout/print_marks.h"

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

std::string_view word_of(printhouse::Plex plex)
{
    return plex == printhouse::Plex::Duplex ? "duplex" : "simplex";
}

} // namespace

/// The PDF of a job and the manifest that tells of it, piece by piece.
class ComposedJob::Pieces {
public:
    Pieces(const Spool& spool, const JobPlan& plan)
        : spool_(spool), plan_(plan),
          pdf_(std::in_place,
               layout::PdfDescription{.title = "Reservepost job " + plan.number,
                                      .created = holidays::oslo_text(plan.numbered_at),
                                      .document_id = "urn:reservepost:job:" + plan.number,
                                      .language = "nb",
                                      .standard = spool.terms.profile.pdf,
                                      .output_profile = spool.terms.profile.output_profile},
               spool.typesetter.workshop().library()),
          manifest_{.job = printhouse::JobNumber::parse(plan.number),
                    .package_class = plan.package_class,
                    .profile = spool.terms.profile.name,
                    .date = day_of(holidays::oslo_date(plan.numbered_at)),
                    .created = std::chrono::floor<std::chrono::seconds>(plan.numbered_at),
                    .pieces = {},
                    .files = {}}
    {
    }

    void add(layout::Composition composition)
    {
        const int number = static_cast<int>(manifest_.pieces.size()) + 1;
        mark(composition, number);
        for (std::size_t page = 0; page < composition.pages.size(); ++page)
            marked_.push_back(layout::bears_mark(composition, page, spool_.typesetter.geometry()));
        const layout::PdfPiece piece{
            .number = number,
            .kind = "forwarding",
            .sheets = composition.sheets,
            .plex = std::string(word_of(plan_.package_class.plex)),
            .envelope = std::string(printhouse::code_of(plan_.package_class.envelope)),
            .pages = std::move(composition.pages)};
        pdf_->add(piece);
        const int pages = static_cast<int>(piece.pages.size());
        manifest_.pieces.push_back(
            {.number = number, .first_page = next_page_, .pages = pages, .sheets = piece.sheets});
        next_page_ += pages;
    }

    /// Throws `NotPrintReady`. What keeps us from looking goes to `not_looked_at`.
    printhouse::PackedFile seal(std::string& not_looked_at)
    {
        const std::string pdf = pdf_->finish();
        pdf_.reset(); // It would take as much room again.
        judge(pdf);
        not_looked_at = look_at_two_pieces(pdf);
        return printhouse::write_package(spool_.outbox, std::move(manifest_), pdf, ticket_terms(),
                                         spool_.signer, spool_.recipients, spool_.occasion.at,
                                         spool_.terms.profile.seal);
    }

private:
    /// Adds what machines read, and stops the package where a page would not run.
    void mark(layout::Composition& composition, int piece)
    {
        const auto& typesetter = spool_.typesetter;
        const layout::PieceMarks marks{.job = plan_.number,
                                       .piece = piece,
                                       .envelope = digit_of(plan_.package_class.envelope),
                                       .witness = plan_.witness};
        layout::add_print_marks(composition, typesetter.geometry(), marks, typesetter.workshop());
        const auto findings =
            typesetter.workshop().judge(composition, typesetter.geometry(), &marks);
        if (!findings.empty()) throw NotPrintReady("piece " + std::to_string(piece), findings);
    }

    /// The pages' ink was judged piece by piece; here it is what a reader finds around it.
    void judge(const std::string& pdf) const
    {
        const auto result = layout::preflight(pdf, {.rules = spool_.terms.profile.rules(),
                                                    .scope = layout::PreflightScope::Structure});
        if (!result.findings.empty()) throw NotPrintReady("the file", result.findings);
        if (result.unjudged)
            throw NotPrintReady("the file",
                                {{result.unjudged->code, 0, {}, result.unjudged->why, {}}});
    }

    /// The first piece, and one that nobody can foresee without the job's number.
    std::string look_at_two_pieces(const std::string& pdf) const
    {
        const auto& pieces = manifest_.pieces;
        const auto chance = crypto::sha256(plan_.number).octets();
        const auto other =
            static_cast<unsigned char>(chance[0]) * 256U + static_cast<unsigned char>(chance[1]);
        std::vector<printhouse::PageToLookAt> pages;
        add_pages(pieces.front(), pages);
        if (pieces.size() > 1) add_pages(pieces[1 + other % (pieces.size() - 1)], pages);
        try {
            const auto findings =
                printhouse::look_at_pages(pdf, pages, spool_.typesetter.geometry());
            if (!findings.empty()) throw NotPrintReady("a page as it is drawn", findings);
            return {};
        } catch (const layout::CannotJudge& reason) {
            return reason.what();
        }
    }

    void add_pages(const printhouse::Piece& piece,
                   std::vector<printhouse::PageToLookAt>& pages) const
    {
        const int sides = layout::sides_of(spool_.typesetter.geometry().plex);
        for (int page = 0; page < piece.pages; ++page)
            pages.push_back(
                {.number = piece.first_page + page,
                 .role = {.front = page % sides == 0,
                          .first_of_piece = page == 0,
                          .marked =
                              marked_[static_cast<std::size_t>(piece.first_page + page - 1)]}});
    }

    printhouse::TicketTerms ticket_terms() const
    {
        const auto& profile = spool_.terms.profile;
        return {.company = "Reservepost",
                .due = spool_.terms.due,
                .grams_per_m2 = profile.grams_per_m2,
                .page = profile.geometry.page};
    }

    const Spool& spool_;
    const JobPlan& plan_;
    std::optional<layout::PdfDocument> pdf_;
    printhouse::Manifest manifest_;
    std::vector<bool> marked_; ///< Of all pages so far: whether they bear a mark.
    int next_page_ = 1;
};

namespace {

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
    std::optional<layout::Composition> composition;
    std::string code = "frames-differ";
};

Attempt attempt(const Spool& spool, const letters::LetterRow& letter,
                const receivers::Snapshot& snapshot, std::int64_t ring)
{
    Attempt attempt;
    try {
        attempt.composition = spool.typesetter.set_again(letter, snapshot, ring);
    } catch (const LetterError& error) {
        attempt.code = error.parts().code;
    }
    return attempt;
}

} // namespace

NotPrintReady::NotPrintReady(const std::string& where, const std::vector<layout::Finding>& findings)
    : std::runtime_error(
          where + " would not run at the print house: " + findings.front().code + ", " +
          findings.front().what +
          (findings.front().page > 0 ? " on page " + std::to_string(findings.front().page) : "") +
          "; no package is made of this job until the print profile is mended, "
          "or this program")
{
}

ComposedJob::ComposedJob(std::unique_ptr<Pieces> pieces) : pieces_(std::move(pieces)) {}
ComposedJob::~ComposedJob() = default;
ComposedJob::ComposedJob(ComposedJob&&) noexcept = default;

JobFile ComposedJob::seal()
{
    if (!made_.letters.empty()) made_.file = pieces_->seal(made_.not_looked_at);
    return std::move(made_);
}

ComposedJob compose_job(const Spool& spool, const JobPlan& plan,
                        const receivers::Snapshot& snapshot, std::int64_t ring)
{
    ComposedJob job(std::make_unique<ComposedJob::Pieces>(spool, plan));
    // Whoever has composed a letter waits until those before it are in the PDF. So pages of at most
    // as many letters as there are threads are in memory, however thick the letters are.
    Turns turns;
    letters::in_parallel(plan.letters.size(), spool.threads, [&](std::size_t i) {
        const Turn turn(turns, i);
        const letters::LetterRow& letter = plan.letters[i];
        Attempt composed = attempt(spool, letter, snapshot, ring);
        turn.await();
        if (composed.composition) {
            job.pieces_->add(std::move(*composed.composition));
            job.made_.letters.push_back(letter);
        } else {
            job.made_.set_back.emplace(letter.id, composed.code);
        }
    });
    return job;
}

} // namespace reservepost::batch::spool
