#include "tests/house/source_files.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

// What no file of the house may hold, with what to use instead.

namespace reservepost::tests {
namespace {

enum class Where { Everywhere, Product };

struct Ban {
    std::vector<std::string> words; ///< Whole words, looked for in every line without its comment.
    const char* use_instead;
    Where where;
    std::map<std::string, const char*> allowed; ///< Path (a folder ends with '/') and reason.
};

// clang-format off
const std::vector<Ban> bans = {
    {{"system_clock::now", "steady_clock::now", "time(nullptr)", "time(0)", "gettimeofday(",
      "clock_gettime("},
     "the run's clock, which main passes in", Where::Everywhere,
     {{"batch/clock.cpp", "the one place that asks the system"},
      {"tests/bench/bench_night.cpp", "it measures"}}},
    {{"gregorian::months"}, "whole days; Boost makes 28 Feb + 1 month 31 March", Where::Everywhere, {}},
    {{"day_clock::local", "localtime(", "localtime_r("}, "holidays/oslo_time.h", Where::Product, {}},
    {{"using namespace std;"}, "std::", Where::Everywhere, {}},
    {{"system(", "popen("}, "an argument vector, never a shell", Where::Product, {}},
    {{"catch (...)"}, "the exceptions that can be mended there", Where::Product,
     {{"batch/letters/in_parallel.cpp", "carries a worker's exception to the thread that waits"},
      {"batch/store/server_user.cpp", "a child process has nobody above it: the status tells"}}},
    {{"stod(", "stof(", "stold(", "strtod(", "strtof(", "atof(", "atoi(", "atol("},
     "std::from_chars; a locale reads 1.5 as 1", Where::Product, {}},
    {{"to_string(static_cast<double>", "to_string(static_cast<float>", "setprecision", "std::fixed"},
     "layout/decimal.h or std::to_chars; a locale writes 1,5", Where::Product, {}},
    {{"printf(", "fprintf(", "sprintf(", "snprintf("}, "std::string and std::to_chars", Where::Product, {}},
    {{"sleep_for", "sleep_until", "sleep(", "usleep("}, "a lock, a condition or an answer to wait for",
     Where::Product,
     {{"batch/printhouse/sftp_transport.cpp", "a house that was lost says nothing when it is back"},
      {"batch/store/night_ownership.cpp", "looks again for a lock that its dying holder lets go of"},
      {"batch/store/server_process.cpp", "PostgreSQL says nothing when it begins to answer"}}},
    {{"#define"}, "constexpr or a function", Where::Everywhere, {}},
    {{"std::endl"}, "'\\n'", Where::Everywhere, {}},
    {{"assert("}, "std::logic_error with [this is a bug], which release builds keep", Where::Product, {}},
    {{"rand(", "srand(", "mt19937", "random_device"}, "crypto::random_octets", Where::Product, {}},
    {{"getenv("}, "the configuration; what is inherited is not ours", Where::Product,
     {{"batch/disk/fail_point.cpp", "rehearsed crashes only, where main arms them"},
      {"batch/commands/command_line.cpp", "RESERVEPOST_STATE names the state where --state does not"}}},
    {{"read_private_file("}, "crypto::read_key_octets, whose memory is wiped", Where::Product,
     {{"batch/disk/", "reads them"}, {"batch/crypto/wiped.cpp", "wipes them"}}},
    {{"Wiped(std::move("}, "a Wiped from the start; what throws on the way leaves the key in memory",
     Where::Product, {{"batch/crypto/wiped.cpp", "moves one into another"}}},
    {{"key.octets()", "second.octets()"}, "the SecretKey itself; a copy of its octets is not wiped",
     Where::Product,
     {{"batch/crypto/", "ciphers and HMAC read it where it lies"},
      {"batch/vault/ring_file.cpp", "writes a ring into memory that is wiped, and compares"},
      {"batch/vault/vault_rings.cpp", "compares two stores' keys where they lie"}}},
};

/// What is left to do is an issue, never a comment.
const std::vector<std::string> left_to_do = {"TODO", "FIXME", "HACK", "XXX"};

/// Each with the reason why it is longer than a file should be.
const std::map<std::string, const char*> long_files = {
    {"tests/batch/printhouse/receipt_judgement_test.cpp",
     "one table of receipts, and a receipt that is wrong in one place only is long"},
    {"tests/batch/deletion/verifier_test.cpp", "each way in which a log can lie"},
};
// clang-format on

constexpr std::size_t longest_file_lines = 400;

/// The line without what stands in a `//` comment. (A `//` in a text also ends it: better a ban too
/// few in such a line than a parser of C++ here.)
std::string code_of(const std::string& line)
{
    return line.substr(0, line.find("//"));
}

bool is_word_octet(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Whether `word` stands in `line`, not as a part of a longer one.
bool has_word(const std::string& line, const std::string& word)
{
    for (auto found = line.find(word); found != std::string::npos;
         found = line.find(word, found + 1)) {
        const auto end = found + word.size();
        const bool begins =
            found == 0 || !is_word_octet(word.front()) || !is_word_octet(line[found - 1]);
        const bool ends =
            end == line.size() || !is_word_octet(word.back()) || !is_word_octet(line[end]);
        if (begins && ends) return true;
    }
    return false;
}

std::string find_word(const std::string& line, const std::vector<std::string>& words)
{
    for (const auto& word : words)
        if (has_word(line, word)) return word;
    return {};
}

bool is_allowed(const Ban& ban, const std::string& path)
{
    return std::ranges::any_of(ban.allowed, [&](const auto& each) {
        return each.first.ends_with('/') ? path.starts_with(each.first) : path == each.first;
    });
}

/// Lines of this folder name what is banned.
bool names_bans(const SourceFile& file)
{
    return file.path == "tests/house/tidy_test.cpp";
}

TEST(House, BannedWordsStandNowhere)
{
    Findings findings;
    for (const auto& file : source_files()) {
        if (names_bans(file)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto code = code_of(file.lines[i]);
            for (const auto& ban : bans) {
                if (ban.where == Where::Product && !file.is_product()) continue;
                const auto found = find_word(code, ban.words);
                if (!found.empty() && !is_allowed(ban, file.path))
                    findings.push_back(at(file, i) + found + " is banned; use " + ban.use_instead);
            }
        }
    }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, WhatIsLeftToDoIsAnIssue)
{
    Findings findings;
    for (const auto& file : text_files()) {
        if (names_bans(file)) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto found = find_word(file.lines[i], left_to_do);
            if (!found.empty()) findings.push_back(at(file, i) + found + " belongs into an issue");
        }
    }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

/// Whether some file at `path` (or below it) has one of the words.
bool still_needs(const Ban& ban, const std::string& path)
{
    return std::ranges::any_of(source_files(), [&](const SourceFile& file) {
        return file.path.starts_with(path) &&
               std::ranges::any_of(file.lines, [&](const std::string& line) {
                   return !find_word(code_of(line), ban.words).empty();
               });
    });
}

TEST(House, ExceptionsAreNeeded)
{
    Findings findings;
    for (const auto& ban : bans)
        for (const auto& [path, why] : ban.allowed)
            if (!still_needs(ban, path))
                findings.push_back(path + " may have " + ban.words.front() + " and has none");
    for (const auto& [path, why] : long_files)
        if (std::ranges::none_of(source_files(), [&, wanted = path](const SourceFile& file) {
                return file.path == wanted && file.lines.size() > longest_file_lines;
            }))
            findings.push_back(path + " may be long and is not");
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, HeadersBeginWithPragmaOnce)
{
    Findings findings;
    for (const auto& file : source_files())
        if (file.is_header() && (file.lines.empty() || file.lines.front() != "#pragma once"))
            findings.push_back(at(file, 0) + "a header begins with #pragma once");
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, FilesHaveOneSubject)
{
    Findings findings;
    for (const auto& file : source_files())
        if (file.lines.size() > longest_file_lines && !long_files.contains(file.path))
            findings.push_back(file.path + ": " + std::to_string(file.lines.size()) +
                               " lines; more than " + std::to_string(longest_file_lines) +
                               " ask for a reason in tests/house/tidy_test.cpp");
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

/// Whether `path` stands in `line` as the beginning of an absolute path, or anywhere if it is a
/// relative one.
bool has_path(const std::string& line, const std::string& path)
{
    for (auto found = line.find(path); found != std::string::npos;
         found = line.find(path, found + 1)) {
        const char before = found == 0 ? ' ' : line[found - 1];
        if (!is_word_octet(before) && before != '.' && before != '-') return true;
    }
    return false;
}

TEST(House, NoFileKnowsTheMachineItWasWrittenOn)
{
    // Split, so that this file does not find itself.
    const std::vector<std::string> paths = {
        std::string("/wo") + "rk/", std::string("/tmp/br") + "ief", std::string("../sha") + "red"};
    Findings findings;
    for (const auto& file : text_files())
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const auto& path : paths)
                if (has_path(file.lines[i], path))
                    findings.push_back(at(file, i) + path + " is a path of one machine");
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

TEST(House, TestsStandWhereTheyAreFound)
{
    // CMake finds tests by the file's name; one that stands elsewhere would never run.
    Findings findings;
    for (const auto& file : source_files())
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const auto& line = file.lines[i];
            const bool test = line.starts_with("TEST(") || line.starts_with("TEST_F(") ||
                              line.starts_with("TEST_P(") || line.starts_with("RC_GTEST_PROP(");
            if (test && (file.is_product() || !file.path.ends_with("_test.cpp")))
                findings.push_back(at(file, i) + "a test stands in a file *_test.cpp under tests/");
        }
    EXPECT_TRUE(findings.empty()) << joined(findings);
}

} // namespace
} // namespace reservepost::tests
