#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::vault {

/// What the installation keeps in one store beside reports: the newest text of each name, sealed
/// under a key of this store (`kept.key` in its key place), as `kept/<name>` in its content place.
class KeptFiles {
public:
    KeptFiles(std::string store, std::filesystem::path content, std::filesystem::path keys);

    /// Replaces what is kept as `name`, durably. The first time the key is made too. Throws
    /// `std::system_error` for the disk's faults; then the old text stands.
    void put(std::string_view name, std::string_view octets) const;

    /// The text kept as `name`; nothing when there is none. Throws `VaultDamaged` when it does not
    /// open.
    std::optional<std::string> find(std::string_view name) const;

    /// The names of all that is kept, sorted.
    std::vector<std::string> names() const;

private:
    std::filesystem::path file(std::string_view name) const;

    std::string store_;
    std::filesystem::path directory_;
    std::filesystem::path key_file_;
};

} // namespace reservepost::batch::vault
