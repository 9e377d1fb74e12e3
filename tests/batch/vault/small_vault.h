#pragma once

#include "batch/disk/files.h"
#include "batch/vault/vault.h"
#include "tests/support/killed_at.h"
#include "tests/support/temporary_directory.h"

namespace reservepost::tests {

using namespace reservepost::batch::vault;
using reservepost::batch::RecordId;

constexpr std::uint64_t file_limit = 1 << 26;

/// Two empty stores in a directory of their own.
struct SmallVault {
    explicit SmallVault(std::size_t stores = 2) : vault(Vault::create(places_of(directory, stores)))
    {
    }

    static std::vector<StorePlace> places_of(const TemporaryDirectory& directory,
                                             std::size_t stores)
    {
        std::vector<StorePlace> places;
        for (std::size_t i = 1; i <= stores; ++i)
            places.push_back({directory / ("content" + std::to_string(i)),
                              directory / ("keys" + std::to_string(i))});
        return places;
    }

    std::filesystem::path content_file(std::size_t store, const std::string& name) const
    {
        return vault.places().at(store - 1).content / "content" / name;
    }
    std::filesystem::path ring_file(std::size_t store, RingNumber ring) const
    {
        return vault.places().at(store - 1).keys / ("ring." + std::to_string(ring));
    }
    /// As a new process would see it.
    Vault opened_again() const { return Vault::open(vault.places()); }

    TemporaryDirectory directory;
    Vault vault;
};

inline RecordId record(int number)
{
    const std::string digits = std::to_string(number);
    return RecordId::from_text(std::string(32 - digits.size(), '0') + digits);
}

inline SealedReport report(const std::string& octets)
{
    return {"5b3e4b1c-6a52-4c1e-9d5a-0a8e4f1d2c3b",
            "0301",
            "07",
            batch::vault::SealedReport{}.accepted_at + std::chrono::hours(500'000),
            batch::vault::SealedReport{}.taken_in_at + std::chrono::hours(500'001),
            R"({"late":true})",
            octets};
}

inline std::vector<NewEntry> entries(int first, int last)
{
    std::vector<NewEntry> result;
    for (int i = first; i <= last; ++i)
        result.push_back({record(i), report("report " + std::to_string(i))});
    return result;
}

/// Changes one octet of `file`, counted from the end where `at` is negative.
inline void change_octet(const std::filesystem::path& file, std::ptrdiff_t at)
{
    std::string octets = batch::disk::read_file(file, file_limit);
    auto& octet = octets.at(at < 0 ? octets.size() - static_cast<std::size_t>(-at)
                                   : static_cast<std::size_t>(at));
    octet = static_cast<char>(octet ^ 0x10);
    batch::disk::replace_durably(file, octets, 0600);
}

} // namespace reservepost::tests
