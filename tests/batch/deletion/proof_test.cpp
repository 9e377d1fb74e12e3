#include "batch/deletion/log_reader.h"
#include "batch/deletion/verifier_proof.h"
#include "batch/deletion/verifier_text.h"

#include "batch/crypto/text.h"
#include "batch/deletion/merkle.h"
#include "tests/batch/deletion/log_fixture.h"

#include <functional>
#include <set>

// Proofs of single leaves: what the writer's side gives, and what the verifier's makes of it and of
// everything that somebody might put in its place.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

std::set<std::string> codes(const ProofReport& report)
{
    std::set<std::string> codes;
    for (const Finding& finding : report.checked.findings)
        codes.insert(finding.code);
    return codes;
}

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos) throw std::logic_error("there is no " + what);
    return text.replace(at, what.size(), by);
}

class ProofTest : public LogTest {
protected:
    /// A log of `opened` and `count` deletions.
    void make(const std::string& name, int first, int count) const
    {
        DeletionLog log = DeletionLog::create(place(name), opened(), key());
        if (count > 0) log.append(deletions(first, count));
        log.sign_checkpoint();
    }
    LogReader reader(const std::string& name) const
    {
        return {place(name), VerifierKey::from_line(key_line())};
    }
    ProofReport verify(const std::string& proof) const { return verify_proof(proof, key_line()); }
};

TEST_F(ProofTest, EveryLeafOfLogsOfManySizesIsProved)
{
    for (const int count : {0, 1, 2, 7, 127, 128, 150}) {
        const std::string name = "log" + std::to_string(count);
        make(name, 1, count);
        const LogReader log = reader(name);
        for (std::uint64_t index = 0; index < log.checkpoint().size; ++index) {
            const ProofReport report = verify(log.prove(index));
            ASSERT_TRUE(report.sound()) << index << "\n" << text_of(report);
            ASSERT_EQ(report.index, index);
            ASSERT_EQ(report.leaf, log.leaf(index));
            ASSERT_EQ(report.checked.size, log.checkpoint().size);
        }
    }
}

TEST_F(ProofTest, IsTheOpenFormatLineByLine)
{
    make("log", 1, 1);
    const LogReader log = reader("log");
    const auto left = node_hash(leaf_hash(log.leaf(0)), leaf_hash(log.leaf(1)));
    EXPECT_EQ(log.prove(2), "c2sp.org/tlog-proof@v1\nextra " + crypto::base64(log.leaf(2)) +
                                "\nindex 2\n" + crypto::base64(left.octets()) + "\n\n" +
                                log.checkpoint_text());
    const std::string checkpoint = file_text(place("log/checkpoint"));
    EXPECT_EQ(checkpoint_in(log.prove(2)), checkpoint);
    EXPECT_EQ(checkpoint_in(checkpoint), checkpoint);
}

TEST_F(ProofTest, HostileProofs)
{
    make("log", 1, 150);
    make("other", 1000, 150);
    const LogReader log = reader("log");
    const std::string good = log.prove(17), next = log.prove(18);
    const std::string foreign = reader("other").prove(17);
    const auto leaf_line = [](const std::string& leaf) {
        return "extra " + crypto::base64(leaf) + "\n";
    };
    const std::string extra = leaf_line(log.leaf(17));
    const std::size_t first = good.find("index 17\n") + 9; // Its first hash.
    const auto hash_at = [&](std::size_t number) { return good.substr(first + number * 45, 45); };
    const std::string checkpoint = "\n\n" + log.checkpoint_text();
    const auto by = [&](const crypto::SigningKey& signer, const std::string& name) {
        SignedNote note{SignedNote::parse(log.checkpoint_text()).body, {}};
        note.sign(name, signer);
        return replaced(good, checkpoint, "\n\n" + note.text());
    };
    struct {
        const char* why;
        std::string proof;
        std::set<std::string> found;
    } const rows[] = {
        {"nothing", "", {"proof-malformed"}},
        {"a checkpoint and no proof", log.checkpoint_text(), {"proof-malformed"}},
        {"a later version", replaced(good, "@v1", "@v2"), {"proof-malformed"}},
        {"line ends of another system", replaced(good, "@v1\n", "@v1\r\n"), {"proof-malformed"}},
        {"no index", replaced(good, "index 17\n", ""), {"proof-malformed"}},
        {"an index that is no number", replaced(good, "17\n", "x\n"), {"proof-malformed"}},
        {"an index with a sign", replaced(good, "17\n", "+17\n"), {"proof-malformed"}},
        {"an index with a zero before", replaced(good, "17\n", "017\n"), {"proof-malformed"}},
        {"an index beyond all trees",
         replaced(good, "17\n", "18446744073709551615\n"),
         {"proof-malformed"}},
        {"an index of 30 digits",
         replaced(good, "17\n", std::string(30, '1') + "\n"),
         {"proof-malformed"}},
        {"extra after the index",
         replaced(replaced(good, extra, ""), "index 17\n", "index 17\n" + extra),
         {"proof-malformed"}},
        {"extra twice", replaced(good, extra, extra + extra), {"proof-malformed"}},
        {"extra that is no base64", replaced(good, extra, "extra ???\n"), {"proof-malformed"}},
        {"extra without anything", replaced(good, extra, "extra \n"), {"proof-malformed"}},
        {"a leaf longer than any",
         replaced(good, extra, leaf_line(std::string(65'536, 'x'))),
         {"proof-malformed"}},
        {"no leaf", replaced(good, extra, ""), {"proof-without-leaf"}},
        {"a hash of 31 octets",
         replaced(good, hash_at(0), crypto::base64(std::string(31, 'x')) + "\n"),
         {"proof-malformed"}},
        {"a hash that is no base64",
         replaced(good, hash_at(0), std::string(44, '*') + "\n"),
         {"proof-malformed"}},
        {"a space behind a hash",
         replaced(good, hash_at(0), hash_at(0).substr(0, 44) + " \n"),
         {"proof-malformed"}},
        {"hashes without end",
         replaced(good, hash_at(0),
                  [&] {
                      std::string many;
                      for (int i = 0; i < 64; ++i)
                          many += hash_at(0);
                      return many;
                  }()),
         {"proof-malformed"}},
        {"megabytes", good + std::string(1 << 20, 'x'), {"proof-malformed"}},
        {"a hash too few", replaced(good, hash_at(0), ""), {"proof-length"}},
        {"a hash too many", replaced(good, hash_at(0), hash_at(0) + hash_at(0)), {"proof-length"}},
        {"no hashes at all", good.substr(0, first) + checkpoint.substr(1), {"proof-length"}},
        {"two hashes the other way round",
         replaced(good, hash_at(0) + hash_at(1), hash_at(1) + hash_at(0)),
         {"proof-differs"}},
        {"its neighbour's index", replaced(good, "index 17", "index 16"), {"proof-differs"}},
        {"its neighbour's leaf", replaced(good, extra, leaf_line(log.leaf(18))), {"proof-differs"}},
        {"its neighbour's hashes",
         good.substr(0, first) + next.substr(next.find("index 18\n") + 9),
         {"proof-differs"}},
        {"an index at the end", replaced(good, "index 17", "index 301"), {"proof-beyond"}},
        {"another leaf under the same hashes",
         replaced(good, extra, leaf_line(canonical(intent(999)))),
         {"proof-differs"}},
        {"a node of the tree given out as a leaf",
         replaced(good, extra, leaf_line(crypto::from_base64(hash_at(0).substr(0, 44)))),
         {"proof-differs", "leaf-not-canonical"}},
        {"another tree's proof under this checkpoint",
         replaced(foreign, "\n\n" + reader("other").checkpoint_text(), checkpoint),
         {"proof-differs"}},
        {"this proof under another tree's checkpoint",
         replaced(good, checkpoint, "\n\n" + reader("other").checkpoint_text()),
         {"proof-differs"}},
        {"another signer of the same name",
         by(crypto::SigningKey::generate(), origin),
         {"unknown-signer"}},
        {"a signer of another name", by(key(), "another.example"), {"unknown-signer"}},
        {"a root that nobody signed",
         replaced(good, checkpoint,
                  replaced(checkpoint, crypto::base64(log.checkpoint().root.octets()),
                           crypto::base64(empty_root().octets()))),
         {"bad-signature", "proof-differs"}},
        {"a smaller tree that nobody signed",
         replaced(good, "\n301\n", "\n300\n"),
         {"bad-signature"}},
        {"no checkpoint", replaced(good, checkpoint, "\n\n"), {"checkpoint-malformed"}},
        {"a checkpoint without signatures",
         replaced(good, "\n\n\u2014", "\n\u2014"),
         {"checkpoint-malformed"}},
    };
    ASSERT_TRUE(verify(good).sound());
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const ProofReport report = verify(row.proof);
        EXPECT_FALSE(report.sound());
        for (const std::string& code : row.found)
            EXPECT_TRUE(codes(report).contains(code)) << code << " is not among\n"
                                                      << text_of(report);
        EXPECT_EQ(text_of(report).find("\nThe leaf:"), std::string::npos) << text_of(report);
    }
}

TEST_F(ProofTest, CutAnywhereOrFlippedAnywhereItNeverHolds)
{
    make("log", 1, 10);
    const std::string good = reader("log").prove(5);
    for (std::size_t length = 0; length < good.size(); ++length)
        ASSERT_FALSE(verify(good.substr(0, length)).sound()) << length;
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ (1 << at % 7));
        ASSERT_FALSE(verify(bad).sound()) << at;
    }
}

TEST_F(ProofTest, SixteenWitnessesAreNoFault)
{
    make("log", 1, 10);
    const std::string good = reader("log").prove(5);
    std::string witnessed = good;
    for (int i = 0; i < 16; ++i)
        witnessed += "\u2014 witness" + std::to_string(i) + ".example " +
                     crypto::base64("\x04key" + std::string(72, 'w')) + "\n";
    EXPECT_TRUE(verify(witnessed).sound()) << text_of(verify(witnessed));
}

TEST_F(ProofTest, AProofIsAnOlderCheckpointToo)
{
    make("log", 1, 10);
    make("split", 100, 10);
    const std::string proof = reader("log").prove(5), split = reader("split").prove(5);
    DeletionLog log = DeletionLog::open(place("log"), key());
    log.append(deletions(50, 10));
    log.sign_checkpoint();
    EXPECT_TRUE(verify_log(place("log"), key_line(), proof).sound());
    const VerifyReport other = verify_log(place("log"), key_line(), split);
    ASSERT_EQ(other.findings.size(), 1U);
    EXPECT_EQ(other.findings[0].code, "not-continued");
    EXPECT_FALSE(verify_log(place("log"), key_line(), proof.substr(0, 60)).sound());
}

TEST_F(ProofTest, NothingIsProvedFromADamagedLog)
{
    make("log", 1, 150);
    const LogReader log = reader("log");
    EXPECT_THROW(log.prove(301), std::out_of_range);
    const std::string tile = file_text(place("log/tile/0/000"));
    std::string bad = tile;
    bad[32 * 16] ^= 1;
    write_file(place("log/tile/0/000"), bad);
    EXPECT_THROW(log.prove(17), LogDamaged);
    write_file(place("log/tile/0/000"), tile);
    EXPECT_NO_THROW(log.prove(17));
    fs::remove(place("log/tile/entries/000"));
    EXPECT_THROW(log.prove(17), LogDamaged);
    EXPECT_THROW(LogReader(place("log"), VerifierKey{origin, std::string(32, 'x')}), NoteError);
}

TEST_F(ProofTest, AReaderNeedsNoLockAndKeepsItsCheckpoint)
{
    make("log", 1, 100);
    DeletionLog writer = DeletionLog::open(place("log"), key());
    const LogReader before = reader("log");
    writer.append(deletions(500, 300));
    writer.sign_checkpoint();
    EXPECT_TRUE(verify(before.prove(200)).sound()) << "its partial tiles are full ones by now";
    std::uint64_t seen = 0;
    before.for_each_leaf([&](std::uint64_t index, const std::string&) {
        EXPECT_EQ(index, seen);
        ++seen;
    });
    EXPECT_EQ(seen, 201U) << "leaves under its own checkpoint";
    EXPECT_EQ(reader("log").checkpoint().size, 801U);
}

} // namespace
} // namespace reservepost::batch::deletion
