#include "batch/vault/fact.h"

#include "batch/crypto/digest.h"

#include <array>
#include <stdexcept>

namespace reservepost::batch::vault {

namespace {

constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789.:_-";
constexpr std::size_t part_limit_octets = 64;
constexpr std::size_t checksum_digits = 8;

std::string checksum(std::string_view line)
{
    return crypto::sha256(line).hex().substr(0, checksum_digits);
}

std::string written(std::string_view part)
{
    if (part.empty()) return "-";
    // The message does not repeat the part: it may be what must never stand here.
    if (part == "-" || part.size() > part_limit_octets ||
        part.find_first_not_of(allowed) != std::string_view::npos)
        throw std::invalid_argument("a part of a fact is made of a-z 0-9 . : _ - and has at most "
                                    "64 characters [this is a bug]");
    return std::string(part);
}

std::string read(std::string_view part)
{
    return part == "-" ? "" : std::string(part);
}

} // namespace

std::string fact_line(const Fact& fact)
{
    if (fact.event.empty()) throw std::invalid_argument("a fact names its event [this is a bug]");
    std::string line = fact.record.text();
    for (const auto* part : {&fact.event, &fact.date, &fact.job, &fact.piece, &fact.code})
        line += ' ' + written(*part);
    return line + ' ' + checksum(line);
}

Fact parse_fact(std::string_view line)
{
    const auto refuse = [] { throw std::invalid_argument("the line is no whole fact"); };
    const auto last_space = line.rfind(' ');
    if (last_space == std::string_view::npos) refuse();
    const auto before = line.substr(0, last_space);
    if (line.substr(last_space + 1) != checksum(before)) refuse();

    constexpr std::size_t part_count = 6;
    std::array<std::string_view, part_count> parts;
    std::string_view left = before;
    for (std::size_t i = 0; i < part_count; ++i) {
        const auto space = left.find(' ');
        const bool is_last = i + 1 == part_count;
        if (is_last != (space == std::string_view::npos)) refuse();
        parts[i] = left.substr(0, space);
        if (!is_last) left.remove_prefix(space + 1);
    }
    Fact fact{RecordId::from_text(parts[0]),
              read(parts[1]),
              read(parts[2]),
              read(parts[3]),
              read(parts[4]),
              read(parts[5])};
    // A line that we would write otherwise was not written by us.
    if (fact_line(fact) != line) refuse();
    return fact;
}

} // namespace reservepost::batch::vault
