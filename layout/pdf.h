#pragma once

#include "fonts/library.h"
#include "layout/frame.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reservepost::layout {

/// One piece of mail in a PDF. Nothing here may point to a person: the print house reads it.
struct PdfPiece {
    std::int64_t number = 1;
    std::string kind; ///< "forwarding" or "confirmation".
    int sheets = 0;
    std::string plex = "duplex";
    std::string envelope; ///< "C5", "C4" or empty.
    std::vector<Frame> pages;
};

/// A PDF for the print house, or of a single letter.
struct PdfJob {
    std::string title;       ///< Holds the job's number: the file's /ID is made from it. Not empty.
    std::string created;     ///< RFC 3339 with an offset: "2026-11-25T08:10:00+01:00".
    std::string document_id; ///< A URI of the document: "uuid:…" or "urn:…".
    std::string language = "nb";
    std::vector<PdfPiece> pieces;
};

/// The job as PDF/X-4 and PDF/VT-1, one document part record per piece, fonts subset and
/// embedded, text that reads back as it was given.
///
/// The same job and fonts give the same octets in any locale, thread and year. Throws
/// `std::invalid_argument` if a title is missing, `created` is not of its form, or there is no
/// page.
std::string write_pdf(const PdfJob& job, const fonts::Library& library);

} // namespace reservepost::layout
