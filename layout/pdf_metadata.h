#pragma once

#include "layout/pdf.h"

#include <string>

namespace reservepost::layout {

/// "2026-11-25T08:10:00+01:00" as PDF writes it: "D:20261125081000+01'00'". Throws
/// `std::invalid_argument` if the instant is not of that form.
std::string pdf_date(const std::string& rfc3339);

/// The XMP packet of a file, with all that its standard asks for.
std::string xmp_packet(const PdfDescription& description);

} // namespace reservepost::layout
