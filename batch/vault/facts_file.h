#pragma once

#include "batch/vault/fact.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::vault {

/// What a content place remembers beside the reports: the file `facts`, only ever appended to, and
/// the number of the newest run in the file `run`. Both are written under one lock.
class FactsFile {
public:
    FactsFile(std::string store, std::filesystem::path directory);

    struct Reading {
        std::vector<Fact> facts;
        std::vector<std::size_t> damaged_lines; ///< From 1.
    };
    Reading read() const;

    /// Appends durably. Half a line that a dead writer left is ended first, so that it spoils only
    /// itself.
    void append(std::span<const Fact> facts) const;

    /// 0 where there was no run. Throws `VaultDamaged` if the file holds no number.
    std::int64_t run_number() const;
    /// Writes `number` unless a higher one stands there.
    void raise_run_number(std::int64_t number) const;

private:
    std::filesystem::path lock() const { return directory_ / "lock"; }

    std::string store_;
    std::filesystem::path directory_;
};

} // namespace reservepost::batch::vault
