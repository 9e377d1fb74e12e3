#include "batch/printhouse/receipt_judgement.h"

#include "tests/batch/printhouse/sample.h"

#include <functional>
#include <gtest/gtest.h>

// The sample job: piece  41  42  43  44  45
//                 sheets  1   1   2   2   4
//                 pages   2   2   3   4   7

namespace reservepost::batch::printhouse {
namespace {

const Day tuesday = parse_day("2026-11-24");
const Day wednesday = parse_day("2026-11-25");

JobHistory fresh_job()
{
    const Manifest manifest = sample_manifest();
    return {.manifest = manifest, .manifest_sha256 = crypto::sha256(manifest_json(manifest))};
}

PieceRange range(int first, int last, Totals totals, Day date = wednesday)
{
    return {.first = first, .last = last, .date = date, .totals = totals};
}

Receipt blank(const JobHistory& job, int n, Stage stage)
{
    return {.package = name_of(job.manifest, job.manifest_sha256),
            .manifest_sha256 = job.manifest_sha256,
            .n = n,
            .stage = stage};
}

Receipt received(const JobHistory& job, int n)
{
    Receipt receipt = blank(job, n, Stage::Received);
    receipt.totals = Totals{.pieces = 5, .sheets = 10, .pages = 18};
    return receipt;
}

Receipt rejected(const JobHistory& job, int n, const char* code)
{
    Receipt receipt = blank(job, n, Stage::Rejected);
    receipt.code = code;
    return receipt;
}

Receipt fate(const JobHistory& job, int n, Stage stage, std::vector<PieceRange> ranges,
             Running running)
{
    Receipt receipt = blank(job, n, stage);
    Totals all;
    for (const PieceRange& one : ranges) {
        all.pieces += one.totals.pieces;
        all.sheets += one.totals.sheets;
        all.pages += one.totals.pages;
    }
    receipt.totals = all;
    receipt.ranges = std::move(ranges);
    receipt.running = running;
    return receipt;
}

Receipt closed(const JobHistory& job, int n, Running running)
{
    Receipt receipt = blank(job, n, Stage::Closed);
    receipt.totals = Totals{.pieces = 5, .sheets = 10, .pages = 18};
    receipt.running = running;
    return receipt;
}

Receipt returned(const JobHistory& job, int n, int piece, Totals totals)
{
    Receipt receipt = blank(job, n, Stage::Returned);
    receipt.code = "R04";
    receipt.ranges = {range(piece, piece, totals)};
    receipt.totals = totals;
    return receipt;
}

/// As if signed on Wednesday at 16:00 UTC. The digest stands for the file's octets.
SignedReceipt signed_by_house(const Receipt& receipt, const char* octets = "")
{
    return {.receipt = receipt,
            .octets_sha256 = crypto::sha256(receipt_json(receipt) + octets),
            .signed_at = parse_instant("2026-11-25T16:00:00Z")};
}

/// The history after `receipt`, which must apply.
JobHistory applied(const JobHistory& job, const Receipt& receipt)
{
    const Judgement judgement = judge(job, signed_by_house(receipt));
    EXPECT_EQ(judgement.verdict, Verdict::Applies) << judgement.reason;
    return after(job, signed_by_house(receipt), judgement);
}

/// 41 and 42 mailed, 43 damaged, 44 and 45 open; the next receipt is n = 4.
JobHistory half_done()
{
    JobHistory job = applied(fresh_job(), received(fresh_job(), 1));
    job = applied(job, fate(job, 2, Stage::Mailed, {range(41, 42, {2, 2, 4})}, {2, 0, 3}));
    return applied(job, fate(job, 3, Stage::Damaged, {range(43, 43, {1, 2, 3})}, {2, 1, 2}));
}

JobHistory all_done()
{
    JobHistory job = half_done();
    job = applied(job, fate(job, 4, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {4, 1, 0}));
    return applied(job, closed(job, 5, {4, 1, 0}));
}

TEST(Judgement, FollowsAJobFromReceivedToReturned)
{
    JobHistory job = half_done();
    EXPECT_TRUE(job.received);
    EXPECT_EQ(job.last_n(), 3);
    EXPECT_EQ(job.fates,
              (std::map<int, Fate>{{41, Fate::Mailed}, {42, Fate::Mailed}, {43, Fate::Damaged}}));

    job = all_done();
    EXPECT_TRUE(job.closed);
    EXPECT_EQ(job.fates.size(), 5U);

    const Judgement back = judge(job, signed_by_house(returned(job, 6, 42, {1, 1, 2})));
    EXPECT_EQ(back.verdict, Verdict::Applies) << back.reason;
    EXPECT_EQ(back.returned, (std::vector<PieceOnDay>{{42, wednesday}}));
}

TEST(Judgement, SaysWhatChanges)
{
    const JobHistory job = fresh_job();
    const Judgement mailed =
        judge(job, signed_by_house(fate(
                       job, 1, Stage::Mailed,
                       {range(41, 42, {2, 2, 4}, tuesday), range(45, 45, {1, 4, 7})}, {3, 0, 2})));
    EXPECT_EQ(mailed.verdict, Verdict::Applies) << mailed.reason;
    EXPECT_TRUE(mailed.received) << "a mailed that agrees implies received";
    EXPECT_EQ(mailed.mailed,
              (std::vector<PieceOnDay>{{41, tuesday}, {42, tuesday}, {45, wednesday}}));
    EXPECT_TRUE(mailed.damaged.empty());
    EXPECT_FALSE(mailed.closed);

    EXPECT_EQ(judge(job, signed_by_house(rejected(job, 1, "bad-pdf"))).rejected, Fault::File);
    EXPECT_EQ(judge(job, signed_by_house(rejected(job, 1, "no-capacity"))).rejected, Fault::House);
    EXPECT_FALSE(judge(job, signed_by_house(rejected(job, 1, "bad-pdf"))).received);
}

struct Row {
    const char* why;
    std::function<JobHistory()> job;
    std::function<Receipt(const JobHistory&)> receipt;
    Verdict verdict;
    const char* code;
};

const auto aside = Verdict::SetAside;

const Row rows[] = {
    {"another job", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.package.job = JobNumber::parse("01000008");
         return r;
     },
     aside, "wrong-job"},
    {"our job with another manifest", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.manifest_sha256 = crypto::sha256("another");
         r.package = name_of(j.manifest, *r.manifest_sha256);
         return r;
     },
     aside, "wrong-hash"},
    {"our hash under another day", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.package.date = wednesday;
         return r;
     },
     aside, "wrong-hash"},
    {"our hash under another class", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.package.package_class.envelope = Envelope::C4;
         return r;
     },
     aside, "wrong-hash"},
    {"the first that comes is n = 2", fresh_job, [](const JobHistory& j) { return received(j, 2); },
     Verdict::Waits, "predecessor-missing"},
    {"a gap in n", half_done,
     [](const JobHistory& j) {
         return fate(j, 5, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {4, 1, 0});
     },
     Verdict::Waits, "predecessor-missing"},
    {"an early one waits even if its sums are wrong", half_done,
     [](const JobHistory& j) {
         return fate(j, 5, Stage::Mailed, {range(44, 45, {2, 6, 12})}, {9, 9, 9});
     },
     Verdict::Waits, "predecessor-missing"},
    {"an n that counted, with other octets", half_done,
     [](const JobHistory& j) {
         return fate(j, 2, Stage::Mailed, {range(41, 41, {1, 1, 2})}, {1, 0, 4});
     },
     aside, "n-reused"},
    {"received says one piece more", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.totals->pieces = 6;
         return r;
     },
     aside, "wrong-sums"},
    {"received says one sheet less", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.totals->sheets = 9;
         return r;
     },
     aside, "wrong-sums"},
    {"received says one page more", fresh_job,
     [](const JobHistory& j) {
         Receipt r = received(j, 1);
         r.totals->pages = 19;
         return r;
     },
     aside, "wrong-sums"},
    {"received twice", half_done, [](const JobHistory& j) { return received(j, 4); }, aside,
     "received-twice"},
    {"rejected after received", half_done,
     [](const JobHistory& j) { return rejected(j, 4, "bad-pdf"); }, aside,
     "rejected-after-received"},
    {"mailed after rejected",
     [] { return applied(fresh_job(), rejected(fresh_job(), 1, "no-capacity")); },
     [](const JobHistory& j) {
         return fate(j, 2, Stage::Mailed, {range(41, 41, {1, 1, 2})}, {1, 0, 4});
     },
     aside, "after-rejected"},
    {"rejected twice", [] { return applied(fresh_job(), rejected(fresh_job(), 1, "no-capacity")); },
     [](const JobHistory& j) { return rejected(j, 2, "no-capacity"); }, aside, "after-rejected"},
    {"mailed after closed", all_done,
     [](const JobHistory& j) {
         return fate(j, 6, Stage::Mailed, {range(41, 41, {1, 1, 2})}, {4, 1, 0});
     },
     aside, "after-closed"},
    {"closed twice", all_done,
     [](const JobHistory& j) {
         return closed(j, 6, {4, 1, 0});
     },
     aside, "after-closed"},
    {"a range below the job", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(40, 41, {2, 2, 4})}, {4, 1, 0});
     },
     aside, "outside-job"},
    {"a range beyond the job", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 46, {3, 8, 15})}, {5, 1, 0});
     },
     aside, "outside-job"},
    {"a range that runs backwards", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(45, 44, {2, 6, 11})}, {4, 1, 0});
     },
     aside, "outside-job"},
    {"the largest range there is", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(1, 99'999'999, {5, 10, 18})}, {4, 1, 0});
     },
     aside, "outside-job"},
    {"two ranges that overlap", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 45, {2, 6, 11}), range(45, 45, {1, 4, 7})},
                     {5, 1, 0});
     },
     aside, "overlap"},
    {"the same range twice", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 2, 4}), range(44, 44, {1, 2, 4})},
                     {4, 1, 0});
     },
     aside, "overlap"},
    {"a piece mailed twice", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(42, 42, {1, 1, 2})}, {3, 1, 1});
     },
     aside, "claimed-twice"},
    {"a damaged piece is mailed after all", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(43, 43, {1, 2, 3})}, {3, 1, 1});
     },
     aside, "claimed-twice"},
    {"a mailed piece is damaged after all", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Damaged, {range(41, 41, {1, 1, 2})}, {2, 2, 1});
     },
     aside, "claimed-twice"},
    {"a range's sheets are wrong", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 45, {2, 5, 11})}, {4, 1, 0});
     },
     aside, "wrong-sums"},
    {"a range's pieces are wrong", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 45, {1, 6, 11})}, {4, 1, 0});
     },
     aside, "wrong-sums"},
    {"sums right in all, wrong by range", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 4, 7}), range(45, 45, {1, 2, 4})},
                     {4, 1, 0});
     },
     aside, "wrong-sums"},
    {"sums right by range, wrong in all", half_done,
     [](const JobHistory& j) {
         Receipt r = fate(j, 4, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {4, 1, 0});
         r.totals->pages = 12;
         return r;
     },
     aside, "wrong-sums"},
    {"running totals count the damaged one as mailed", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {5, 0, 0});
     },
     aside, "wrong-running"},
    {"running totals that do not add up to the job", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {4, 1, 1});
     },
     aside, "wrong-running"},
    {"running totals of before", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 2, 4})}, {2, 1, 2});
     },
     aside, "wrong-running"},
    {"posted the day before the job was made", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 2, 4}, parse_day("2026-11-23"))},
                     {3, 1, 1});
     },
     aside, "wrong-day"},
    {"posted two days after the signature", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 2, 4}, parse_day("2026-11-27"))},
                     {3, 1, 1});
     },
     aside, "wrong-day"},
    {"the day after the signature: already tomorrow in Oslo", half_done,
     [](const JobHistory& j) {
         return fate(j, 4, Stage::Mailed, {range(44, 44, {1, 2, 4}, parse_day("2026-11-26"))},
                     {3, 1, 1});
     },
     Verdict::Applies, ""},
    {"closed with open pieces", half_done,
     [](const JobHistory& j) {
         return closed(j, 4, {2, 1, 2});
     },
     aside, "open-pieces"},
    {"closed that hides open pieces", half_done,
     [](const JobHistory& j) {
         return closed(j, 4, {4, 1, 0});
     },
     aside, "wrong-running"},
    {"closed at once", fresh_job,
     [](const JobHistory& j) {
         return closed(j, 1, {0, 0, 5});
     },
     aside, "open-pieces"},
    {"returned, but never mailed", half_done,
     [](const JobHistory& j) {
         return returned(j, 4, 44, {1, 2, 4});
     },
     aside, "not-mailed"},
    {"returned, but damaged", half_done,
     [](const JobHistory& j) {
         return returned(j, 4, 43, {1, 2, 3});
     },
     aside, "not-mailed"},
    {"returned from another job", half_done,
     [](const JobHistory& j) {
         return returned(j, 4, 99, {1, 2, 4});
     },
     aside, "outside-job"},
    {"returned twice",
     [] {
         return applied(half_done(), returned(half_done(), 4, 41, {1, 1, 2}));
     },
     [](const JobHistory& j) {
         return returned(j, 5, 41, {1, 1, 2});
     },
     aside, "claimed-twice"},
    {"returned with wrong sheets", half_done,
     [](const JobHistory& j) {
         return returned(j, 4, 41, {1, 2, 2});
     },
     aside, "wrong-sums"},
    {"a whole range returned", half_done,
     [](const JobHistory& j) {
         Receipt r = returned(j, 4, 41, {2, 2, 4});
         r.ranges[0].last = 42;
         return r;
     },
     aside, "return-range"},
    {"returned while the job is open", half_done,
     [](const JobHistory& j) {
         return returned(j, 4, 41, {1, 1, 2});
     },
     Verdict::Applies, ""},
};

TEST(Judgement, OfEveryRow)
{
    for (const Row& row : rows) {
        SCOPED_TRACE(row.why);
        const JobHistory job = row.job();
        const SignedReceipt receipt = signed_by_house(row.receipt(job));
        const Judgement judgement = judge(job, receipt);
        EXPECT_EQ(judgement.verdict, row.verdict) << judgement.reason;
        EXPECT_EQ(judgement.code, row.code) << judgement.reason;
        if (row.verdict == Verdict::Applies) continue;

        EXPECT_FALSE(judgement.reason.empty());
        EXPECT_TRUE(judgement.mailed.empty() && judgement.damaged.empty() &&
                    judgement.returned.empty() && !judgement.received && !judgement.closed &&
                    !judgement.rejected)
            << "what does not count changes nothing";
        const JobHistory unchanged = after(job, receipt, judgement);
        EXPECT_EQ(unchanged.fates, job.fates);
        EXPECT_EQ(unchanged.applied, job.applied);
    }
}

TEST(Judgement, MindsEveryNumber)
{
    const JobHistory job = half_done();
    const std::string good = receipt_json(fate(
        job, 4, Stage::Mailed, {range(44, 44, {1, 2, 4}), range(45, 45, {1, 4, 7})}, {4, 1, 0}));
    ASSERT_EQ(judge(job, signed_by_house(parse_receipt_json(good))).verdict, Verdict::Applies);

    int numbers = 0;
    for (std::size_t at = 0; (at = good.find("\":", at)) != std::string::npos; at += 2) {
        const std::size_t digit = at + 2;
        if (good[digit] < '0' || good[digit] > '9') continue;
        ++numbers;
        for (const char* instead : {"0", "1", "2", "3", "4", "5", "9", "40", "46"}) {
            const std::size_t end = good.find_first_not_of("0123456789", digit);
            if (good.substr(digit, end - digit) == instead) continue;
            const std::string bad = good.substr(0, digit) + instead + good.substr(end);
            SCOPED_TRACE(bad);
            try {
                const auto receipt = signed_by_house(parse_receipt_json(bad), "changed");
                EXPECT_NE(judge(job, receipt).verdict, Verdict::Applies);
            } catch (const ContractError&) {
                // Refused while it is read: just as well.
            }
        }
    }
    EXPECT_EQ(numbers, 18) << "version, n, three totals, twice five of a range, three running";
}

TEST(Judgement, CopesWithTheLargestJobPieceByPiece)
{
    JobHistory job{.manifest = sample_manifest(), .manifest_sha256 = {}};
    job.manifest.pieces.clear();
    for (int i = 0; i < most_pieces; ++i) {
        job.manifest.pieces.push_back(
            {.number = 1 + i, .first_page = 1 + 3 * i, .pages = 3, .sheets = 2});
    }
    const std::string json = manifest_json(job.manifest);
    EXPECT_EQ(parse_manifest(json), job.manifest);
    job.manifest_sha256 = crypto::sha256(json);

    std::vector<PieceRange> ranges;
    for (int i = most_pieces; i > 0; --i)
        ranges.push_back(range(i, i, {1, 2, 3}));
    const Receipt receipt = fate(job, 1, Stage::Mailed, ranges, {most_pieces, 0, 0});
    EXPECT_EQ(parse_receipt_json(receipt_json(receipt)), receipt);
    const Judgement judgement = judge(job, signed_by_house(receipt));
    EXPECT_EQ(judgement.verdict, Verdict::Applies) << judgement.reason;
    EXPECT_EQ(judgement.mailed.size(), static_cast<std::size_t>(most_pieces));

    job.manifest.pieces.push_back(
        {.number = most_pieces + 1, .first_page = 1 + 3 * most_pieces, .pages = 3, .sheets = 2});
    EXPECT_THROW(manifest_json(job.manifest), ContractError) << "one piece too many";
}

TEST(Judgement, KnowsTheSameFileAgain)
{
    const JobHistory job = half_done();
    const Receipt second = fate(job, 2, Stage::Mailed, {range(41, 42, {2, 2, 4})}, {2, 0, 3});
    EXPECT_EQ(judge(job, signed_by_house(second)).verdict, Verdict::Repeats);
    EXPECT_EQ(judge(job, signed_by_house(second, "signed again")).code, "n-reused");
}

TEST(Judgement, LetsTheHouseCorrectWhatWasSetAside)
{
    const JobHistory job = half_done();
    const Receipt wrong = fate(job, 4, Stage::Mailed, {range(44, 45, {2, 6, 12})}, {4, 1, 0});
    const Judgement judgement = judge(job, signed_by_house(wrong));
    ASSERT_EQ(judgement.verdict, Verdict::SetAside);
    const JobHistory still = after(job, signed_by_house(wrong), judgement);
    const Receipt right = fate(job, 4, Stage::Mailed, {range(44, 45, {2, 6, 11})}, {4, 1, 0});
    EXPECT_EQ(judge(still, signed_by_house(right)).verdict, Verdict::Applies);
}

} // namespace
} // namespace reservepost::batch::printhouse
