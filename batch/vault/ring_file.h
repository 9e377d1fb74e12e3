#pragma once

#include "batch/crypto/secret_key.h"
#include "batch/crypto/wiped.h"
#include "batch/vault/store_place.h"
#include "batch/words/record_id.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

// The file `ring.<n>`: a head and then one place for each key, all of 64 octets, so that none ever
// lies across two sectors of a disk or two pages of memory.
//
//     head    "reservepost ring 1 ", the ring's number in 13 digits, the number of keys it was made
//             with in 16 digits, 16 octets of checksum
//     place   16 octets of record id, 32 octets of key, 16 octets of checksum
//
// The checksum is the first half of the SHA-256 of the ring's number as written in the head and of
// what stands before it in the place: a place copied into another ring does not count.

namespace reservepost::batch::vault {

constexpr std::size_t ring_place_octets = 64;

struct RingEntry {
    RecordId record;
    crypto::SecretKey key;
};

using KeysByRecord = std::map<RecordId, crypto::SecretKey>;

std::string ring_head(RingNumber ring, std::size_t key_count);

/// How many keys the ring was made with; nothing when the head is damaged or another ring's.
std::optional<std::size_t> keys_when_made(RingNumber ring, std::string_view head);

/// The places for `entries`, to be appended.
crypto::Wiped ring_places(RingNumber ring, std::span<const RingEntry> entries);

/// A whole ring file for `keys`.
crypto::Wiped ring_file(RingNumber ring, const KeysByRecord& keys);

/// Whether both have the same records, each with the same key.
bool same_keys(const KeysByRecord& one, const KeysByRecord& other);

/// Reads places, without the head, into `keys`; half a place at the end is left out. Gives how many
/// do not count: the checksum is wrong, or the record has another key already.
std::size_t read_ring_places(RingNumber ring, std::string_view octets, KeysByRecord& keys);

} // namespace reservepost::batch::vault
