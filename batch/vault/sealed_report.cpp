#include "batch/vault/sealed_report.h"

#include <cstdint>
#include <stdexcept>

namespace reservepost::batch::vault {

namespace {

constexpr std::string_view first_line = "reservepost report 1\n";
constexpr std::size_t field_limit_octets = 1 << 20;

void put_number(std::string& out, std::uint64_t value, int size_octets)
{
    for (int shift = 8 * (size_octets - 1); shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift & 0xff);
}

void put_field(std::string& out, std::string_view field)
{
    if (field.size() > field_limit_octets)
        throw std::length_error("a field beside a report has at most 1 MiB, this one has " +
                                std::to_string(field.size()) + " octets");
    put_number(out, field.size(), 4);
    out += field;
}

void put_instant(std::string& out, holidays::Instant instant)
{
    put_number(out, static_cast<std::uint64_t>(instant.time_since_epoch().count()), 8);
}

/// Takes the parts off the front, as they were put there.
class Parts {
public:
    explicit Parts(std::string_view octets) : left_(octets) {}

    std::string_view take(std::uint64_t size_octets)
    {
        if (size_octets > left_.size())
            throw std::invalid_argument("the sealed report is cut off inside a field");
        const auto part = left_.substr(0, size_octets);
        left_.remove_prefix(size_octets);
        return part;
    }
    std::uint64_t number(std::uint64_t size_octets)
    {
        std::uint64_t value = 0;
        for (const char c : take(size_octets))
            value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }
    std::string field() { return std::string(take(number(4))); }
    holidays::Instant instant()
    {
        return holidays::Instant(holidays::Duration(static_cast<std::int64_t>(number(8))));
    }
    bool is_empty() const { return left_.empty(); }

private:
    std::string_view left_;
};

} // namespace

std::string encode(const SealedReport& report)
{
    std::string out;
    out.reserve(report.octets.size() + report.note.size() + 256);
    out += first_line;
    put_field(out, report.reference);
    put_field(out, report.municipality);
    put_field(out, report.district);
    put_instant(out, report.accepted_at);
    put_instant(out, report.taken_in_at);
    put_field(out, report.note);
    put_number(out, report.octets.size(), 8);
    out += report.octets;
    return out;
}

SealedReport decode_report(std::string_view octets)
{
    Parts parts(octets);
    if (octets.size() < first_line.size() || parts.take(first_line.size()) != first_line)
        throw std::invalid_argument("no sealed report of a kind this version knows");
    SealedReport report;
    report.reference = parts.field();
    report.municipality = parts.field();
    report.district = parts.field();
    report.accepted_at = parts.instant();
    report.taken_in_at = parts.instant();
    report.note = parts.field();
    report.octets = std::string(parts.take(parts.number(8)));
    if (!parts.is_empty()) throw std::invalid_argument("something stands behind the sealed report");
    return report;
}

} // namespace reservepost::batch::vault
