#include "batch/spool/certificate_watch.h"
#include "tests/support/test_night.h"

#include <gtest/gtest.h>

// Which certificate may be used when, on each side of every boundary, and what is told.

namespace reservepost::tests {
namespace {

using batch::crypto::Certificate;
using batch::spool::CertificateRules;
using batch::spool::CertificateVerdict;
using batch::spool::HandOverCertificates;
using batch::spool::judge_certificates;

/// "2026-11-24T23:59:59" in Oslo.
holidays::Instant second(std::string_view text)
{
    return oslo(text.substr(0, 16)) + std::chrono::seconds(std::stoi(std::string(text.substr(17))));
}

Certificate valid(const std::string& from, const std::string& to)
{
    return batch::crypto::make_rehearsal_identity("REHEARSAL house", second(from), second(to))
        .certificate;
}

/// Valid throughout these tests, and told of in none.
const Certificate lasting = valid("2020-01-01T00:00:00", "2035-12-31T23:59:59");
/// The one that is looked at: its last second is the last of an Oslo day.
const Certificate ending = valid("2025-12-01T00:00:00", "2026-11-30T23:59:59");
/// Its successor, valid from a week before that.
const Certificate next = valid("2026-11-24T00:00:00", "2028-11-30T23:59:59");

/// What is told, as "code of the subject's end" each, and how many recipients there are.
struct Told {
    std::string troubles;
    std::size_t recipients = 0;
    bool packing = true;
    bool operator==(const Told&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Told& told)
{
    return out << told.troubles << " | " << told.recipients << " recipients"
               << (told.packing ? "" : ", no packing");
}

Told told_by(const CertificateVerdict& verdict)
{
    Told told{{}, verdict.recipients.size(), verdict.why_no_packing.empty()};
    for (const auto& trouble : verdict.troubles) {
        const auto after = trouble.subject.find(':', trouble.subject.find(':') + 1);
        told.troubles += (told.troubles.empty() ? "" : ", ") +
                         trouble.code.substr(trouble.code.find('-') + 1) +
                         (after == std::string::npos ? "" : trouble.subject.substr(after));
        EXPECT_FALSE(trouble.remedy.empty());
        EXPECT_TRUE(trouble.sentence.ends_with('.') == false) << trouble.sentence;
    }
    return told;
}

Told sealing_at(const std::string& now, const std::vector<Certificate>& sealing,
                const CertificateRules& rules = {})
{
    return told_by(judge_certificates({lasting, sealing, {lasting}}, rules, second(now)));
}

} // namespace

TEST(CertificateWatch, ASealingCertificateIsToldAheadAndUsedThroughItsGrace)
{
    struct Row {
        const char* now;
        Told told;
        const char* why;
    };
    const Row rows[] = {
        {"2025-11-30T23:59:59", {"missing", 0, false}, "not valid yet: never"},
        {"2025-12-01T00:00:00", {"", 1}, "its first second"},
        {"2026-09-30T23:59:59", {"", 1}, "61 days ahead"},
        {"2026-10-01T00:00:00", {"expires:60", 1}, "60 days ahead"},
        {"2026-10-30T23:59:59", {"expires:60", 1}, "31 days ahead"},
        {"2026-10-31T00:00:00", {"expires:30", 1}, "30 days ahead"},
        {"2026-11-22T23:59:59", {"expires:30", 1}, "8 days ahead"},
        {"2026-11-23T00:00:00", {"expires:7", 1}, "7 days ahead"},
        {"2026-11-30T23:59:59", {"expires:7", 1}, "its last second"},
        {"2026-12-01T00:00:00", {"expired:2026-12-01", 1}, "ended, no other: grace"},
        {"2026-12-01T23:59:59", {"expired:2026-12-01", 1}, "one incident a day"},
        {"2026-12-02T00:00:00", {"expired:2026-12-02", 1}, "and the next day another"},
        {"2026-12-07T23:59:59", {"expired:2026-12-07", 1}, "the seventh day, its last second"},
        {"2026-12-08T00:00:00", {"missing", 0, false}, "grace is over"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(sealing_at(row.now, {ending}), row.told) << row.now << ": " << row.why;
}

TEST(CertificateWatch, TwoSealingCertificatesAreARollOver)
{
    struct Row {
        const char* now;
        Told told;
        const char* why;
    };
    const Row rows[] = {
        {"2026-11-23T23:59:59", {"expires:7", 1}, "the next one is written down, not valid yet"},
        {"2026-11-24T00:00:00", {"", 2}, "both: whichever key the house has, it opens"},
        {"2026-11-30T23:59:59", {"", 2}, "nobody needs to be told: the next one goes on"},
        {"2026-12-01T00:00:00", {"", 1}, "only the next one; no grace where there is a valid one"},
    };
    for (const Row& row : rows)
        for (const auto& order : {std::vector{ending, next}, std::vector{next, ending}})
            EXPECT_EQ(sealing_at(row.now, order), row.told) << row.now << ": " << row.why;
}

TEST(CertificateWatch, GraceIsAsLongAsTheRuleSaysAndNeverForARevokedOne)
{
    EXPECT_EQ(sealing_at("2026-12-01T00:00:00", {ending}, {.grace_days = 0, .revoked = {}}),
              (Told{"missing", 0, false}))
        << "no grace";
    EXPECT_EQ(sealing_at("2026-12-31T00:00:00", {ending}, {.grace_days = 31, .revoked = {}}),
              (Told{"expired:2026-12-31", 1}));
    const CertificateRules revoked{.grace_days = 7, .revoked = {ending.fingerprint()}};
    EXPECT_EQ(sealing_at("2026-06-01T00:00:00", {ending}, revoked),
              (Told{"revoked, missing", 0, false}))
        << "while it would be valid";
    EXPECT_EQ(sealing_at("2026-12-01T00:00:00", {ending}, revoked),
              (Told{"revoked, missing", 0, false}))
        << "while it would have grace";
    EXPECT_EQ(sealing_at("2026-11-25T00:00:00", {ending, next}, revoked), (Told{"revoked", 1}))
        << "the other one goes on";
    EXPECT_EQ(sealing_at("2026-06-01T00:00:00", {}), (Told{"missing", 0, false})) << "none at all";
}

TEST(CertificateWatch, NothingIsPackedUnderASigningCertificateThatDoesNotHold)
{
    struct Row {
        const char* now;
        Told told;
        const char* why;
    };
    const Row rows[] = {
        {"2025-11-30T23:59:59", {"expired", 0, false}, "not valid yet"},
        {"2025-12-01T00:00:00", {"", 1}, "its first second"},
        {"2026-11-23T00:00:00", {"expires:7", 1}, "7 days ahead"},
        {"2026-11-30T23:59:59", {"expires:7", 1}, "its last second"},
        {"2026-12-01T00:00:00", {"expired", 0, false}, "no grace for our own"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(told_by(judge_certificates({ending, {lasting}, {lasting}}, {}, second(row.now))),
                  row.told)
            << row.now << ": " << row.why;
    EXPECT_EQ(told_by(judge_certificates({ending, {lasting}, {lasting}},
                                         {.grace_days = 7, .revoked = {ending.fingerprint()}},
                                         second("2026-06-01T00:00:00"))),
              (Told{"revoked", 0, false}));
}

TEST(CertificateWatch, WithoutOursNothingIsPackedAndReceiptsCountAllTheSame)
{
    const auto verdict =
        judge_certificates({std::nullopt, {lasting}, {lasting}}, {}, second("2026-06-01T00:00:00"));
    EXPECT_EQ(told_by(verdict), (Told{"missing", 0, false}));
    EXPECT_EQ(verdict.receipts.size(), 1U);
}

TEST(CertificateWatch, AReceiptsCertificateThatEndedStaysAndIsToldWhereNoOtherGoesOn)
{
    const auto judged = [](const std::string& now, const std::vector<Certificate>& receipts,
                           const CertificateRules& rules = {}) {
        return judge_certificates({lasting, {lasting}, receipts}, rules, second(now));
    };
    EXPECT_EQ(told_by(judged("2026-11-23T00:00:00", {ending})), (Told{"expires:7", 1}));
    const auto ended = judged("2026-12-01T00:00:00", {ending});
    EXPECT_EQ(told_by(ended), (Told{"expired:receipts", 1})) << "packing goes on";
    EXPECT_EQ(ended.receipts.size(), 1U) << "what it signed while it was valid still counts";
    const auto rolled = judged("2026-12-01T00:00:00", {ending, next});
    EXPECT_EQ(told_by(rolled), (Told{"", 1}));
    EXPECT_EQ(rolled.receipts.size(), 2U);
    const auto revoked = judged("2026-11-25T00:00:00", {ending, next},
                                {.grace_days = 7, .revoked = {ending.fingerprint()}});
    EXPECT_EQ(told_by(revoked), (Told{"revoked:receipts", 1}));
    EXPECT_EQ(revoked.receipts, std::vector{next});
}

TEST(CertificateWatch, ACertificateThatOutlivesEveryCalendarIsNoTrouble)
{
    const auto forever = batch::crypto::make_rehearsal_identity("REHEARSAL house").certificate;
    EXPECT_EQ(told_by(judge_certificates({forever, {forever}, {forever}}, {},
                                         second("2199-01-01T00:00:00"))),
              (Told{"", 1}));
}

namespace {

/// The house's certificate and ours in `night` are replaced by new ones of the same names.
void give_house_a_certificate(const TestNight& night, const std::string& from,
                              const std::string& to)
{
    const auto identity =
        batch::crypto::make_rehearsal_identity("REHEARSAL house", second(from), second(to));
    const auto file = night.path() / "print-house" / "print-house.pem";
    fs::remove(file);
    std::ofstream(file) << identity.certificate.pem();
}

std::set<std::string> open_troubles(const TestNight& night)
{
    std::set<std::string> codes;
    for (const batch::store::Row row : night.execute(
             "select code from incident where state <> 'closed' and subject like 'certificate:%'"))
        codes.insert(row.text("code"));
    return codes;
}

} // namespace

TEST(CertificateWatch, ANightPacksInGraceTellsAndStopsAfterItAndGoesOnWithANewOne)
{
    TestNight night;
    give_house_a_certificate(night, "2025-12-01T00:00:00", "2026-11-24T23:59:59");
    night.take_in(1, 1, "9101", "05", oslo("2026-11-23T09:00"));
    const auto in_grace = night.run(oslo("2026-11-25T08:10"));
    EXPECT_EQ(in_grace.exit_status, 2) << batch::notices::text_of(in_grace);
    EXPECT_EQ(night.packages().size(), 1U) << "packed and sent all the same";
    EXPECT_EQ(open_troubles(night), (std::set<std::string>{"certificate-expired"}));

    night.take_in(2, 2, "9101", "05", oslo("2026-11-30T09:00"));
    const auto after = night.run(oslo("2026-12-02T08:10"));
    EXPECT_EQ(after.exit_status, 3);
    EXPECT_EQ(step_of(after, "pack").state, batch::notices::StepState::Failed);
    EXPECT_NE(step_of(after, "pack").why.find("no certificate of the print house is valid"),
              std::string::npos)
        << step_of(after, "pack").why;
    EXPECT_EQ(open_troubles(night),
              (std::set<std::string>{"certificate-expired", "certificate-missing"}))
        << "what the step's sentence points to; and its receipts' certificate has ended too";
    EXPECT_EQ(night.packages().size(), 1U);
    EXPECT_EQ(night.number("select count(*) as n from letter where state = 'typeset'"), 1)
        << "the letter waits, and nothing of it is lost";

    give_house_a_certificate(night, "2026-12-01T00:00:00", "2028-12-01T23:59:59");
    const auto mended = night.run(oslo("2026-12-03T08:10"));
    EXPECT_EQ(step_of(mended, "pack").state, batch::notices::StepState::Done)
        << batch::notices::text_of(mended);
    EXPECT_EQ(night.packages().size(), 2U);
    EXPECT_EQ(open_troubles(night), std::set<std::string>{});
}

} // namespace reservepost::tests
