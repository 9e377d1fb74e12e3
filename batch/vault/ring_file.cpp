#include "batch/vault/ring_file.h"

#include "batch/crypto/digest.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace reservepost::batch::vault {

namespace {

constexpr std::size_t id_octets = 16;
constexpr std::size_t checksum_octets = 16;
constexpr std::size_t body_octets = id_octets + crypto::SecretKey::size;
constexpr std::string_view first_words = "reservepost ring 1 ";
constexpr std::size_t number_digits = 13;
constexpr std::size_t count_digits = 16;
static_assert(first_words.size() + number_digits + count_digits + checksum_octets ==
              ring_place_octets);
static_assert(body_octets + checksum_octets == ring_place_octets);

std::string padded(std::string digits, std::size_t width)
{
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string number_of(RingNumber ring)
{
    const std::string digits = std::to_string(ring);
    if (ring < 1 || digits.size() > number_digits)
        throw std::logic_error("a ring's number begins with 1 [this is a bug]");
    return padded(digits, number_digits);
}

std::string checksum(const std::string& number, std::string_view body)
{
    crypto::Sha256 digest;
    digest.add(number);
    digest.add(body);
    return digest.finish().octets().substr(0, checksum_octets);
}

void append_place(std::string& out, const std::string& number, const RecordId& record,
                  const crypto::SecretKey& key)
{
    const std::size_t begin = out.size();
    out += record.octets();
    out += key.octets();
    out += checksum(number, std::string_view(out).substr(begin));
}

} // namespace

std::string ring_head(RingNumber ring, std::size_t key_count)
{
    const std::string number = number_of(ring);
    std::string head(first_words);
    head += number + padded(std::to_string(key_count), count_digits);
    return head + checksum(number, head);
}

std::optional<std::size_t> keys_when_made(RingNumber ring, std::string_view head)
{
    if (head.size() < ring_place_octets) return std::nullopt;
    const auto digits = head.substr(first_words.size() + number_digits, count_digits);
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    const bool is_whole = head.substr(0, ring_place_octets) == ring_head(ring, count);
    return is_whole ? std::optional(count) : std::nullopt;
}

crypto::Wiped ring_places(RingNumber ring, std::span<const RingEntry> entries)
{
    const std::string number = number_of(ring);
    crypto::Wiped out;
    out.octets.reserve(entries.size() * ring_place_octets); // Never grows, so leaves no key behind.
    for (const auto& entry : entries)
        append_place(out.octets, number, entry.record, entry.key);
    return out;
}

crypto::Wiped ring_file(RingNumber ring, const KeysByRecord& keys)
{
    const std::string number = number_of(ring);
    crypto::Wiped out;
    out.octets.reserve((keys.size() + 1) * ring_place_octets);
    out.octets += ring_head(ring, keys.size());
    for (const auto& [record, key] : keys)
        append_place(out.octets, number, record, key);
    return out;
}

bool same_keys(const KeysByRecord& one, const KeysByRecord& other)
{
    return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
        return a.first == b.first && a.second.octets() == b.second.octets();
    });
}

std::size_t read_ring_places(RingNumber ring, std::string_view octets, KeysByRecord& keys)
{
    const std::string number = number_of(ring);
    std::size_t damaged = 0;
    for (; octets.size() >= ring_place_octets; octets.remove_prefix(ring_place_octets)) {
        const auto place = octets.substr(0, ring_place_octets);
        if (place.substr(body_octets) != checksum(number, place.substr(0, body_octets))) {
            ++damaged;
            continue;
        }
        const auto key = place.substr(id_octets, crypto::SecretKey::size);
        const auto [known, is_new] = keys.try_emplace(
            RecordId::from_octets(place.substr(0, id_octets)), crypto::SecretKey::from_octets(key));
        if (!is_new && known->second.octets() != key) ++damaged;
    }
    return damaged;
}

} // namespace reservepost::batch::vault
