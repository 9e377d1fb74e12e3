#include "layout/pdf.h"

#include "layout/deflate.h"
#include "layout/output_intent.h"
#include "layout/pdf_content.h"
#include "layout/pdf_file.h"
#include "layout/pdf_font.h"
#include "layout/pdf_metadata.h"
#include "layout/pdf_tree.h"

#include <stdexcept>

namespace reservepost::layout {

namespace {

PdfReference add_output_intent(PdfFile& file)
{
    static const std::string deflated_profile = deflated(black_on_white_profile());
    const PdfReference profile =
        file.add_deflated_stream(deflated_profile, {{"N", {std::int64_t{1}}}});
    return file.add({{"Type", {PdfName{"OutputIntent"}}},
                     {"S", {PdfName{"GTS_PDFX"}}},
                     {"OutputConditionIdentifier", {PdfText{"Custom"}}},
                     {"OutputCondition", {PdfText{"Black on white"}}},
                     {"Info", {PdfText{"One channel: black ink on white paper"}}},
                     {"DestOutputProfile", {profile}}});
}

PdfDictionary information(const PdfDescription& description)
{
    const std::string date = pdf_date(description.created);
    return {{"Title", {PdfText{description.title}}},
            {"CreationDate", {PdfText{date}}},
            {"ModDate", {PdfText{date}}},
            {"Producer", {PdfText{"Reservepost"}}},
            {"Trapped", {PdfName{"False"}}}};
}

/// What the print house may know of a piece.
PdfDictionary metadata_of(const PdfPiece& piece)
{
    return {{"Piece", {piece.number}},
            {"Kind", {PdfText{piece.kind}}},
            {"Sheets", {std::int64_t{piece.sheets}}},
            {"Plex", {PdfText{piece.plex}}},
            {"Envelope", {PdfText{piece.envelope}}}};
}

} // namespace

struct PdfDocument::Parts {
    Parts(PdfDescription told, const fonts::Library& fonts)
        : description(std::move(told)), library(fonts), content(fonts), catalog(file.reserve()),
          resources(file.reserve()), pages(file, resources), records(file)
    {
    }

    PdfReference add_page(const Frame& page, PdfReference record)
    {
        return pages.add(page.size, record, content.content_of(page));
    }

    void put_fonts()
    {
        PdfDictionary fonts;
        for (const auto& [face, codes] : content.codes())
            for (auto& font : embed_face(file, face, codes, library))
                fonts.push_back(std::move(font));
        file.put(resources, {{"Font", {fonts}}});
    }

    void put_catalog()
    {
        const PdfReference metadata =
            file.add_plain_stream(xmp_packet(description),
                                  {{"Type", {PdfName{"Metadata"}}}, {"Subtype", {PdfName{"XML"}}}});
        file.put(catalog, {{"Type", {PdfName{"Catalog"}}},
                           {"Pages", {pages.finish()}},
                           {"Metadata", {metadata}},
                           {"OutputIntents", {PdfArray{{add_output_intent(file)}}}},
                           {"DPartRoot", {records.finish()}},
                           {"Lang", {PdfText{description.language}}}});
    }

    PdfDescription description;
    const fonts::Library& library;
    PdfFile file;
    ContentWriter content;
    PdfReference catalog;
    PdfReference resources;
    PageTree pages;
    DocumentParts records;
};

PdfDocument::PdfDocument(PdfDescription description, const fonts::Library& library)
{
    if (description.title.empty())
        throw std::invalid_argument("a PDF must have a title: the job's number");
    pdf_date(description.created);
    parts_ = std::make_unique<Parts>(std::move(description), library);
}

PdfDocument::~PdfDocument() = default;

void PdfDocument::add(const PdfPiece& piece)
{
    if (piece.pages.empty()) return;
    const PdfReference record = parts_->records.reserve();
    const PdfReference first = parts_->add_page(piece.pages.front(), record);
    PdfReference last = first;
    for (std::size_t i = 1; i < piece.pages.size(); ++i)
        last = parts_->add_page(piece.pages[i], record);
    parts_->records.put(first, last, metadata_of(piece));
}

void PdfDocument::finish(const std::function<void(std::string_view)>& sink)
{
    if (parts_->pages.empty()) throw std::invalid_argument("a PDF must have at least one page");
    parts_->put_fonts();
    parts_->put_catalog();
    parts_->file.write(parts_->catalog, information(parts_->description), sink);
}

std::string PdfDocument::finish()
{
    std::string file;
    finish([&file](std::string_view octets) { file += octets; });
    return file;
}

std::string write_pdf(const PdfJob& job, const fonts::Library& library)
{
    PdfDocument document(job, library);
    for (const PdfPiece& piece : job.pieces)
        document.add(piece);
    return document.finish();
}

} // namespace reservepost::layout
