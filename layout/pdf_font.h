#pragma once

#include "fonts/library.h"
#include "layout/pdf_codes.h"
#include "layout/pdf_file.h"

#include <cstdint>
#include <vector>

namespace reservepost::layout {

struct EmbeddedFont {
    PdfReference object;
    std::vector<std::int64_t> widths; ///< By place of codes, in thousandths of the size.
};

/// Writes what a document uses of a face into `file`: a Type0 font whose codes are `codes`, with
/// its widths and the text that each code is read as.
EmbeddedFont embed_face(PdfFile& file, int face, const FaceCodes& codes,
                        const fonts::Library& library);

} // namespace reservepost::layout
