#pragma once

#include "batch/vault/ring_file.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <sys/types.h>
#include <vector>

namespace reservepost::batch::vault {

/// The keys of one ring in one store.
struct Ring {
    KeysByRecord keys;
    std::size_t damaged = 0;   ///< Places whose checksum is wrong.
    std::size_t made_with = 0; ///< How many keys it had when it was made; others were appended.

    /// Keys that were in the file and cannot be read: damaged, or cut off.
    std::size_t lost() const;
};

/// The key place of one store: its rings, and the lock under which they are written. Errors are
/// `VaultDamaged` for what a ring holds and `std::system_error` for what the disk does.
class KeyPlace {
public:
    KeyPlace(std::string store, std::filesystem::path directory);

    /// The key of `record`; nothing when the ring has none or is not there. Kept in memory and read
    /// on where the file has grown.
    std::optional<crypto::SecretKey> find(const RecordId& record, RingNumber ring) const;

    /// The ring as it is on the disk now. Throws `VaultDamaged` when it is not there or its head is
    /// damaged.
    Ring read(RingNumber ring) const;

    /// Throws `VaultDamaged` unless the ring is there.
    void require(RingNumber ring) const;
    std::vector<RingNumber> numbers() const;
    /// Whether ring's destruction was cut off: the file is there and begins with zeros.
    bool is_half_destroyed(RingNumber ring) const;
    /// Whether files of a change of ring that was cut off lie about.
    bool has_leftovers() const;

    /// Appends keys durably, under the lock. Half a place that a dead writer left is cut off first:
    /// nobody was ever told that it was there.
    void append(RingNumber ring, std::span<const RingEntry> entries) const;

    /// Writes a whole ring under a temporary name and reads it back from the disk. Throws
    /// `VaultDamaged` if it differs.
    void write_temporary(RingNumber ring, const KeysByRecord& keys) const;
    /// Gives the ring that `write_temporary` wrote its own name.
    void name_temporary(RingNumber ring) const;

    /// Overwrites and unlinks the ring. Gives whether it was there.
    bool destroy(RingNumber ring);
    /// The same for what a cut off change of ring left.
    void destroy_leftovers() const;

private:
    /// What was read of one ring file, and how far.
    struct Kept {
        Ring ring;
        dev_t device = 0;
        ino_t inode = 0;
        std::uint64_t octets = 0;
    };

    std::filesystem::path file(RingNumber ring) const;
    std::filesystem::path temporary(RingNumber ring) const;
    std::filesystem::path lock() const { return directory_ / "lock"; }
    /// Reads places from the octet at `begin` on, or the whole ring with its head from 0. Gives the
    /// octet behind the last whole place.
    std::uint64_t read_places(const std::filesystem::path& path, RingNumber ring,
                              std::uint64_t begin, Ring& into) const;
    void refresh(RingNumber ring, Kept& kept) const;

    std::string store_;
    std::filesystem::path directory_;
    mutable std::mutex mutex_; ///< For `kept_`.
    mutable std::map<RingNumber, Kept> kept_;
};

} // namespace reservepost::batch::vault
