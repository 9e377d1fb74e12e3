#include "batch/intake/inbox_file.h"
#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "batch/json/bounds.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <algorithm>
#include <gtest/gtest.h>

// Every limit that a report can meet on its way in: what just fits is a report, and what is one
// beyond is quarantined or left with a sentence. None is ever lost.

namespace reservepost::batch::intake {
namespace {

const std::string name = "3f1c9a52-7d0e-4b8a-9a55-0d2f6a1b7c11.json";

/// A private report with one unknown member more.
std::string report_with(const std::string& key, const std::string& value)
{
    return R"({"privatMelder":{},")" + key + "\":" + value + "}";
}

std::string lists(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

/// A list of `items` noughts; at least one.
std::string noughts(std::size_t items)
{
    std::string text = "[0";
    for (std::size_t i = 1; i < items; ++i)
        text += ",0";
    return text + "]";
}

/// Where `text` stands in the report for print.
bool prints(const ReportForm& report, const std::string& text)
{
    return std::ranges::any_of(report.sections, [&](const Section& section) {
        return std::ranges::any_of(section.answers, [&](const Answer& answer) {
            return answer.value == text || answer.field == text;
        });
    });
}

TEST(IntakeBoundary, WhatJustFitsIsAReportAndPrintedWhole)
{
    const auto room = largest_report_octets - report_with("x", "\"\"").size();
    const std::string longest_key(json::longest_key_octets, 'k');
    const std::string longest_number(room + 2, '9'); // It needs no quotation marks.
    const struct {
        const char* why;
        std::string octets;
        std::string printed;
    } cases[] = {
        {"the longest text that a file has room for",
         report_with("x", '"' + std::string(room, 't') + '"'), std::string(room, 't')},
        {"lists 31 deep in the document, which is one level itself", report_with("x", lists(31)),
         "/x"},
        {"100,000 members and items: two of the document, the rest in a list",
         report_with("x", noughts(99'998)), "/x"},
        {"the longest key", report_with(longest_key, "1"), "/" + longest_key},
        {"the longest number that a file has room for", report_with("x", longest_number),
         longest_number},
        {"a number of 25 digits", report_with("x", "1234567890123456789012345"),
         "1234567890123456789012345"},
        {"a number that no computer holds", report_with("x", "1e400"), "1e400"},
        {"a number of 100,000 digits in the place of a text",
         R"({"privatMelder":{"personnavn":)" + std::string(100'000, '9') + "}}",
         std::string(100'000, '9')},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto judgement = judge(c.octets, name);
        ASSERT_EQ(judgement.kind, Kind::Report) << judgement.sentence;
        EXPECT_TRUE(prints(*judgement.report, c.printed));
    }
}

TEST(IntakeBoundary, WhatIsOneBeyondIsQuarantinedAndSaysWhy)
{
    const auto room = largest_report_octets - report_with("x", "\"\"").size();
    const struct {
        const char* why;
        std::string octets;
        Refusal refusal;
        const char* says;
    } cases[] = {
        {"a text an octet longer than a file has room for",
         report_with("x", '"' + std::string(room + 1, 't') + '"'), Refusal::TooLarge,
         "the file has 5000001 octets; a report has at most 5000000"},
        {"spaces count", report_with("x", "1") + std::string(largest_report_octets, ' '),
         Refusal::TooLarge, "a report has at most 5000000"},
        {"a level more", report_with("x", lists(32)), Refusal::BrokenJson, "more than 32 deep"},
        {"a million levels", report_with("x", lists(1'000'000)), Refusal::BrokenJson,
         "more than 32 deep"},
        {"an item more", report_with("x", noughts(99'999)), Refusal::BrokenJson,
         "more than 100000 members and items"},
        {"a key an octet longer", report_with(std::string(json::longest_key_octets + 1, 'k'), "1"),
         Refusal::BrokenJson, "this key has more than 1000 octets"},
        {"a key as long as a file", report_with(std::string(4'000'000, 'k'), "1"),
         Refusal::BrokenJson, "this key has more than 1000 octets"},
        {"a digit more than a file has room for", report_with("x", std::string(room + 3, '9')),
         Refusal::TooLarge, "the file has 5000001 octets"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto judgement = judge(c.octets, name);
        EXPECT_EQ(judgement.kind, Kind::Quarantined);
        EXPECT_EQ(judgement.refusal, c.refusal);
        EXPECT_NE(judgement.sentence.find(c.says), std::string::npos) << judgement.sentence;
        EXPECT_LT(judgement.sentence.size(), 300U) << "a sentence, not the content";
    }
}

TEST(IntakeBoundary, ACompanionIsReadToItsLimitsAndLeftOutBeyond)
{
    const auto member = [](const std::string& value) { return R"({"x":)" + value + "}"; };
    const auto accepted = [](std::size_t octets) {
        return R"({"accepted_at":")" + std::string(octets, '1') + "\"}";
    };
    const std::string unknown = "meta-unknown-member";
    const std::string unreadable = "meta-unreadable";
    const struct {
        const char* why;
        std::string octets;
        std::vector<std::string> notes;
    } cases[] = {
        {"the largest", "{}" + std::string(63'998, ' '), {}},
        {"a space more", "{}" + std::string(63'999, ' '), {unreadable}},
        {"as deep as may be", member(lists(7)), {unknown}},
        {"a level more", member(lists(8)), {unreadable}},
        {"a thousand members and items", member(noughts(999)), {unknown}},
        {"an item more", member(noughts(1000)), {unreadable}},
        {"the longest text", accepted(10'000), {}},
        {"a text an octet longer", accepted(10'001), {unreadable}},
        {"the longest key", "{\"" + std::string(1000, 'k') + "\":1}", {unknown}},
        {"a key an octet longer", "{\"" + std::string(1001, 'k') + "\":1}", {unreadable}},
        {"the longest number", member(std::string(10'000, '9')), {unknown}},
        {"a digit more", member(std::string(10'001, '9')), {unreadable}},
        {"the longest channel", R"({"channel":")" + std::string(32, 'c') + "\"}", {}},
        {"a channel a letter longer",
         R"({"channel":")" + std::string(33, 'c') + "\"}",
         {"meta-channel"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(parse_meta(c.octets).notes, c.notes);
    }
}

TEST(IntakeBoundary, AFileIsReadToItsLimitsAndLeftBeyond)
{
    constexpr std::uint64_t largest_companion_octets = 1024 * 1024;
    const struct {
        const char* why;
        std::uint64_t report_octets;
        std::uint64_t companion_octets;
        bool left;
        std::uint64_t companion_read;
    } cases[] = {
        {"an empty file, an empty companion", 0, 0, false, 0},
        {"the largest file", largest_file_octets, 1, false, 1},
        {"an octet more", largest_file_octets + 1, 1, true, 0},
        {"the largest companion", 1, largest_companion_octets, false, largest_companion_octets},
        {"a companion an octet larger keeps no report out", 1, largest_companion_octets + 1, false,
         0},
    };
    const tests::TemporaryDirectory directory;
    const auto report = tests::write_file(directory / name, "");
    const auto companion = tests::write_file(directory / companion_of_file(name), "");
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        std::filesystem::resize_file(report, c.report_octets);
        std::filesystem::resize_file(companion, c.companion_octets);
        const auto what = read_inbox_file(report);
        ASSERT_EQ(std::holds_alternative<Left>(what), c.left);
        if (c.left) {
            EXPECT_NE(std::get<Left>(what).sentence.find("67108865 octets"), std::string::npos);
            continue;
        }
        const auto& incoming = std::get<ReadFile>(what).incoming;
        EXPECT_EQ(incoming.octets.size(), c.report_octets);
        ASSERT_TRUE(incoming.meta) << "that there was a companion is known all the same";
        EXPECT_EQ(incoming.meta->size(), c.companion_read);
    }
}

} // namespace
} // namespace reservepost::batch::intake
