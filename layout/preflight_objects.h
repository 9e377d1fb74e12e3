#pragma once

#include "layout/pdf_reader.h"
#include "layout/print_rules.h"

namespace reservepost::layout {

/// Judges every dictionary and stream that can be reached from the pages and the trailer, each
/// once, at the page where it is met first: fonts that are not embedded; and for PDF/X-4 and
/// PDF/VT-1 what neither may hold (LZW, streams in other files, actions, JavaScript, forms to fill
/// in, files within the file, OPI, PostScript, alternates, references, transfer functions) and
/// encapsulation that is half done.
void judge_objects(PdfReader& pdf, PdfStandard standard, JudgingBudget& budget,
                   FindingList& findings);

/// Judges the annotations of every page by PDF/X-4: FORBIDDEN_ANNOTATION, ANNOTATION_ON_PAGE.
void judge_annotations(PdfReader& pdf, JudgingBudget& budget, FindingList& findings);

/// Judges one font dictionary: FONT_NOT_EMBEDDED.
void judge_font(QPDFObjectHandle font, int page, FindingList& findings);

} // namespace reservepost::layout
