#include "batch/printhouse/simulated_house.h"

#include "batch/disk/file_lock.h"
#include "batch/printhouse/notice.h"
#include "batch/printhouse/simulated_memory.h"
#include "tests/batch/printhouse/sample.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>

namespace reservepost::batch::printhouse {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const holidays::Instant start = parse_instant("2026-11-24T09:00:00Z");

/// A house in a box with ten packages of five pieces each.
class SimulatedHouseTest : public testing::Test {
protected:
    SimulatedHouseTest()
    {
        for (const char* name : {"in", "out"})
            std::filesystem::create_directory(directory / name);
    }

    PackedFile bring(int number, int pieces = 5, const crypto::Identity& signer = sender())
    {
        Manifest manifest = sample_manifest();
        manifest.job = JobNumber::from_number(number);
        manifest.pieces.resize(static_cast<std::size_t>(pieces));
        PackedFile packed = write_package(directory / "in", manifest, sample_pdf(), sample_terms(),
                                          signer, {house_keys().certificate}, sample_instant());
        std::filesystem::rename(packed.file, directory / "in" / packed.name.file_name());
        packed.file = directory / "in" / packed.name.file_name();
        return packed;
    }

    static const crypto::Identity& house_keys() { return printhouse::house(); }

    HouseLook look(holidays::Instant now)
    {
        return simulate({directory / "in", directory / "out", directory / "memory", keys, manners},
                        now);
    }

    /// Looks once every `step` for so many days.
    HouseLook live(int for_days, hours step = hours(24))
    {
        HouseLook all;
        for (holidays::Instant now = start; now < start + days(for_days); now += step) {
            const HouseLook one = look(now);
            all.packages += one.packages;
            all.rejected += one.rejected;
            all.lost += one.lost;
            all.repeats += one.repeats;
            all.receipts += one.receipts;
            all.lies += one.lies;
            all.again += one.again;
            all.waiting = one.waiting;
        }
        return all;
    }

    /// Every receipt in `out` by its name: its JSON (signatures differ each time).
    std::map<std::string, std::string> told() const
    {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(directory / "out"))
            all[entry.path().filename()] = receipt_json(
                parse_receipt(file_text(entry.path()), {house_keys().certificate}).receipt);
        return all;
    }

    /// What the receipts of a package come to, judged as Reservepost judges them.
    JobHistory judged(const PackedFile& packed) const
    {
        JobHistory history{.manifest = packed.manifest, .manifest_sha256 = packed.manifest_sha256};
        std::map<int, std::filesystem::path> by_n;
        for (const auto& entry : std::filesystem::directory_iterator(directory / "out")) {
            const auto name = ReceiptName::parse(entry.path().filename().string());
            if (name.package == packed.name) by_n[name.n] = entry.path();
        }
        for (const auto& [n, file] : by_n) {
            const auto receipt = parse_receipt(file_text(file), {house_keys().certificate});
            const auto judgement = judge(history, receipt);
            EXPECT_EQ(judgement.verdict, Verdict::Applies) << n << ": " << judgement.reason;
            history = after(history, receipt, judgement);
        }
        return history;
    }

    TemporaryDirectory directory;
    VendorKeys keys{.house = house_keys(), .senders = {sender().certificate}};
    HouseManners manners;
};

TEST_F(SimulatedHouseTest, AnHonestHouseTellsAWholeStoryInTime)
{
    const PackedFile packed = bring(1'000'001);
    EXPECT_EQ(look(start).packages, 1);
    EXPECT_TRUE(told().empty()) << "nothing is answered at once";
    const HouseLook waiting = look(start + minutes(59));
    EXPECT_EQ(waiting.next, start + hours(1));
    EXPECT_EQ(waiting.waiting, 4);
    EXPECT_EQ(look(start + hours(1)).receipts, 1);
    EXPECT_EQ(look(start + hours(8)).receipts, 1);
    EXPECT_EQ(judged(packed).fates.size(), 3U) << "half of five";
    EXPECT_EQ(look(start + days(3)).receipts, 2) << "what became due meanwhile comes at once";
    const JobHistory history = judged(packed);
    EXPECT_TRUE(history.closed);
    EXPECT_EQ(history.fates.size(), 5U);
    EXPECT_EQ(live(60).receipts, 0) << "all is told";
}

TEST_F(SimulatedHouseTest, DamagesAndReturnsWhatItSays)
{
    manners.damaged_percent = 30;
    manners.returned_percent = 50;
    std::vector<PackedFile> packages;
    for (int i = 1; i <= 10; ++i)
        packages.push_back(bring(1'000'000 + i));
    live(70);
    std::size_t damaged = 0, returned = 0;
    for (const auto& packed : packages) {
        const JobHistory history = judged(packed);
        EXPECT_TRUE(history.closed);
        EXPECT_EQ(history.fates.size(), 5U);
        for (const auto& [number, fate] : history.fates)
            damaged += fate == Fate::Damaged ? 1U : 0U;
        returned += history.returned.size();
    }
    EXPECT_GT(damaged, 5U);
    EXPECT_LT(damaged, 25U);
    EXPECT_GT(returned, 8U);
    EXPECT_LT(returned, 27U);
}

TEST_F(SimulatedHouseTest, LiesAreSetAsideAndMended)
{
    const struct {
        const char* why;
        Lie lie;
        int pieces;
        const char* code;
    } cases[] = {
        {"a sheet too many", Lie::Sums, 5, "wrong-sums"},
        {"a sheet too many of the only piece", Lie::Sums, 1, "wrong-sums"},
        {"a piece of the receipt before", Lie::Twice, 5, "claimed-twice"},
        {"the only piece twice", Lie::Twice, 1, "overlap"},
        {"another manifest", Lie::Hash, 5, "wrong-hash"},
    };
    int job = 1'000'000;
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        manners = {.lying_percent = 100, .lie = c.lie};
        const PackedFile packed = bring(++job, c.pieces);
        JobHistory history{.manifest = packed.manifest, .manifest_sha256 = packed.manifest_sha256};
        int lies = 0;
        for (const ToldAt& one :
             story_of(packed.manifest, packed.manifest_sha256, manners, start)) {
            const SignedReceipt receipt{one.receipt, crypto::sha256(receipt_json(one.receipt)),
                                        one.due};
            const Judgement judgement = judge(history, receipt);
            EXPECT_EQ(judgement.verdict, one.is_lie ? Verdict::SetAside : Verdict::Applies)
                << judgement.reason;
            EXPECT_EQ(judgement.code, one.is_lie ? c.code : "");
            lies += one.is_lie ? 1 : 0;
            history = after(history, receipt, judgement);
        }
        EXPECT_EQ(lies, 1);
        EXPECT_TRUE(history.closed);
        const HouseLook lived = live(5);
        EXPECT_EQ(lived.lies, 1);
        EXPECT_TRUE(judged(packed).closed) << "the right one took the lie's place";
    }
}

TEST_F(SimulatedHouseTest, LosesRejectsAndKeepsSilent)
{
    manners.lost_percent = 100;
    bring(1'000'001);
    EXPECT_EQ(live(10).lost, 1);
    EXPECT_TRUE(told().empty());

    manners = {.rejected_percent = 100, .rejection_code = "no-capacity"};
    const PackedFile rejected = bring(1'000'002);
    EXPECT_EQ(live(10).rejected, 1);
    EXPECT_TRUE(judged(rejected).rejected);

    manners = {.silent = true};
    const PackedFile unanswered = bring(1'000'003);
    EXPECT_EQ(live(10).packages, 1);
    EXPECT_EQ(judged(unanswered).last_n(), 0);
    manners.silent = false;
    live(10);
    EXPECT_TRUE(judged(unanswered).closed) << "it speaks again, and tells all that was due";
}

TEST_F(SimulatedHouseTest, RejectsWhatDoesNotHold)
{
    const PackedFile strange = bring(1'000'001, 5, stranger());
    const PackedFile changed = bring(1'000'002);
    std::string octets = file_text(changed.file);
    octets[octets.size() / 2] = static_cast<char>(octets[octets.size() / 2] ^ 1);
    write_file(changed.file, octets);
    const PackedFile first = bring(1'000'003);
    look(start);
    const PackedFile reused = bring(1'000'003, 4);
    live(5);
    const auto all = told();
    const auto code_of = [&](const PackedFile& packed) {
        return parse_receipt_json(all.at(packed.name.stem() + ".1.rejected.receipt.p7m")).code;
    };
    EXPECT_EQ(code_of(strange), "bad-signature");
    EXPECT_EQ(code_of(changed), "unreadable");
    EXPECT_EQ(code_of(reused), "number-reused");
    EXPECT_TRUE(judged(first).closed) << "the first under the number is printed";
}

TEST_F(SimulatedHouseTest, ARepeatIsAnsweredWithTheSameOctets)
{
    manners.removes_packages = true;
    const PackedFile packed = bring(1'000'001);
    const std::string octets = file_text(packed.file);
    live(5);
    EXPECT_FALSE(std::filesystem::exists(packed.file)) << "taken away at once";
    std::map<std::string, std::string> before;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "out")) {
        before[entry.path().filename()] = file_text(entry.path());
        std::filesystem::remove(entry.path());
    }
    EXPECT_EQ(look(start + days(6)).again, 0) << "nobody asked";
    write_file(packed.file, octets);
    const HouseLook again = look(start + days(6));
    EXPECT_EQ(again.repeats, 1);
    EXPECT_EQ(again.packages, 0);
    EXPECT_EQ(again.again, 4);
    for (const auto& [name, receipt] : before)
        EXPECT_EQ(file_text(directory / "out" / name), receipt) << name;
}

TEST_F(SimulatedHouseTest, WhenItLooksDoesNotChangeWhatItTells)
{
    manners = {.seed = 7, .damaged_percent = 20, .returned_percent = 20, .lying_percent = 50};
    for (int i = 1; i <= 4; ++i)
        bring(1'000'000 + i);
    look(start);
    std::filesystem::copy(directory / "memory", directory / "memory-kept");
    live(70);
    const auto often = told();
    std::filesystem::remove_all(directory / "out");
    std::filesystem::create_directory(directory / "out");
    std::filesystem::remove_all(directory / "memory");
    std::filesystem::rename(directory / "memory-kept", directory / "memory");
    std::filesystem::permissions(directory / "memory", std::filesystem::perms::owner_all);
    look(start + days(70));
    EXPECT_EQ(told(), often);

    std::filesystem::remove_all(directory / "memory");
    manners.seed = 8;
    look(start);
    look(start + days(70));
    EXPECT_NE(told(), often) << "another seed is another house";
}

// As if it had been killed behind each of the steps in simulated_house.h.
TEST_F(SimulatedHouseTest, GoesOnAfterItWasKilled)
{
    const PackedFile packed = bring(1'000'001);
    look(start);
    look(start + hours(9));
    std::map<std::string, std::string> before;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "out"))
        before[entry.path().filename()] = file_text(entry.path());
    ASSERT_EQ(before.size(), 2U);
    const auto died_at = [&](std::size_t told, bool put) {
        SimulatedMemory memory(directory / "memory");
        memory.packages().at(0).told = told;
        memory.save(memory.packages().at(0));
        if (!put)
            for (const auto& [name, octets] : before)
                std::filesystem::remove(directory / "out" / name);
    };
    for (const std::size_t noted : {0U, 1U})
        for (const bool put : {false, true}) {
            SCOPED_TRACE(std::to_string(noted) + (put ? " put" : ""));
            died_at(noted, put);
            look(start + hours(9));
            for (const auto& [name, octets] : before)
                EXPECT_EQ(file_text(directory / "out" / name), octets);
        }
    live(5);
    EXPECT_TRUE(judged(packed).closed);
}

TEST_F(SimulatedHouseTest, TellsNothingMoreOfWhatANoticeDeclaresVoid)
{
    const PackedFile packed = bring(1'000'001);
    bring(1'000'002);
    look(start);
    look(start + hours(2));
    const Notice notice{
        .n = JobNumber::from_number(1'000'001),
        .kind = NoticeKind::Void,
        .date = sample_manifest().date,
        .void_job = VoidJob{packed.name.job, VoidReason::Recalled, packed.name.file_name()}};
    const auto file = directory / "in" / NoticeName::of(notice).file_name();
    write_file(file, sign_notice(notice, stranger(), start));
    EXPECT_EQ(look(start + hours(3)).voided, 0) << "a stranger stops nothing";
    write_file(file, sign_notice(notice, sender(), start));
    EXPECT_EQ(look(start + hours(3)).voided, 1);
    EXPECT_EQ(live(5).voided, 0);
    EXPECT_EQ(judged(packed).last_n(), 1) << "what was told stays";
    EXPECT_EQ(told().size(), 5U) << "the other is told to its end";
}

TEST_F(SimulatedHouseTest, LeavesAloneWhatIsNotItsOwn)
{
    write_file(directory / "in" / ".RP.half.part", "x");
    write_file(directory / "in" / "RP.2026-11-24.notice.1.json.p7m", "x");
    write_file(directory / "in" / "holiday.jpg", "x");
    const HouseLook one = look(start);
    EXPECT_EQ(one.packages, 0);
    EXPECT_EQ(one.notices, 0) << "it is signed by nobody";
    EXPECT_EQ(one.foreign, 2);
    EXPECT_TRUE(std::filesystem::exists(directory / "in" / "holiday.jpg"));
}

TEST_F(SimulatedHouseTest, StopsAtABrokenMemoryAndAtAnotherSimulation)
{
    bring(1'000'001);
    look(start);
    {
        const auto other = disk::FileLock::try_exclusive(directory / "memory" / ".lock");
        ASSERT_TRUE(other);
        EXPECT_THROW(look(start + hours(1)), ContractError);
    }
    for (const auto& entry : std::filesystem::directory_iterator(directory / "memory"))
        if (entry.path().extension() == ".json") write_file(entry.path(), "{}");
    EXPECT_THROW(look(start + hours(1)), ContractError);
    EXPECT_TRUE(told().empty());
}

} // namespace
} // namespace reservepost::batch::printhouse
