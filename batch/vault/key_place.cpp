#include "batch/vault/key_place.h"

#include "batch/disk/file_lock.h"
#include "batch/disk/files.h"

#include <algorithm>
#include <charconv>
#include <sys/stat.h>

namespace reservepost::batch::vault {

namespace {

constexpr std::uint64_t ring_limit_octets = std::uint64_t{1} << 32;
constexpr std::string_view ring_prefix = "ring.";

std::optional<RingNumber> number_in(std::string_view name)
{
    if (!name.starts_with(ring_prefix)) return std::nullopt;
    name.remove_prefix(ring_prefix.size());
    RingNumber number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = error == std::errc() && end == name.data() + name.size() && number > 0;
    return is_number ? std::optional(number) : std::nullopt;
}

bool is_leftover(const std::string& name)
{
    return name.starts_with('.') && name.find(ring_prefix) != std::string::npos;
}

} // namespace

std::size_t Ring::lost() const
{
    const std::size_t found = keys.size() + damaged;
    return damaged + (made_with > found ? made_with - found : 0);
}

KeyPlace::KeyPlace(std::string store, std::filesystem::path directory)
    : store_(std::move(store)), directory_(std::move(directory))
{
}

std::filesystem::path KeyPlace::file(RingNumber ring) const
{
    return directory_ / (std::string(ring_prefix) + std::to_string(ring));
}

std::filesystem::path KeyPlace::temporary(RingNumber ring) const
{
    return directory_ / (".ring." + std::to_string(ring) + ".next");
}

void KeyPlace::require(RingNumber ring) const
{
    if (!std::filesystem::exists(file(ring)))
        throw VaultDamaged(store_ + ": ring " + std::to_string(ring) +
                           " is not there; see `restore check`");
}

std::uint64_t KeyPlace::read_places(const std::filesystem::path& path, RingNumber ring,
                                    std::uint64_t begin, Ring& into) const
{
    const crypto::Wiped content(disk::read_file_from(path, begin, ring_limit_octets));
    std::string_view places = content.octets;
    if (begin == 0) {
        const auto made_with = keys_when_made(ring, places);
        if (!made_with)
            throw VaultDamaged(store_ + ": the head of ring " + std::to_string(ring) +
                               " is damaged; see `vault refill`");
        into.made_with = *made_with;
        places.remove_prefix(ring_place_octets);
    }
    into.damaged += read_ring_places(ring, places, into.keys);
    return begin + content.octets.size() / ring_place_octets * ring_place_octets;
}

Ring KeyPlace::read(RingNumber ring) const
{
    require(ring);
    const auto held = disk::FileLock::shared(lock());
    Ring result;
    read_places(file(ring), ring, 0, result);
    return result;
}

std::optional<crypto::SecretKey> KeyPlace::find(const RecordId& record, RingNumber ring) const
{
    const std::scoped_lock guard(mutex_);
    Kept& kept = kept_[ring];
    refresh(ring, kept);
    const auto found = kept.ring.keys.find(record);
    if (found == kept.ring.keys.end()) return std::nullopt;
    return found->second.copy();
}

/// Reads on where the file has grown, and anew where it is another one or has shrunk.
void KeyPlace::refresh(RingNumber ring, Kept& kept) const
{
    struct stat status = {};
    if (::stat(file(ring).c_str(), &status) != 0) {
        kept = Kept{}; // Destroyed: nothing of it may stay in memory.
        return;
    }
    const auto whole =
        static_cast<std::uint64_t>(status.st_size) / ring_place_octets * ring_place_octets;
    const bool is_same = kept.inode == status.st_ino && kept.device == status.st_dev;
    if (is_same && kept.octets == whole) return;
    if (!is_same || kept.octets > whole) kept = Kept{};
    const auto held = disk::FileLock::shared(lock());
    kept.octets = read_places(file(ring), ring, kept.octets, kept.ring);
    kept.inode = status.st_ino;
    kept.device = status.st_dev;
}

std::vector<RingNumber> KeyPlace::numbers() const
{
    std::vector<RingNumber> found;
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        if (const auto number = number_in(entry.path().filename().string()))
            found.push_back(*number);
    std::ranges::sort(found);
    return found;
}

bool KeyPlace::is_half_destroyed(RingNumber ring) const
{
    const auto held = disk::FileLock::shared(lock());
    if (!std::filesystem::exists(file(ring))) return false;
    const crypto::Wiped content(disk::read_file(file(ring), ring_limit_octets));
    return content.octets.starts_with(std::string(ring_place_octets, '\0'));
}

bool KeyPlace::has_leftovers() const
{
    return std::ranges::any_of(
        std::filesystem::directory_iterator(directory_),
        [](const auto& entry) { return is_leftover(entry.path().filename().string()); });
}

void KeyPlace::append(RingNumber ring, std::span<const RingEntry> entries) const
{
    const auto held = disk::FileLock::exclusive(lock());
    const auto path = file(ring);
    require(ring);
    const auto size = std::filesystem::file_size(path);
    if (size < ring_place_octets)
        throw VaultDamaged(store_ + ": the head of ring " + std::to_string(ring) +
                           " is damaged; see `vault refill`");
    if (size % ring_place_octets != 0)
        disk::truncate_durably(path, size / ring_place_octets * ring_place_octets);
    disk::append_durably(path, ring_places(ring, entries).octets);
    disk::drop_from_memory(path); // What is read from now on comes from the disk.
}

void KeyPlace::write_temporary(RingNumber ring, const KeysByRecord& keys) const
{
    const auto held = disk::FileLock::exclusive(lock());
    const auto path = temporary(ring);
    disk::write_new_durably(path, ring_file(ring, keys).octets, S_IRUSR | S_IWUSR);
    disk::drop_from_memory(path);
    Ring written;
    read_places(path, ring, 0, written);
    if (written.damaged != 0 || !same_keys(written.keys, keys))
        throw VaultDamaged(store_ + ": ring " + std::to_string(ring) +
                           " reads back otherwise than it was written; look at the disk");
}

void KeyPlace::name_temporary(RingNumber ring) const
{
    const auto held = disk::FileLock::exclusive(lock());
    disk::rename_new_durably(temporary(ring), file(ring));
}

bool KeyPlace::destroy(RingNumber ring)
{
    bool was_there = false;
    {
        const auto held = disk::FileLock::exclusive(lock());
        was_there = disk::overwrite_and_remove_durably(file(ring));
    }
    const std::scoped_lock guard(mutex_);
    kept_.erase(ring);
    return was_there;
}

void KeyPlace::destroy_leftovers() const
{
    const auto held = disk::FileLock::exclusive(lock());
    std::vector<std::filesystem::path> leftovers;
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        if (is_leftover(entry.path().filename().string())) leftovers.push_back(entry.path());
    for (const auto& path : leftovers)
        disk::overwrite_and_remove_durably(path);
}

} // namespace reservepost::batch::vault
