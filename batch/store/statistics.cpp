#include "batch/store/statistics.h"

namespace reservepost::batch::store {

void refresh_statistics(Database& database)
{
    auto transaction = database.begin();
    transaction.execute("select refresh_statistics()");
    transaction.commit();
}

} // namespace reservepost::batch::store
