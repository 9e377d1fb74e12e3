#pragma once

#include "layout/pdf_reader.h"

namespace reservepost::layout {

/// Judges what a file says of itself by PDF/X-4 and PDF/VT-1: the XMP metadata of the catalogue,
/// and whether the Info dictionary agrees with it.
void judge_metadata(PdfReader& pdf, JudgingBudget& budget, FindingList& findings);

} // namespace reservepost::layout
