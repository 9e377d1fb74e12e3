#include "batch/printhouse/zip.h"

#include "tests/batch/printhouse/sample.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <gtest/gtest.h>

namespace reservepost::batch::printhouse {
namespace {

constexpr std::size_t end_size = 22;

std::string good_zip()
{
    return zip({{.name = "one.txt", .octets = "first content"},
                {.name = "two.txt", .octets = std::string_view("sec\0nd", 6)}},
               parse_day("2026-11-24"));
}

std::size_t place_of(const std::string& zip, std::string_view what, std::size_t from = 0)
{
    const std::size_t at = zip.find(what, from);
    if (at == std::string::npos) throw std::logic_error("a test looks for what is not there");
    return at;
}

const std::string central = "PK\x01\x02";

TEST(Zip, GivesBackWhatWasPutIn)
{
    const std::string octets = good_zip();
    const auto parts = unzip(octets, 2);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0], (ZipPart{"one.txt", "first content"}));
    EXPECT_EQ(parts[1], (ZipPart{"two.txt", std::string_view("sec\0nd", 6)}));
}

TEST(Zip, IsTheSameInEveryTimeZone)
{
    const std::string here = good_zip();
    ::setenv("TZ", "Pacific/Auckland", 1);
    ::tzset();
    const std::string far_away = good_zip();
    ::unsetenv("TZ");
    ::tzset();
    EXPECT_EQ(here, far_away);
}

TEST(Zip, KeepsEmptyAndLargeParts)
{
    const std::string large(3'000'000, 'x');
    const std::string octets =
        zip({{.name = "empty", .octets = ""}, {.name = "large", .octets = large}},
            parse_day("2026-11-24"));
    const auto parts = unzip(octets, 4);
    EXPECT_EQ(parts[0].octets, "");
    EXPECT_EQ(parts[1].octets, large);
}

TEST(Zip, RefusesWhateverCouldBeReadInTwoWays)
{
    const struct {
        const char* why;
        std::function<void(std::string&)> change;
    } cases[] = {
        {"nothing", [](std::string& z) { z.clear(); }},
        {"one octet short", [](std::string& z) { z.pop_back(); }},
        {"an octet behind", [](std::string& z) { z += 'x'; }},
        {"an octet before", [](std::string& z) { z.insert(0, "x"); }},
        {"only an end", [](std::string& z) { z = z.substr(z.size() - end_size); }},
        {"an octet before the directory",
         [](std::string& z) { z.insert(place_of(z, central), "x"); }},
        {"a comment",
         [](std::string& z) {
             z[z.size() - 2] = 1;
             z += 'c';
         }},
        {"an announced comment that is not there", [](std::string& z) { z[z.size() - 2] = 1; }},
        {"a third entry announced",
         [](std::string& z) {
             z[z.size() - 12] = 3;
             z[z.size() - 14] = 3;
         }},
        {"only one entry announced",
         [](std::string& z) {
             z[z.size() - 12] = 1;
             z[z.size() - 14] = 1;
         }},
        {"counts that differ", [](std::string& z) { z[z.size() - 14] = 1; }},
        {"another disk", [](std::string& z) { z[z.size() - 18] = 1; }},
        {"a directory elsewhere", [](std::string& z) { z[z.size() - 6] ^= 1; }},
        {"a changed octet of content", [](std::string& z) { z[place_of(z, "first")] = 'F'; }},
        {"the directory says another size",
         [](std::string& z) { z[place_of(z, central) + 24] ^= 1; }},
        {"both headers say another size",
         [](std::string& z) {
             z[place_of(z, central) + 24] = 12;
             z[place_of(z, central) + 20] = 12;
             z[18] = z[22] = 12;
         }},
        {"a size of 4 GiB in both headers",
         [](std::string& z) {
             for (std::size_t i = 0; i < 4; ++i) {
                 z[place_of(z, central) + 20 + i] = z[place_of(z, central) + 24 + i] = '\xff';
                 z[18 + i] = z[22 + i] = '\xff';
             }
         }},
        {"the directory says another method",
         [](std::string& z) { z[place_of(z, central) + 10] = 8; }},
        {"deflated",
         [](std::string& z) {
             z[place_of(z, central) + 10] = 8;
             z[8] = 8;
         }},
        {"encrypted",
         [](std::string& z) {
             z[place_of(z, central) + 8] |= 1;
             z[6] |= 1;
         }},
        {"sizes behind the content",
         [](std::string& z) {
             z[place_of(z, central) + 8] |= 8;
             z[6] |= 8;
         }},
        {"the directory has another name",
         [](std::string& z) { z[place_of(z, "one.txt", 60)] = 'x'; }},
        {"only the local header has another name",
         [](std::string& z) { z[place_of(z, "one.txt")] = 'x'; }},
        {"extra fields in the local header", [](std::string& z) { z[28] = 1; }},
        {"extra fields in the directory", [](std::string& z) { z[place_of(z, central) + 30] = 1; }},
        {"an entry's comment", [](std::string& z) { z[place_of(z, central) + 32] = 1; }},
        {"an offset far away", [](std::string& z) { z[place_of(z, central) + 45] = 0x7f; }},
        {"two entries on the same content",
         [](std::string& z) {
             const std::size_t second = place_of(z, central, place_of(z, central) + 4);
             z.replace(second, 46 + 7, z.substr(place_of(z, central), 46 + 7));
         }},
        {"no local header", [](std::string& z) { z[0] = 'Q'; }},
        {"no central header", [](std::string& z) { z[place_of(z, central)] = 'Q'; }},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::string bad = good_zip();
        c.change(bad);
        EXPECT_THROW(unzip(bad, 4), ContractError);
    }
}

TEST(Zip, RefusesNamesThatLeadElsewhere)
{
    for (const char* name : {"../x.txt", "/etc/pwd", ".hidden1", "a/b.txt", "a\\b.txt", "A.TXTXX",
                             "na me.t", "one\n.tx", "two.txt"}) {
        SCOPED_TRACE(name);
        std::string bad = good_zip();
        const std::string seven = std::string(name).substr(0, 7) +
                                  std::string(7 - std::min<std::size_t>(7, std::strlen(name)), 'x');
        bad.replace(place_of(bad, "one.txt"), 7, seven);
        bad.replace(place_of(bad, "one.txt"), 7, seven);
        EXPECT_THROW(unzip(bad, 4), ContractError);
    }
}

TEST(Zip, RefusesMoreEntriesThanAsked)
{
    EXPECT_THROW(unzip(good_zip(), 1), ContractError);
}

TEST(Zip, RefusesEveryPrefixAndSurvivesEveryChangedOctet)
{
    const std::string good = good_zip();
    const auto parts = unzip(good, 4);
    for (std::size_t i = 0; i < good.size(); ++i) {
        EXPECT_THROW(unzip(std::string_view(good).substr(0, i), 4), ContractError) << i;
        std::string changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 0x55);
        try {
            EXPECT_EQ(unzip(changed, 4), parts) << "octet " << i << " changes what is read";
        } catch (const ContractError&) {
            // Refused is right too.
        }
    }
}

TEST(Zip, IsNotMadeWithANameThatItWouldRefuse)
{
    EXPECT_THROW(zip({{.name = "../up", .octets = "x"}}, parse_day("2026-11-24")), ContractError);
    EXPECT_THROW(zip({{.name = "", .octets = "x"}}, parse_day("2026-11-24")), ContractError);
}

} // namespace
} // namespace reservepost::batch::printhouse
