#pragma once

#include "fonts/library.h"
#include "layout/frame.h"
#include "layout/print_rules.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
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

/// What a PDF says of itself.
struct PdfDescription {
    std::string title;       ///< Holds the job's number: the file's /ID is made from it. Not empty.
    std::string created;     ///< RFC 3339 with an offset: "2026-11-25T08:10:00+01:00".
    std::string document_id; ///< A URI of the document: "uuid:…" or "urn:…".
    std::string language = "nb";
    PdfStandard standard = PdfStandard::PdfX4PdfVt1;
    /// The ICC output profile of the print house's press, for grey or CMYK; empty: black ink on
    /// white paper.
    std::string output_profile = {};
};

/// A PDF for the print house, or of letters that somebody looks at, written piece by piece: fonts
/// subset and embedded, text that reads back as it was given. As PDF/X-4 and PDF/VT-1 it has one
/// document part record per piece and an output intent; as plain PDF 1.5 neither. Of a piece that
/// was added only its compressed content stays in memory.
///
/// The same pieces in the same order, and the same fonts, give the same octets in any locale,
/// thread and year. One thread at a time.
class PdfDocument {
public:
    /// Throws `std::invalid_argument` if the title is missing or `created` is not of its form, and
    /// `std::runtime_error` if the output profile is none (output_intent.h).
    /// `library` must outlive the document.
    PdfDocument(PdfDescription description, const fonts::Library& library);
    ~PdfDocument();
    PdfDocument(const PdfDocument&) = delete;
    PdfDocument& operator=(const PdfDocument&) = delete;

    /// A piece without pages is left out. Throws `std::runtime_error` with a font's name if its
    /// licence bits forbid embedding it; the document is then spoilt.
    void add(const PdfPiece& piece);

    /// Gives the whole file to `sink`, part after part, so that no second copy of it is ever in
    /// memory. To be called once; nothing can be added after. Throws `std::invalid_argument` if
    /// there is no page, and what `sink` throws.
    void finish(const std::function<void(std::string_view)>& sink);

    /// The same in one piece.
    std::string finish();

private:
    class Parts;
    std::unique_ptr<Parts> parts_;
};

/// A whole job at once.
struct PdfJob : PdfDescription {
    std::vector<PdfPiece> pieces = {};
};

/// As `PdfDocument` writes the pieces one after the other.
std::string write_pdf(const PdfJob& job, const fonts::Library& library);

} // namespace reservepost::layout
