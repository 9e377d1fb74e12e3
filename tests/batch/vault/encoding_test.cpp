#include "batch/vault/ring_file.h"
#include "tests/batch/vault/small_vault.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace reservepost::tests {

TEST(SealedReport, ComesBackWhateverIsInIt)
{
    SealedReport cases[] = {{}, report("{}"), report(std::string("\0\n\xff", 3)), report("")};
    cases[0].accepted_at -= std::chrono::hours(1); // Before 1970.
    for (const auto& c : cases)
        EXPECT_EQ(decode_report(encode(c)), c);
    EXPECT_EQ(encode(report("x")), encode(report("x"))) << "one encoding";
}

TEST(SealedReport, EveryCutIsRefused)
{
    const auto whole = encode(report("the original"));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_THROW(decode_report(whole.substr(0, size)), std::invalid_argument) << size;
    EXPECT_THROW(decode_report(whole + "x"), std::invalid_argument);
    auto other = whole;
    other[19] = '2';
    EXPECT_THROW(decode_report(other), std::invalid_argument) << "another version";
    auto long_note = report("x");
    long_note.note.assign((1 << 20) + 1, 'n');
    EXPECT_THROW(encode(long_note), std::length_error);
}

TEST(Fact, IsOneLineWithAChecksum)
{
    const Fact fact{record(7), "packed", "2026-11-25", "01000001", "12", ""};
    const auto line = fact_line(fact);
    EXPECT_EQ(line.substr(0, line.rfind(' ')),
              "00000000000000000000000000000007 packed 2026-11-25 01000001 12 -");
    EXPECT_EQ(line.size() - line.rfind(' '), 9U);
    EXPECT_EQ(parse_fact(line), fact);
    for (std::size_t at = 0; at < line.size(); ++at) {
        auto changed = line;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_THROW(parse_fact(changed), std::invalid_argument) << "octet " << at;
        EXPECT_THROW(parse_fact(line.substr(0, at)), std::invalid_argument) << "cut at " << at;
    }
}

TEST(Fact, RefusesWhatCouldBePersonalOrBreakTheLine)
{
    struct {
        const char* why;
        Fact fact;
    } cases[] = {
        {"no event", {record(1), "", "2026-11-25", "", "", ""}},
        {"a name", {record(1), "confirmed", "", "", "", "Kari Nordmann"}},
        {"a space", {record(1), "confirmed", "", "", "", "lost by"}},
        {"a line end", {record(1), "confirmed\n", "", "", "", ""}},
        {"a letter beyond ASCII", {record(1), "confirmed", "", "", "", "\xc3\xa6"}},
        {"what stands for nothing", {record(1), "confirmed", "-", "", "", ""}},
        {"65 characters", {record(1), "confirmed", "", "", "", std::string(65, 'a')}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        try {
            fact_line(c.fact);
            ADD_FAILURE() << "was written";
        } catch (const std::invalid_argument& error) {
            EXPECT_EQ(std::string(error.what()).find("Kari"), std::string::npos);
        }
    }
}

TEST(RingFile, EveryChangedOctetCostsOnlyItsOwnKey)
{
    KeysByRecord keys;
    for (int i = 1; i <= 3; ++i)
        keys.emplace(record(i), batch::crypto::SecretKey::random());
    const auto file = ring_file(4, keys);
    ASSERT_EQ(file.octets.size(), 4 * ring_place_octets);
    EXPECT_EQ(keys_when_made(4, file.octets), 3U);
    EXPECT_EQ(keys_when_made(5, file.octets), std::nullopt) << "another ring's head";
    for (std::size_t at = 0; at < file.octets.size(); ++at) {
        auto changed = file.octets;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        const bool in_head = at < ring_place_octets;
        EXPECT_EQ(keys_when_made(4, changed).has_value(), !in_head) << at;
        KeysByRecord read;
        const auto places = std::string_view(changed).substr(ring_place_octets);
        EXPECT_EQ(read_ring_places(4, places, read), in_head ? 0U : 1U) << at;
        EXPECT_EQ(read.size(), in_head ? 3U : 2U) << at;
    }
    KeysByRecord other;
    EXPECT_EQ(read_ring_places(5, std::string_view(file.octets).substr(ring_place_octets), other),
              3U)
        << "places of one ring do not count in another";
    EXPECT_THROW(ring_head(0, 0), std::logic_error);
}

TEST(RingFile, HalfAPlaceAtTheEndIsLeftOutAndASecondKeyDoesNotCount)
{
    const RingEntry one{record(1), batch::crypto::SecretKey::random()};
    const RingEntry again{record(1), batch::crypto::SecretKey::random()};
    const auto first = ring_places(1, {&one, 1});
    const auto second = ring_places(1, {&again, 1});
    KeysByRecord keys;
    EXPECT_EQ(read_ring_places(1, first.octets + second.octets.substr(0, 63), keys), 0U);
    EXPECT_EQ(read_ring_places(1, first.octets + first.octets, keys), 0U) << "the same again";
    EXPECT_EQ(read_ring_places(1, second.octets, keys), 1U);
    EXPECT_EQ(keys.at(record(1)).octets(), one.key.octets());
}

} // namespace reservepost::tests
