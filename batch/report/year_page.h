#pragma once

#include "batch/report/year_report.h"
#include "layout/blocks.h"
#include "layout/workshop.h"

#include <string>

namespace reservepost::batch::report {

/// A year as a page that a leader reads: what happened in the first sentence, the figures, what
/// they mean and what would make fewer letters.
struct YearPage {
    std::string title;   ///< Of the file.
    std::string created; ///< The day on which it was counted, RFC 3339.
    layout::Letter letter;
};

/// The page of everybody's year in bokmål, or with `only` of that receiver's, in its language.
/// `ask` is the e-mail address for questions; empty: none is named.
YearPage year_page(const YearReport& report, const ReceiverYear* only, const std::string& ask);

/// The page as PDF. The same page and fonts give the same octets.
std::string year_pdf(const YearPage& page, const layout::Workshop& workshop);

} // namespace reservepost::batch::report
