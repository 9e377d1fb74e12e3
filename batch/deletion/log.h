#pragma once

#include "batch/crypto/ed25519.h"
#include "batch/deletion/checkpoint.h"
#include "batch/deletion/leaf.h"
#include "batch/deletion/tiles.h"
#include "batch/disk/file_lock.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace reservepost::batch::deletion {

/// The writer of the deletion log: an RFC 6962 tree in a directory, only ever appended to.
///
/// `append` makes leaves durable, `sign_checkpoint` makes them count. What lies between the two
/// after a crash is the unsigned tail: found and told by `open`, and finished by the next
/// `sign_checkpoint` like any other leaves. Files that are missing, cut or changed are never
/// mended: `open` throws `LogDamaged`.
///
/// One writer at a time: the object holds a lock on the directory as long as it lives. After an
/// exception from a writing member the object refuses further work; open the log again.
class DeletionLog {
public:
    /// Makes a new log whose first leaf is `opened` (which names the origin), with its first
    /// checkpoint, all or nothing. Throws `std::system_error` if `directory` exists.
    static DeletionLog create(const std::filesystem::path& directory, const OpenedLeaf& opened,
                              crypto::SigningKey key);

    /// Opens a log and checks its end: the checkpoint's signature, the root from the tiles, the
    /// last leaves against their hashes. (Every leaf is checked by `verify_log`.) Throws
    /// `LogDamaged` when these do not agree or a file is missing, `NoteError` for a checkpoint of
    /// another key, `std::system_error` when another process has the log open.
    static DeletionLog open(const std::filesystem::path& directory, crypto::SigningKey key);

    DeletionLog(DeletionLog&&) noexcept = default;
    DeletionLog& operator=(DeletionLog&&) = delete;

    /// Appends `leaves` (1 to 65,535 octets each), synced, and gives the index of the first. They
    /// count only after `sign_checkpoint`. A crash in the middle leaves the first ones of the
    /// group, each of them whole. Throws `std::invalid_argument` before anything is written.
    std::uint64_t append(std::span<const std::string> leaves);

    /// Writes the hash tiles of all leaves, then replaces the checkpoint, durably, by one over
    /// them. Does nothing when there is no unsigned tail.
    void sign_checkpoint();

    /// The checkpoint that stands on the disk, and its signed text.
    const Checkpoint& checkpoint() const { return checkpoint_; }
    const std::string& checkpoint_text() const { return checkpoint_text_; }
    const VerifierKey& verifier_key() const { return verifier_; }

    /// All durable leaves, signed or not.
    std::uint64_t size() const { return size_; }
    /// How many of them, at the end, no checkpoint covers yet.
    std::uint64_t unsigned_tail() const { return size_ - checkpoint_.size; }

    /// Leaf `index`, also of the unsigned tail. Throws `std::out_of_range`.
    std::string leaf(std::uint64_t index) const;
    /// Calls `visit` for each leaf from `first` on, in order; memory stays flat.
    void for_each_leaf(
        std::uint64_t first,
        const std::function<void(std::uint64_t index, const std::string& leaf)>& visit) const;

    /// Whether the checkpoint continues `older`, by a consistency proof from the tiles. False for
    /// another origin and for a checkpoint with more leaves than ours.
    bool extends(const Checkpoint& older) const;

    /// The proof that leaf `index` is under the checkpoint. Throws `std::invalid_argument` for a
    /// leaf that is not.
    std::vector<crypto::Digest> prove(std::uint64_t index) const;

    /// Copies hash tiles and then the checkpoint to `place` (made if need be), all synced; entries
    /// never. Can be called again at any time and goes on where a crash left it. Throws
    /// `LogDamaged`, and copies nothing, if the checkpoint there is not one that ours extends:
    /// then there are two histories, or ours is an old backup.
    void publish(const std::filesystem::path& place) const;

    /// Copies the whole signed log, entries too, to `place`, which is private: from there a lost
    /// log comes back. As `publish` in all else.
    void copy_to(const std::filesystem::path& place) const;

private:
    DeletionLog(std::filesystem::path directory, disk::FileLock lock, crypto::SigningKey key,
                Checkpoint checkpoint, std::string checkpoint_text);
    void check_signed_part() const;
    void find_tail();
    void check_tail() const;
    void write_hash_tiles() const;
    unsigned width_of(std::uint64_t number) const;
    void begin_work();

    Tiles tiles_;
    disk::FileLock lock_;
    crypto::SigningKey key_;
    bool broken_ = false;
    VerifierKey verifier_;
    Checkpoint checkpoint_;
    std::string checkpoint_text_;
    std::uint64_t size_ = 0;
};

/// The signed text of the checkpoint in a log's or a published place's directory, unchecked.
/// Throws `LogDamaged` when there is none. For those who only read and hold no lock.
std::string read_checkpoint_text(const std::filesystem::path& directory);

} // namespace reservepost::batch::deletion
