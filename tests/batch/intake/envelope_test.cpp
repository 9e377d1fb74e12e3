#include "batch/intake/envelope.h"

#include "batch/crypto/cms.h"
#include "batch/disk/files.h"
#include "batch/intake/inbox.h"
#include "tests/batch/intake/taken_in.h"

#include <gtest/gtest.h>

// Reports that are sealed to the installation's certificate.

namespace reservepost::batch::intake {
namespace {

using namespace tests;
namespace fs = std::filesystem;

const crypto::Identity& ours()
{
    static const auto identity = crypto::make_rehearsal_identity("REHEARSAL intake");
    return identity;
}

std::string sealed_to(const crypto::Certificate& recipient, const std::string& octets)
{
    TemporaryDirectory directory;
    crypto::EnvelopeWriter writer(directory / "sealed", {recipient});
    writer.write(octets);
    writer.finish();
    return disk::read_file(directory / "sealed", 1 << 20);
}

const std::string good = report_text("9101", "03");

TEST(Envelope, OpensToTheReportThatWasSealed)
{
    const auto file = opened(
        {reference(1) + ".json.cms", sealed_to(ours().certificate, good), std::nullopt}, ours());
    EXPECT_EQ(file.octets, good);
    EXPECT_FALSE(file.judgement);
    const auto plain = opened({reference(1) + ".json", "{}", std::nullopt}, ours());
    EXPECT_EQ(plain.octets, "{}") << "only a name with .cms has an envelope";
}

TEST(Envelope, OneThatDoesNotOpenIsQuarantinedAsItCame)
{
    const auto sealed = sealed_to(ours().certificate, good);
    auto changed = sealed;
    changed[changed.size() - 30] = static_cast<char>(changed[changed.size() - 30] ^ 1);
    const auto stranger = crypto::make_rehearsal_identity("REHEARSAL stranger");
    struct {
        const char* why;
        std::string octets;
    } const cases[] = {
        {"empty", ""},
        {"a report in the clear under a sealed one's name", good},
        {"cut short", sealed.substr(0, sealed.size() / 2)},
        {"one octet changed", changed},
        {"sealed to another", sealed_to(stranger.certificate, good)},
        {"signed, not sealed", crypto::sign_attached(good, ours(), office_opens)},
    };
    TestOffice office;
    int number = 0;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto file =
            opened({reference(++number) + ".json.cms", c.octets, std::nullopt}, ours());
        EXPECT_EQ(file.octets, c.octets);
        const auto answer = take_in_one(office, file);
        EXPECT_EQ(answer.outcome, Outcome::Quarantined);
        EXPECT_EQ(row_of(office, *answer.record).quarantine, "cannot-open");
        EXPECT_EQ(answer.sentence.find("Planteby"), std::string::npos);
        EXPECT_EQ(office.vault.open(*answer.record, 1).octets, c.octets);
    }
}

TEST(Envelope, InTheInboxItIsTheSameReportAsInTheClear)
{
    TestOffice office;
    const auto inbox = office.directory / "inbox";
    fs::create_directory(inbox);
    const auto put = [&](const std::string& name, const std::string& octets) {
        disk::replace_durably(inbox / name, octets, 0600);
    };
    put(reference(1) + ".json.cms", sealed_to(ours().certificate, good));
    put(reference(1) + ".meta.json", R"({"accepted_at":"2026-11-24T10:00:00Z"})");
    put(reference(2) + ".json.cms", "half");
    const auto run = [&](const crypto::Identity* recipient) {
        office.begin_run();
        auto door = door_of(office);
        door.recipient = recipient;
        return take_in_files(door, list_inbox(inbox), Manner::Inbox, [](const IntakeAnswer&) {});
    };
    const auto without_key = run(nullptr);
    EXPECT_EQ(without_key.left, 2);
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'inbox-file-left' "
                            "and state = 'open'"),
              2);

    const auto with_key = run(&ours());
    EXPECT_EQ(with_key.taken_in, 1);
    EXPECT_EQ(with_key.left, 1) << "one that does not open may still be being written";
    EXPECT_EQ(office.number("select count(*) as n from incident where code = 'inbox-file-left' "
                            "and state = 'open'"),
              0);
    EXPECT_EQ(office.number("select count(*) as n from report where accepted_at = $1",
                            {holidays::parse_instant("2026-11-24T10:00:00Z")}),
              1);
    put(reference(1) + ".json", good);
    const auto again = run(&ours());
    EXPECT_EQ(again.already, 1);
    EXPECT_EQ(again.quarantined, 1) << "found unchanged";
    EXPECT_TRUE(fs::is_empty(inbox));
}

} // namespace
} // namespace reservepost::batch::intake
