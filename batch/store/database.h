#pragma once

#include "batch/store/rows.h"
#include "batch/store/store_error.h"
#include "batch/store/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// The one door to libpqxx. It closes three traps of that library: a NUL that silently cuts a text,
// a broken connection that is silently opened again (and has lost its locks), and error texts that
// quote values.

namespace reservepost::batch::store {

struct Connection; ///< libpqxx's connection; only `database.cpp` looks inside.

/// A transaction at read committed. Gone without `commit`, it leaves nothing behind. It must not
/// outlive its `Database`, which has at most one at a time. Every call may throw `StoreError`;
/// after one, all that is left to do is to let the transaction go.
class Transaction {
public:
    ~Transaction(); ///< Rolls back what was not committed.
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) noexcept;

    /// Runs one statement, prepared once for each text and connection. Data go in as `values` only:
    /// `sql` is a text of the program, never put together from what comes from outside. Throws
    /// `std::invalid_argument` for text with a NUL.
    Rows execute(std::string_view sql, const std::vector<Value>& values = {});

    /// The same, giving how many rows were inserted, updated or deleted.
    std::int64_t changed(std::string_view sql, const std::vector<Value>& values = {});

    /// Runs several statements, separated by semicolons and without values: for migrations.
    void execute_script(std::string_view sql);

    /// Makes it last. With SQLSTATE "08007" nobody knows whether it did; whoever cares asks again
    /// over a new connection.
    void commit();
    /// The same as the durable step of that name (`disk/fail_point.h`).
    void commit(std::string_view step);

private:
    friend class Database;
    struct Work;
    explicit Transaction(std::unique_ptr<Work> work);
    std::unique_ptr<Work> work_;
};

/// A connection to PostgreSQL, for one thread at a time. Its session speaks UTC and UTF-8. Once
/// broken it stays broken: `begin` throws, and never goes on without the locks the session held.
class Database {
public:
    /// `conninfo` is libpq's ("host=… dbname=… user=…" or a URI). Throws `StoreError` when nobody
    /// answers, and `std::runtime_error` for a server that is not on a Unix socket without
    /// `sslmode=verify-full` (or `verify-ca`), for a string with a password in it, and for a
    /// `passfile` that is not there or that others may read. No message repeats the string.
    static Database connect(const std::string& conninfo);

    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    /// Throws `std::logic_error` while another transaction of this connection is open.
    Transaction begin();

private:
    explicit Database(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
};

} // namespace reservepost::batch::store
