#include "batch/deletion/log.h"
#include "batch/deletion/merkle.h"
#include "batch/deletion/verifier.h"
#include "batch/disk/fail_point.h"
#include "tests/batch/deletion/log_fixture.h"
#include "tests/support/killed_at.h"

#include <cstdlib>

namespace reservepost::batch::deletion {
namespace {

using namespace testing;
using crypto::Digest;

class DeletionLogTest : public LogTest {
protected:
    DeletionLogTest() { DeletionLog::create(place("log"), opened(), key()); }
    DeletionLog open() const { return DeletionLog::open(place("log"), key()); }
    VerifyReport verify() const { return verify_log(place("log"), key_line()); }
};

Digest tree_hash(std::span<const std::string> leaves)
{
    if (leaves.size() == 1) return leaf_hash(leaves[0]);
    std::size_t split = 1;
    while (split * 2 < leaves.size())
        split *= 2;
    return node_hash(tree_hash(leaves.first(split)), tree_hash(leaves.subspan(split)));
}

TEST_F(DeletionLogTest, ANewLogHoldsOneSignedLeaf)
{
    const DeletionLog log = open();
    EXPECT_EQ(log.size(), 1U);
    EXPECT_EQ(log.unsigned_tail(), 0U);
    EXPECT_EQ(log.leaf(0), canonical(opened()));
    EXPECT_EQ(log.checkpoint(), (Checkpoint{origin, 1, leaf_hash(canonical(opened()))}));
    EXPECT_EQ(open_checkpoint(read_checkpoint_text(place("log")), log.verifier_key()),
              log.checkpoint());
    EXPECT_THROW(log.leaf(1), std::out_of_range);
    EXPECT_THROW(DeletionLog::create(place("log"), opened(), key()), std::system_error);
    EXPECT_FALSE(fs::exists(place("log.unfinished")));
}

TEST_F(DeletionLogTest, EverySizeTo300HasTheRootOfTheRecursiveDefinition)
{
    DeletionLog log = open();
    std::vector<std::string> leaves = {canonical(opened())};
    std::vector<Checkpoint> history = {log.checkpoint()};
    for (int size = 2; size <= 300; ++size) {
        leaves.push_back("leaf " + std::to_string(size));
        EXPECT_EQ(log.append({&leaves.back(), 1}), leaves.size() - 1);
        log.sign_checkpoint();
        ASSERT_EQ(log.checkpoint().size, leaves.size());
        ASSERT_EQ(log.checkpoint().root, tree_hash(leaves)) << size;
        history.push_back(log.checkpoint());
    }
    const Tiles tiles(place("log"));
    for (const Checkpoint& older : history) {
        ASSERT_TRUE(log.extends(older)) << older.size;
        ASSERT_EQ(tiles.root(older.size), older.root) << older.size;
    }
    for (const std::uint64_t index : {0U, 1U, 127U, 255U, 256U, 299U})
        EXPECT_TRUE(inclusion_holds(leaf_hash(leaves[index]), index, 300, log.prove(index),
                                    log.checkpoint().root));
}

TEST_F(DeletionLogTest, GroupsOfAnySizeGiveTheSameLog)
{
    std::vector<std::string> leaves = {canonical(opened())};
    DeletionLog log = open();
    for (const std::size_t count : {0U, 1U, 254U, 1U, 255U, 257U, 600U}) {
        std::vector<std::string> group;
        for (std::size_t i = 0; i < count; ++i)
            group.push_back("leaf " + std::to_string(leaves.size() + i));
        EXPECT_EQ(log.append(group), leaves.size());
        leaves.insert(leaves.end(), group.begin(), group.end());
        EXPECT_EQ(log.size(), leaves.size());
        log.sign_checkpoint();
        EXPECT_EQ(log.checkpoint().root, tree_hash(leaves));
    }
    std::vector<std::string> read_back;
    log.for_each_leaf(0, [&](std::uint64_t index, const std::string& leaf) {
        EXPECT_EQ(index, read_back.size());
        read_back.push_back(leaf);
    });
    EXPECT_EQ(read_back, leaves);
    std::vector<std::string> last;
    log.for_each_leaf(700, [&](std::uint64_t, const std::string& leaf) { last.push_back(leaf); });
    EXPECT_EQ(last, std::vector<std::string>(leaves.begin() + 700, leaves.end()));
}

TEST_F(DeletionLogTest, LeavesOfImpossibleLengthAreRefusedBeforeAnythingIsWritten)
{
    DeletionLog log = open();
    const std::vector<std::string> with_empty = {"good", ""};
    const std::vector<std::string> too_long = {"good", std::string(65536, 'x')};
    EXPECT_THROW(log.append(with_empty), std::invalid_argument);
    EXPECT_THROW(log.append(too_long), std::invalid_argument);
    EXPECT_EQ(log.size(), 1U);
    log.append(deletions(1, 1));
    log.sign_checkpoint();
    EXPECT_TRUE(verify().sound());
}

TEST_F(DeletionLogTest, OneWriterAtATime)
{
    {
        const DeletionLog log = open();
        EXPECT_THROW(open(), std::system_error);
    }
    EXPECT_NO_THROW(open());
}

TEST_F(DeletionLogTest, AnotherKeyDoesNotOpenIt)
{
    EXPECT_THROW(DeletionLog::open(place("log"), crypto::SigningKey::generate()), NoteError);
    EXPECT_THROW(DeletionLog::open(place("nowhere"), key()), LogDamaged);
}

TEST_F(DeletionLogTest, ExtendsOnlyItsOwnPast)
{
    DeletionLog log = open();
    log.append(deletions(1, 20));
    log.sign_checkpoint();
    const Checkpoint past = log.checkpoint();
    log.append(deletions(100, 300));
    log.sign_checkpoint();
    EXPECT_TRUE(log.extends(past));
    EXPECT_TRUE(log.extends(log.checkpoint()));
    EXPECT_TRUE(log.extends({origin, 0, empty_root()}));
    EXPECT_FALSE(log.extends({"another.example", past.size, past.root})) << "another log";
    EXPECT_FALSE(log.extends({origin, past.size, crypto::sha256("x")})) << "another history";
    EXPECT_FALSE(log.extends({origin, past.size - 1, past.root})) << "another size";
    EXPECT_FALSE(log.extends({origin, log.size() + 1, log.checkpoint().root})) << "more leaves";
    EXPECT_FALSE(log.extends({origin, 0, past.root})) << "no leaves, yet a root";
}

// Each point between two durable steps, and what a crash there leaves: `whole` says whether all of
// the group's leaves are on the disk, `counts` whether they are under the checkpoint.
struct CrashPoint {
    const char* point;
    bool whole;
    bool counts;
};
const CrashPoint crash_points[] = {
    {"log.entries-written", false, false},
    {"log.hash-tiles-written", true, false},
    {"log.checkpoint-replaced", true, true},
};

// Works on the log in a process of its own that dies at `point`.
void work_and_die(const fs::path& directory, const fs::path& key_file, const char* point)
{
    ASSERT_TRUE(tests::killed_at(point, [&] {
        DeletionLog log = DeletionLog::open(directory, crypto::SigningKey::load(key_file));
        log.append(deletions(100, 200));
        log.sign_checkpoint();
    }));
}

TEST_F(DeletionLogTest, KilledAnywhereItIsFoundToldAndFinishedOnTheNormalRoad)
{
    for (const CrashPoint& crash : crash_points) {
        SCOPED_TRACE(crash.point);
        fs::remove_all(place("log"));
        DeletionLog::create(place("log"), opened(), key());
        work_and_die(place("log"), place("key"), crash.point);

        DeletionLog log = open();
        EXPECT_EQ(log.size(), crash.whole ? 401U : 256U) << "whole leaves from the front";
        EXPECT_EQ(log.unsigned_tail(), crash.counts ? 0U : log.size() - 1);
        const VerifyReport before = verify();
        EXPECT_TRUE(before.sound());
        EXPECT_EQ(before.unsigned_leaves, log.unsigned_tail());
        EXPECT_EQ(log.leaf(255), deletions(100, 200)[254]);

        const std::vector<std::string> group = deletions(100, 200);
        if (!crash.whole) log.append(std::span(group).subspan(255));
        log.sign_checkpoint();
        EXPECT_EQ(log.unsigned_tail(), 0U);
        const VerifyReport after = verify();
        EXPECT_TRUE(after.sound());
        EXPECT_EQ(after.size, 401U);
        EXPECT_EQ(after.leaves_by_kind.at("deleted"), 200U);
    }
}

TEST_F(DeletionLogTest, FailedItRefusesFurtherWorkUntilOpenedAgain)
{
    disk::arm_fail_points();
    {
        DeletionLog log = open();
        ::setenv("RESERVEPOST_FAIL_POINT", "log.hash-tiles-written:throw", 1);
        log.append(deletions(1, 3));
        EXPECT_THROW(log.sign_checkpoint(), std::system_error);
        ::unsetenv("RESERVEPOST_FAIL_POINT");
        EXPECT_THROW(log.sign_checkpoint(), std::logic_error);
        EXPECT_THROW(log.append(deletions(9, 1)), std::logic_error);
    }
    DeletionLog log = open();
    EXPECT_EQ(log.unsigned_tail(), 6U);
    log.sign_checkpoint();
    EXPECT_TRUE(verify().sound());
}

TEST_F(DeletionLogTest, AFailedBeginningLeavesNoLogAndCanBeRepeated)
{
    disk::arm_fail_points();
    ::setenv("RESERVEPOST_FAIL_POINT", "log.entries-written:throw", 1);
    EXPECT_THROW(DeletionLog::create(place("second"), opened(), key()), std::system_error);
    ::unsetenv("RESERVEPOST_FAIL_POINT");
    EXPECT_FALSE(fs::exists(place("second")));
    DeletionLog::create(place("second"), opened(), key());
    EXPECT_TRUE(verify_log(place("second"), key_line()).sound());
}

TEST_F(DeletionLogTest, DamageAtTheEndIsToldAndNeverMended)
{
    const auto flip = [](const fs::path& file, std::size_t at) {
        std::string octets = file_text(file);
        octets.at(at) = static_cast<char>(octets.at(at) ^ 1);
        write_file(file, octets);
    };
    const auto cut = [](const fs::path& file) {
        const std::string octets = file_text(file);
        write_file(file, octets.substr(0, octets.size() - 1));
    };
    struct {
        const char* why;
        std::function<void(const fs::path&)> spoil;
    } rows[] = {
        {"no checkpoint", [](const fs::path& log) { fs::remove(log / "checkpoint"); }},
        {"signed entries gone", [](const fs::path& log) { fs::remove_all(log / "tile/entries"); }},
        {"entries cut", [&](const fs::path& log) { cut(log / "tile/entries/001.p/155"); }},
        {"a tail leaf changed",
         [&](const fs::path& log) { flip(log / "tile/entries/001.p/155", 90); }},
        {"the tail's entries gone",
         [](const fs::path& log) { fs::remove(log / "tile/entries/001.p/155"); }},
        {"a tail with a gap", [](const fs::path& log) { fs::remove(log / "tile/entries/000"); }},
        {"a signed leaf changed", [&](const fs::path& log) { flip(log / "tile/entries/000", 9); }},
        {"a signed hash changed", [&](const fs::path& log) { flip(log / "tile/0/000.p/11", 9); }},
        {"a signed hash tile cut", [&](const fs::path& log) { cut(log / "tile/0/000.p/11"); }},
        {"hash tiles gone", [](const fs::path& log) { fs::remove_all(log / "tile/0"); }},
        {"a hash tile over the tail changed",
         [&](const fs::path& log) { flip(log / "tile/0/001.p/155", 9); }},
    };
    {
        DeletionLog log = open();
        log.append(deletions(1, 5));
        log.sign_checkpoint();
    }
    work_and_die(place("log"), place("key"), "log.hash-tiles-written");
    fs::create_directories(place("whole"));
    fs::copy(place("log"), place("whole"), fs::copy_options::recursive);
    ASSERT_TRUE(fs::exists(place("log/tile/entries/001.p/155")));
    ASSERT_EQ(open().unsigned_tail(), 400U);
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        fs::remove_all(place("log"));
        fs::copy(place("whole"), place("log"), fs::copy_options::recursive);
        row.spoil(place("log"));
        const auto before = files_below(place("log"));
        EXPECT_THROW(open(), LogDamaged);
        EXPECT_EQ(files_below(place("log")), before) << "opening changes nothing";
    }
}

TEST_F(DeletionLogTest, AHashTileInTheWayIsNeverOverwritten)
{
    DeletionLog log = open();
    log.append(deletions(1, 2));
    write_file(place("log/tile/0/000.p/5"), std::string(5 * 32, 'x'));
    EXPECT_THROW(log.sign_checkpoint(), LogDamaged);
    EXPECT_EQ(file_text(place("log/tile/0/000.p/5")), std::string(5 * 32, 'x'));
}

TEST_F(DeletionLogTest, PublishedAreHashesAndCheckpointButNoEntries)
{
    DeletionLog log = open();
    for (const int count : {1, 130, 300}) {
        log.append(deletions(count * 1000, count));
        log.sign_checkpoint();
        log.publish(place("published"));
        log.publish(place("published"));
        EXPECT_EQ(read_checkpoint_text(place("published")), log.checkpoint_text());
        EXPECT_FALSE(fs::exists(place("published/tile/entries")));
        const auto report =
            verify_log(place("published"), key_line(), std::nullopt, LogCopy::HashesOnly);
        EXPECT_TRUE(report.sound()) << report.findings[0].code << report.findings[0].where;
    }
    log.append(deletions(1, 1));
    log.publish(place("published"));
    EXPECT_EQ(read_checkpoint_text(place("published")), log.checkpoint_text())
        << "what no checkpoint covers is not published";
    EXPECT_NE(log.checkpoint().size, log.size());
}

TEST_F(DeletionLogTest, PublishingGoesOnWhereItWasKilled)
{
    DeletionLog log = open();
    log.publish(place("published"));
    const std::string first = log.checkpoint_text();
    log.append(deletions(1, 200));
    log.sign_checkpoint();
    disk::arm_fail_points();
    ::setenv("RESERVEPOST_FAIL_POINT", "log.tiles-published:throw", 1);
    EXPECT_THROW(log.publish(place("published")), std::system_error);
    ::unsetenv("RESERVEPOST_FAIL_POINT");
    EXPECT_EQ(read_checkpoint_text(place("published")), first) << "tiles first";
    log.publish(place("published"));
    EXPECT_TRUE(verify_log(place("published"), key_line(), first, LogCopy::HashesOnly).sound());
}

TEST_F(DeletionLogTest, NothingIsPublishedOverAnotherHistory)
{
    DeletionLog other = DeletionLog::create(place("other"), opened(), key());
    other.append(deletions(500, 3));
    other.sign_checkpoint();
    other.publish(place("published"));
    const auto before = files_below(place("published"));

    DeletionLog log = open();
    EXPECT_THROW(log.publish(place("published")), LogDamaged) << "ours is shorter";
    log.append(deletions(1, 200));
    log.sign_checkpoint();
    EXPECT_THROW(log.publish(place("published")), LogDamaged) << "ours is another";
    EXPECT_EQ(files_below(place("published")), before);
    EXPECT_EQ(read_checkpoint_text(place("published")), other.checkpoint_text());

    write_file(place("published/checkpoint"), "rubbish");
    EXPECT_THROW(log.publish(place("published")), NoteError);
}

} // namespace
} // namespace reservepost::batch::deletion
