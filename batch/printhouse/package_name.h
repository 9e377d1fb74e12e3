#pragma once

#include "batch/crypto/digest.h"
#include "batch/printhouse/contract_time.h"

#include <compare>
#include <string>
#include <string_view>

namespace reservepost::batch::printhouse {

/// A job's number: two digits of generation and six that count from 000001 without a gap.
class JobNumber {
public:
    /// Throws `ContractError` unless 1 to 999999 stand in the last six of at most eight digits.
    static JobNumber from_number(int number);
    /// Throws `ContractError` unless `text` is exactly eight such digits.
    static JobNumber parse(std::string_view text);

    int number() const { return number_; }
    int generation() const { return number_ / 1'000'000; }
    std::string text() const; ///< Always eight digits.
    auto operator<=>(const JobNumber&) const = default;

private:
    explicit JobNumber(int number) : number_(number) {}
    int number_;
};

enum class Envelope { C5, C4 };
enum class Plex { Duplex, Simplex };
enum class Destination { Norway, Abroad };

/// What all the pieces of one package share, because machines are set up for it: "C5-D-NO".
/// Plex is `D` or `S`; destination is `NO`, or `XX` for every other country.
struct PackageClass {
    Envelope envelope = Envelope::C5;
    Plex plex = Plex::Duplex;
    Destination destination = Destination::Norway;

    std::string text() const;
    /// Throws `ContractError` for anything that `text` does not write.
    static PackageClass parse(std::string_view text);
    auto operator<=>(const PackageClass&) const = default;
};

std::string_view code_of(Envelope envelope);       ///< "C5", "C4".
std::string_view code_of(Plex plex);               ///< "D", "S".
std::string_view code_of(Destination destination); ///< "NO", "XX".

/// A package's name, which says what is in it: `RP.<date>.<job>.<class>.<hash>.zip.cms`, where the
/// hash is the first 20 hexadecimal digits of the SHA-256 of `manifest.json`. So two packages with
/// the same name are the same package.
struct PackageName {
    Day date; ///< The job's day in Oslo.
    JobNumber job;
    PackageClass package_class;
    std::string manifest_hash; ///< 20 lower-case hexadecimal digits.

    static PackageName of(Day date, JobNumber job, const PackageClass& package_class,
                          const crypto::Digest& manifest);
    /// Throws `ContractError` for a name that `file_name` would not have written.
    static PackageName parse(std::string_view file_name);

    std::string stem() const;      ///< Without `.zip.cms`: what receipts begin with.
    std::string file_name() const; ///< The whole name.
    bool names(const crypto::Digest& manifest) const; ///< Whether the hash is that manifest's.
    bool operator==(const PackageName&) const = default;
};

} // namespace reservepost::batch::printhouse
