#include "batch/commands/compose_lines.h"

#include <gtest/gtest.h>

#include <sstream>

// Lines come out whole, whatever the portions and the size of what is read at a time.

namespace reservepost::batch::commands {
namespace {

using namespace std::string_literals;

constexpr std::size_t no_limit = 1U << 30U;

/// Each line with its number; "!" stands for one that is too long.
std::vector<std::string> lines_of(const std::string& input, std::size_t longest = no_limit,
                                  std::size_t portion_octets = 1, std::size_t portion_lines = 2)
{
    std::istringstream in(input);
    LineReader reader(in, longest, portion_octets, portion_lines);
    std::vector<std::string> all;
    std::uint64_t read_to = 0;
    for (;;) {
        const auto portion = reader.next();
        if (portion.size() == 0) break;
        EXPECT_LE(portion.size(), portion_lines);
        for (std::size_t i = 0; i < portion.size(); ++i) {
            const auto line = portion.line(i);
            EXPECT_EQ(line.number, all.size() + 1);
            EXPECT_GT(line.read_to, read_to);
            read_to = line.read_to;
            all.push_back(line.too_long ? "!" : std::string(line.octets));
        }
    }
    EXPECT_EQ(read_to, input.size());
    EXPECT_EQ(reader.next().size(), 0U) << "the end stays the end";
    return all;
}

using Lines = std::vector<std::string>;

TEST(ComposeLines, EndWithALineEndOrWithTheInput)
{
    const struct {
        const char* why;
        std::string input;
        Lines lines;
    } cases[] = {
        {"nothing", "", {}},
        {"one line", "a\n", {"a"}},
        {"no line end at the end", "a\nb", {"a", "b"}},
        {"a line end is no line", "\n", {""}},
        {"an empty line in the middle", "a\n\nb\n", {"a", "", "b"}},
        {"empty lines at the end", "a\n\n\n", {"a", "", ""}},
        {"the other line ends stay", "a\r\nb\rc\n", {"a\r", "b\rc"}},
        {"a NUL is an octet", "a\0b\nc"s, {"a\0b"s, "c"}},
        {"octets that are no UTF-8", "\xFF\xFE\n\x80", {"\xFF\xFE", "\x80"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(lines_of(c.input), c.lines);
        EXPECT_EQ(lines_of(c.input, no_limit, 1000, 1000), c.lines) << "in one portion";
        EXPECT_EQ(lines_of(c.input, no_limit, 1, 1), c.lines) << "one by one";
    }
}

TEST(ComposeLines, AreReadPastWhereTheyAreTooLong)
{
    const struct {
        const char* why;
        std::string input;
        Lines lines;
    } cases[] = {
        {"as long as allowed", "abcd\n", {"abcd"}},
        {"one octet longer", "abcde\n", {"!"}},
        {"between others", "a\nabcdefgh\nb\n", {"a", "!", "b"}},
        {"at the end, without a line end", "a\nabcdefgh", {"a", "!"}},
        {"two of them", "abcdefgh\nabcdefgh\na\n", {"!", "!", "a"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(lines_of(c.input, 4), c.lines);
        EXPECT_EQ(lines_of(c.input, 4, 1000, 1000), c.lines);
    }
}

TEST(ComposeLines, AreWholeAcrossEveryBoundaryOfWhatIsReadAtATime)
{
    // Longer than the buffer of the reader, so that lines lie across its ends in every way.
    Lines expected;
    std::string input;
    for (std::size_t i = 0; input.size() < 3'000'000; ++i) {
        expected.push_back(std::string(i * 37 % 1999, static_cast<char>('a' + i % 26)));
        if (i % 500 == 0) expected.back() = std::string(300'000, 'x');
        input += expected.back() + "\n";
    }
    EXPECT_TRUE(lines_of(input, no_limit, 10'000, 64) == expected);
    for (auto& line : expected)
        if (line.size() > 299'999) line = "!";
    EXPECT_TRUE(lines_of(input, 299'999, 10'000, 64) == expected);
}

TEST(ComposeLines, OfAPortionAreNoMoreThanItHolds)
{
    std::string input;
    for (int i = 0; i < 1000; ++i)
        input += std::string(99, 'a') + "\n";
    std::istringstream in(input);
    LineReader reader(in, no_limit, 1000, 64);
    const auto portion = reader.next();
    EXPECT_EQ(portion.size(), 11U) << "the line that fills the portion is its last";
    EXPECT_EQ(portion.octets(), 11U * 99);
}

/// A stream that breaks off, as a disk does that cannot be read.
class Broken : public std::streambuf {
    int_type underflow() override { throw std::runtime_error("a bad sector"); }
};

TEST(ComposeLines, AnInputThatBreaksOffIsNoEnd)
{
    Broken buffer;
    std::istream in(&buffer);
    LineReader reader(in, no_limit, 1000, 64);
    try {
        reader.next();
        FAIL() << "taken for the end";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "the input cannot be read to its end");
    }
}

} // namespace
} // namespace reservepost::batch::commands
