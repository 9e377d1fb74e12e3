#include "batch/json/value.h"
#include "batch/printhouse/notice.h"
#include "tests/batch/printhouse/bad_json.h"
#include "tests/batch/printhouse/sample.h"
#include "tests/batch/printhouse/sample_receipts.h"
#include "tests/support/process.h"

#include <gtest/gtest.h>
#include <sstream>

// The JSON Schemas say what our readers say, as far as a schema can; judged by python3-jsonschema.

namespace reservepost::batch::printhouse {
namespace {

/// What the schema of that name says of each text.
std::vector<std::string> judged(const std::string& schema, const std::vector<std::string>& texts)
{
    const TemporaryDirectory directory;
    std::string lines;
    for (const std::string& text : texts)
        lines += text + '\n';
    const std::string source = RESERVEPOST_SOURCE;
    const auto outcome =
        tests::run({"/usr/bin/python3", source + "/tests/batch/printhouse/check_schema.py",
                    source + "/docs/schemas/" + schema + ".schema.json",
                    write_file(directory / "texts", lines)});
    EXPECT_EQ(outcome.status, 0) << "is python3-jsonschema installed? " << outcome.output;
    std::vector<std::string> verdicts;
    std::istringstream stream(outcome.output);
    for (std::string line; std::getline(stream, line);)
        verdicts.push_back(line);
    verdicts.resize(texts.size());
    return verdicts;
}

std::string word_of(BySchema verdict)
{
    return verdict == BySchema::Refused  ? "refused"
           : verdict == BySchema::Unsaid ? "valid"
                                         : "no JSON";
}

constexpr Stage stages[] = {Stage::Received, Stage::Rejected, Stage::Mailed,
                            Stage::Damaged,  Stage::Closed,   Stage::Returned};

bool is_read(const std::string& receipt)
{
    try {
        parse_receipt_json(receipt);
        return true;
    } catch (const ContractError&) {
        return false;
    }
}

TEST(Schema, OfManifestsRefusesWhatTheReaderRefuses)
{
    const std::string good = manifest_json(sample_manifest());
    std::vector<std::string> texts;
    for (const auto& row : bad_manifests)
        texts.push_back(replaced(good, row.from, row.to));
    const auto verdicts = judged("manifest", texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        EXPECT_EQ(verdicts[i], word_of(bad_manifests[i].schema)) << bad_manifests[i].why;
}

TEST(Schema, OfManifestsTakesEveryClassAndEdge)
{
    std::vector<std::string> texts;
    for (const char* name :
         {"C5-D-NO", "C5-S-NO", "C4-D-NO", "C4-S-NO", "C5-D-XX", "C5-S-XX", "C4-D-XX", "C4-S-XX"}) {
        Manifest manifest = sample_manifest();
        manifest.package_class = PackageClass::parse(name);
        for (Piece& piece : manifest.pieces) {
            if (manifest.package_class.plex == Plex::Simplex) piece.sheets = piece.pages;
            if (manifest.package_class.destination == Destination::Abroad) piece.country = "SE";
        }
        texts.push_back(manifest_json(manifest));
    }
    Manifest thick = sample_manifest();
    thick.pieces = {{99'999'999, 1, 198, 99, "NO"}};
    texts.push_back(manifest_json(thick));
    const std::vector<std::string> all_valid(texts.size(), "valid");
    EXPECT_EQ(judged("manifest", texts), all_valid);

    // The reader refuses these too; a schema sees the one member beside the other.
    const std::string home = manifest_json(sample_manifest());
    EXPECT_EQ(
        judged("manifest", {replaced(home, "\"destination\":\"NO\"", "\"destination\":\"XX\""),
                            replaced(home, "\"country\":\"NO\"", "\"country\":\"SE\""),
                            replaced(home, "\"country\":\"NO\"", "\"country\":\"Norge\""),
                            replaced(home, "ticket.xjdf", "pieces.pdf")}),
        (std::vector<std::string>(4, "refused")));
}

TEST(Schema, OfReceiptsRefusesWhatTheReaderRefuses)
{
    const std::string good = receipt_json(mailed());
    std::vector<std::string> texts;
    for (const auto& row : bad_receipts)
        texts.push_back(replaced(good, row.from, row.to));
    const auto verdicts = judged("receipt", texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        EXPECT_EQ(verdicts[i], word_of(bad_receipts[i].schema)) << bad_receipts[i].why;
}

// Every stage with every member taken away or added: schema and reader agree each time.
TEST(Schema, OfReceiptsKnowsTheMembersOfEveryStage)
{
    const json::Value whole = json::parse(receipt_json(mailed()));
    std::vector<std::string> texts;
    std::vector<std::string> expected;
    for (const Stage stage : stages) {
        const json::Value good = json::parse(receipt_json(of_stage(stage)));
        texts.push_back(json::canonical(good));
        for (const char* key : {"format", "version", "package", "manifest_sha256", "n", "stage",
                                "code", "totals", "ranges", "running"}) {
            json::Value changed = json::Value::object();
            for (const auto& [name, value] : good.as_object())
                if (name != key) changed.set(name, value);
            if (!good.find(key)) {
                const json::Value* other = whole.find(key);
                changed.set(key, other ? *other : json::Value("R04"));
            }
            texts.push_back(json::canonical(changed));
        }
        for (const char* code : {"R01", "R11", "bad-pdf", "broken again"}) {
            json::Value changed = good;
            changed.set("code", code);
            texts.push_back(json::canonical(changed));
        }
    }
    int read = 0;
    for (const std::string& text : texts) {
        read += is_read(text) ? 1 : 0;
        expected.push_back(is_read(text) ? "valid" : "refused");
    }
    EXPECT_GE(read, 6);
    const auto verdicts = judged("receipt", texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        EXPECT_EQ(verdicts[i], expected[i]) << texts[i];
}

TEST(Schema, OfNoticesKnowsTheMembersOfEveryKind)
{
    const Notice none{.n = JobNumber::parse("01000003"), .date = parse_day("2026-11-24")};
    Notice advice = none;
    advice.kind = NoticeKind::Advice;
    advice.due = parse_instant("2026-11-24T15:00:00Z");
    advice.expected = {{PackageClass::parse("C5-D-NO"), 3, 40}};
    Notice recalled = none;
    recalled.kind = NoticeKind::Void;
    recalled.void_job = VoidJob{JobNumber::parse("01000007"), VoidReason::Recalled,
                                name_of(sample_manifest(), crypto::sha256("x")).file_name()};
    if (recalled.void_job->package)
        recalled.void_job->job = PackageName::parse(*recalled.void_job->package).job;
    const json::Value advised = json::parse(notice_json(advice));
    const json::Value voided = json::parse(notice_json(recalled));
    std::vector<std::string> texts;
    std::vector<std::string> expected;
    for (const Notice& notice : {none, advice, recalled}) {
        const json::Value good = json::parse(notice_json(notice));
        texts.push_back(json::canonical(good));
        for (const char* key : {"format", "version", "n", "kind", "date", "due", "expected", "job",
                                "why", "package"}) {
            json::Value changed = json::Value::object();
            for (const auto& [name, value] : good.as_object())
                if (name != key) changed.set(name, value);
            if (!good.find(key)) changed.set(key, (advised.find(key) ? advised : voided).at(key));
            texts.push_back(json::canonical(changed));
        }
    }
    for (const std::string& text : texts) {
        try {
            parse_notice_json(text);
            expected.emplace_back("valid");
        } catch (const ContractError&) {
            expected.emplace_back("refused");
        }
    }
    const auto verdicts = judged("notice", texts);
    for (std::size_t i = 0; i < texts.size(); ++i)
        EXPECT_EQ(verdicts[i], expected[i]) << texts[i];
}

} // namespace
} // namespace reservepost::batch::printhouse
