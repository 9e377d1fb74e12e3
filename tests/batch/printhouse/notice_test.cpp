#include "batch/printhouse/notice.h"

#include "batch/crypto/cms.h"
#include "tests/batch/printhouse/sample.h"

#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

Notice notice(NoticeKind kind)
{
    Notice notice{.n = JobNumber::parse("01000003"), .kind = kind, .date = parse_day("2026-11-24")};
    if (kind == NoticeKind::Advice) {
        notice.due = parse_instant("2026-11-24T15:00:00Z");
        notice.expected = {{PackageClass::parse("C4-D-NO"), 3, 40},
                           {PackageClass::parse("C5-D-NO"), 212, 498}};
    }
    if (kind == NoticeKind::Void)
        notice.void_job = VoidJob{JobNumber::parse("01000007"), VoidReason::Recalled,
                                  "RP.2026-11-24.01000007.C5-D-NO.b11424c3d0fbee71749d.zip.cms"};
    return notice;
}

constexpr NoticeKind kinds[] = {NoticeKind::None, NoticeKind::Advice, NoticeKind::Void};

TEST(Notice, OfEveryKindComesBackUnderItsSignature)
{
    for (const auto kind : kinds) {
        SCOPED_TRACE(word_of(kind));
        const auto said = notice(kind);
        EXPECT_EQ(parse_notice_json(notice_json(said)), said);
        const auto octets = sign_notice(said, sender(), sample_instant());
        const auto read = parse_notice(octets, {sender().certificate});
        EXPECT_EQ(read.notice, said);
        EXPECT_EQ(read.signed_at, sample_instant());
        EXPECT_EQ(read.octets_sha256, crypto::sha256(octets));
        EXPECT_EQ(find_notice_kind(word_of(kind)), kind);
    }
    Notice dissolved = notice(NoticeKind::Void);
    dissolved.void_job->why = VoidReason::Dissolved;
    dissolved.void_job->package.reset();
    EXPECT_EQ(parse_notice_json(notice_json(dissolved)), dissolved)
        << "a number that never had a file";
}

TEST(Notice, HasExactlyTheMembersOfItsKind)
{
    const struct {
        const char* why;
        NoticeKind kind;
        void (*spoil)(Notice&);
    } cases[] = {
        {"none with a cut-off", NoticeKind::None, [](Notice& n) { n.due = sample_instant(); }},
        {"none with a class", NoticeKind::None,
         [](Notice& n) { n.expected = notice(NoticeKind::Advice).expected; }},
        {"none with a job", NoticeKind::None,
         [](Notice& n) { n.void_job = notice(NoticeKind::Void).void_job; }},
        {"advice without a cut-off", NoticeKind::Advice, [](Notice& n) { n.due.reset(); }},
        {"advice of nothing", NoticeKind::Advice, [](Notice& n) { n.expected.clear(); }},
        {"a class twice", NoticeKind::Advice,
         [](Notice& n) { n.expected[1].package_class = n.expected[0].package_class; }},
        {"classes out of order", NoticeKind::Advice,
         [](Notice& n) { std::swap(n.expected[0], n.expected[1]); }},
        {"a class without a piece", NoticeKind::Advice,
         [](Notice& n) { n.expected[0].pieces = 0; }},
        {"fewer sheets than pieces", NoticeKind::Advice,
         [](Notice& n) { n.expected[0].sheets = n.expected[0].pieces - 1; }},
        {"void without a job", NoticeKind::Void, [](Notice& n) { n.void_job.reset(); }},
        {"void with classes", NoticeKind::Void,
         [](Notice& n) { n.expected = notice(NoticeKind::Advice).expected; }},
        {"recalled, and no package named", NoticeKind::Void,
         [](Notice& n) { n.void_job->package.reset(); }},
        {"the package of another job", NoticeKind::Void,
         [](Notice& n) { n.void_job->job = JobNumber::parse("01000008"); }},
        {"a package's name that is none", NoticeKind::Void,
         [](Notice& n) { n.void_job->package = "01000007.zip"; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Notice wrong = notice(c.kind);
        c.spoil(wrong);
        EXPECT_THROW(notice_json(wrong), ContractError);
    }
}

TEST(Notice, IsReadStrictly)
{
    const struct {
        const char* why;
        NoticeKind kind;
        const char* from;
        const char* to;
    } cases[] = {
        {"another format", NoticeKind::None, "reservepost-notice", "reservepost-receipt"},
        {"a later version", NoticeKind::None, "\"version\":1", "\"version\":2"},
        {"an unknown key", NoticeKind::None, "\"version\":1", "\"version\":1,\"note\":\"x\""},
        {"a doubled key", NoticeKind::None, "\"n\":", "\"n\":\"01000009\",\"n\":"},
        {"a kind we do not know", NoticeKind::None, "\"none\"", "\"nothing\""},
        {"n as a number", NoticeKind::None, "\"01000003\"", "1000003"},
        {"n that counts nothing", NoticeKind::None, "01000003", "01000000"},
        {"a day that is none", NoticeKind::None, "2026-11-24", "2026-02-30"},
        {"a cut-off without a zone", NoticeKind::Advice, "15:00:00Z", "15:00:00"},
        {"a class that is none", NoticeKind::Advice, "C4-D-NO", "C3-D-NO"},
        {"pieces as text", NoticeKind::Advice, "\"pieces\":3", "\"pieces\":\"3\""},
        {"an unknown key in a class", NoticeKind::Advice, "\"pieces\":3", "\"pages\":3"},
        {"a reason that is none", NoticeKind::Void, "\"recalled\"", "\"because\""},
        {"a reason without its job", NoticeKind::Void, "\"job\":\"01000007\",", ""},
        {"cut short", NoticeKind::None, "}", ""},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(parse_notice_json(replaced(notice_json(notice(c.kind)), c.from, c.to)),
                     ContractError);
    }
}

TEST(Notice, CountsOnlyUnderAPinnedSignature)
{
    const auto said = notice(NoticeKind::Void);
    const auto octets = sign_notice(said, sender(), sample_instant());
    const std::vector<crypto::Certificate> pinned{sender().certificate};
    const struct {
        const char* why;
        std::string octets;
    } cases[] = {
        {"signed by the house itself", sign_notice(said, house(), sample_instant())},
        {"not signed", notice_json(said)},
        {"cut short", octets.substr(0, octets.size() - 1)},
        {"changed", replaced(octets, "\"recalled\"", "\"recallex\"")},
        {"signed, but no JSON", crypto::sign_attached("hello", sender(), sample_instant())},
        {"signed, and far too long",
         crypto::sign_attached(std::string(70'000, ' '), sender(), sample_instant())},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(parse_notice(c.octets, pinned), ContractError);
    }
    EXPECT_THROW(parse_notice(octets, {}), ContractError);
}

TEST(NoticeName, SaysDayAndNumberAndNothingElseIsOne)
{
    const auto name = NoticeName::of(notice(NoticeKind::None));
    EXPECT_EQ(name.file_name(), "RP.2026-11-24.notice.01000003.json.p7m");
    EXPECT_EQ(NoticeName::parse(name.file_name()), name);
    for (const char* wrong :
         {"", "RP.2026-11-24.notice.1000003.json.p7m", "RP.2026-11-24.notice.01000003.json",
          "RP.2026-02-30.notice.01000003.json.p7m", "RP.2026-11-24.notice.01000000.json.p7m",
          "XX.2026-11-24.notice.01000003.json.p7m", "RP.2026-11-24.notices01000003.json.p7m",
          "RP.2026-11-24.01000007.C5-D-NO.b11424c3d0fbee71749d.zip.cms"})
        EXPECT_THROW(NoticeName::parse(wrong), ContractError) << wrong;
}

} // namespace
} // namespace reservepost::batch::printhouse
