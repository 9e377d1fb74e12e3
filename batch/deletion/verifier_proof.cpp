#include "batch/deletion/verifier_proof.h"

#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_leaves.h"
#include "batch/deletion/verifier_note.h"
#include "batch/deletion/verifier_tree.h"

#include <charconv>
#include <optional>
#include <vector>

namespace reservepost::batch::deletion {
namespace verifying {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view extra = "extra ";
constexpr std::string_view index = "index ";
constexpr std::size_t most_hashes = 63; // The height of the largest tree a checkpoint can name.
constexpr std::size_t longest_leaf = 65'535;

struct Proof {
    std::optional<std::string> leaf;
    std::uint64_t index = 0;
    std::vector<Hash> path; ///< From the leaf's neighbour upwards.
    std::string_view checkpoint;
};

// Takes the next line, without its end, off the front of `text`.
std::optional<std::string_view> next_line(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::uint64_t> number_of(std::string_view digits)
{
    std::uint64_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, fault] = std::from_chars(digits.data(), end, number);
    if (fault != std::errc{} || stop != end || (digits.size() > 1 && digits[0] == '0') ||
        number >> 63 != 0)
        return std::nullopt;
    return number;
}

std::optional<Hash> hash_of(std::string_view line)
{
    const auto octets = decode_base64(line);
    Hash hash;
    if (!octets || octets->size() != hash.size()) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] = static_cast<unsigned char>((*octets)[i]);
    return hash;
}

// What is malformed in `text`, in words; nothing when `proof` was read.
std::optional<std::string> read_proof(std::string_view text, Proof& proof)
{
    if (text.size() > longest_proof) return "It is longer than any proof.";
    if (!text.starts_with(first_line)) return "It does not begin as a proof (tlog-proof@v1).";
    text.remove_prefix(first_line.size());
    auto line = next_line(text);
    if (line && line->starts_with(extra)) {
        proof.leaf = decode_base64(line->substr(extra.size()));
        if (!proof.leaf || proof.leaf->empty() || proof.leaf->size() > longest_leaf)
            return "Its extra line is not a leaf in base64.";
        line = next_line(text);
    }
    const auto number =
        line && line->starts_with(index) ? number_of(line->substr(index.size())) : std::nullopt;
    if (!number) return "It has no line that says the leaf's index.";
    proof.index = *number;
    while ((line = next_line(text)) && !line->empty()) {
        const auto hash = hash_of(*line);
        if (!hash) return "A line of it is not a hash in base64.";
        if (proof.path.size() == most_hashes) return "It has more hashes than any tree is high.";
        proof.path.push_back(*hash);
    }
    if (!line) return "It is cut: no empty line and no checkpoint follow its hashes.";
    proof.checkpoint = text;
    return std::nullopt;
}

// What the leaf says is judged as in the whole log, but for what other leaves would have to tell.
void judge_leaf(const Proof& proof, const std::string& origin, VerifyReport& report,
                Findings& findings)
{
    Leaves leaves(report, findings);
    leaves.skip();
    leaves.judge(proof.index, *proof.leaf, origin);
}

void judge_place(const Proof& proof, const Head& head, Hasher& hasher, Findings& findings)
{
    if (proof.index >= head.size) {
        findings.add("proof-beyond", "proof",
                     "Its index is " + std::to_string(proof.index) +
                         ", but its checkpoint covers only " + std::to_string(head.size) +
                         " leaves, counted from 0.");
        return;
    }
    const auto root =
        root_by_path(hasher, hasher.leaf(*proof.leaf), proof.index, head.size, proof.path);
    if (!root)
        findings.add("proof-length", "proof",
                     "It has " + std::to_string(proof.path.size()) +
                         " hashes, which is not how deep this leaf lies in this tree.");
    else if (*root != head.root)
        findings.add("proof-differs", "proof",
                     "Leaf, index and hashes do not give the root that its checkpoint names.");
}

} // namespace
} // namespace verifying

ProofReport verify_proof(std::string_view text, std::string_view verifier_key_line)
{
    using namespace verifying;
    Hasher hasher;
    const Key key = read_key(verifier_key_line, hasher);
    ProofReport report;
    Findings findings(report.checked);
    Proof proof;
    if (const auto fault = read_proof(text, proof)) {
        findings.add("proof-malformed", "proof", *fault);
        return report;
    }
    report.index = proof.index;
    const auto head = read_checkpoint(proof.checkpoint, key, "checkpoint", findings);
    if (head) {
        report.checked.origin = head->origin;
        report.checked.size = head->size;
        report.checked.root = encode_base64(octets_of(head->root));
    }
    if (!proof.leaf) {
        findings.add("proof-without-leaf", "proof",
                     "It holds no leaf (no extra line), so there is nothing that it proves.");
        return report;
    }
    report.leaf = *proof.leaf;
    if (!head) return report;
    judge_place(proof, *head, hasher, findings);
    judge_leaf(proof, head->origin, report.checked, findings);
    return report;
}

std::string_view checkpoint_in(std::string_view text)
{
    if (!text.starts_with(verifying::first_line)) return text;
    const std::size_t end = text.find("\n\n");
    return end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
}

} // namespace reservepost::batch::deletion
