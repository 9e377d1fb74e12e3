#pragma once

#include "batch/commands/command.h"
#include "layout/pdf.h"
#include "layout/workshop.h"

#include <filesystem>
#include <string>
#include <vector>

// Pages that somebody looks at and that are no letters: a word says so across each of them.

namespace reservepost::batch::commands {

/// Pages for one file, with what the file says of itself.
struct Proof {
    std::string title;    ///< "Reservepost preview forwarding"
    std::string language; ///< "nb"
    layout::PdfPiece piece;
};

/// The file that `-o` names. Throws `UsageError` where its name ends in neither .pdf nor .png.
std::filesystem::path proof_file(const Invocation& invocation);

/// The pages as a PDF, each marked PRØVE. The same pages give the same octets.
std::string proof_pdf(Proof proof, const layout::Workshop& workshop);

/// Writes the PDF to `file`, or a picture of each page where its name ends in .png (pictures.h).
/// Gives the names of what was written. Throws `std::system_error` and as `write_pictures`.
std::vector<std::string> write_proof(const std::string& pdf, const std::filesystem::path& file);

/// "written: letter.pdf\n", a line for each.
std::string written_text(const std::vector<std::string>& files);

} // namespace reservepost::batch::commands
