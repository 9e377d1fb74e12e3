#include "batch/printhouse/kit.h"

#include "batch/crypto/cms.h"
#include "batch/printhouse/kit_cases.h"
#include "batch/printhouse/kit_judge.h"
#include "batch/printhouse/vendor.h"
#include "layout/preflight.h"
#include "tests/batch/printhouse/sample.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <set>

// A kit is made, answered by a house that does all right, and judged; then by houses that do not.

namespace reservepost::batch::printhouse {
namespace {

namespace fs = std::filesystem;

const Day tuesday = parse_day("2026-11-24");
const Day wednesday = parse_day("2026-11-25");
const holidays::Instant evening = parse_instant("2026-11-25T16:00:00Z");

bool is_cut_off(const std::string& pdf)
{
    const auto scope = layout::PreflightScope::Structure;
    return std::ranges::any_of(
        layout::preflight(pdf, {.rules = {}, .scope = scope}).findings,
        [](const layout::Finding& one) { return one.code == "FILE_IS_DAMAGED"; });
}

/// A kit for the sample house, and what that house answers.
class Kit {
public:
    Kit()
    {
        write_kit(path(), {house().certificate, load_profile("norway"), tuesday});
        senders = {crypto::Certificate::load(path() / "hand-over" / "reservepost.pem"),
                   crypto::Certificate::load(path() / "hand-over" / "reservepost-expired.pem")};
        fs::create_directory(answers());
    }

    fs::path path() const { return directory / "kit"; }
    fs::path answers() const { return directory / "answers"; }

    /// The packages of a day, sorted.
    std::vector<fs::path> packages(const char* day) const
    {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(path() / "hand-over" / day))
            if (entry.path().extension() == ".cms") files.push_back(entry.path());
        std::ranges::sort(files);
        return files;
    }

    Opening open(const fs::path& package) const
    {
        return vendor_verify(package, {house(), senders});
    }

    /// Answers as the contract wants it.
    void answer_all() const
    {
        std::set<std::string> seen;
        std::set<int> jobs;
        for (const char* day : {"day-1", "day-2"})
            for (const auto& package : packages(day)) {
                const auto name = PackageName::parse(package.filename().string());
                if (!seen.insert(name.stem()).second) continue;
                answer(package, name, !jobs.insert(name.job.number()).second);
            }
    }

    std::vector<KitAnswer> told() const
    {
        std::vector<KitAnswer> all;
        for (const auto& entry : fs::directory_iterator(answers()))
            all.push_back({entry.path().filename().string(), file_text(entry.path())});
        std::ranges::sort(all, {}, &KitAnswer::name);
        return all;
    }

    KitExpectations expected() const
    {
        return parse_expectations(file_text(path() / "expected.json"));
    }

    TemporaryDirectory directory;
    std::vector<crypto::Certificate> senders;

private:
    void answer(const fs::path& package, const PackageName& name, bool reused) const
    {
        const auto say = [&](const VendorAnswer& what) {
            vendor_receipt(package, what, answers(), {house(), senders}, evening);
        };
        if (name.job.number() == 99'000'017) return; // A notice declares it void.
        if (reused) return say({.stage = Stage::Rejected, .code = "number-reused"});
        const auto opening = open(package);
        if (!opening.package) return say({.stage = Stage::Rejected});
        if (is_cut_off(opening.package->pieces_pdf))
            return say({.stage = Stage::Rejected, .code = "bad-pdf"});
        say({.stage = Stage::Received});
        const bool spoilt = name.job.number() == 99'000'003;
        if (spoilt) say({.stage = Stage::Damaged, .ranges = {{2, 2, wednesday}}});
        say({.stage = Stage::Mailed, .date = wednesday});
        say({.stage = Stage::Closed});
        if (name.job.number() == 99'000'009)
            say({.stage = Stage::Returned, .ranges = {{1, 1, wednesday}}, .code = "R04"});
    }
};

/// The names of the rules that are broken, with a space between them.
std::string broken(const std::vector<KitRuling>& rulings)
{
    std::string names;
    for (const auto& ruling : rulings)
        if (!ruling.is_passed())
            names += (names.empty() ? "" : " ") + std::string(ruling.rule.name);
    return names;
}

using Answers = std::vector<KitAnswer>;

/// The one answer whose name holds both parts.
KitAnswer& find(Answers& answers, const std::string& job, const std::string& stage)
{
    const auto found = std::ranges::find_if(answers, [&](const KitAnswer& answer) {
        return answer.name.find("." + job + ".") != std::string::npos &&
               answer.name.find("." + stage + ".") != std::string::npos;
    });
    if (found == answers.end()) throw std::logic_error("a test looks for what is not there");
    return *found;
}

void remove(Answers& answers, const std::string& part)
{
    const auto gone = std::erase_if(answers, [&](const KitAnswer& answer) {
        return answer.name.find(part) != std::string::npos;
    });
    if (gone == 0) throw std::logic_error("a test removes what is not there");
}

/// Says something else under the same name, signed as it should be.
void resay(KitAnswer& answer, std::string_view from, std::string_view to)
{
    const auto receipt = parse_receipt(answer.octets, {house().certificate}).receipt;
    answer.octets =
        crypto::sign_attached(replaced(receipt_json(receipt), from, to), house(), evening);
}

/// Says that a package was received which had to be rejected.
void receive_all_the_same(Answers& answers, const Opening& opening, const std::string& job)
{
    const auto& manifest = opening.package->manifest;
    auto& answer = find(answers, job, "rejected");
    const Receipt receipt{.package = name_of(manifest, opening.package->manifest_sha256),
                          .manifest_sha256 = opening.package->manifest_sha256,
                          .stage = Stage::Received,
                          .totals = manifest.totals()};
    answer = {replaced(answer.name, ".rejected.", ".received."),
              sign_receipt(receipt, house(), evening)};
}

/// Another receipt for the package that `like` is for.
void also(Answers& answers, const KitAnswer& like, int n, Stage stage, const std::string& code = {})
{
    auto receipt = parse_receipt(like.octets, {house().certificate}).receipt;
    receipt.n = n;
    receipt.stage = stage;
    receipt.code = code;
    if (stage == Stage::Rejected) receipt.totals.reset();
    const ReceiptName name{receipt.package, n, stage};
    answers.push_back({name.file_name(), sign_receipt(receipt, house(), evening)});
}

TEST(Kit, AcceptsAHouseThatDoesAllRightAndNoOther)
{
    const Kit kit;
    ASSERT_EQ(kit.packages("day-1").size() + kit.packages("day-2").size(), 22U);
    EXPECT_FALSE(fs::exists(kit.path() / "hand-over" / "expected.json")) << "it is kept back";
    EXPECT_EQ(broken(judge_kit(kit.expected(), {})),
              "answered every-piece damaged closed returned number-reused");
    kit.answer_all();
    const Answers good = kit.told();
    ASSERT_EQ(broken(judge_kit(kit.expected(), good)), "");

    const struct {
        const char* why;
        std::function<void(Answers&)> change;
        const char* broken;
    } cases[] = {
        {"no word of a good package", [](Answers& a) { remove(a, ".99000004."); },
         "answered every-piece closed"},
        {"no word of a faulty one", [](Answers& a) { remove(a, ".99000013."); }, "answered"},
        {"never closed", [](Answers& a) { remove(a, find(a, "99000004", "closed").name); },
         "closed"},
        {"something else among the receipts",
         [](Answers& a) {
             a.push_back({"scan.txt", "x"});
         },
         "name"},
        {"a receipt for a job that was not in it",
         [](Answers& a) {
             a.push_back({replaced(find(a, "99000004", "received").name, "99000004", "99000044"),
                          find(a, "99000004", "received").octets});
         },
         "name"},
        {"signed by somebody else",
         [](Answers& a) {
             auto& last = find(a, "99000004", "closed");
             last.octets = sign_receipt(parse_receipt(last.octets, {house().certificate}).receipt,
                                        stranger(), evening);
         },
         "signature closed"},
        {"not signed at all",
         [](Answers& a) {
             auto& last = find(a, "99000004", "closed");
             last.octets = receipt_json(parse_receipt(last.octets, {house().certificate}).receipt);
         },
         "signature closed"},
        {"a note in words",
         [](Answers& a) {
             resay(find(a, "99000004", "closed"), "\"version\":1", "\"note\":\"ok\",\"version\":1");
         },
         "form closed"},
        {"another number inside than in the name",
         [](Answers& a) { resay(find(a, "99000004", "closed"), "\"n\":3", "\"n\":4"); },
         "form closed"},
        {"a gap in the numbers", [](Answers& a) { remove(a, find(a, "99000004", "mailed").name); },
         "numbered counts every-piece closed"},
        {"one sheet too many",
         [](Answers& a) { resay(find(a, "99000004", "closed"), "\"sheets\":7", "\"sheets\":8"); },
         "counts closed"},
        {"mailed before the job's day",
         [](Answers& a) { resay(find(a, "99000009", "mailed"), "2026-11-25", "2026-11-23"); },
         "counts every-piece closed returned"},
        {"the spoilt piece is told as mailed",
         [](Answers& a) {
             auto& spoilt = find(a, "99000003", "damaged");
             resay(spoilt, "\"stage\":\"damaged\"", "\"stage\":\"mailed\"");
             resay(spoilt, "\"damaged\":1,\"mailed\":0", "\"damaged\":0,\"mailed\":1");
             for (const char* stage : {".mailed.", ".closed."})
                 for (auto& answer : a)
                     if (answer.name.find(".99000003.") != std::string::npos &&
                         answer.name.find(stage) != std::string::npos)
                         resay(answer, "\"damaged\":1,\"mailed\":1", "\"damaged\":0,\"mailed\":2");
             spoilt.name = replaced(spoilt.name, ".damaged.", ".mailed.");
         },
         "damaged"},
        {"another reason for the return",
         [](Answers& a) { resay(find(a, "99000009", "returned"), "R04", "R05"); }, "returned"},
        {"no return", [](Answers& a) { remove(a, ".returned."); }, "returned"},
        {"the repeat is received again",
         [](Answers& a) { also(a, find(a, "99000002", "received"), 4, Stage::Received); },
         "counts repeat"},
        {"the repeat is rejected",
         [](Answers& a) {
             also(a, find(a, "99000002", "received"), 4, Stage::Rejected, "number-reused");
         },
         "counts repeat"},
        {"rejected twice",
         [](Answers& a) {
             auto receipt =
                 parse_receipt(find(a, "99000018", "rejected").octets, {house().certificate})
                     .receipt;
             receipt.n = 2;
             receipt.code = "bad-pdf";
             a.push_back({ReceiptName{receipt.package, 2, Stage::Rejected}.file_name(),
                          sign_receipt(receipt, house(), evening)});
         },
         "rejected"},
        {"a package that is void is received",
         [&](Answers& a) {
             const auto package = kit.packages("day-1").at(16);
             const auto opening = kit.open(package);
             const auto& manifest = opening.package->manifest;
             const auto name = PackageName::parse(package.filename().string());
             const Receipt receipt{.package = name,
                                   .manifest_sha256 = crypto::sha256(manifest_json(manifest)),
                                   .stage = Stage::Received,
                                   .totals = manifest.totals()};
             a.push_back({ReceiptName{name, 1, Stage::Received}.file_name(),
                          sign_receipt(receipt, house(), evening)});
         },
         "void"},
        {"rejected for another reason",
         [](Answers& a) { resay(find(a, "99000013", "rejected"), "unreadable", "bad-pdf"); },
         "code"},
        {"what is sealed for another house is said to be badly signed",
         [](Answers& a) { resay(find(a, "99000020", "rejected"), "unreadable", "bad-signature"); },
         "code"},
        {"half a PDF is received and printed",
         [&](Answers& a) {
             receive_all_the_same(a, kit.open(kit.packages("day-1").at(18)), "99000019");
         },
         "rejected"},
        {"the reused number is taken as a new job",
         [&](Answers& a) {
             receive_all_the_same(a, kit.open(kit.packages("day-2").at(0)), "99000001");
         },
         "number-reused"},
        {"the reused number is no capacity",
         [](Answers& a) { resay(find(a, "99000001", "rejected"), "number-reused", "no-capacity"); },
         "code"},
        {"the first under a reused number is not printed",
         [](Answers& a) { remove(a, find(a, "99000001", "closed").name); }, "closed number-reused"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Answers answers = good;
        c.change(answers);
        EXPECT_EQ(broken(judge_kit(kit.expected(), answers)), c.broken);
    }
}

TEST(Kit, IsTheSameEachTimeButForKeys)
{
    const Kit one, other;
    for (const char* day : {"day-1", "day-2"}) {
        const auto first = one.packages(day), second = other.packages(day);
        ASSERT_EQ(first.size(), second.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            EXPECT_EQ(first[i].filename(), second[i].filename());
            const auto left = one.open(first[i]), right = other.open(second[i]);
            ASSERT_EQ(left.package.has_value(), right.package.has_value());
            if (!left.package) continue;
            EXPECT_EQ(left.package->manifest_json, right.package->manifest_json);
            EXPECT_TRUE(left.package->pieces_pdf == right.package->pieces_pdf);
            EXPECT_EQ(left.package->ticket, right.package->ticket);
        }
    }
    EXPECT_NE(one.senders, other.senders);
    EXPECT_THROW(write_kit(one.path(), {house().certificate, load_profile("norway"), tuesday}),
                 ContractError);
}

TEST(Kit, HasPagesThatPassTheProfile)
{
    const Kit kit;
    auto profile = load_profile("norway");
    for (const auto& package : kit.packages("day-1")) {
        const auto opening = kit.open(package);
        const auto kit_class = PackageName::parse(package.filename().string()).package_class;
        if (!opening.package || opening.package->manifest.pieces.front().sheets == 99) continue;
        if (opening.package->manifest.job.number() == 99'000'019) continue; // Half of its PDF.
        profile.geometry.plex =
            kit_class.plex == Plex::Duplex ? layout::Plex::Duplex : layout::Plex::Simplex;
        const auto result =
            layout::preflight(opening.package->pieces_pdf, {.rules = profile.rules()});
        EXPECT_TRUE(result.findings.empty()) << package << result.findings.front().code;
        EXPECT_FALSE(result.unjudged);
    }
}

TEST(KitCases, AreTwentyTwoWithEveryClassAndEveryFaultOnce)
{
    std::set<std::string_view> classes;
    std::map<KitFault, int> faults;
    for (const KitCase& one : kit_cases()) {
        classes.insert(one.name);
        ++faults[one.fault];
        EXPECT_EQ(codes_of(one.fault).empty(),
                  one.fault == KitFault::None || one.fault == KitFault::Void)
            << one.why;
        for (const auto code : codes_of(one.fault))
            EXPECT_EQ(find_fault(code), Fault::File) << code;
    }
    EXPECT_EQ(kit_cases().size(), 22U);
    EXPECT_EQ(classes.size(), 8U);
    EXPECT_EQ(faults.size(), 12U);
    for (const auto& [fault, count] : faults)
        EXPECT_EQ(count, fault == KitFault::None ? 11 : 1);
}

TEST(KitExpectations, ComeBackAndAreReadStrictly)
{
    const KitExpectations some{house().certificate,
                               {{.package = name_of(sample_manifest(), crypto::sha256("x")),
                                 .why = "a test",
                                 .answer = KitExpectation::Answer::Reject,
                                 .codes = {"unreadable"}}}};
    const std::string json = expectations_json(some);
    EXPECT_EQ(parse_expectations(json).packages, some.packages);
    for (const auto& bad :
         {std::string("{}"), replaced(json, "\"reject\"", "\"perhaps\""),
          replaced(json, "reservepost-kit", "reservepost-set"),
          replaced(json, "\"version\": 1", "\"version\": 2"), replaced(json, ".zip.cms", ".zip"),
          replaced(json, "\"why\"", "\"how\"")})
        EXPECT_THROW(parse_expectations(bad), ContractError);
}

} // namespace
} // namespace reservepost::batch::printhouse
