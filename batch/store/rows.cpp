#include "batch/store/rows.h"

#include "batch/store/result.h"
#include "batch/store/wire_text.h"

#include <charconv>
#include <stdexcept>
#include <utility>

namespace reservepost::batch::store {

namespace {

[[noreturn]] void wrong(std::string_view column, const std::string& what)
{
    throw std::logic_error("the column \"" + std::string(column) + "\" " + what +
                           " [this is a bug]");
}

template <class T> T present(std::string_view column, std::optional<T> value)
{
    if (!value) wrong(column, "is null");
    return *std::move(value);
}

pqxx::field look_up(const Result& result, std::size_t index, std::string_view column)
{
    try {
        return result.rows[static_cast<pqxx::result_size_type>(index)][std::string(column)];
    } catch (const std::exception&) { // pqxx::argument_error, which would quote the name only.
        wrong(column, "is not in the answer");
    }
}

std::int64_t integer_of(std::string_view column, std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) wrong(column, "is no integer");
    return value;
}

bool boolean_of(std::string_view column, std::string_view text)
{
    if (text != "t" && text != "f") wrong(column, "is no boolean");
    return text == "t";
}

template <class T> T converted(std::string_view column, std::optional<T> value, const char* what)
{
    if (!value) wrong(column, what);
    return *std::move(value);
}

} // namespace

Row::Row(std::shared_ptr<const Result> result, std::size_t index)
    : result_(std::move(result)), index_(index)
{
}

bool Row::is_null(std::string_view column) const
{
    return look_up(*result_, index_, column).is_null();
}

std::string_view Row::field(std::string_view column) const
{
    const auto found = look_up(*result_, index_, column);
    return {found.c_str(), found.size()};
}

std::optional<std::string> Row::find_text(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(std::string(field(column)));
}

std::optional<std::int64_t> Row::find_integer(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer_of(column, field(column)));
}

std::optional<bool> Row::find_boolean(std::string_view column) const
{
    return is_null(column) ? std::nullopt : std::optional(boolean_of(column, field(column)));
}

std::optional<std::string> Row::find_octets(std::string_view column) const
{
    if (is_null(column)) return std::nullopt;
    return converted(column, octets_from_wire(field(column)), "is no bytea");
}

std::optional<holidays::Instant> Row::find_instant(std::string_view column) const
{
    if (is_null(column)) return std::nullopt;
    return converted(column, instant_from_wire(field(column)), "is no instant of years 1 to 9999");
}

std::optional<RecordId> Row::find_record(std::string_view column) const
{
    const auto found = find_octets(column);
    if (!found) return std::nullopt;
    if (found->size() != 16) wrong(column, "is no record id of 16 octets");
    return RecordId::from_octets(*found);
}

std::optional<crypto::Digest> Row::find_digest(std::string_view column) const
{
    const auto found = find_octets(column);
    if (!found) return std::nullopt;
    if (found->size() != crypto::Digest::size) wrong(column, "is no digest of 32 octets");
    return crypto::Digest::from_octets(*found);
}

std::string Row::text(std::string_view column) const
{
    return present(column, find_text(column));
}

std::int64_t Row::integer(std::string_view column) const
{
    return present(column, find_integer(column));
}

bool Row::boolean(std::string_view column) const
{
    return present(column, find_boolean(column));
}

std::string Row::octets(std::string_view column) const
{
    return present(column, find_octets(column));
}

holidays::Instant Row::instant(std::string_view column) const
{
    return present(column, find_instant(column));
}

RecordId Row::record(std::string_view column) const
{
    return present(column, find_record(column));
}

crypto::Digest Row::digest(std::string_view column) const
{
    return present(column, find_digest(column));
}

std::size_t Rows::size() const
{
    return static_cast<std::size_t>(result_->rows.size());
}

Row Rows::operator[](std::size_t index) const
{
    if (index >= size()) throw std::logic_error("a row beyond the answer [this is a bug]");
    return Row(result_, index);
}

Row Rows::one() const
{
    if (size() != 1)
        throw std::logic_error("one row was expected, " + std::to_string(size()) +
                               " came [this is a bug]");
    return (*this)[0];
}

std::optional<Row> Rows::find_one() const
{
    return empty() ? std::nullopt : std::optional(one());
}

} // namespace reservepost::batch::store
