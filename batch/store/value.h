#pragma once

#include "batch/crypto/digest.h"
#include "batch/words/record_id.h"
#include "holidays/instant.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace reservepost::batch::store {

/// Octets for a `bytea` column. Without this name a string is text.
struct Octets {
    std::string octets;
    bool operator==(const Octets&) const = default;
};

/// What stands for `$1`, `$2` … in a statement. Everything converts to it by itself:
///
///     transaction.execute("select state from report where id = $1", {record});
///     transaction.changed("update job set sent_at = $1 where number = $2", {at, 1000017});
///     transaction.changed("update report set state = 'posting' where id = any($1)", {records});
///
/// A vector is a PostgreSQL array, for `unnest($1::bytea[])` and `= any($1)`; an empty optional is
/// null. Text must be UTF-8; text with a NUL in it is refused by the statement that is given it.
class Value {
public:
    using Kind =
        std::variant<std::nullptr_t, bool, std::int64_t, std::string, Octets, holidays::Instant,
                     std::vector<std::int64_t>, std::vector<std::string>, std::vector<Octets>>;

    Value(std::nullptr_t) : kind_(nullptr) {}
    template <std::same_as<bool> Bool> Value(Bool value) : kind_(value) {}
    /// Throws `std::out_of_range` for an unsigned number above 2^63 - 1.
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) Value(Integer value) : kind_(in_range(value)) {}
    Value(const char* text) : kind_(std::string(text)) {}
    Value(std::string text) : kind_(std::move(text)) {}
    Value(std::string_view text) : kind_(std::string(text)) {}
    Value(Octets octets) : kind_(std::move(octets)) {}
    Value(holidays::Instant instant) : kind_(instant) {}
    Value(const RecordId& record) : kind_(Octets{record.octets()}) {}
    Value(const crypto::Digest& digest) : kind_(Octets{digest.octets()}) {}
    Value(std::vector<std::int64_t> numbers) : kind_(std::move(numbers)) {}
    Value(std::vector<std::string> texts) : kind_(std::move(texts)) {}
    Value(std::vector<Octets> octets) : kind_(std::move(octets)) {}
    Value(const std::vector<RecordId>& records);
    Value(const std::vector<crypto::Digest>& digests);
    template <class T>
    Value(const std::optional<T>& value) : kind_(value ? Value(*value).kind_ : Kind(nullptr))
    {
    }

    const Kind& kind() const { return kind_; }

private:
    template <std::integral Integer> static std::int64_t in_range(Integer value)
    {
        if (!std::in_range<std::int64_t>(value)) refuse_number();
        return static_cast<std::int64_t>(value);
    }
    [[noreturn]] static void refuse_number();

    Kind kind_;
};

} // namespace reservepost::batch::store
