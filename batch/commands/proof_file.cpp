#include "batch/commands/proof_file.h"

#include "batch/commands/pictures.h"
#include "batch/disk/files.h"

namespace reservepost::batch::commands {

namespace {

bool is_picture(const std::filesystem::path& file)
{
    return file.extension() == ".png";
}

} // namespace

std::filesystem::path proof_file(const Invocation& invocation)
{
    std::filesystem::path file = invocation.text("--output");
    if (!is_picture(file) && file.extension() != ".pdf")
        throw UsageError("-o takes a file that ends in .pdf or .png");
    return file;
}

std::string proof_pdf(Proof proof, const layout::Workshop& workshop)
{
    workshop.mark_as_proof(proof.piece.pages, "PRØVE");
    layout::PdfJob job{{.title = std::move(proof.title),
                        .created = "2026-11-25T08:10:00+01:00",
                        .document_id = "urn:reservepost:preview",
                        .language = std::move(proof.language)},
                       {}};
    job.pieces.push_back(std::move(proof.piece));
    return layout::write_pdf(job, workshop.library());
}

std::vector<std::string> write_proof(const std::string& pdf, const std::filesystem::path& file)
{
    std::vector<std::filesystem::path> written = {file};
    if (is_picture(file))
        written = write_pictures(pdf, file);
    else
        disk::replace_durably(file, pdf, 0644);
    std::vector<std::string> names;
    for (const auto& one : written)
        names.push_back(one.string());
    return names;
}

std::string written_text(const std::vector<std::string>& files)
{
    std::string text;
    for (const auto& file : files)
        text += "written: " + file + "\n";
    return text;
}

} // namespace reservepost::batch::commands
