#include "batch/deletion/verifier.h"

#include "batch/deletion/verifier_files.h"
#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_leaves.h"
#include "batch/deletion/verifier_note.h"
#include "batch/deletion/verifier_octets.h"
#include "batch/deletion/verifier_paper.h"
#include "batch/deletion/verifier_proof.h"
#include "batch/deletion/verifier_tree.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::deletion {
namespace verifying {
namespace {

constexpr std::uint64_t longest_checkpoint = 1'000'000;

// What the log must continue, if anything, and whether somebody typed it from paper.
struct Older {
    std::optional<Head> head;
    bool typed = false;

    std::string where() const { return typed ? "paper" : "older checkpoint"; }
};

// One walk over a log: leaves upwards to hashes, tiles and root, each compared with what stands
// in the files.
class Walk {
public:
    Walk(const std::filesystem::path& directory, Head head, Older older, LogCopy copy,
         VerifyReport& report, Findings& findings, Hasher& hasher)
        : report_(report), findings_(findings), hasher_(hasher), head_(std::move(head)),
          older_(std::move(older)), copy_(copy), files_(directory, findings),
          leaves_(report, findings), tree_(hasher, [this](unsigned level, std::uint64_t number,
                                                          const std::vector<Hash>& hashes) {
              compare_tile(static_cast<int>(level), number, hashes);
          })
    {
    }

    void run()
    {
        note_older_root();
        bool whole = true;
        for (std::uint64_t first = 0; whole && first < head_.size; first += full_width)
            whole = take_tile(first);
        tree_.finish();
        leaves_.finish();
        compare_roots(whole);
        judge_ends();
    }

private:
    // Leaves `first` to `first + 255`. False when neither entries nor hashes tell them.
    bool take_tile(std::uint64_t first)
    {
        const std::uint64_t number = first / full_width;
        const auto width =
            static_cast<unsigned>(std::min<std::uint64_t>(full_width, head_.size - first));
        if (copy_ == LogCopy::WithEntries && take_entries(number, width)) return true;
        const auto hashes = read_hashes(0, number, width);
        if (!hashes) {
            findings_.add("log-cut", TileFiles::path(0, number, width),
                          "The log ends here, after " + std::to_string(first) + " of " +
                              std::to_string(head_.size) + " leaves.");
            return false;
        }
        leaves_.skip();
        for (const Hash& hash : *hashes)
            push(hash);
        return true;
    }

    bool take_entries(std::uint64_t number, unsigned width)
    {
        const auto serving = files_.serving(entries_level, number, width);
        const std::string path = TileFiles::path(entries_level, number, serving.value_or(width));
        const auto octets = serving ? files_.read(entries_level, number, *serving) : std::nullopt;
        if (!octets) {
            findings_.add("entries-missing", path, "It is missing or cannot be read.");
            return false;
        }
        const auto entries = part_entries(*octets, *serving);
        if (!entries) {
            findings_.add("entries-cut", path,
                          "It is cut, or does not hold " + std::to_string(*serving) + " leaves.");
            return false;
        }
        compare_entries(number, *serving, *octets);
        for (unsigned i = 0; i < width; ++i) {
            leaves_.judge(tree_.size(), (*entries)[i], head_.origin);
            push(hasher_.leaf((*entries)[i]));
        }
        return true;
    }

    void push(const Hash& hash)
    {
        tree_.push(hash);
        note_older_root();
    }

    void note_older_root()
    {
        if (older_.head && older_.head->size == tree_.size()) older_root_ = tree_.root();
    }

    // Other widths of the same entries: one must be the beginning of the other.
    void compare_entries(std::uint64_t number, unsigned serving, const std::string& octets)
    {
        for (const unsigned width : files_.widths(entries_level, number)) {
            if (width == serving) continue;
            const auto other = files_.read(entries_level, number, width);
            const std::string& shorter = !other || width > serving ? octets : *other;
            const std::string& longer = width > serving && other ? *other : octets;
            if (!other || !part_entries(*other, width) || !longer.starts_with(shorter))
                findings_.add("entries-differ", TileFiles::path(entries_level, number, width),
                              "It holds other leaves than " +
                                  TileFiles::path(entries_level, number, serving) + ".");
        }
    }

    std::optional<std::vector<Hash>> read_hashes(int level, std::uint64_t number, unsigned width)
    {
        const auto serving = files_.serving(level, number, width);
        const auto octets = serving ? files_.read(level, number, *serving) : std::nullopt;
        if (!octets || octets->size() < width * std::tuple_size_v<Hash>) return std::nullopt;
        std::vector<Hash> hashes(width);
        for (unsigned i = 0; i < width; ++i)
            std::copy_n(octets->data() + i * hashes[i].size(), hashes[i].size(),
                        reinterpret_cast<char*>(hashes[i].data()));
        return hashes;
    }

    // Every file of one tile against the hashes that its leaves give.
    void compare_tile(int level, std::uint64_t number, const std::vector<Hash>& hashes)
    {
        const auto width = static_cast<unsigned>(hashes.size());
        if (!files_.serving(level, number, width))
            findings_.add("tile-missing", TileFiles::path(level, number, width), "It is missing.");
        for (const unsigned there : files_.widths(level, number)) {
            const std::string path = TileFiles::path(level, number, there);
            const auto octets = files_.read(level, number, there);
            if (!octets || octets->size() != there * std::tuple_size_v<Hash>)
                findings_.add("tile-cut", path,
                              "It does not have " +
                                  std::to_string(there * std::tuple_size_v<Hash>) + " octets.");
            else
                compare_hashes(level, number, path, *octets, hashes);
        }
    }

    void compare_hashes(int level, std::uint64_t number, const std::string& path,
                        std::string_view octets, const std::vector<Hash>& hashes)
    {
        std::optional<std::uint64_t> first;
        std::size_t wrong = 0;
        const std::size_t common = std::min(octets.size() / hashes[0].size(), hashes.size());
        for (std::size_t i = 0; i < common; ++i) {
            if (octets.substr(i * hashes[i].size(), hashes[i].size()) == octets_of(hashes[i]))
                continue;
            if (wrong++ == 0) first = number * full_width + i;
        }
        if (!first) return;
        const std::string more = " (hashes in the tile that differ: " + std::to_string(wrong) + ")";
        if (level == 0)
            findings_.add("leaf-changed", path + ", leaf " + std::to_string(*first),
                          "The leaf does not have the hash that stands in the tile" + more + ".");
        else
            findings_.add("tile-changed", path,
                          "A hash is not that of the tile below it" + more + ".");
    }

    // Where the end is cut off, what came before it can still be compared.
    void compare_roots(bool whole)
    {
        if (whole && tree_.root() != head_.root)
            findings_.add("root-differs", "checkpoint",
                          "The leaves do not give the root that it names.");
        if (older_.head) compare_older(*older_.head, whole);
    }

    void compare_older(const Head& older, bool whole)
    {
        if (older.size > head_.size)
            findings_.add("log-shrank", older_.where(),
                          "It has " + std::to_string(older.size) + " leaves, the log now only " +
                              std::to_string(head_.size) + ".");
        else if ((whole || older_root_) && older_root_ != older.root)
            findings_.add(
                "not-continued", older_.where(),
                "The log is no continuation of it: its first " + std::to_string(older.size) +
                    " leaves are not those that " +
                    (older_.typed ? "the paper names." + hint(older) : "it was signed over."));
    }

    // A digit typed wrongly is likelier than a log told anew; two histories differ in most digits.
    std::string hint(const Head& older) const
    {
        constexpr int slips = 8;
        const int apart = older_root_ ? digits_apart(older.root, *older_root_) : 0;
        if (apart == 0 || apart > slips) return "";
        return " Only " + std::to_string(apart) +
               " of the 64 digits differ: read them again before you believe it.";
    }

    void judge_ends()
    {
        std::uint64_t end = head_.size;
        if (copy_ == LogCopy::WithEntries) {
            end = std::max(end, files_.leaves_on_disk());
            report_.unsigned_leaves = end - head_.size;
        } else if (files_.has_entries()) {
            findings_.add("entries-published", "tile/entries",
                          "A published copy has no entries; they are for reviewers alone.");
        }
        files_.tell_strays(end, findings_);
        if (head_.size == 0)
            findings_.add("log-empty", "checkpoint",
                          "It covers no leaf, though a log begins with `opened`.");
    }

    VerifyReport& report_;
    Findings& findings_;
    Hasher& hasher_;
    Head head_;
    Older older_;
    std::optional<Hash> older_root_;
    LogCopy copy_;
    TileFiles files_;
    Leaves leaves_;
    Growing tree_;
};

VerifyReport judge(const std::filesystem::path& directory, const Key& key, const Older& older,
                   LogCopy copy, VerifyReport report, Hasher& hasher)
{
    if (!std::filesystem::is_directory(directory))
        throw std::runtime_error(directory.string() + ": there is no such directory");
    Findings findings(report);
    const auto text = read_octets(directory / "checkpoint", longest_checkpoint);
    if (!text) {
        findings.add("checkpoint-missing", "checkpoint", "It is missing or cannot be read.");
        return report;
    }
    const auto head = read_checkpoint(*text, key, "checkpoint", findings);
    if (!head) return report;
    report.origin = head->origin;
    report.size = head->size;
    report.root = encode_base64(octets_of(head->root));
    Walk(directory, *head, older, copy, report, findings, hasher).run();
    return report;
}

} // namespace
} // namespace verifying

VerifyReport verify_log(const std::filesystem::path& directory, std::string_view verifier_key_line,
                        std::optional<std::string_view> older, LogCopy copy)
{
    using namespace verifying;
    Hasher hasher;
    const Key key = read_key(verifier_key_line, hasher);
    VerifyReport report;
    Findings findings(report);
    Older wanted;
    if (older) wanted.head = read_checkpoint(checkpoint_in(*older), key, wanted.where(), findings);
    return judge(directory, key, wanted, copy, std::move(report), hasher);
}

VerifyReport verify_log_by_paper(const std::filesystem::path& directory,
                                 std::string_view verifier_key_line, std::string_view paper,
                                 LogCopy copy)
{
    using namespace verifying;
    Hasher hasher;
    const Key key = read_key(verifier_key_line, hasher);
    return judge(directory, key, {read_paper(paper), true}, copy, {}, hasher);
}

} // namespace reservepost::batch::deletion
