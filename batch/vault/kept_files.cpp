#include "batch/vault/kept_files.h"

#include "batch/crypto/seal.h"
#include "batch/disk/file_lock.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"
#include "batch/vault/content_place.h"
#include "batch/vault/store_place.h"

#include <algorithm>
#include <sys/stat.h>

namespace reservepost::batch::vault {

namespace {

constexpr mode_t private_file = S_IRUSR | S_IWUSR;
constexpr std::uint64_t limit_octets = 64 * 1024 * 1024;

std::string associated(std::string_view name)
{
    return "reservepost kept " + std::string(name);
}

} // namespace

KeptFiles::KeptFiles(std::string store, std::filesystem::path content, std::filesystem::path keys)
    : store_(std::move(store)), directory_(std::move(content) / "kept"),
      key_file_(std::move(keys) / "kept.key")
{
}

std::filesystem::path KeptFiles::file(std::string_view name) const
{
    require_attachment_name(name);
    return directory_ / name;
}

void KeptFiles::put(std::string_view name, std::string_view octets) const
{
    const auto path = file(name);
    const auto held = disk::FileLock::exclusive(key_file_.parent_path() / "lock");
    if (!std::filesystem::exists(key_file_)) crypto::SecretKey::random().save_new(key_file_);
    disk::make_private_directory(directory_);
    disk::replace_durably(
        path, crypto::seal(crypto::SecretKey::load(key_file_), octets, associated(name)),
        private_file);
}

std::optional<std::string> KeptFiles::find(std::string_view name) const
{
    const auto path = file(name);
    if (!std::filesystem::exists(path)) return std::nullopt;
    try {
        return crypto::open(crypto::SecretKey::load(key_file_), disk::read_file(path, limit_octets),
                            associated(name));
    } catch (const crypto::CannotOpen&) {
        throw VaultDamaged(
            store_ + ": what is kept as " + std::string(name) +
            " does not open with the key of this store; the next run writes it anew");
    }
}

std::vector<std::string> KeptFiles::names() const
{
    std::vector<std::string> names;
    if (!std::filesystem::exists(directory_)) return names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        if (const auto name = entry.path().filename().string(); !name.starts_with('.'))
            names.push_back(name);
    std::ranges::sort(names);
    return names;
}

} // namespace reservepost::batch::vault
