#pragma once

#include "layout/compose.h"
#include "layout/pdf.h"
#include "shared_workshop.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <string>

// Jobs to write, and what other people's programs say of the files.

namespace reservepost::layout {

/// A job without pieces.
inline PdfJob empty_job()
{
    return {{"Job 01000001", "2026-11-25T08:10:00+01:00", "uuid:01000001", "nb"}, {}};
}

/// A job with a letter as often as wanted.
inline PdfJob job_of(const Letter& letter, int copies = 1)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    PdfJob job = empty_job();
    for (int i = 1; i <= copies; ++i) {
        job.pieces.push_back(
            {i, "forwarding", composition.sheets, "duplex", "C5", composition.pages});
    }
    return job;
}

/// A job of one page.
inline PdfJob job_of(Frame page)
{
    PdfJob job = empty_job();
    job.pieces.push_back({1, "forwarding", 1, "duplex", "C5", {std::move(page)}});
    return job;
}

/// The text of a PDF as pdftotext gives it, pages ended by form feeds, without the direction
/// marks that it adds and with words whole that were parted at a line's end.
inline std::string text_of(const tests::TemporaryDirectory& folder, const std::string& pdf)
{
    std::string text = tests::run({"pdftotext", "-enc", "UTF-8",
                                   tests::write_file(folder / "text.pdf", pdf).string(), "-"})
                           .output;
    for (const std::string mark : {"\u00AD\n", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                   "\u2066", "\u2067", "\u2068", "\u2069"}) {
        for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
            text.erase(at, mark.size());
    }
    return text;
}

/// What qpdf finds wrong with a PDF, or nothing.
inline std::string faults_of(const tests::TemporaryDirectory& folder, const std::string& pdf)
{
    const tests::Outcome check =
        tests::run({"qpdf", "--check", tests::write_file(folder / "check.pdf", pdf).string()});
    const bool sound = check.status == 0 && check.output.find("WARNING") == std::string::npos;
    return sound ? "" : check.output;
}

/// What pdffonts says of a PDF: a line for each font, after two lines of head.
inline std::string fonts_of(const tests::TemporaryDirectory& folder, const std::string& pdf)
{
    return tests::run({"pdffonts", tests::write_file(folder / "fonts.pdf", pdf).string()}).output;
}

} // namespace reservepost::layout
