#include "batch/deletion/lookup.h"

#include "batch/deletion/digest_secrets.h"
#include "tests/batch/deletion/log_fixture.h"

#include <sys/stat.h>

// What the log answers about one report.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

class LookupTest : public LogTest {
protected:
    LogReader make(const std::vector<std::string>& leaves)
    {
        const std::string name = "log" + std::to_string(++logs_);
        DeletionLog log = DeletionLog::create(place(name), opened(), key());
        if (!leaves.empty()) log.append(leaves);
        log.sign_checkpoint();
        return {place(name), log.verifier_key()};
    }
    LogAnswer ask(const std::vector<std::string>& leaves, const std::set<crypto::Digest>& digests)
    {
        return find_deletions(make(leaves), digests);
    }

private:
    int logs_ = 0;
};

std::string ring(const std::string& date = "2027-03-31")
{
    return canonical(
        RingLeaf{.date = date, .ring = 1, .stores = {"store 1"}, .how = "overwritten"});
}

TEST_F(LookupTest, TellsADeletionWithItsLeaves)
{
    const auto answer = ask({canonical(intent(3)), canonical(intent(4)), canonical(deleted(3)),
                             canonical(deleted(4)), ring()},
                            {intent(3).digest});
    ASSERT_EQ(answer.deletions.size(), 1U);
    EXPECT_EQ(answer.deletions[0], (LoggedDeletion{.record = intent(3).record,
                                                   .digest = intent(3).digest.hex(),
                                                   .digest_key = 2027,
                                                   .reason = "mailed",
                                                   .job = "01000007",
                                                   .announced_on = "2027-03-31",
                                                   .intent = 1,
                                                   .deleted_on = "2027-03-31",
                                                   .deleted = 3,
                                                   .completed_on = "2027-03-31",
                                                   .ring = 5}));
    EXPECT_EQ(answer.deletions[0].telling_leaf(), 3U);
    EXPECT_EQ(answer.years, std::set<int>{2027});
    EXPECT_TRUE(answer.destroyed.empty());
}

TEST_F(LookupTest, WhatIsNotThereOrNotDone)
{
    struct {
        const char* why;
        std::vector<std::string> leaves;
        crypto::Digest digest;
        std::size_t found;
        bool deleted;
        bool completed;
    } const rows[] = {
        {"a new log", {}, intent(1).digest, 0, false, false},
        {"another report's",
         {canonical(intent(2)), canonical(deleted(2)), ring()},
         intent(1).digest,
         0,
         false,
         false},
        {"announced", {canonical(intent(1))}, intent(1).digest, 1, false, false},
        {"announced, and a ring of others",
         {canonical(intent(1)), ring()},
         intent(1).digest,
         1,
         false,
         false},
        {"deleted, and the ring not yet told",
         {canonical(intent(1)), canonical(deleted(1))},
         intent(1).digest,
         1,
         true,
         false},
        {"the ring before it is another deletion's",
         {ring(), canonical(intent(1)), canonical(deleted(1))},
         intent(1).digest,
         1,
         true,
         false},
        {"deleted and completed",
         {canonical(intent(1)), canonical(deleted(1)), ring()},
         intent(1).digest,
         1,
         true,
         true},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        const auto answer = ask(row.leaves, {row.digest});
        ASSERT_EQ(answer.deletions.size(), row.found);
        if (row.found == 0) continue;
        EXPECT_EQ(answer.deletions[0].deleted.has_value(), row.deleted);
        EXPECT_EQ(answer.deletions[0].ring.has_value(), row.completed);
    }
}

// It came again after it was deleted, was released from quarantine, and was deleted again.
TEST_F(LookupTest, TwoDeletionsOfOneReportAreKeptApart)
{
    auto again = deleted(2);
    again.intent.digest = intent(1).digest;
    const auto answer = ask({canonical(intent(1)), canonical(deleted(1)), ring(),
                             canonical(again.intent), canonical(again), ring("2027-04-30")},
                            {intent(1).digest});
    ASSERT_EQ(answer.deletions.size(), 2U);
    EXPECT_EQ(answer.deletions[0].ring, 3U);
    EXPECT_EQ(answer.deletions[1].deleted, 5U);
    EXPECT_EQ(answer.deletions[1].ring, 6U);
}

TEST_F(LookupTest, AReceiversDeletionsAreFoundByItsOwnDigest)
{
    auto others = deleted(2);
    others.intent.receiver = crypto::sha256("another receiver");
    const std::vector<std::string> leaves = {canonical(intent(1)),
                                             canonical(others.intent),
                                             canonical(intent(3)),
                                             canonical(deleted(1)),
                                             canonical(others),
                                             canonical(deleted(3)),
                                             ring()};
    const auto mine = find_deletions_of_receiver(make(leaves), {intent(1).receiver});
    ASSERT_EQ(mine.deletions.size(), 2U);
    EXPECT_EQ(mine.deletions[0].record, intent(1).record);
    EXPECT_EQ(mine.deletions[1].record, intent(3).record);
    EXPECT_EQ(mine.deletions[1].ring, 7U);
    const auto theirs = find_deletions_of_receiver(make(leaves), {others.intent.receiver});
    ASSERT_EQ(theirs.deletions.size(), 1U);
    EXPECT_EQ(theirs.deletions[0].deleted, 5U);
    EXPECT_TRUE(find_deletions_of_receiver(make(leaves), {}).deletions.empty());
}

TEST_F(LookupTest, ADestroyedYearIsTold)
{
    auto older = intent(2);
    older.digest_key = 2017;
    const auto answer =
        ask({canonical(older), canonical(intent(1)),
             canonical(DigestKeyDestroyedLeaf{"2028-01-01", 2017, {"store 1", "store 2"}})},
            {});
    EXPECT_EQ(answer.years, (std::set<int>{2017, 2027}));
    EXPECT_EQ(answer.destroyed, std::set<int>{2017});
}

// Asking for a year's secret must never make a new one in the place of one that was destroyed.
TEST_F(LookupTest, SecretsAreReadAndNeverMade)
{
    const auto keys = place("keys");
    fs::create_directory(keys);
    fs::permissions(keys, fs::perms(0700));
    const auto secret = crypto::SecretKey::random();
    secret.save_new(keys / "digest.2027.key");
    crypto::SecretKey::random().save_new(keys / "digest.2028.key");
    for (const char* other :
         {"lookup.key", "digest.key", "digest.20270.key", "digest.2x27.key", "digest.2027.key.old"})
        write_file(keys / other, "x");
    const auto secrets = digest_secrets_in(keys);
    ASSERT_EQ(secrets.size(), 2U);
    const std::string reference = "0b378127-f995-48f8-bfc8-9ea1066343c1";
    EXPECT_TRUE(digests_of(reference, secrets).contains(crypto::hmac_sha256(secret, reference)));
    EXPECT_EQ(files_below(keys).size(), 7U);
    EXPECT_THROW(digest_secrets_in(place("nowhere")), fs::filesystem_error);
}

} // namespace
} // namespace reservepost::batch::deletion
