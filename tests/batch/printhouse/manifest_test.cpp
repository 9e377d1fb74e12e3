#include "batch/printhouse/manifest.h"

#include "tests/batch/printhouse/bad_json.h"
#include "tests/batch/printhouse/sample.h"

#include <functional>
#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

TEST(Manifest, ComesBackFromItsJson)
{
    const Manifest manifest = sample_manifest();
    const std::string json = manifest_json(manifest);
    EXPECT_EQ(parse_manifest(json), manifest);
    EXPECT_EQ(manifest_json(parse_manifest(json)), json);
    EXPECT_EQ(manifest.totals(), (Totals{.pieces = 5, .sheets = 10, .pages = 18}));
    EXPECT_EQ(json.find(' '), std::string::npos) << "canonical JSON has no spaces";
}

TEST(Manifest, FindsPiecesByNumber)
{
    const Manifest manifest = sample_manifest();
    ASSERT_TRUE(manifest.find(43));
    EXPECT_EQ(manifest.find(43)->first_page, 5);
    for (const int missing : {0, 40, 46, -43, 100'000'000})
        EXPECT_FALSE(manifest.find(missing));
}

TEST(Manifest, TakesEverythingThatTheContractAllows)
{
    const struct {
        const char* why;
        std::function<void(Manifest&)> change;
    } cases[] = {
        {"one piece only", [](Manifest& m) { m.pieces.resize(1); }},
        {"an enclosure begins on a sheet of its own", [](Manifest& m) { m.pieces[4].sheets = 7; }},
        {"the highest piece number",
         [](Manifest& m) {
             m.pieces = {{99'999'999, 1, 1, 1, "NO"}};
         }},
        {"99 sheets on both sides",
         [](Manifest& m) {
             m.pieces = {{1, 1, 198, 99, "NO"}};
         }},
        {"simplex",
         [](Manifest& m) {
             m.package_class.plex = Plex::Simplex;
             for (Piece& piece : m.pieces)
                 piece.sheets = piece.pages;
         }},
        {"abroad",
         [](Manifest& m) {
             m.package_class.destination = Destination::Abroad;
             for (Piece& piece : m.pieces)
                 piece.country = "SE";
         }},
        {"numbered shortly before midnight UTC, the next day in Oslo",
         [](Manifest& m) { m.created = parse_instant("2026-11-23T23:30:00Z"); }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manifest manifest = sample_manifest();
        c.change(manifest);
        EXPECT_EQ(parse_manifest(manifest_json(manifest)), manifest);
    }
}

TEST(Manifest, IsNotWrittenWhenItBreaksARule)
{
    const struct {
        const char* why;
        std::function<void(Manifest&)> change;
    } cases[] = {
        {"no piece", [](Manifest& m) { m.pieces.clear(); }},
        {"a gap in the numbers", [](Manifest& m) { m.pieces.erase(m.pieces.begin() + 2); }},
        {"a number twice", [](Manifest& m) { m.pieces[1].number = 41; }},
        {"numbers backwards",
         [](Manifest& m) { std::swap(m.pieces[1].number, m.pieces[2].number); }},
        {"number 0",
         [](Manifest& m) {
             m.pieces = {{0, 1, 1, 1, "NO"}};
         }},
        {"nine digits of number",
         [](Manifest& m) {
             m.pieces = {{100'000'000, 1, 1, 1, "NO"}};
         }},
        {"a page that is nobody's", [](Manifest& m) { m.pieces[2].first_page = 6; }},
        {"a page that is two pieces'", [](Manifest& m) { m.pieces[2].first_page = 4; }},
        {"the first page is not 1",
         [](Manifest& m) {
             m.pieces = {{1, 2, 1, 1, "NO"}};
         }},
        {"no page", [](Manifest& m) { m.pieces[4].pages = 0; }},
        {"pages below zero", [](Manifest& m) { m.pieces[4].pages = -1; }},
        {"199 pages",
         [](Manifest& m) {
             m.pieces = {{1, 1, 199, 99, "NO"}};
         }},
        {"100 sheets",
         [](Manifest& m) {
             m.pieces = {{1, 1, 150, 100, "NO"}};
         }},
        {"more sheets than pages", [](Manifest& m) { m.pieces[0].sheets = 3; }},
        {"too few sheets", [](Manifest& m) { m.pieces[2].sheets = 1; }},
        {"simplex with a back side", [](Manifest& m) { m.package_class.plex = Plex::Simplex; }},
        {"a piece abroad", [](Manifest& m) { m.pieces[1].country = "SE"; }},
        {"a piece at home in a package abroad",
         [](Manifest& m) { m.package_class.destination = Destination::Abroad; }},
        {"a country in words", [](Manifest& m) { m.pieces[1].country = "Norge"; }},
        {"no profile", [](Manifest& m) { m.profile.clear(); }},
        {"a profile with a space", [](Manifest& m) { m.profile = "my house"; }},
        {"a long profile", [](Manifest& m) { m.profile.assign(41, 'a'); }},
        {"the day before yesterday", [](Manifest& m) { m.date = parse_day("2026-11-22"); }},
        {"the day after tomorrow", [](Manifest& m) { m.date = parse_day("2026-11-26"); }},
        {"half a second", [](Manifest& m) { m.created += std::chrono::milliseconds(500); }},
        {"last century",
         [](Manifest& m) {
             m.date = parse_day("1999-12-31");
             m.created = parse_instant("1999-12-31T12:00:00Z");
         }},
        {"no files", [](Manifest& m) { m.files.clear(); }},
        {"one file", [](Manifest& m) { m.files.pop_back(); }},
        {"a third file", [](Manifest& m) { m.files.push_back(m.files[0]); }},
        {"files in another order", [](Manifest& m) { std::swap(m.files[0], m.files[1]); }},
        {"a path", [](Manifest& m) { m.files[0].name = "../pieces.pdf"; }},
        {"an empty file", [](Manifest& m) { m.files[0].size = 0; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Manifest manifest = sample_manifest();
        c.change(manifest);
        EXPECT_THROW(manifest_json(manifest), ContractError);
    }
}

TEST(Manifest, IsReadStrictly)
{
    const std::string good = manifest_json(sample_manifest());
    for (const auto& c : bad_manifests) {
        SCOPED_TRACE(c.why);
        const std::string bad = replaced(good, c.from, c.to);
        try {
            parse_manifest(bad);
            ADD_FAILURE() << "it was read";
        } catch (const ContractError& error) {
            const std::string message = error.what();
            EXPECT_TRUE(message.starts_with("manifest: ")) << message;
            EXPECT_NE(message.find(c.says), std::string::npos) << message;
        }
    }
}

TEST(Manifest, RefusesWhatIsNoJsonAtAll)
{
    const std::string good = manifest_json(sample_manifest());
    const std::string deep = std::string(100, '[') + std::string(100, ']');
    for (const std::string& bad :
         {std::string(), std::string("{}"), std::string("[]"), std::string("null"), deep,
          good + ' ', good + '\n', '\n' + good, good.substr(0, good.size() - 1), good + good,
          std::string("\xEF\xBB\xBF") + good, std::string("\0", 1)}) {
        EXPECT_THROW(parse_manifest(bad), ContractError);
    }
}

} // namespace
} // namespace reservepost::batch::printhouse
