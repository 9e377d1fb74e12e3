#pragma once

#include "batch/deletion/lookup.h"
#include "holidays/date.h"

#include <string>

// What the pages about deletion say in the same words, in bokmål.

namespace reservepost::batch::report {

/// "10. februar 2027".
std::string date_in_bokmaal(holidays::Date day);

/// Why a report's original was deleted, without a full stop.
std::string reason_in_bokmaal(const deletion::LoggedDeletion& deletion);

} // namespace reservepost::batch::report
