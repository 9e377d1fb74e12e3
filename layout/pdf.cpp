#include "layout/pdf.h"

#include "layout/deflate.h"
#include "layout/output_intent.h"
#include "layout/pdf_content.h"
#include "layout/pdf_file.h"
#include "layout/pdf_font.h"
#include "layout/pdf_metadata.h"
#include "layout/pdf_tree.h"

#include <optional>
#include <stdexcept>

namespace reservepost::layout {

namespace {

/// The profile that comes with the program, or the print house's own. Black text is DeviceGray,
/// which both cover: with four inks it is the black one alone.
PdfReference add_output_intent(PdfFile& file, const std::string& house_profile)
{
    static const std::string own_profile = deflated(black_on_white_profile());
    const bool own = house_profile.empty();
    const std::int64_t components = own ? 1 : components_of(house_profile);
    const PdfReference profile = file.add_deflated_stream(
        own ? own_profile : deflated(house_profile), {{"N", {components}}});
    return file.add({{"Type", {PdfName{"OutputIntent"}}},
                     {"S", {PdfName{"GTS_PDFX"}}},
                     {"OutputConditionIdentifier", {PdfText{"Custom"}}},
                     {"OutputCondition", {PdfText{own ? "Black on white" : "The print house's"}}},
                     {"Info",
                      {PdfText{own ? "One channel: black ink on white paper"
                                   : "The print house's own ICC profile"}}},
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

class PdfDocument::Parts {
public:
    Parts(PdfDescription description, const fonts::Library& library)
        : description_(std::move(description)), library_(library), content_(library),
          catalog_(file_.reserve()), resources_(file_.reserve()), pages_(file_, resources_)
    {
        if (!description_.output_profile.empty()) components_of(description_.output_profile);
        if (description_.standard == PdfStandard::PdfX4PdfVt1) records_.emplace(file_);
    }

    void add(const PdfPiece& piece)
    {
        const auto record = records_ ? std::optional(records_->reserve()) : std::nullopt;
        const PdfReference first = add_page(piece.pages.front(), record);
        PdfReference last = first;
        for (std::size_t i = 1; i < piece.pages.size(); ++i)
            last = add_page(piece.pages[i], record);
        if (records_) records_->put(first, last, metadata_of(piece));
    }

    /// All that comes after the last page. Gives about how long the file will be.
    std::size_t complete()
    {
        if (pages_.empty()) throw std::invalid_argument("a PDF must have at least one page");
        put_fonts();
        put_catalog();
        return file_.expected_octets();
    }

    void write(const OctetSink& sink)
    {
        const auto version = records_ ? PdfVersion::V16 : PdfVersion::V15;
        file_.write(catalog_, information(description_), version, sink);
    }

private:
    PdfReference add_page(const Frame& page, std::optional<PdfReference> record)
    {
        return pages_.add(page.size, record, content_.content_of(page));
    }

    void put_fonts()
    {
        PdfDictionary fonts;
        for (const auto& [face, codes] : content_.codes())
            for (auto& font : embed_face(file_, face, codes, library_))
                fonts.push_back(std::move(font));
        file_.put(resources_, {{"Font", {fonts}}});
    }

    void put_catalog()
    {
        const PdfReference metadata =
            file_.add_plain_stream(xmp_packet(description_), {{"Type", {PdfName{"Metadata"}}},
                                                              {"Subtype", {PdfName{"XML"}}}});
        PdfDictionary catalog = {{"Type", {PdfName{"Catalog"}}},
                                 {"Pages", {pages_.finish()}},
                                 {"Metadata", {metadata}},
                                 {"Lang", {PdfText{description_.language}}}};
        if (records_) {
            const PdfReference intent = add_output_intent(file_, description_.output_profile);
            catalog.push_back({"OutputIntents", {PdfArray{{intent}}}});
            catalog.push_back({"DPartRoot", {records_->finish()}});
        }
        file_.put(catalog_, catalog);
    }

    PdfDescription description_;
    const fonts::Library& library_;
    PdfFile file_;
    ContentWriter content_;
    PdfReference catalog_;
    PdfReference resources_;
    PageTree pages_;
    std::optional<DocumentParts> records_; ///< Of PDF/VT only.
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
    if (!piece.pages.empty()) parts_->add(piece);
}

void PdfDocument::finish(const std::function<void(std::string_view)>& sink)
{
    parts_->complete();
    parts_->write(sink);
}

std::string PdfDocument::finish()
{
    std::string file;
    file.reserve(parts_->complete());
    parts_->write([&file](std::string_view octets) { file += octets; });
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
