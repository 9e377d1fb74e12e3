#pragma once

#include "batch/crypto/digest.h"
#include "batch/words/record_id.h"
#include "holidays/instant.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::store {

struct Result; ///< libpqxx's result; only `database.cpp` and `rows.cpp` look inside.

/// One row of an answer. It keeps the answer alive, so it may outlive `Rows` and `Transaction`.
///
/// The plain names throw `std::logic_error` when there is no such column, it is null, or it holds
/// something else; the names with `find_` give nothing for null and throw for the rest.
class Row {
public:
    bool is_null(std::string_view column) const;

    std::string text(std::string_view column) const;
    std::int64_t integer(std::string_view column) const;
    bool boolean(std::string_view column) const;
    std::string octets(std::string_view column) const;        ///< `bytea`.
    holidays::Instant instant(std::string_view column) const; ///< `timestamptz`, exact.
    RecordId record(std::string_view column) const;
    crypto::Digest digest(std::string_view column) const;

    std::optional<std::string> find_text(std::string_view column) const;
    std::optional<std::int64_t> find_integer(std::string_view column) const;
    std::optional<bool> find_boolean(std::string_view column) const;
    std::optional<std::string> find_octets(std::string_view column) const;
    std::optional<holidays::Instant> find_instant(std::string_view column) const;
    std::optional<RecordId> find_record(std::string_view column) const;
    std::optional<crypto::Digest> find_digest(std::string_view column) const;

private:
    friend class Rows;
    Row(std::shared_ptr<const Result> result, std::size_t index);
    std::string_view field(std::string_view column) const;

    std::shared_ptr<const Result> result_;
    std::size_t index_;
};

/// The rows of an answer, in the order in which they came: `for (const Row row : rows)`.
class Rows {
public:
    std::size_t size() const;
    bool empty() const { return size() == 0; }
    Row operator[](std::size_t index) const;
    /// The only row. Throws `std::logic_error` unless there is exactly one.
    Row one() const;
    /// The only row, or nothing. Throws `std::logic_error` when there are more.
    std::optional<Row> find_one() const;

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Row;

        Iterator() = default;
        Iterator(const Rows* rows, std::size_t index) : rows_(rows), index_(index) {}
        Row operator*() const { return (*rows_)[index_]; }
        Iterator& operator++() { return ++index_, *this; }
        Iterator operator++(int) { return Iterator(rows_, index_++); }
        bool operator==(const Iterator&) const = default;

    private:
        const Rows* rows_ = nullptr;
        std::size_t index_ = 0;
    };
    Iterator begin() const { return Iterator(this, 0); }
    Iterator end() const { return Iterator(this, size()); }

    explicit Rows(std::shared_ptr<const Result> result) : result_(std::move(result)) {}

private:
    std::shared_ptr<const Result> result_;
};

} // namespace reservepost::batch::store
