#include "batch/deletion/merkle.h"
#include "batch/deletion/verifier.h"
#include "tests/batch/deletion/log_fixture.h"

#include <functional>
#include <set>

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

std::set<std::string> codes(const VerifyReport& report)
{
    std::set<std::string> codes;
    for (const Finding& finding : report.findings)
        codes.insert(finding.code);
    return codes;
}

std::string told(const VerifyReport& report)
{
    std::string text;
    for (const Finding& finding : report.findings)
        text += finding.code + " at " + finding.where + ": " + finding.sentence + "\n";
    return text;
}

std::string flipped(std::string octets, std::size_t at, char bits = 1)
{
    octets.at(at) = static_cast<char>(octets.at(at) ^ bits);
    return octets;
}

std::vector<std::string> parted(const std::string& octets)
{
    std::vector<std::string> leaves;
    for (std::size_t at = 0; at < octets.size();) {
        const std::size_t length = std::size_t{static_cast<unsigned char>(octets[at])} * 256 +
                                   static_cast<unsigned char>(octets[at + 1]);
        leaves.push_back(octets.substr(at + 2, length));
        at += 2 + length;
    }
    return leaves;
}

std::string joined(const std::vector<std::string>& leaves)
{
    std::string octets;
    for (const std::string& leaf : leaves) {
        octets += static_cast<char>(leaf.size() / 256);
        octets += static_cast<char>(leaf.size() % 256);
        octets += leaf;
    }
    return octets;
}

// A log of 301 leaves: one full tile of entries and one partial, and two levels of hashes.
class VerifierTest : public LogTest {
protected:
    VerifierTest()
    {
        make("log", deletions(1, 150));
        fs::copy(place("log"), place("whole"), fs::copy_options::recursive);
    }

    void make(const std::string& name, const std::vector<std::string>& leaves) const
    {
        DeletionLog log = DeletionLog::create(place(name), opened(), key());
        log.append(leaves);
        log.sign_checkpoint();
    }
    void restore() const
    {
        fs::remove_all(place("log"));
        fs::copy(place("whole"), place("log"), fs::copy_options::recursive);
    }
    void sign_again(const crypto::SigningKey& by, const std::string& name) const
    {
        SignedNote note{SignedNote::parse(file_text(place("log/checkpoint"))).body, {}};
        note.sign(name, by);
        write_file(place("log/checkpoint"), note.text());
    }
    VerifyReport verify(std::optional<std::string> older = std::nullopt) const
    {
        return verify_log(place("log"), key_line(), older);
    }
};

TEST_F(VerifierTest, AWholeLogIsSound)
{
    const VerifyReport report = verify();
    EXPECT_TRUE(report.sound()) << told(report);
    EXPECT_EQ(report.origin, origin);
    EXPECT_EQ(report.size, 301U);
    EXPECT_EQ(report.leaves_by_kind, (std::map<std::string, std::uint64_t>{
                                         {"opened", 1}, {"intent", 150}, {"deleted", 150}}));
    EXPECT_TRUE(report.open_intents.empty());
    EXPECT_EQ(report.unsigned_leaves, 0U);
}

TEST_F(VerifierTest, AFlippedBitAnywhereIsFound)
{
    std::size_t files = 0;
    for (const fs::path& file : files_below(place("log"))) {
        const std::string octets = file_text(file);
        const std::size_t step = std::max<std::size_t>(octets.size() / 17, 1);
        for (std::size_t at = 0; at < octets.size() + step - 1; at += step) {
            const std::size_t place = std::min(at, octets.size() - 1);
            write_file(file, flipped(octets, place, static_cast<char>(1U << place % 8)));
            ASSERT_FALSE(verify().sound()) << file << " at " << place;
        }
        write_file(file, octets);
        ++files;
    }
    EXPECT_EQ(files, 6U) << "checkpoint, two tiles of entries, three of hashes";
    EXPECT_TRUE(verify().sound());
}

TEST_F(VerifierTest, HostileLogs)
{
    using Leaves = std::vector<std::string>;
    const auto change_entries = [this](const std::function<void(Leaves&)>& change) {
        Leaves leaves = parted(file_text(place("log/tile/entries/000")));
        change(leaves);
        write_file(place("log/tile/entries/000"), joined(leaves));
    };
    const auto cut = [this](const std::string& file, std::size_t octets) {
        const std::string whole = file_text(place("log") / file);
        write_file(place("log") / file, whole.substr(0, whole.size() - octets));
    };
    make("other", deletions(1000, 150));
    struct {
        const char* why;
        std::function<void()> spoil;
        std::set<std::string> found;
    } rows[] = {
        {"an entry changed",
         [&] { change_entries([](Leaves& l) { l[17] = canonical(intent(999)); }); },
         {"leaf-changed", "root-differs", "tile-changed", "deleted-without-intent"}},
        {"an entry dropped",
         [&] { change_entries([](Leaves& l) { l.erase(l.begin() + 17); }); },
         {"entries-cut"}},
        {"an entry doubled in place of its neighbour",
         [&] { change_entries([](Leaves& l) { l[17] = l[16]; }); },
         {"leaf-changed", "root-differs", "tile-changed", "record-twice",
          "deleted-without-intent"}},
        {"an entry doubled, all others moved up",
         [&] { change_entries([](Leaves& l) { l.insert(l.begin() + 17, l[17]); }); },
         {"entries-cut"}},
        {"an entry moved",
         [&] { change_entries([](Leaves& l) { std::swap(l[17], l[18]); }); },
         {"leaf-changed", "root-differs", "tile-changed"}},
        {"a deletion moved before its intent",
         [&] { change_entries([](Leaves& l) { std::swap(l[1], l[151]); }); },
         {"leaf-changed", "root-differs", "tile-changed", "deleted-without-intent"}},
        {"another tree's checkpoint",
         [&] { write_file(place("log/checkpoint"), file_text(place("other/checkpoint"))); },
         {"root-differs"}},
        {"another tree's hash tile",
         [&] { write_file(place("log/tile/0/000"), file_text(place("other/tile/0/000"))); },
         {"leaf-changed"}},
        {"another tree's upper tile",
         [&] { write_file(place("log/tile/1/000.p/1"), file_text(place("other/tile/1/000.p/1"))); },
         {"tile-changed"}},
        {"all of another tree but the checkpoint",
         [&] {
             fs::remove_all(place("log/tile"));
             fs::copy(place("other/tile"), place("log/tile"), fs::copy_options::recursive);
         },
         {"root-differs"}},
        {"an unknown signer",
         [&] { sign_again(crypto::SigningKey::generate(), origin); },
         {"unknown-signer"}},
        {"a signer of another name", [&] { sign_again(key(), "other"); }, {"unknown-signer"}},
        {"a signature of another text",
         [&] {
             SignedNote note = SignedNote::parse(file_text(place("log/checkpoint")));
             note.signatures[0].signature = key().sign("another text\n");
             write_file(place("log/checkpoint"), note.text());
         },
         {"bad-signature"}},
        {"no checkpoint", [&] { fs::remove(place("log/checkpoint")); }, {"checkpoint-missing"}},
        {"a checkpoint that is none",
         [&] { write_file(place("log/checkpoint"), "rubbish\n"); },
         {"checkpoint-malformed"}},
        {"a hash tile cut", [&] { cut("tile/0/000", 32); }, {"tile-cut"}},
        {"a partial hash tile cut", [&] { cut("tile/0/001.p/45", 1); }, {"tile-cut"}},
        {"an upper tile cut", [&] { cut("tile/1/000.p/1", 32); }, {"tile-cut"}},
        {"entries cut", [&] { cut("tile/entries/001.p/45", 1); }, {"entries-cut"}},
        {"a hash tile gone", [&] { fs::remove(place("log/tile/0/000")); }, {"tile-missing"}},
        {"an upper tile gone", [&] { fs::remove(place("log/tile/1/000.p/1")); }, {"tile-missing"}},
        {"entries gone",
         [&] { fs::remove(place("log/tile/entries/001.p/45")); },
         {"entries-missing"}},
        {"the end gone",
         [&] {
             fs::remove(place("log/tile/entries/001.p/45"));
             fs::remove(place("log/tile/0/001.p/45"));
         },
         {"entries-missing", "log-cut"}},
        {"a hash tile beyond the end",
         [&] { write_file(place("log/tile/0/009"), std::string(8192, 'x')); },
         {"unknown-file"}},
        {"a file that is no tile",
         [&] { write_file(place("log/tile/0/notes.txt"), "x"); },
         {"unknown-file"}},
        {"a tile misspelt", [&] { write_file(place("log/tile/0/0001"), "x"); }, {"unknown-file"}},
        {"other leaves in an older partial tile",
         [&] { write_file(place("log/tile/entries/001.p/1"), joined({canonical(intent(5))})); },
         {"entries-differ"}},
        {"other hashes in an older partial tile",
         [&] { write_file(place("log/tile/0/001.p/1"), std::string(32, 'x')); },
         {"leaf-changed"}},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        restore();
        row.spoil();
        const VerifyReport report = verify();
        const auto found = codes(report);
        for (const std::string& code : row.found)
            EXPECT_TRUE(found.contains(code)) << code << " is not among\n" << told(report);
        if (row.found.size() == 1) {
            EXPECT_EQ(found, row.found) << told(report);
        }
    }
}

// A writer with the right key who writes what it may not: signatures and hashes all hold.
TEST_F(VerifierTest, HostileWriters)
{
    const auto spoilt = [](const std::string& leaf, const std::string& what,
                           const std::string& by) {
        std::string text = leaf;
        return text.replace(text.find(what), what.size(), by);
    };
    const std::string announced = canonical(intent(1));
    const std::string done = canonical(deleted(1));
    DeletedLeaf unlike = deleted(1);
    unlike.intent.digest = crypto::sha256("another report");
    DeletedLeaf early = deleted(1);
    early.intent.date = "2027-03-30";
    BalanceLeaf unbalanced{"2027-03-31", {{"waiting", 1}}, 1};
    OpenedLeaf elsewhere = opened();
    elsewhere.origin = "another.example";
    struct {
        const char* why;
        std::vector<std::string> leaves;
        std::string found;
    } rows[] = {
        {"a deletion that nobody announced", {done}, "deleted-without-intent"},
        {"a deletion before its intent", {done, announced}, "deleted-without-intent"},
        {"announced twice", {announced, announced}, "record-twice"},
        {"deleted twice", {announced, done, done}, "record-twice"},
        {"announced again after it was done", {announced, done, announced}, "record-twice"},
        {"another report than announced", {announced, canonical(unlike)}, "deleted-unlike-intent"},
        {"done before it was announced", {announced, canonical(early)}, "deleted-unlike-intent"},
        {"a second beginning", {canonical(opened())}, "leaf-order"},
        {"another log's beginning", {canonical(elsewhere)}, "other-log"},
        {"books that do not balance", {canonical(unbalanced)}, "leaf-field"},
        {"no JSON", {"deleted"}, "leaf-not-canonical"},
        {"a space", {spoilt(announced, ",", ", ")}, "leaf-not-canonical"},
        {"a line end last", {announced + "\n"}, "leaf-not-canonical"},
        {"keys in another order", {R"({"v":1,"kind":"key"})"}, "leaf-not-canonical"},
        {"a key twice", {R"({"kind":"key","kind":"key","v":1})"}, "leaf-not-canonical"},
        {"a fraction", {spoilt(announced, "2027,", "2027.0,")}, "leaf-not-canonical"},
        {"an exponent", {spoilt(announced, "2027,", "2e3,")}, "leaf-not-canonical"},
        {"a zero before a number", {spoilt(announced, "2027,", "02027,")}, "leaf-not-canonical"},
        {"minus nothing", {spoilt(announced, "2027,", "-0,")}, "leaf-not-canonical"},
        {"null", {spoilt(announced, "2027,", "null,")}, "leaf-not-canonical"},
        {"an escape that need not be",
         {spoilt(announced, "confirmed", "\\u0063onfirmed")},
         "leaf-not-canonical"},
        {"a control character", {spoilt(announced, "confirmed", "\x01")}, "leaf-not-canonical"},
        {"no UTF-8", {spoilt(announced, "confirmed", "\xc3(")}, "leaf-not-canonical"},
        {"overlong UTF-8", {spoilt(announced, "confirmed", "\xc0\xaf")}, "leaf-not-canonical"},
        {"a surrogate", {spoilt(announced, "confirmed", "\xed\xa0\x80")}, "leaf-not-canonical"},
        {"lists without end", {R"({"a":)" + std::string(60000, '[')}, "leaf-not-canonical"},
        {"an unknown kind", {spoilt(announced, "\"intent\"", "\"intend\"")}, "leaf-unknown"},
        {"a later version", {spoilt(announced, "\"v\":1", "\"v\":2")}, "leaf-unknown"},
        {"a version that is text", {spoilt(announced, "\"v\":1", "\"v\":\"1\"")}, "leaf-field"},
        {"a field too many", {spoilt(announced, ",\"v\"", ",\"text\":\"x\",\"v\"")}, "leaf-field"},
        {"a field too few", {spoilt(announced, "\"digest_key\":2027,", "")}, "leaf-field"},
        {"another reason", {spoilt(announced, "confirmed", "forgotten")}, "leaf-field"},
        {"mailed without proof", {spoilt(announced, "confirmed", "mailed")}, "leaf-field"},
        {"a month that does not exist",
         {spoilt(announced, "2027-03-31", "2027-13-31")},
         "leaf-field"},
        {"a UUID in place of its digest",
         {spoilt(announced, intent(1).digest.hex(), "0d1c7a52-3a2b-4c9a-8f3e-000000000000")},
         "leaf-field"},
    };
    int number = 0;
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const std::string name = "spoilt" + std::to_string(number++);
        make(name, row.leaves);
        const VerifyReport report = verify_log(place(name), key_line());
        EXPECT_TRUE(codes(report).contains(row.found)) << told(report);
    }
}

TEST_F(VerifierTest, OlderCheckpoints)
{
    DeletionLog log = DeletionLog::open(place("log"), key());
    const std::string older = log.checkpoint_text();
    log.append(deletions(2000, 400));
    log.sign_checkpoint();
    EXPECT_TRUE(verify(older).sound());
    EXPECT_TRUE(verify(log.checkpoint_text()).sound());

    make("split", deletions(1000, 150));
    const auto signed_by = [](const Checkpoint& checkpoint, const crypto::SigningKey& by) {
        SignedNote note{checkpoint.body(), {}};
        note.sign(checkpoint.origin, by);
        return note.text();
    };
    const Checkpoint now = log.checkpoint();
    struct {
        const char* why;
        std::string older;
        std::string found;
    } rows[] = {
        {"a split view: another history by the same key", file_text(place("split/checkpoint")),
         "not-continued"},
        {"the same size, another root", signed_by({origin, now.size, empty_root()}, key()),
         "not-continued"},
        {"no leaves, yet a root", signed_by({origin, 0, now.root}, key()), "not-continued"},
        {"more leaves than the log has now", signed_by({origin, now.size + 1, now.root}, key()),
         "log-shrank"},
        {"an unknown signer", signed_by(now, crypto::SigningKey::generate()), "unknown-signer"},
        {"another log's", signed_by({"another.example", now.size, now.root}, key()),
         "unknown-signer"},
        {"none at all", "", "checkpoint-malformed"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const VerifyReport report = verify(row.older);
        EXPECT_TRUE(codes(report).contains(row.found)) << told(report);
    }
    EXPECT_TRUE(verify(signed_by({origin, 0, empty_root()}, key())).sound());
}

TEST_F(VerifierTest, WhatIsNoFault)
{
    DeletionLog log = DeletionLog::open(place("log"), key());
    const std::vector<std::string> waiting = {canonical(intent(5000)), canonical(intent(5001))};
    log.append(waiting);
    VerifyReport report = verify();
    EXPECT_TRUE(report.sound()) << told(report);
    EXPECT_EQ(report.unsigned_leaves, 2U);
    EXPECT_TRUE(report.open_intents.empty()) << "they count only when signed";

    log.sign_checkpoint();
    SignedNote note = SignedNote::parse(file_text(place("log/checkpoint")));
    for (int witness = 0; witness < 20; ++witness)
        note.signatures.insert(note.signatures.begin(),
                               {"witness.example", "\x04key", std::string(72, 'w')});
    write_file(place("log/checkpoint"), note.text());
    write_file(place("log/tile/0/.new.12345"), "what a killed write left");
    report = verify();
    EXPECT_TRUE(report.sound()) << told(report);
    ASSERT_EQ(report.open_intents.size(), 2U);
    EXPECT_EQ(report.open_intents[0], (OpenIntent{301, intent(5000).record, intent(5000).date}));
}

TEST_F(VerifierTest, PublishedCopies)
{
    DeletionLog::open(place("log"), key()).publish(place("published"));
    const auto verify_copy = [this] {
        return verify_log(place("published"), key_line(), std::nullopt, LogCopy::HashesOnly);
    };
    EXPECT_TRUE(verify_copy().sound()) << told(verify_copy());
    EXPECT_TRUE(codes(verify_log(place("published"), key_line())).contains("entries-missing"));

    const std::string tile = file_text(place("published/tile/0/000"));
    write_file(place("published/tile/0/000"), flipped(tile, 4000));
    EXPECT_EQ(codes(verify_copy()), (std::set<std::string>{"tile-changed", "root-differs"}));
    write_file(place("published/tile/0/000"), tile);
    write_file(place("published/tile/entries/000.p/1"), joined({canonical(opened())}));
    EXPECT_EQ(codes(verify_copy()), std::set<std::string>{"entries-published"});
}

TEST_F(VerifierTest, WhatCannotBeJudgedIsAnErrorAndNoFinding)
{
    EXPECT_THROW(verify_log(place("nowhere"), key_line()), std::runtime_error);
    EXPECT_THROW(verify_log(place("log"), "rubbish"), std::runtime_error);
    EXPECT_THROW(verify_log(place("log"), "other" + key_line()), std::runtime_error);
}

TEST_F(VerifierTest, FindingsWithoutEndAreCountedAndNotKept)
{
    make("bad", std::vector<std::string>(1500, "rubbish"));
    const VerifyReport report = verify_log(place("bad"), key_line());
    EXPECT_EQ(report.findings.size(), 1000U);
    EXPECT_EQ(report.findings_in_all, 1500U);
}

} // namespace
} // namespace reservepost::batch::deletion
