#include "batch/deletion/leaf.h"
#include "tests/batch/deletion/log_fixture.h"

#include <stdexcept>

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

crypto::Digest digest(char fill)
{
    return crypto::Digest::from_octets(std::string(32, fill));
}
std::string hex(const char* two_digits)
{
    std::string text;
    for (int i = 0; i < 32; ++i)
        text += two_digits;
    return text;
}

IntentLeaf plain_intent()
{
    IntentLeaf leaf;
    leaf.record = "0123456789abcdef0123456789abcdef";
    leaf.digest = digest('\x11');
    leaf.digest_key = 2027;
    leaf.receiver = digest('\x22');
    leaf.date = "2027-03-31";
    leaf.policy = {"40h-business 1", "default 1"};
    return leaf;
}

IntentLeaf mailed_intent()
{
    IntentLeaf leaf = plain_intent();
    leaf.reason = DeletionGround::Mailed;
    leaf.mailed = MailedProof{"01000007", digest('\x33'), {digest('\x44'), digest('\x55')}};
    return leaf;
}

TEST(Leaf, Opened)
{
    EXPECT_EQ(canonical(opened()),
              R"({"date":"2027-01-01","kind":"opened","origin":"reservepost.example/deletions",)"
              R"("tool":{"name":"reservepost","version":"0.1.0"},"v":1})");
    OpenedLeaf leaf = opened();
    leaf.predecessor = "old.example\n7\n\n\u2014 old.example AAAA\n";
    EXPECT_EQ(canonical(leaf),
              R"({"date":"2027-01-01","kind":"opened","origin":"reservepost.example/deletions",)"
              R"("predecessor":"old.example\n7\n\n— old.example AAAA\n",)"
              R"("tool":{"name":"reservepost","version":"0.1.0"},"v":1})");
}

TEST(Leaf, Intent)
{
    EXPECT_EQ(canonical(plain_intent()),
              R"({"date":"2027-03-31","digest":")" + hex("11") +
                  R"(","digest_key":2027,"kind":"intent",)"
                  R"("policy":{"deadline":"40h-business 1","retention":"default 1"},)"
                  R"("reason":"confirmed","receiver":")" +
                  hex("22") + R"(","record":"0123456789abcdef0123456789abcdef","v":1})");
}

TEST(Leaf, Deleted)
{
    DeletedLeaf leaf;
    leaf.intent = mailed_intent();
    leaf.check = {"opening the record in every store", "no store opens it"};
    leaf.tool = {"reservepost", "0.1.0"};
    EXPECT_EQ(canonical(leaf),
              R"({"check":{"outcome":"no store opens it",)"
              R"("tried":"opening the record in every store"},"date":"2027-03-31","digest":")" +
                  hex("11") + R"(","digest_key":2027,"job":"01000007","kind":"deleted",)" +
                  R"("manifest":")" + hex("33") +
                  R"(","method":"cryptographic erase",)"
                  R"("policy":{"deadline":"40h-business 1","retention":"default 1"},)"
                  R"("reason":"mailed","receipts":[")" +
                  hex("44") + R"(",")" + hex("55") + R"("],"receiver":")" + hex("22") +
                  R"(","record":"0123456789abcdef0123456789abcdef",)"
                  R"~("technique":"every copy of the AES-256-GCM key destroyed (ring replaced)",)~"
                  R"("tool":{"name":"reservepost","version":"0.1.0"},"v":1})");
}

TEST(Leaf, TheOthers)
{
    RingLeaf ring;
    ring.date = "2027-03-31";
    ring.ring = 7;
    ring.stores = {"a", "b"};
    ring.how = "overwritten and unlinked";
    ring.surviving = 1200;
    EXPECT_EQ(canonical(ring),
              R"({"date":"2027-03-31","dropped":[],"how":"overwritten and unlinked","kind":"ring",)"
              R"("ring":7,"stores":["a","b"],"surviving":1200,"v":1})");
    EXPECT_EQ(canonical(BalanceLeaf{"2027-03-31", {{"waiting", 3}, {"deleted", 40}}, 0}),
              R"({"date":"2027-03-31","difference":0,"kind":"balance",)"
              R"("terms":{"deleted":40,"waiting":3},"v":1})");
    EXPECT_EQ(canonical(KeyLeaf{"2027-03-31", "name+00000000+AQ=="}),
              R"({"date":"2027-03-31","kind":"key","v":1,"verifier":"name+00000000+AQ=="})");
    EXPECT_EQ(canonical(DigestKeyDestroyedLeaf{"2037-12-31", 2027, {"a"}}),
              R"({"date":"2037-12-31","digest_key":2027,"kind":"digest-key-destroyed",)"
              R"("stores":["a"],"v":1})");
}

TEST(Leaf, WhatIsMalformedIsNeverWritten)
{
    struct {
        const char* why;
        void (*spoil)(IntentLeaf&);
    } rows[] = {
        {"no date", [](IntentLeaf& l) { l.date = ""; }},
        {"a minute in the date", [](IntentLeaf& l) { l.date = "2027-03-31T00:30"; }},
        {"a Norwegian date", [](IntentLeaf& l) { l.date = "31.03.2027"; }},
        {"no record", [](IntentLeaf& l) { l.record = ""; }},
        {"a UUID for a record",
         [](IntentLeaf& l) { l.record = "01234567-89ab-cdef-0123-456789abcdef"; }},
        {"upper case in the record", [](IntentLeaf& l) { l.record[10] = 'A'; }},
        {"no proof for a mailed one", [](IntentLeaf& l) { l.mailed.reset(); }},
        {"a proof for a confirmed one",
         [](IntentLeaf& l) { l.reason = DeletionGround::Confirmed; }},
        {"no receipt", [](IntentLeaf& l) { l.mailed->receipts.clear(); }},
        {"a job of seven digits", [](IntentLeaf& l) { l.mailed->job = "1000007"; }},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        DeletedLeaf leaf;
        leaf.intent = mailed_intent();
        ASSERT_NO_THROW(canonical(leaf));
        row.spoil(leaf.intent);
        EXPECT_THROW(canonical(leaf), std::invalid_argument);
        EXPECT_THROW(canonical(leaf.intent), std::invalid_argument);
    }
}

} // namespace
} // namespace reservepost::batch::deletion
