#include "batch/deletion/verifier_note.h"

#include <charconv>
#include <stdexcept>
#include <vector>

namespace reservepost::batch::deletion::verifying {
namespace {

constexpr std::size_t most_signatures = 1000;
constexpr std::string_view dash = "\u2014 ";

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

bool is_name(std::string_view name)
{
    for (const char c : name)
        if (static_cast<unsigned char>(c) <= 0x20 || c == '+') return false;
    return !name.empty();
}

std::optional<Head> read_head(std::string_view body)
{
    const std::vector<std::string_view> lines = lines_of(body);
    if (lines.size() < 3 || lines[0].empty()) return std::nullopt;
    for (const std::string_view line : lines)
        if (line.empty()) return std::nullopt;
    Head head;
    head.origin = lines[0];
    const char* const end = lines[1].data() + lines[1].size();
    const auto [stop, fault] = std::from_chars(lines[1].data(), end, head.size);
    const auto root = decode_base64(lines[2]);
    if (fault != std::errc{} || stop != end || (lines[1].size() > 1 && lines[1][0] == '0') ||
        head.size >> 63 != 0 || !root || root->size() != head.root.size())
        return std::nullopt;
    for (std::size_t i = 0; i < head.root.size(); ++i)
        head.root[i] = static_cast<unsigned char>((*root)[i]);
    return head;
}

// How often the key signed the body, rightly and wrongly, among whatever others did.
struct Signatures {
    std::size_t right = 0;
    std::size_t wrong = 0;
    std::size_t others = 0;
    bool malformed = false;
};

Signatures count_signatures(std::string_view body, std::string_view block, const Key& key)
{
    Signatures count;
    const std::vector<std::string_view> lines = lines_of(block);
    count.malformed = lines.empty() || lines.size() > most_signatures || block.back() != '\n';
    for (std::string_view line : lines) {
        const bool dashed = line.starts_with(dash);
        if (dashed) line.remove_prefix(dash.size());
        const std::size_t space = line.find(' ');
        const auto octets =
            space == std::string_view::npos ? std::nullopt : decode_base64(line.substr(space + 1));
        if (!dashed || !octets || octets->size() < 5 || !is_name(line.substr(0, space))) {
            count.malformed = true;
        } else if (line.substr(0, space) != key.name || octets->substr(0, 4) != key.id) {
            ++count.others;
        } else {
            ++(signature_holds(key.public_key, body, octets->substr(4)) ? count.right
                                                                        : count.wrong);
        }
    }
    return count;
}

} // namespace

Key read_key(std::string_view line, Hasher& hasher)
{
    const std::size_t first = line.find('+');
    const std::size_t second = first == std::string_view::npos ? first : line.find('+', first + 1);
    if (second == std::string_view::npos)
        throw std::runtime_error("the verifier key is not a line of name+id+key");
    std::string id(4, '\0');
    const bool has_id = decode_hex(line.substr(first + 1, second - first - 1), id);
    const auto octets = decode_base64(line.substr(second + 1));
    if (!is_name(line.substr(0, first)) || !has_id || !octets || octets->size() != 33 ||
        octets->front() != '\x01')
        throw std::runtime_error("the verifier key is not an Ed25519 key of 32 octets after 0x01");
    Key key{std::string(line.substr(0, first)), id, octets->substr(1)};
    const Hash hash = hasher.of(key.name + "\n" + *octets);
    if (octets_of(hash).substr(0, 4) != key.id)
        throw std::runtime_error("the verifier key's id does not belong to its name and key");
    return key;
}

std::optional<Head> read_checkpoint(std::string_view text, const Key& key, const std::string& where,
                                    Findings& findings)
{
    const std::size_t split = text.rfind("\n\n");
    if (split == std::string_view::npos) {
        findings.add("checkpoint-malformed", where,
                     "It has no empty line between its text and its signatures.");
        return std::nullopt;
    }
    const std::string_view body = text.substr(0, split + 1);
    const Signatures count = count_signatures(body, text.substr(split + 2), key);
    if (count.malformed)
        findings.add("checkpoint-malformed", where, "A signature line is not well-formed.");
    if (count.wrong > 0)
        findings.add("bad-signature", where, "The signature of the key given does not hold.");
    else if (count.right == 0)
        findings.add("unknown-signer", where,
                     "It is not signed by the key given, only by " + std::to_string(count.others) +
                         " others.");

    const auto head = read_head(body);
    if (!head)
        findings.add("checkpoint-malformed", where,
                     "Its text is not an origin, a tree size and a root.");
    else if (head->origin != key.name)
        findings.add("other-log", where, "It is of another log than the key's.");
    return head;
}

} // namespace reservepost::batch::deletion::verifying
