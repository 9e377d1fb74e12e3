#pragma once

#include "layout/pdf_reader.h"
#include "layout/preflight.h"
#include "layout/zones.h"

#include <vector>

namespace reservepost::layout {

/// Judges where ink stands on every page, by the print house's zones, and the marks of sheets: what
/// `judge_ink` (zones.h), `judge_mark` (mark_reading.h) and `ink_of` (ink_reader.h) find. `roles`
/// and `sound` have one for each page; on a page that is not sound only its content is judged, no
/// place. Where the geometry leaves enclosures without marks, no sheet after a
/// piece's first must bear one, since a PDF does not tell where an enclosure begins.
void judge_inks(const PdfReader& pdf, const std::vector<PageRole>& roles,
                const std::vector<bool>& sound, const PreflightRequest& request,
                JudgingBudget& budget, FindingList& findings);

} // namespace reservepost::layout
