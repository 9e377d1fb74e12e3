#pragma once

#include "batch/store/database.h"

namespace reservepost::batch::store {

/// Lets the server look at the tables in which many rows have changed since it last did, so that it
/// plans for as many as there are. To be called before work on many rows; takes a tenth of a second
/// where there is something to look at. Commits.
void refresh_statistics(Database& database);

} // namespace reservepost::batch::store
