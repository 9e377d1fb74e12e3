#include "layout/preflight_ink.h"

#include "layout/ink.h"
#include "layout/ink_reader.h"

#include <qpdf/QPDFPageObjectHelper.hh>

#include <utility>

namespace reservepost::layout {

namespace {

void tell_of_content(PageInk& ink, int number, FindingList& findings)
{
    for (Finding& finding : ink.findings) {
        // That LZW is not read is told as what it is.
        if (finding.code == "CONTENT_BROKEN" && findings.has("LZW_COMPRESSION")) continue;
        // That a box makes no sense, too.
        if (finding.code == "PAGE_BOX_BROKEN" && findings.has("MEDIA_BOX_MISSING")) continue;
        finding.page = number;
        findings.add(std::move(finding));
    }
}

void judge_places(const PageInk& ink, PageRole role, const PageGeometry& geometry, int number,
                  FindingList& findings)
{
    for (Finding& finding : judge_ink(ink.boxes, role, geometry, number))
        findings.add(std::move(finding));
    const bool must_bear = geometry.mark_enclosures || role.first_of_piece;
    for (Finding& finding : judge_mark(ink, role, geometry, number))
        if (must_bear || finding.code != "MARK_MISSING") findings.add(std::move(finding));
}

} // namespace

void judge_inks(const PdfReader& pdf, const std::vector<PageRole>& roles,
                const std::vector<bool>& sound, const PreflightRequest& request,
                JudgingBudget& budget, FindingList& findings)
{
    InkReader reader(budget);
    const int pages = static_cast<int>(pdf.pages().size());
    for (int page = 1; page <= pages; ++page) {
        const auto at = static_cast<std::size_t>(page) - 1;
        PageInk ink = reader.ink_of(QPDFPageObjectHelper(pdf.pages()[at].object));
        tell_of_content(ink, page, findings);
        if (sound[at]) judge_places(ink, roles[at], request.rules.geometry, page, findings);
        budget.check();
        if (request.progress) request.progress(page, pages);
    }
}

} // namespace reservepost::layout
