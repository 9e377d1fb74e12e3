#include "batch/printhouse/simulated_house.h"

#include "batch/disk/file_lock.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"
#include "batch/printhouse/notice.h"
#include "batch/printhouse/simulated_memory.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::printhouse {
namespace {

constexpr mode_t shared_mode = 0640;

disk::FileLock lock_of(const std::filesystem::path& memory)
{
    disk::make_private_directory(memory);
    auto lock = disk::FileLock::try_exclusive(memory / ".lock");
    if (!lock)
        throw ContractError(memory.string() + " is held by another simulation; let that one end");
    return std::move(*lock);
}

std::optional<PackageName> package_name(const std::string& file_name)
{
    try {
        return PackageName::parse(file_name);
    } catch (const ContractError&) {
        return std::nullopt;
    }
}

/// Names in `in` that a house looks at: neither hidden nor a directory. Sorted, so that what
/// happens does not depend on the disk.
std::vector<std::string> names_in(const std::filesystem::path& in)
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(in)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with('.') && entry.is_regular_file()) names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

/// One look at the directories.
class Looking {
public:
    Looking(const SimulatedHouse& house, holidays::Instant now)
        : house_(house), now_(now), memory_(house.memory)
    {
    }

    HouseLook look()
    {
        for (const std::string& name : names_in(house_.in)) {
            if (const auto package = package_name(name)) {
                meet(*package);
            } else if (name.starts_with("RP.") && name.ends_with(".json.p7m")) {
                read_notice(name);
            } else {
                ++look_.foreign;
            }
        }
        for (RememberedPackage& package : memory_.packages())
            tell(package);
        return std::move(look_);
    }

private:
    void note(const PackageName& package, const std::string& what)
    {
        look_.lines.push_back("job " + package.job.text() + ' ' + package.package_class.text() +
                              ": " + what);
    }

    /// Steps 1 and 2 for a package in `in`.
    void meet(const PackageName& package)
    {
        present_.insert(package.stem());
        if (memory_.find(package) == nullptr) {
            take(package);
        } else if (house_.manners.removes_packages) {
            ++look_.repeats;
            note(package, "came again; nothing is printed");
        }
        if (house_.manners.removes_packages) disk::remove_durably(house_.in / package.file_name());
    }

    /// Notes the job that a notice declares void; what no sender signed is foreign.
    void read_notice(const std::string& name)
    {
        constexpr std::uint64_t most_octets = 64 * 1024;
        try {
            const auto said =
                parse_notice(disk::read_file(house_.in / name, most_octets), house_.keys.senders);
            if (said.notice.void_job) void_jobs_.insert(said.notice.void_job->job);
            ++look_.notices;
        } catch (const ContractError&) {
            ++look_.foreign;
        }
    }

    /// Tells nothing more of a package whose number is void.
    void stop(RememberedPackage& package)
    {
        package.story.erase(package.story.begin() + static_cast<std::ptrdiff_t>(package.told),
                            package.story.end());
        memory_.save(package);
        ++look_.voided;
        note(package.package, "is void; nothing more is told of it");
    }

    void take(const PackageName& package)
    {
        ++look_.packages;
        RememberedPackage remembered{.package = package, .story = decide(package)};
        if (remembered.story.empty()) {
            ++look_.lost;
            note(package, "is lost");
        } else if (remembered.story[0].receipt.stage == Stage::Rejected) {
            ++look_.rejected;
            note(package, "is rejected: " + remembered.story[0].receipt.code);
        } else {
            note(package, "came");
        }
        memory_.add(std::move(remembered));
    }

    std::vector<ToldAt> decide(const PackageName& package) const
    {
        const Opening opening = vendor_verify(house_.in / package.file_name(), house_.keys);
        std::optional<crypto::Digest> hash;
        if (opening.package) hash = opening.package->manifest_sha256;
        const auto reject = [&](const std::string& code) {
            return story_of_rejection(package, hash, code, house_.manners, now_);
        };
        if (memory_.has_number_of(package)) return reject("number-reused");
        if (!opening.package) return reject(opening.findings.front().code);
        return story_of(opening.package->manifest, *hash, house_.manners, now_);
    }

    /// Steps 3 to 5 for every receipt that is due; and those that are gone, where the package came
    /// again.
    void tell(RememberedPackage& package)
    {
        if (present_.contains(package.package.stem()) && !house_.manners.silent)
            tell_again(package);
        if (package.told < package.story.size() && void_jobs_.contains(package.package.job))
            stop(package);
        for (; package.told < package.story.size(); ++package.told, memory_.save(package)) {
            const ToldAt& told = package.story[package.told];
            if (told.due > now_ || house_.manners.silent) {
                wait_for(package);
                return;
            }
            put(package, package.told);
            ++look_.receipts;
            look_.lies += told.is_lie ? 1 : 0;
            note(package.package, "receipt " + std::to_string(told.receipt.n) + ", " +
                                      std::string(word_of(told.receipt.stage)) +
                                      (told.is_lie ? " (a lie)" : ""));
        }
    }

    void wait_for(const RememberedPackage& package)
    {
        look_.waiting += static_cast<int>(package.story.size() - package.told);
        const holidays::Instant due = package.story[package.told].due;
        look_.next = look_.next ? std::min(*look_.next, due) : due;
    }

    void tell_again(const RememberedPackage& package)
    {
        for (std::size_t place = 0; place < package.told; ++place) {
            // Of a lie that was corrected only the right one lies there.
            const bool is_corrected = package.story[place].is_lie && place + 1 < package.told;
            if (is_corrected || std::filesystem::exists(file_of(package, place))) continue;
            put(package, place);
            ++look_.again;
        }
    }

    std::filesystem::path file_of(const RememberedPackage& package, std::size_t place) const
    {
        const Receipt& receipt = package.story[place].receipt;
        return house_.out / ReceiptName{package.package, receipt.n, receipt.stage}.file_name();
    }

    /// Over what lies there: a lie that is corrected, or the same octets after a crash.
    void put(const RememberedPackage& package, std::size_t place)
    {
        disk::replace_durably(file_of(package, place),
                              memory_.signed_receipt(package, place, house_.keys.house),
                              shared_mode);
    }

    const SimulatedHouse& house_;
    holidays::Instant now_;
    SimulatedMemory memory_;
    std::set<std::string> present_; ///< Stems of the packages that lay in `in` at this look.
    std::set<JobNumber> void_jobs_;
    HouseLook look_;
};

} // namespace

HouseLook simulate(const SimulatedHouse& house, holidays::Instant now)
{
    const disk::FileLock alone = lock_of(house.memory);
    return Looking(house, now).look();
}

} // namespace reservepost::batch::printhouse
