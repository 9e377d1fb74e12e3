#pragma once

#include <stdexcept>
#include <string>

namespace reservepost::batch::store {

/// The database refused a statement or went away. The message names the statement by its first
/// three words, the SQLSTATE and, where a constraint was broken, the constraint's name;
/// PostgreSQL's own words are left out, because they quote values.
class StoreError : public std::runtime_error {
public:
    StoreError(const std::string& step, std::string sqlstate, std::string constraint = {});

    /// Five characters, such as "23505" for a doubled key. "08006" is a connection that is gone,
    /// "08007" one that went during `commit`, so that nobody knows whether it counts.
    const std::string& sqlstate() const { return sqlstate_; }
    /// The name of the constraint that was broken, empty where there was none.
    const std::string& constraint() const { return constraint_; }

    bool is_doubled_key() const { return sqlstate_ == "23505"; }
    bool is_lost_connection() const { return sqlstate_.starts_with("08") || sqlstate_ == "57P01"; }

private:
    std::string sqlstate_;
    std::string constraint_;
};

} // namespace reservepost::batch::store
