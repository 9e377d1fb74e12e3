#pragma once

#include "fonts/library.h"
#include "layout/pdf_codes.h"
#include "layout/pdf_file.h"

#include <string>
#include <utility>
#include <vector>

namespace reservepost::layout {

/// Writes what a document uses of a face into `file`: one subset, and for each of the fonts that
/// `codes` make of it a Type0 font with its widths and the text that each code is read as. Gives
/// the objects under the names by which content streams ask for them.
PdfDictionary embed_face(PdfFile& file, int face, const FaceCodes& codes,
                         const fonts::Library& library);

} // namespace reservepost::layout
