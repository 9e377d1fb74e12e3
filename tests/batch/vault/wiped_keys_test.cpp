#include "batch/crypto/ed25519.h"
#include "batch/vault/key_place.h"
#include "tests/batch/vault/freed_memory.h"
#include "tests/batch/vault/small_vault.h"

#include <array>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <memory>

// A key is gone from memory when what held it is gone: looked for in all that is given back.

namespace reservepost::tests {
namespace {

using batch::crypto::SecretKey;
using batch::crypto::SigningKey;
using batch::crypto::Wiped;

/// Known by the test alone; never put into a string here.
constexpr std::string_view key_octets = "nobody may find these 32 octets!";
static_assert(key_octets.size() == SecretKey::size);
/// What is looked for: an emptied string's first octet is zero, whatever stands behind it.
constexpr std::string_view key_tail = key_octets.substr(1);

SecretKey the_key()
{
    return SecretKey::from_octets(key_octets);
}

std::vector<RingEntry> entries_of_the_key(int count)
{
    std::vector<RingEntry> entries; // Grows, and so moves its keys again and again.
    for (int i = 1; i <= count; ++i)
        entries.push_back({record(i), the_key()});
    return entries;
}

/// A new key place whose ring 1 has records 1 to 3.
struct SmallKeyPlace : KeyPlace {
    explicit SmallKeyPlace(const TemporaryDirectory& directory)
        : KeyPlace("store 1", directory.path())
    {
        batch::disk::write_new_durably(directory / "ring.1", ring_head(1, 0), 0600);
        append(1, entries_of_the_key(3));
    }
};

struct Row {
    const char* why;
    std::function<void(const TemporaryDirectory&)> work;
};

const Row rows[] = {
    {"a key alone", [](const auto&) { std::make_unique<SecretKey>(the_key()); }},
    {"a key that is given on",
     [](const auto&) {
         auto first = std::make_unique<SecretKey>(the_key());
         auto second = std::make_unique<SecretKey>(std::move(*first));
         *first = second->copy();
         *second = std::move(*first);
     }},
    {"a list that grows", [](const auto&) { entries_of_the_key(100); }},
    {"a map that shrinks",
     [](const auto&) {
         KeysByRecord keys;
         for (int i = 1; i <= 100; ++i)
             keys.emplace(record(i), the_key());
         keys.erase(keys.begin(), std::next(keys.begin(), 50));
     }},
    {"octets that are handed on",
     [](const auto&) {
         std::string octets;
         octets.reserve(200);
         octets = key_octets;
         Wiped first(std::move(octets));
         Wiped second = std::move(first);
         first = std::move(second);
     }},
    {"octets cut shorter than the memory they lie in",
     [](const auto&) {
         Wiped octets;
         octets.octets = key_octets;
         octets.octets.resize(1);
     }},
    {"octets over which something is thrown",
     [](const auto&) {
         try {
             Wiped octets;
             octets.octets = key_octets;
             throw std::runtime_error("on the way");
         } catch (const std::runtime_error&) {
             return;
         }
     }},
    {"a ring as octets",
     [](const auto&) {
         ring_places(1, entries_of_the_key(3));
         KeysByRecord keys;
         keys.emplace(record(1), the_key());
         const auto file = ring_file(1, keys);
         KeysByRecord read;
         read_ring_places(1, std::string_view(file.octets).substr(ring_place_octets), read);
     }},
    {"a key file written and read",
     [](const auto& directory) {
         the_key().save_new(directory / "lookup.key");
         SecretKey::load(directory / "lookup.key");
     }},
    {"a file that is no key but begins like one",
     [](const auto& directory) {
         Wiped longer;
         longer.octets.reserve(2 * SecretKey::size);
         longer.octets.append(key_octets).append("longer");
         batch::disk::write_new_durably(directory / "lookup.key", longer.octets, 0600);
         EXPECT_THROW(SecretKey::load(directory / "lookup.key"), std::runtime_error);
     }},
    {"a ring appended to, found in, read on",
     [](const auto& directory) {
         const SmallKeyPlace place(directory);
         EXPECT_TRUE(place.find(record(3), 1));
         const RingEntry more{record(4), the_key()};
         place.append(1, {&more, 1});
         EXPECT_TRUE(place.find(record(4), 1));
         EXPECT_EQ(place.read(1).keys.size(), 4U);
     }},
    {"a ring that is renewed and destroyed",
     [](const auto& directory) {
         SmallKeyPlace place(directory);
         auto ring = place.read(1);
         ring.keys.erase(record(2));
         place.write_temporary(2, ring.keys);
         place.name_temporary(2);
         EXPECT_TRUE(place.find(record(2), 1));
         EXPECT_TRUE(place.destroy(1));
         EXPECT_FALSE(place.find(record(2), 1));
     }},
    {"a ring with a damaged place",
     [](const auto& directory) {
         const SmallKeyPlace place(directory);
         {
             const std::fstream file(directory / "ring.1", std::ios::in | std::ios::out);
             file.rdbuf()->pubseekpos(2 * ring_place_octets - 1);
             file.rdbuf()->sputc('!');
         }
         EXPECT_EQ(place.read(1).damaged, 1U);
     }},
};

TEST(WipedKeys, NothingThatIsGivenBackHoldsAKey)
{
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const TemporaryDirectory directory;
        const FreedMemory freed(key_tail);
        row.work(directory);
        EXPECT_EQ(freed.blocks_with_them(), 0U);
    }
}

TEST(WipedKeys, AKeyInAStringWouldBeFound)
{
    const FreedMemory freed(key_tail);
    std::make_unique<std::string>(key_octets);
    EXPECT_EQ(freed.blocks_with_them(), 1U);
    {
        std::string grows(key_octets);
        grows.resize(1000);
    }
    EXPECT_EQ(freed.blocks_with_them(), 3U) << "in its old place and in its new one";
}

TEST(WipedKeys, AKeyOfASignerIsNotGivenBackEither)
{
    const TemporaryDirectory directory;
    SigningKey::generate().save_new(directory / "log.pem");
    const Wiped pem = batch::crypto::read_key_octets(directory / "log.pem", 4096);
    // The last 40 digits of the second line hold most of the private half.
    const auto line = pem.octets.find('\n') + 1;
    const auto end = pem.octets.find('\n', line);
    ASSERT_GT(end, line + 40);
    const auto digits = std::string_view(pem.octets).substr(end - 40, 40);

    const FreedMemory freed(digits);
    const auto loaded = SigningKey::load(directory / "log.pem");
    loaded.save_new(directory / "copy.pem");
    batch::crypto::read_key_octets(directory / "copy.pem", 4096);
    EXPECT_EQ(freed.blocks_with_them(), 0U);
}

/// Where a test may look after a value has gone: in memory of its own.
template <class Value> struct Place {
    alignas(Value) std::array<unsigned char, sizeof(Value)> octets{};

    template <class... Arguments> Value* make(Arguments&&... arguments)
    {
        return new (octets.data()) Value(std::forward<Arguments>(arguments)...);
    }
    bool holds(std::string_view wanted) const
    {
        std::string seen;
        for (const volatile unsigned char& octet : octets)
            seen += static_cast<char>(octet);
        return seen.find(wanted) != std::string::npos;
    }
};

TEST(WipedKeys, AKeyThatIsMovedOrDestroyedIsZero)
{
    Place<SecretKey> place;
    SecretKey* key = place.make(the_key());
    ASSERT_TRUE(place.holds(key_octets));
    const SecretKey other = std::move(*key);
    EXPECT_FALSE(place.holds(key_octets.substr(0, 4))) << "moved from";
    EXPECT_EQ(other.octets(), key_octets);
    *key = other.copy();
    ASSERT_TRUE(place.holds(key_octets));
    key->~SecretKey();
    EXPECT_FALSE(place.holds(key_octets.substr(0, 4))) << "destroyed";
}

TEST(WipedKeys, AShortSecretLiesInsideAndGoesToo)
{
    const std::string_view secret = "short secret"; // Fits into the string itself.
    const std::string_view tail = secret.substr(1);
    Place<Wiped> first;
    Place<Wiped> second;
    Wiped* held = first.make(std::string(secret));
    ASSERT_TRUE(first.holds(secret));
    Wiped* taken = second.make(std::move(*held));
    EXPECT_FALSE(first.holds(tail)) << "moved from";
    ASSERT_TRUE(second.holds(secret));
    *held = std::move(*taken);
    EXPECT_FALSE(second.holds(tail)) << "moved from by assignment";
    held->~Wiped();
    taken->~Wiped();
    EXPECT_FALSE(first.holds(tail)) << "destroyed";
}

} // namespace
} // namespace reservepost::tests
