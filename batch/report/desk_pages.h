#pragma once

#include "layout/blocks.h"
#include "layout/workshop.h"

#include <string>

namespace reservepost::batch::report {

/// Pages for somebody who reads them on a desk, set like a letter and sent in no envelope.
struct DeskPages {
    std::string title;   ///< Of the file.
    std::string created; ///< RFC 3339.
    std::string kind;    ///< "report", "certificate": one word for the file's structure.
    layout::Letter letter;
};

/// The pages as PDF, simplex. The same pages and fonts give the same octets.
std::string desk_pdf(const DeskPages& pages, const layout::Workshop& workshop);

} // namespace reservepost::batch::report
