#include "batch/printhouse/package_name.h"

#include "batch/printhouse/contract_error.h"

#include <algorithm>
#include <vector>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::string_view ending = ".zip.cms";
constexpr std::size_t hash_digits = 20;

bool is_lower_hex(std::string_view text)
{
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// The value among `values` whose code is `code`.
template <class Value> Value value_of(std::string_view code, std::initializer_list<Value> values)
{
    for (const Value value : values) {
        if (code_of(value) == code) return value;
    }
    throw ContractError("a package's class is not (C5 or C4)-(D or S)-(NO or XX)");
}

} // namespace

JobNumber JobNumber::from_number(int number)
{
    if (number < 1 || number > 99'999'999 || number % 1'000'000 == 0) {
        throw ContractError("a job number is not two digits of generation and 000001 to 999999");
    }
    return JobNumber(number);
}

JobNumber JobNumber::parse(std::string_view text)
{
    int number = 0;
    for (const char c : text) {
        if (text.size() != 8 || c < '0' || c > '9') {
            throw ContractError("a job number is not eight digits");
        }
        number = number * 10 + (c - '0');
    }
    return from_number(number);
}

std::string JobNumber::text() const
{
    const std::string digits = std::to_string(number_);
    return std::string(8 - digits.size(), '0') + digits;
}

std::string_view code_of(Envelope envelope)
{
    return envelope == Envelope::C5 ? "C5" : "C4";
}

std::string_view code_of(Plex plex)
{
    return plex == Plex::Duplex ? "D" : "S";
}

std::string_view code_of(Destination destination)
{
    return destination == Destination::Norway ? "NO" : "XX";
}

std::string PackageClass::text() const
{
    return std::string(code_of(envelope)) + '-' + std::string(code_of(plex)) + '-' +
           std::string(code_of(destination));
}

PackageClass PackageClass::parse(std::string_view text)
{
    const auto parts = split(text, '-');
    if (parts.size() != 3) {
        throw ContractError("a package's class is not envelope, plex and destination, joined by -");
    }
    return {.envelope = value_of(parts[0], {Envelope::C5, Envelope::C4}),
            .plex = value_of(parts[1], {Plex::Duplex, Plex::Simplex}),
            .destination = value_of(parts[2], {Destination::Norway, Destination::Abroad})};
}

PackageName PackageName::of(Day date, JobNumber job, const PackageClass& package_class,
                            const crypto::Digest& manifest)
{
    return {.date = date,
            .job = job,
            .package_class = package_class,
            .manifest_hash = manifest.hex().substr(0, hash_digits)};
}

PackageName PackageName::parse(std::string_view file_name)
{
    if (!file_name.ends_with(ending)) {
        throw ContractError("a package's name does not end in .zip.cms");
    }
    const auto parts = split(file_name.substr(0, file_name.size() - ending.size()), '.');
    if (parts.size() != 5 || parts[0] != "RP") {
        throw ContractError("a package's name is not RP.<date>.<job>.<class>.<hash>.zip.cms");
    }
    if (parts[4].size() != hash_digits || !is_lower_hex(parts[4])) {
        throw ContractError("the hash in a package's name is not 20 lower-case hexadecimal digits");
    }
    return {.date = parse_day(parts[1]),
            .job = JobNumber::parse(parts[2]),
            .package_class = PackageClass::parse(parts[3]),
            .manifest_hash = std::string(parts[4])};
}

std::string PackageName::stem() const
{
    return "RP." + day_text(date) + '.' + job.text() + '.' + package_class.text() + '.' +
           manifest_hash;
}

std::string PackageName::file_name() const
{
    return stem() + std::string(ending);
}

bool PackageName::names(const crypto::Digest& manifest) const
{
    return manifest.hex().substr(0, hash_digits) == manifest_hash;
}

} // namespace reservepost::batch::printhouse
