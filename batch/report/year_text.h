#pragma once

#include "batch/json/value.h"
#include "batch/report/year_report.h"

#include <string>

namespace reservepost::batch::report {

/// One receiver's year, or everybody's (`name` says whose), as lines for a terminal.
std::string figures_text(const ShownFigures& figures, const std::string& name,
                         const YearReport& report);

/// A line for each receiver: key, counts of the reports and their fates, name.
std::string receivers_text(const YearReport& report);

/// The year as RFC 4180 CSV in UTF-8: a header, a line for each receiver that had a report, and
/// one for all; with `only` a line for that one. What is not shown stands as "<5" or ":"; a share
/// or time that is not shown is empty.
std::string year_csv(const YearReport& report, const ReceiverYear* only = nullptr);

/// The same for programs: what is not shown is the text "<5" or ":", a share or time null.
json::Value year_value(const YearReport& report, const ReceiverYear* only = nullptr);

} // namespace reservepost::batch::report
