#include "batch/deletion/log.h"

#include "batch/deletion/merkle.h"
#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace reservepost::batch::deletion {
namespace {

namespace fs = std::filesystem;
using crypto::Digest;

constexpr const char* checkpoint_name = "checkpoint";
constexpr const char* lock_name = ".lock";
constexpr std::uint64_t longest_checkpoint = 1'000'000;

disk::FileLock lock_log(const fs::path& directory)
{
    auto lock = disk::FileLock::try_exclusive(directory / lock_name);
    if (!lock)
        throw std::system_error(std::make_error_code(std::errc::device_or_resource_busy),
                                directory.string() + ": another process writes this deletion log");
    return std::move(*lock);
}

std::vector<Digest> leaf_hashes(const std::vector<std::string>& leaves)
{
    std::vector<Digest> hashes;
    for (const std::string& leaf : leaves)
        hashes.push_back(leaf_hash(leaf));
    return hashes;
}

} // namespace

DeletionLog::DeletionLog(fs::path directory, disk::FileLock lock, crypto::SigningKey key,
                         Checkpoint checkpoint, std::string checkpoint_text)
    : tiles_(std::move(directory)), lock_(std::move(lock)),
      key_(std::move(key)), verifier_{checkpoint.origin, key_.public_key()},
      checkpoint_(std::move(checkpoint)), checkpoint_text_(std::move(checkpoint_text)),
      size_(checkpoint_.size)
{
}

// Made beside its place under another name and then moved there, so that a crash leaves no log
// that was never opened.
DeletionLog DeletionLog::create(const fs::path& directory, const OpenedLeaf& opened,
                                crypto::SigningKey key)
{
    if (fs::exists(directory))
        throw std::system_error(std::make_error_code(std::errc::file_exists),
                                directory.string() + ": a new deletion log needs a new directory");
    fs::path unfinished = directory;
    unfinished += ".unfinished";
    fs::remove_all(unfinished);
    disk::make_private_directory(unfinished);
    DeletionLog log(unfinished, lock_log(unfinished), std::move(key),
                    {opened.origin, 0, empty_root()}, "");
    const std::string leaf = canonical(opened);
    log.append({&leaf, 1});
    log.sign_checkpoint();
    disk::rename_new_durably(unfinished, directory);
    log.tiles_ = Tiles(directory);
    return log;
}

DeletionLog DeletionLog::open(const fs::path& directory, crypto::SigningKey key)
{
    if (!fs::is_directory(directory))
        throw LogDamaged(directory.string() + ": there is no deletion log");
    disk::FileLock lock = lock_log(directory);
    std::string text = read_checkpoint_text(directory);
    const std::string origin = Checkpoint::from_body(SignedNote::parse(text).body).origin;
    Checkpoint checkpoint = open_checkpoint(text, {origin, key.public_key()});
    DeletionLog log(directory, std::move(lock), std::move(key), std::move(checkpoint),
                    std::move(text));
    log.find_tail();
    log.check_signed_part();
    log.check_tail();
    return log;
}

// The leaves on the disk decide how far the log reaches; they are written in their order, each
// file synced before the next, so a crash leaves no gap.
void DeletionLog::find_tail()
{
    std::uint64_t number = checkpoint_.size / tile_width;
    unsigned width = tiles_.entries_width(number);
    while (width == tile_width)
        width = tiles_.entries_width(++number);
    size_ = number * tile_width + width;
    if (tiles_.entries_width(number + 1) != 0)
        throw LogDamaged(entries_path(number) + ": is missing or partial, yet leaves follow it");
    if (size_ < checkpoint_.size)
        throw LogDamaged("the deletion log is cut: " + std::to_string(checkpoint_.size) +
                         " leaves are signed, entries end after " + std::to_string(size_));
}

void DeletionLog::check_signed_part() const
{
    if (checkpoint_.size == 0) throw LogDamaged("the checkpoint covers no leaf, not even `opened`");
    if (tiles_.root(checkpoint_.size) != checkpoint_.root)
        throw LogDamaged("the hash tiles do not give the root that the checkpoint signs");
    const std::uint64_t number = (checkpoint_.size - 1) / tile_width;
    const auto width = static_cast<unsigned>(checkpoint_.size - number * tile_width);
    std::vector<Digest> hashes = leaf_hashes(tiles_.entries(number, width_of(number)));
    hashes.resize(width);
    if (hashes != tiles_.hashes({0, number, width}))
        throw LogDamaged(entries_path(number) + ": the last signed leaves were changed");
}

// A crash may have left entries without hash tiles, never hash tiles without entries.
void DeletionLog::check_tail() const
{
    for (std::uint64_t number = checkpoint_.size / tile_width; number <= size_ / tile_width;
         ++number) {
        const unsigned hashed = tiles_.leaf_hashes_width(number);
        const unsigned width = width_of(number);
        if (hashed > width)
            throw LogDamaged(entries_path(number) + ": leaves are missing whose hashes are there");
        if (width == 0) continue;
        std::vector<Digest> hashes = leaf_hashes(tiles_.entries(number, width));
        hashes.resize(hashed);
        if (hashed > 0 && hashes != tiles_.hashes({0, number, hashed}))
            throw LogDamaged(entries_path(number) + ": unsigned leaves were changed");
    }
}

unsigned DeletionLog::width_of(std::uint64_t number) const
{
    const std::uint64_t first = number * tile_width;
    return first >= size_
               ? 0
               : static_cast<unsigned>(std::min<std::uint64_t>(tile_width, size_ - first));
}

// What an exception leaves on the disk is known only after reading it again.
void DeletionLog::begin_work()
{
    if (broken_)
        throw std::logic_error("the deletion log was used after it failed [this is a bug]");
    broken_ = true;
}

std::uint64_t DeletionLog::append(std::span<const std::string> leaves)
{
    for (const std::string& leaf : leaves)
        if (leaf.empty() || leaf.size() > longest_leaf)
            throw std::invalid_argument("a leaf has 1 to 65,535 octets, not " +
                                        std::to_string(leaf.size()));
    begin_work();
    const std::uint64_t first = size_;
    while (!leaves.empty()) {
        const std::uint64_t number = size_ / tile_width;
        const unsigned width = width_of(number);
        std::vector<std::string> tile;
        if (width > 0) tile = tiles_.entries(number, width);
        const std::size_t fits = std::min<std::size_t>(tile_width - width, leaves.size());
        tile.insert(tile.end(), leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(fits));
        disk::durably("log.entries-written", [&] { tiles_.write_entries(number, tile); });
        size_ += fits;
        leaves = leaves.subspan(fits);
    }
    broken_ = false;
    return first;
}

// The order, each durable before the next:
// 1. (by `append`) the leaves
// 2. the hash tiles over them
// 3. the checkpoint over the tiles: from here on the leaves count
// 4. partial tiles that became full ones go
void DeletionLog::sign_checkpoint()
{
    if (unsigned_tail() == 0) return;
    begin_work();
    disk::durably("log.hash-tiles-written", [&] { write_hash_tiles(); });
    const Checkpoint next{checkpoint_.origin, size_, tiles_.root(size_)};
    SignedNote note{next.body(), {}};
    note.sign(verifier_.name, key_);
    disk::durably("log.checkpoint-replaced", [&] {
        disk::replace_durably(tiles_.directory() / checkpoint_name, note.text(), 0644);
    });
    tiles_.drop_outgrown(checkpoint_.size, size_);
    checkpoint_ = next;
    checkpoint_text_ = note.text();
    broken_ = false;
}

// Leaf by leaf from the first unsigned one. Each level keeps the hashes of its one unfinished
// tile; a tile that becomes full is written and gives one hash to the level above.
void DeletionLog::write_hash_tiles() const
{
    struct Level {
        std::uint64_t number = 0;
        std::vector<Digest> hashes;
    };
    std::vector<Level> levels;
    for (std::uint64_t count = checkpoint_.size; count > 0; count /= tile_width) {
        Level level{count / tile_width, {}};
        const auto width = static_cast<unsigned>(count % tile_width);
        if (width > 0)
            level.hashes =
                tiles_.hashes({static_cast<unsigned>(levels.size()), level.number, width});
        levels.push_back(std::move(level));
    }
    const auto push = [&](const Digest& leaf) {
        Digest hash = leaf;
        for (unsigned i = 0;; ++i) {
            if (i == levels.size()) levels.emplace_back();
            Level& level = levels[i];
            level.hashes.push_back(hash);
            if (level.hashes.size() < tile_width) return;
            tiles_.write_hashes({i, level.number, tile_width}, level.hashes);
            hash = complete_root(level.hashes);
            level = {level.number + 1, {}};
        }
    };
    for_each_leaf(checkpoint_.size,
                  [&](std::uint64_t, const std::string& leaf) { push(leaf_hash(leaf)); });
    for (unsigned i = 0; i < levels.size(); ++i)
        if (!levels[i].hashes.empty())
            tiles_.write_hashes(
                {i, levels[i].number, static_cast<unsigned>(levels[i].hashes.size())},
                levels[i].hashes);
}

std::string DeletionLog::leaf(std::uint64_t index) const
{
    if (index >= size_) throw std::out_of_range("the deletion log has no leaf of this number");
    const std::uint64_t number = index / tile_width;
    return tiles_.entries(number, width_of(number))
        .at(static_cast<std::size_t>(index % tile_width));
}

void DeletionLog::for_each_leaf(
    std::uint64_t first,
    const std::function<void(std::uint64_t index, const std::string& leaf)>& visit) const
{
    std::uint64_t index = first;
    while (index < size_) {
        const std::uint64_t number = index / tile_width;
        const std::vector<std::string> tile = tiles_.entries(number, width_of(number));
        for (auto at = static_cast<std::size_t>(index % tile_width); at < tile.size(); ++at)
            visit(index++, tile[at]);
    }
}

bool DeletionLog::extends(const Checkpoint& older) const
{
    if (older.origin != checkpoint_.origin || older.size > checkpoint_.size) return false;
    const auto proof =
        consistency_proof(older.size, checkpoint_.size, [&](unsigned level, std::uint64_t index) {
            return tiles_.subtree(level, index, checkpoint_.size);
        });
    return consistency_holds({older.size, older.root}, {checkpoint_.size, checkpoint_.root}, proof);
}

std::vector<Digest> DeletionLog::prove(std::uint64_t index) const
{
    return inclusion_proof(index, checkpoint_.size, [&](unsigned level, std::uint64_t i) {
        return tiles_.subtree(level, i, checkpoint_.size);
    });
}

// The order, each durable before the next: 1. the tiles that are not there yet 2. the checkpoint.
// A reader of the place thus never meets a checkpoint whose tiles are missing.
void DeletionLog::publish(const fs::path& place) const
{
    std::uint64_t published = 0;
    if (fs::exists(place / checkpoint_name)) {
        const Checkpoint there = open_checkpoint(read_checkpoint_text(place), verifier_);
        if (!extends(there))
            throw LogDamaged(place.string() + ": the checkpoint published there is not one that "
                                              "this log continues; nothing was published");
        published = there.size;
    }
    const Tiles copy(place);
    disk::durably("log.tiles-published", [&] {
        for (const TilePlace& tile : hash_tiles_of(checkpoint_.size)) {
            const bool old = tile.width == tile_width &&
                             (tile.number + 1) * tile_width <= published >> (8 * tile.level);
            if (old && fs::exists(place / hash_tile_path(tile.level, tile.number))) continue;
            copy.write_hashes(tile, tiles_.hashes(tile));
        }
    });
    disk::replace_durably(place / checkpoint_name, checkpoint_text_, 0644);
    copy.drop_outgrown(published, checkpoint_.size);
}

// The order: 1. entries 2. hash tiles and checkpoint, which count for nothing without the entries.
void DeletionLog::copy_to(const fs::path& place) const
{
    disk::make_private_directory(place);
    const Tiles copy(place);
    for (std::uint64_t number = 0; number * tile_width < checkpoint_.size; ++number) {
        const auto width = static_cast<unsigned>(
            std::min<std::uint64_t>(tile_width, checkpoint_.size - number * tile_width));
        if (copy.entries_width(number) < width)
            copy.write_entries(number, tiles_.entries(number, width));
    }
    publish(place);
}

std::string read_checkpoint_text(const fs::path& directory)
{
    try {
        return disk::read_file(directory / checkpoint_name, longest_checkpoint);
    } catch (const std::system_error& error) {
        if (error.code() != std::errc::no_such_file_or_directory) throw;
        throw LogDamaged((directory / checkpoint_name).string() + ": there is no checkpoint");
    }
}

} // namespace reservepost::batch::deletion
