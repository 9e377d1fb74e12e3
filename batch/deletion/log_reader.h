#pragma once

#include "batch/deletion/checkpoint.h"
#include "batch/deletion/tiles.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace reservepost::batch::deletion {

/// A deletion log for those who only ask: as it stood under its checkpoint when this was made. It
/// holds no lock, and a night that writes the log meanwhile disturbs neither side, as a tile is
/// never changed and the checkpoint comes last.
class LogReader {
public:
    /// Throws `LogDamaged` when there is no checkpoint, `NoteError` when `key` did not sign it.
    LogReader(std::filesystem::path directory, const VerifierKey& key);

    const Checkpoint& checkpoint() const { return checkpoint_; }
    const std::string& checkpoint_text() const { return checkpoint_text_; }

    /// Leaf `index`. Throws `std::out_of_range` for one that the checkpoint does not cover, and
    /// `LogDamaged` when its file is missing or cut.
    std::string leaf(std::uint64_t index) const;
    /// Calls `visit` for each leaf under the checkpoint, in order; memory stays flat.
    void for_each_leaf(
        const std::function<void(std::uint64_t index, const std::string& leaf)>& visit) const;

    /// The proof that leaf `index` is in the log, as the text of a `.tlog-proof` file with the leaf
    /// in its `extra` line. It is tried before it is given: throws `LogDamaged` when the files do
    /// not give the signed root, and `std::out_of_range` as `leaf` does.
    std::string prove(std::uint64_t index) const;

private:
    Tiles tiles_;
    std::string checkpoint_text_;
    Checkpoint checkpoint_;
};

} // namespace reservepost::batch::deletion
