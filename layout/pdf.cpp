#include "layout/pdf.h"

#include "layout/output_intent.h"
#include "layout/pdf_content.h"
#include "layout/pdf_file.h"
#include "layout/pdf_font.h"
#include "layout/pdf_metadata.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::layout {

namespace {

PdfValue count(std::size_t number)
{
    return {static_cast<std::int64_t>(number)};
}

void check(const PdfJob& job)
{
    if (job.title.empty()) throw std::invalid_argument("a PDF must have a title: the job's number");
    const bool any_page = std::any_of(job.pieces.begin(), job.pieces.end(),
                                      [](const PdfPiece& piece) { return !piece.pages.empty(); });
    if (!any_page) throw std::invalid_argument("a PDF must have at least one page");
}

DocumentCodes codes_of(const PdfJob& job)
{
    DocumentCodes codes;
    for (const PdfPiece& piece : job.pieces) {
        for (const Frame& page : piece.pages)
            use_codes(codes, page);
    }
    return codes;
}

/// Fonts and their names, shared by all pages. Gives the resources.
PdfReference add_fonts(PdfFile& file, const DocumentCodes& codes, EmbeddedFaces& faces,
                       const fonts::Library& library)
{
    PdfDictionary fonts;
    for (const auto& [face, of_face] : codes) {
        EmbeddedFont font = embed_face(file, face, of_face, library);
        faces[face] = {&of_face, std::move(font.widths)};
        fonts.push_back({font_name(face), {font.object}});
    }
    return file.add({{"Font", {fonts}}});
}

/// Pages and document parts of a job: a record for each piece (ISO 16612-2).
class PieceWriter {
public:
    PieceWriter(PdfFile& file, const EmbeddedFaces& faces, PdfReference resources)
        : file_(file), faces_(faces), resources_(resources), root_(file.add()), node_(file.add())
    {
    }

    void add(const PdfPiece& piece)
    {
        if (piece.pages.empty()) return;
        const PdfReference part = file_.add();
        const PdfReference first = add_pages(piece, part);
        const PdfDictionary metadata = {{"Piece", {piece.number}},
                                        {"Kind", {PdfText{piece.kind}}},
                                        {"Sheets", {std::int64_t{piece.sheets}}},
                                        {"Plex", {PdfText{piece.plex}}},
                                        {"Envelope", {PdfText{piece.envelope}}}};
        file_.set(part, {{"Type", {PdfName{"DPart"}}},
                         {"Parent", {node_}},
                         {"Start", {first}},
                         {"DPM", {metadata}}});
        if (piece.pages.size() > 1) file_.set(part, {{"End", {pages_.back()}}});
        parts_.push_back({part});
    }

    PdfReference finish_parts()
    {
        file_.set(
            node_,
            {{"Type", {PdfName{"DPart"}}}, {"Parent", {root_}}, {"DParts", {PdfArray{{parts_}}}}});
        file_.set(root_, {{"Type", {PdfName{"DPartRoot"}}},
                          {"DPartRootNode", {node_}},
                          {"NodeNameList", {PdfArray{{PdfName{"Job"}}, {PdfName{"Piece"}}}}},
                          {"RecordLevel", {std::int64_t{1}}}});
        return root_;
    }

    /// The tree over all pages, at most 64 children a node, so that no reader has to walk a list
    /// of thousands. Gives its root.
    PdfReference finish_pages()
    {
        constexpr std::size_t most_children = 64;
        std::vector<Branch> level;
        for (const PdfReference page : pages_)
            level.push_back({page, 1});
        do {
            std::vector<Branch> above;
            for (std::size_t first = 0; first < level.size(); first += most_children) {
                const std::size_t end = std::min(level.size(), first + most_children);
                above.push_back(join(level, first, end));
            }
            level = std::move(above);
        } while (level.size() > 1);
        return level.front().object;
    }

private:
    struct Branch {
        PdfReference object;
        std::size_t pages = 0;
    };

    PdfReference add_pages(const PdfPiece& piece, PdfReference part)
    {
        const std::size_t first = pages_.size();
        for (const Frame& page : piece.pages) {
            const std::string content = content_of(page, faces_);
            const PdfArray box = {
                {std::int64_t{0}}, {std::int64_t{0}}, {page.size.width}, {page.size.height}};
            pages_.push_back(file_.add({{"Type", {PdfName{"Page"}}},
                                        {"MediaBox", {box}},
                                        {"TrimBox", {box}},
                                        {"Resources", {resources_}},
                                        {"Contents", {file_.add_stream(content)}},
                                        {"DPart", {part}}}));
        }
        return pages_[first];
    }

    Branch join(const std::vector<Branch>& level, std::size_t first, std::size_t end)
    {
        Branch branch{file_.add(), 0};
        PdfArray kids;
        for (std::size_t i = first; i < end; ++i) {
            kids.push_back({level[i].object});
            branch.pages += level[i].pages;
            file_.set(level[i].object, {{"Parent", {branch.object}}});
        }
        file_.set(branch.object,
                  {{"Type", {PdfName{"Pages"}}}, {"Kids", {kids}}, {"Count", count(branch.pages)}});
        return branch;
    }

    PdfFile& file_;
    const EmbeddedFaces& faces_;
    PdfReference resources_;
    PdfReference root_;
    PdfReference node_;
    PdfArray parts_;
    std::vector<PdfReference> pages_;
};

PdfReference add_output_intent(PdfFile& file)
{
    const PdfReference profile =
        file.add_stream(black_on_white_profile(), {{"N", {std::int64_t{1}}}});
    return file.add({{"Type", {PdfName{"OutputIntent"}}},
                     {"S", {PdfName{"GTS_PDFX"}}},
                     {"OutputConditionIdentifier", {PdfText{"Custom"}}},
                     {"OutputCondition", {PdfText{"Black on white"}}},
                     {"Info", {PdfText{"One channel: black ink on white paper"}}},
                     {"DestOutputProfile", {profile}}});
}

PdfReference add_info(PdfFile& file, const PdfJob& job, const std::string& date)
{
    return file.add({{"Title", {PdfText{job.title}}},
                     {"CreationDate", {PdfText{date}}},
                     {"ModDate", {PdfText{date}}},
                     {"Producer", {PdfText{"Reservepost"}}},
                     {"Trapped", {PdfName{"False"}}}});
}

std::string written(const PdfJob& job, const fonts::Library& library)
{
    check(job);
    const std::string date = pdf_date(job.created);
    const DocumentCodes codes = codes_of(job);

    PdfFile file;
    const PdfReference catalog = file.add();
    EmbeddedFaces faces;
    PieceWriter pieces(file, faces, add_fonts(file, codes, faces, library));
    for (const PdfPiece& piece : job.pieces)
        pieces.add(piece);

    const PdfReference metadata = file.add_plain_stream(
        xmp_packet(job), {{"Type", {PdfName{"Metadata"}}}, {"Subtype", {PdfName{"XML"}}}});
    file.set(catalog, {{"Type", {PdfName{"Catalog"}}},
                       {"Pages", {pieces.finish_pages()}},
                       {"Metadata", {metadata}},
                       {"OutputIntents", {PdfArray{{add_output_intent(file)}}}},
                       {"DPartRoot", {pieces.finish_parts()}},
                       {"Lang", {PdfText{job.language}}}});
    return file.write(catalog, add_info(file, job, date));
}

} // namespace

struct PdfDocument::Parts {
    PdfJob job;
    const fonts::Library& library;
};

PdfDocument::PdfDocument(PdfDescription description, const fonts::Library& library)
    : parts_(new Parts{{std::move(description), {}}, library})
{
    if (parts_->job.title.empty())
        throw std::invalid_argument("a PDF must have a title: the job's number");
    pdf_date(parts_->job.created);
}

PdfDocument::~PdfDocument() = default;

void PdfDocument::add(const PdfPiece& piece)
{
    parts_->job.pieces.push_back(piece);
}

std::string PdfDocument::finish()
{
    return written(parts_->job, parts_->library);
}

std::string write_pdf(const PdfJob& job, const fonts::Library& library)
{
    PdfDocument document(job, library);
    for (const PdfPiece& piece : job.pieces)
        document.add(piece);
    return document.finish();
}

} // namespace reservepost::layout
