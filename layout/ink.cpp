#include "layout/ink.h"

#include "layout/ink_page.h"
#include "layout/ink_reader.h"
#include "layout/ink_sheet.h"
#include "layout/ink_walk.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <optional>

namespace reservepost::layout {

struct InkReader::Memory {
    InkFonts fonts;
    std::optional<InkLayers> layers;
};

InkReader::InkReader(JudgingBudget& budget) : memory_(std::make_unique<Memory>()), budget_(budget)
{
}

InkReader::~InkReader() = default;

PageInk InkReader::ink_of(QPDFPageObjectHelper page)
{
    const VisiblePage visible = visible_page_of(page);
    InkSheet sheet(visible.size);
    if (visible.broken) {
        sheet.find(
            "PAGE_BOX_BROKEN", "a box or the unit of the page makes no sense",
            "MediaBox, CropBox and TrimBox of four numbers each, at most 14,400 points long");
    }
    if (!memory_->layers) {
        QPDF* const document = page.getObjectHandle().getOwningQPDF();
        memory_->layers = document != nullptr ? InkLayers(document->getRoot()) : InkLayers();
    }
    const std::string content = content_of(page, sheet, budget_);
    InkWalk(sheet, *memory_->layers, memory_->fonts, budget_)
        .walk_page(content, page.getAttribute("/Resources", false), visible.to_page);
    add_annotations(page, visible, *memory_->layers, sheet, budget_);
    return sheet.take();
}

PageInk ink_of(QPDFPageObjectHelper page, JudgingBudget& budget)
{
    return InkReader(budget).ink_of(page);
}

std::vector<PageInk> ink_of_pages(std::string_view pdf, JudgingBudget& budget)
{
    QPDF document;
    document.setSuppressWarnings(true);
    std::vector<PageInk> pages;
    try {
        document.processMemoryFile("the file", pdf.data(), pdf.size());
        InkReader reader(budget);
        for (const QPDFPageObjectHelper& page : QPDFPageDocumentHelper(document).getAllPages())
            pages.push_back(reader.ink_of(page));
    } catch (const QPDFExc&) { // Its words quote the file.
        throw CannotJudge("PDF_NOT_READABLE", "the file is no PDF that can be opened");
    }
    return pages;
}

} // namespace reservepost::layout
