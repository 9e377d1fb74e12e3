#pragma once

#include "layout/pdf_reader.h"
#include "layout/preflight.h"

namespace reservepost::layout {

/// Judges the output intent of PDF/X-4 (OUTPUT_INTENT_MISSING, OUTPUT_CONDITION_MISSING,
/// OUTPUT_PROFILE_UNFIT) and gives the number of channels of its profile; 0 if that is not known.
int judge_output_intent(PdfReader& pdf, JudgingBudget& budget, FindingList& findings);

/// Judges every device colour that pages can use: those of images, colour spaces, shadings,
/// patterns, forms and groups, and with `PreflightScope::Everything` those that operators set.
/// DeviceGray is covered by any profile, DeviceRGB by one of three channels, DeviceCMYK by one of
/// four; a Default space of the same resources covers its own (ISO 32000-1, 8.6.5.6).
/// DEVICE_COLOUR_NOT_COVERED, and CONTENT_BROKEN where content cannot be read.
void judge_colours(PdfReader& pdf, int channels, PreflightScope scope, JudgingBudget& budget,
                   FindingList& findings);

} // namespace reservepost::layout
