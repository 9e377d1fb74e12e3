#include "batch/spool/job_file.h"

#include "batch/letters/in_parallel.h"
#include "batch/words/letter_error.h"
#include "holidays/oslo_time.h"
#include "layout/mark.h"
#include "layout/pdf.h"

#include <optional>

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

layout::PdfJob pdf_of(const Spool& spool, const JobPlan& plan, ComposedJob job)
{
    layout::PdfJob pdf{{.title = "Reservepost job " + plan.number,
                        .created = holidays::oslo_text(plan.numbered_at),
                        .document_id = "urn:reservepost:job:" + plan.number,
                        .language = "nb"},
                       {}};
    for (std::size_t i = 0; i < job.set.size(); ++i) {
        auto& composition = job.set[i].composition;
        const auto number = static_cast<std::int64_t>(i) + 1;
        mark_sheets(composition.pages, spool.typesetter.geometry(), plan, number);
        pdf.pieces.push_back(
            {.number = number,
             .kind = "forwarding",
             .sheets = composition.sheets,
             .plex = "duplex",
             .envelope = std::string(printhouse::code_of(plan.package_class.envelope)),
             .pages = std::move(composition.pages)});
    }
    return pdf;
}

printhouse::Manifest manifest_of(const Spool& spool, const JobPlan& plan, const layout::PdfJob& pdf)
{
    printhouse::Manifest manifest{.job = printhouse::JobNumber::parse(plan.number),
                                  .package_class = plan.package_class,
                                  .profile = spool.terms.profile,
                                  .date = day_of(holidays::oslo_date(plan.numbered_at)),
                                  .created =
                                      std::chrono::floor<std::chrono::seconds>(plan.numbered_at),
                                  .pieces = {},
                                  .files = {}};
    int page = 1;
    for (const auto& piece : pdf.pieces) {
        const int pages = static_cast<int>(piece.pages.size());
        manifest.pieces.push_back({.number = static_cast<int>(piece.number),
                                   .first_page = page,
                                   .pages = pages,
                                   .sheets = piece.sheets});
        page += pages;
    }
    return manifest;
}

} // namespace

ComposedJob compose_job(const Spool& spool, const JobPlan& plan,
                        const receivers::Snapshot& snapshot, std::int64_t ring)
{
    struct Attempt {
        std::optional<letters::SetLetter> set;
        std::string code = "frames-differ";
    };
    std::vector<Attempt> attempts(plan.letters.size());
    letters::in_parallel(plan.letters.size(), spool.threads, [&](std::size_t i) {
        try {
            auto set = spool.typesetter.set(plan.letters[i], snapshot, ring);
            if (set.frames_digest == plan.letters[i].frames_digest)
                attempts[i].set = std::move(set);
        } catch (const LetterError& error) {
            attempts[i].code = error.parts().code;
        }
    });

    ComposedJob job;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        if (!attempts[i].set) {
            job.set_back.emplace(plan.letters[i].id, attempts[i].code);
            continue;
        }
        job.letters.push_back(plan.letters[i]);
        job.set.push_back(std::move(*attempts[i].set));
    }
    return job;
}

printhouse::PackedFile write_job_file(const Spool& spool, const JobPlan& plan, ComposedJob job)
{
    const auto pdf = pdf_of(spool, plan, std::move(job));
    return printhouse::write_package(spool.outbox, manifest_of(spool, plan, pdf),
                                     layout::write_pdf(pdf, spool.typesetter.fonts()),
                                     {.company = "Reservepost", .due = spool.terms.due},
                                     spool.signer, spool.recipients, spool.occasion.at);
}

} // namespace reservepost::batch::spool
