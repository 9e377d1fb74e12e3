#include "batch/intake/tar_intake.h"

#include "batch/intake/tar_stream.h"
#include "tests/batch/intake/taken_in.h"
#include "tests/batch/intake/tar_writer.h"

#include <gtest/gtest.h>
#include <sstream>

// A tar stream on standard input: what breaks, what is passed over, and what is taken in all the
// same.

namespace reservepost::batch::intake {
namespace {

using namespace tests;

const std::string good = report_text("9101", "03");

std::string file_name(int number)
{
    return reference(number) + ".json";
}

struct Streamed {
    TarCount count;
    std::vector<IntakeAnswer> said;
};

Streamed stream_in(TestOffice& office, const std::string& octets)
{
    Streamed result;
    std::istringstream in(octets);
    auto door = door_of(office);
    result.count =
        take_in_tar(door, in, [&](const IntakeAnswer& answer) { result.said.push_back(answer); });
    return result;
}

TEST(TarIntake, TakesInReportsWithTheirCompanionsAndNamesTheRest)
{
    TestOffice office;
    const auto result = stream_in(
        office, tar_member("reports/", "", '5') +
                    tar_member("reports/" + reference(1) + ".meta.json",
                               R"({"accepted_at":"2026-11-24T10:00:00Z"})") +
                    tar_member("reports/" + file_name(1), good) +
                    tar_member(file_name(2), "no JSON") + tar_member("link.json", "", '2') +
                    tar_member(reference(9) + ".meta.json", "{}") + tar_member("notes.txt", "x") +
                    tar_member(file_name(1), good) + tar_end());
    EXPECT_EQ(result.count.broken, "");
    EXPECT_EQ(result.count.counts.taken_in, 1);
    EXPECT_EQ(result.count.counts.quarantined, 1);
    EXPECT_EQ(result.count.counts.already, 1);
    EXPECT_EQ(result.count.counts.left, 3) << "a link, a text, a companion alone";
    EXPECT_EQ(office.number("select count(*) as n from report where accepted_at = $1",
                            {holidays::parse_instant("2026-11-24T10:00:00Z")}),
              1);
}

TEST(TarIntake, ABrokenStreamSaysSoAndKeepsWhatCameWhole)
{
    const auto first = tar_member(file_name(1), good);
    const auto second = tar_member(file_name(2), good);
    TestOffice office;
    struct {
        const char* why;
        std::string octets;
        int whole; ///< Reports that came whole: taken in, by this case or by one before.
        bool broken;
    } const cases[] = {
        {"nothing at all", "", 0, true},
        {"no archive", std::string(2000, 'x'), 0, true},
        {"compressed", std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + first, 0, true},
        {"a zip", "PK\x03\x04" + std::string(600, 'x'), 0, true},
        {"an empty archive", tar_end(), 0, false},
        {"whole", first + second + tar_end(), 2, false},
        {"cut between two members", first + second, 2, true},
        {"cut in a head", first + second.substr(0, 300), 1, true},
        {"cut behind a head", first + second.substr(0, 512), 1, true},
        {"cut in a content", first + second.substr(0, 600), 1, true},
        {"one block of zeros at the end only", first + second + std::string(512, '\0'), 2, true},
        {"a head whose sum is wrong", first + "x" + second.substr(1) + tar_end(), 1, true},
        {"something behind the end", first + tar_end() + second, 1, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto result = stream_in(office, c.octets);
        EXPECT_EQ(result.count.counts.taken_in + result.count.counts.already, c.whole);
        EXPECT_EQ(!result.count.broken.empty(), c.broken) << result.count.broken;
    }
    EXPECT_EQ(office.number("select count(*) as n from report"), 2);
}

TEST(TarStream, HasLimits)
{
    const auto member_of = [](const std::string& octets, std::uint64_t limit) {
        std::istringstream in(octets + tar_end());
        return TarStream(in).next(limit).value();
    };
    EXPECT_EQ(member_of(tar_member("a.json", "12345"), 5).octets, "12345");
    EXPECT_EQ(member_of(tar_member("a.json", "12345"), 4).passed_over,
              "it has 5 octets; at most 4 are read");
    // GNU's long name: 255 octets may be a file's name, 256 may not.
    const auto with_long_name = [&](std::size_t octets) {
        return tar_member("././@LongLink", std::string(octets, 'n') + '\0', 'L') +
               tar_member("short", "12345");
    };
    EXPECT_EQ(member_of(with_long_name(255), 5).name, std::string(255, 'n'));
    EXPECT_EQ(member_of(with_long_name(256), 5).passed_over,
              "its name cannot be read, or is too long");
    EXPECT_EQ(member_of(tar_member("../../etc/x.json", "1"), 5).name, "x.json")
        << "folders in a name lead nowhere";
}

} // namespace
} // namespace reservepost::batch::intake
