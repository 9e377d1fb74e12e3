#pragma once

#include "batch/printhouse/simulated_story.h"

#include <filesystem>
#include <string>
#include <vector>

namespace reservepost::batch::printhouse {

/// One package as a simulated house remembers it.
struct RememberedPackage {
    PackageName package;
    std::vector<ToldAt> story = {};
    std::size_t told = 0; ///< How many receipts of the story have been put into `out`.
};

/// The memory of a simulated house: a file `<stem>.story.json` for each package, and beside it the
/// receipts as they were signed, `<stem>.<place in the story>.p7m`.
class SimulatedMemory {
public:
    /// Reads all of it. `directory` is made where it is missing. Throws `ContractError` naming a
    /// file that is broken.
    explicit SimulatedMemory(std::filesystem::path directory);

    std::vector<RememberedPackage>& packages() { return packages_; }
    const RememberedPackage* find(const PackageName& package) const;
    /// Whether another package came under this job's number.
    bool has_number_of(const PackageName& package) const;

    /// Adds a package, synced.
    void add(RememberedPackage package);
    /// Writes what has changed of `package`, synced.
    void save(const RememberedPackage& package) const;

    /// The signed octets of the receipt at `place`; made by `house` the first time.
    std::string signed_receipt(const RememberedPackage& package, std::size_t place,
                               const crypto::Identity& house) const;

private:
    std::filesystem::path story_file(const PackageName& package) const;

    std::filesystem::path directory_;
    std::vector<RememberedPackage> packages_;
};

} // namespace reservepost::batch::printhouse
