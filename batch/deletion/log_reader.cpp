#include "batch/deletion/log_reader.h"

#include "batch/crypto/text.h"
#include "batch/deletion/log.h"
#include "batch/deletion/merkle.h"

#include <algorithm>

namespace reservepost::batch::deletion {

LogReader::LogReader(std::filesystem::path directory, const VerifierKey& key)
    : tiles_(std::move(directory)), checkpoint_text_(read_checkpoint_text(tiles_.directory())),
      checkpoint_(open_checkpoint(checkpoint_text_, key))
{
}

std::string LogReader::leaf(std::uint64_t index) const
{
    if (index >= checkpoint_.size)
        throw std::out_of_range("the deletion log has no signed leaf of this number");
    const std::uint64_t number = index / tile_width;
    const auto width = static_cast<unsigned>(
        std::min<std::uint64_t>(tile_width, checkpoint_.size - number * tile_width));
    return tiles_.entries(number, width).at(static_cast<std::size_t>(index % tile_width));
}

void LogReader::for_each_leaf(
    const std::function<void(std::uint64_t index, const std::string& leaf)>& visit) const
{
    for (std::uint64_t index = 0; index < checkpoint_.size;) {
        const auto width =
            static_cast<unsigned>(std::min<std::uint64_t>(tile_width, checkpoint_.size - index));
        for (const std::string& leaf : tiles_.entries(index / tile_width, width))
            visit(index++, leaf);
    }
}

std::string LogReader::prove(std::uint64_t index) const
{
    const std::string proved = leaf(index);
    const auto hashes =
        inclusion_proof(index, checkpoint_.size, [&](unsigned level, std::uint64_t number) {
            return tiles_.subtree(level, number, checkpoint_.size);
        });
    if (!inclusion_holds(leaf_hash(proved), index, checkpoint_.size, hashes, checkpoint_.root))
        throw LogDamaged("leaf " + std::to_string(index) +
                         " and the log's tiles do not give the "
                         "signed root; `log verify` tells where it is damaged");
    std::string text = "c2sp.org/tlog-proof@v1\nextra " + crypto::base64(proved) + "\nindex " +
                       std::to_string(index) + "\n";
    for (const auto& hash : hashes)
        text += crypto::base64(hash.octets()) + "\n";
    return text + "\n" + checkpoint_text_;
}

} // namespace reservepost::batch::deletion
