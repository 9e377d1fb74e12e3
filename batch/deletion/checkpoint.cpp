#include "batch/deletion/checkpoint.h"

#include "batch/crypto/text.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace reservepost::batch::deletion {
namespace {

constexpr std::size_t most_signatures = 64;
constexpr std::size_t longest_note = 1'000'000;
constexpr char ed25519_type = '\x01';
constexpr std::string_view signature_start = "\u2014 "; // An em dash and a space.

bool is_key_name(std::string_view name)
{
    return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '+' || c == '\x7f';
    });
}

std::string octets_of_base64(std::string_view text, const char* what)
{
    try {
        return crypto::from_base64(text);
    } catch (const std::invalid_argument&) {
        throw NoteError(std::string(what) + " is not base64");
    }
}

std::string octets_of_hex(std::string_view text, const char* what)
{
    try {
        return crypto::from_hex(text);
    } catch (const std::invalid_argument&) {
        throw NoteError(std::string(what) + " is not hexadecimal");
    }
}

// Takes the next line, without its end, off the front of `text`.
std::optional<std::string_view> next_line(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

NoteSignature parse_signature(std::string_view line)
{
    if (!line.starts_with(signature_start))
        throw NoteError("a signature line does not begin with an em dash and a space");
    line.remove_prefix(signature_start.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) throw NoteError("a signature line lacks its signature");
    const std::string_view name = line.substr(0, space);
    if (!is_key_name(name)) throw NoteError("a signature line has no proper key name");
    const std::string octets = octets_of_base64(line.substr(space + 1), "a signature");
    if (octets.size() < 5) throw NoteError("a signature is too short to be one");
    return {std::string(name), octets.substr(0, 4), octets.substr(4)};
}

} // namespace

VerifierKey VerifierKey::from_line(std::string_view line)
{
    const std::size_t first = line.find('+');
    const std::size_t second = first == std::string_view::npos ? first : line.find('+', first + 1);
    if (second == std::string_view::npos)
        throw NoteError("a verifier key is one line: name+id+key");
    const std::string_view name = line.substr(0, first);
    const std::string id =
        octets_of_hex(line.substr(first + 1, second - first - 1), "the verifier key's id");
    const std::string key = octets_of_base64(line.substr(second + 1), "the verifier key");
    if (!is_key_name(name)) throw NoteError("the verifier key's name is empty or has white space");
    if (key.size() != 33 || key.front() != ed25519_type)
        throw NoteError("the verifier key is not an Ed25519 key (type 0x01 and 32 octets)");
    VerifierKey verifier{std::string(name), key.substr(1)};
    if (verifier.id() != id)
        throw NoteError("the verifier key's id does not belong to its name and key");
    return verifier;
}

std::string VerifierKey::line() const
{
    return name + "+" + crypto::hex(id()) + "+" + crypto::base64(ed25519_type + public_key);
}

std::string VerifierKey::id() const
{
    return crypto::sha256(name + '\n' + ed25519_type + public_key).octets().substr(0, 4);
}

SignedNote SignedNote::parse(std::string_view text)
{
    if (text.size() > longest_note) throw NoteError("longer than any note (1,000,000 octets)");
    if (std::any_of(text.begin(), text.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; }))
        throw NoteError("a note holds no control characters but line ends");
    const std::size_t split = text.rfind("\n\n");
    if (split == std::string_view::npos)
        throw NoteError("a note needs an empty line between its text and its signatures");
    SignedNote note;
    note.body = text.substr(0, split + 1);
    std::string_view rest = text.substr(split + 2);
    while (const auto line = next_line(rest)) {
        if (note.signatures.size() == most_signatures)
            throw NoteError("a note with more than 64 signatures");
        note.signatures.push_back(parse_signature(*line));
    }
    if (!rest.empty()) throw NoteError("a note's last line has no line end");
    if (note.signatures.empty()) throw NoteError("a note without any signature");
    return note;
}

std::string SignedNote::text() const
{
    std::string text = body + "\n";
    for (const NoteSignature& signature : signatures) {
        text += signature_start;
        text +=
            signature.name + " " + crypto::base64(signature.key_id + signature.signature) + "\n";
    }
    return text;
}

void SignedNote::sign(const std::string& name, const crypto::SigningKey& key)
{
    if (!is_key_name(name)) throw NoteError("a key name is not empty and has no space and no plus");
    if (body.empty() || body.back() != '\n') throw NoteError("a note's text ends with a line end");
    const VerifierKey verifier{name, key.public_key()};
    signatures.push_back({name, verifier.id(), key.sign(body)});
}

bool SignedNote::signed_by(const VerifierKey& key) const
{
    bool found = false;
    for (const NoteSignature& signature : signatures) {
        if (signature.name != key.name || signature.key_id != key.id()) continue;
        if (!crypto::verify(key.public_key, body, signature.signature)) return false;
        found = true;
    }
    return found;
}

Checkpoint Checkpoint::from_body(std::string_view body)
{
    const auto origin = next_line(body);
    const auto size = next_line(body);
    const auto root = next_line(body);
    if (!origin || !size || !root)
        throw NoteError("a checkpoint has three lines: origin, size, root");
    if (origin->empty()) throw NoteError("a checkpoint's first line, the origin, is empty");

    Checkpoint checkpoint;
    checkpoint.origin = *origin;
    const auto [end, fault] =
        std::from_chars(size->data(), size->data() + size->size(), checkpoint.size);
    if (fault != std::errc{} || end != size->data() + size->size() ||
        (size->size() > 1 && size->front() == '0') ||
        checkpoint.size > std::numeric_limits<std::int64_t>::max())
        throw NoteError("a checkpoint's second line is not a tree size");
    const std::string octets = octets_of_base64(*root, "a checkpoint's root");
    if (octets.size() != crypto::Digest::size)
        throw NoteError("a checkpoint's third line is not a SHA-256 hash");
    checkpoint.root = crypto::Digest::from_octets(octets);

    while (const auto extension = next_line(body))
        if (extension->empty()) throw NoteError("a checkpoint with an empty line in its text");
    if (!body.empty()) throw NoteError("a checkpoint's text does not end with a line end");
    return checkpoint;
}

std::string Checkpoint::body() const
{
    return origin + "\n" + std::to_string(size) + "\n" + crypto::base64(root.octets()) + "\n";
}

Checkpoint open_checkpoint(std::string_view text, const VerifierKey& key)
{
    const SignedNote note = SignedNote::parse(text);
    if (!note.signed_by(key))
        throw NoteError("the checkpoint is not signed by the key asked for (" + key.name + ")");
    Checkpoint checkpoint = Checkpoint::from_body(note.body);
    if (checkpoint.origin != key.name)
        throw NoteError("the checkpoint is of another log than the key's (" + key.name + ")");
    return checkpoint;
}

} // namespace reservepost::batch::deletion
