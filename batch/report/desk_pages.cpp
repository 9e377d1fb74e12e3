#include "batch/report/desk_pages.h"

#include "layout/pdf.h"

namespace reservepost::batch::report {

std::string desk_pdf(const DeskPages& pages, const layout::Workshop& workshop)
{
    layout::PageGeometry geometry;
    geometry.plex = layout::Plex::Simplex;
    auto composition = workshop.compose(pages.letter, geometry);
    layout::PdfJob job{{.title = pages.title,
                        .created = pages.created,
                        .document_id = "urn:reservepost:" + pages.kind,
                        .language = pages.letter.parts.front().language},
                       {}};
    job.pieces.push_back({.number = 1,
                          .kind = pages.kind,
                          .sheets = composition.sheets,
                          .plex = "simplex",
                          .envelope = "",
                          .pages = std::move(composition.pages)});
    return layout::write_pdf(job, workshop.library());
}

} // namespace reservepost::batch::report
