#pragma once

#include "layout/pdf_reader.h"
#include "layout/preflight_pages.h"

#include <vector>

namespace reservepost::layout {

/// Judges the document parts by PDF/VT-1 (ISO 16612-2) where `standard` asks for it: PARTS_MISSING,
/// PARTS_ROOT_INCOMPLETE, PARTS_TREE_IS_BROKEN, PART_METADATA_UNFIT, PARTS_DO_NOT_COVER_PAGES,
/// PAGE_WITHOUT_PART. Gives the pieces as the records of the parts tell them, in the order of
/// pages; where there are no parts, or none that are right, all pages are one piece.
std::vector<PiecePages> judge_parts(PdfReader& pdf, PdfStandard standard, JudgingBudget& budget,
                                    FindingList& findings);

} // namespace reservepost::layout
