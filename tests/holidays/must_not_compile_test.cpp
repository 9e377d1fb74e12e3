// What must not compile does not, and for the right reason: the compiler itself is asked, about
// every line of `must_not_compile/mixing.cpp`.
#include "tests/support/process.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

namespace reservepost::holidays {
namespace {

const std::string mixing = RESERVEPOST_SOURCE "/tests/holidays/must_not_compile/mixing.cpp";

using Refusals = std::map<int, std::string>; ///< By line.

/// What the file says of its own lines.
Refusals expected_refusals()
{
    constexpr std::string_view mark = "// refused: ";
    Refusals refusals;
    std::ifstream file(mixing);
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const auto at = line.rfind(mark);
        if (at != std::string::npos && line.find(';') < at) {
            refusals[number] = line.substr(at + mark.size());
        }
    }
    return refusals;
}

/// What the compiler says of them.
Refusals compilers_refusals()
{
    ::setenv("LC_ALL", "C", 1); // Its words in English and in ASCII.
    const auto compiled = tests::run({RESERVEPOST_COMPILER, "-std=c++20", "-fsyntax-only",
                                      "-fmax-errors=0", "-I" RESERVEPOST_SOURCE, mixing});
    EXPECT_NE(compiled.status, 0);
    const std::regex error(R"(^(.*):(\d+):\d+: (?:fatal )?error: (.*)$)");
    Refusals refusals;
    std::istringstream output(compiled.output);
    for (std::string line; std::getline(output, line);) {
        std::smatch parts;
        if (!std::regex_match(line, parts, error)) continue;
        EXPECT_EQ(parts[1], mixing) << "a fault elsewhere: " << line;
        refusals[std::stoi(parts[2])] += parts[3].str() + '\n';
    }
    return refusals;
}

TEST(MustNotCompile, DaysMixedWithInstants)
{
    const auto expected = expected_refusals();
    ASSERT_GT(expected.size(), 30U) << "can " << mixing << " be read?";
    auto found = compilers_refusals();
    for (const auto& [line, words] : expected) {
        EXPECT_NE(found[line].find(words), std::string::npos)
            << mixing << ':' << line << " should be refused with \"" << words
            << "\", and the compiler says: " << (found[line].empty() ? "it is right" : found[line]);
        found.erase(line);
    }
    for (const auto& [line, words] : found) {
        ADD_FAILURE() << mixing << ':' << line
                      << " should be right, and the compiler says: " << words;
    }
}

} // namespace
} // namespace reservepost::holidays
