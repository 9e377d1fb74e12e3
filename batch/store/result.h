#pragma once

#include <pqxx/result>

// Only `database.cpp` and `rows.cpp` include this: libpqxx stays behind them.

namespace reservepost::batch::store {

struct Result {
    pqxx::result rows;
};

} // namespace reservepost::batch::store
