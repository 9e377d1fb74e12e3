#include "tests/batch/commands/command_desk.h"
#include "tests/batch/commands/compose_input.h"
#include "tests/support/files.h"
#include "tests/support/killed_at.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// A run of `compose` that is cut off leaves no half file under a name that somebody might trust.

namespace reservepost::tests {
namespace {

class ComposeCutOff : public testing::Test {
protected:
    Said compose() const
    {
        return say(
            {"compose", "-", "-o", pdf.string(), "--split", split.string(), "--threads", "1"},
            lines_of_letters(3));
    }
    std::size_t files_in_split() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(split), fs::directory_iterator()));
    }

    const TemporaryDirectory room;
    const fs::path pdf = room / "letters.pdf", split = room / "split";
};

TEST_F(ComposeCutOff, KilledBeforeALetterHasItsName)
{
    ASSERT_TRUE(killed_at("compose.letter-written", [&] { compose(); }));
    EXPECT_FALSE(fs::exists(split / "letter-1.pdf"));
    EXPECT_TRUE(fs::exists(split / ".unfinished"));
    EXPECT_FALSE(fs::exists(pdf));
    EXPECT_EQ(compose().status, 1) << "a directory with something in it is left as it is";
}

TEST_F(ComposeCutOff, KilledBeforeTheOnePdfIsInPlace)
{
    write_file(pdf, "the file of yesterday");
    ASSERT_TRUE(killed_at("compose.file-written", [&] { compose(); }));
    EXPECT_EQ(file_text(pdf), "the file of yesterday");
    EXPECT_EQ(files_in_split(), 3U) << "the letters were done";
}

TEST_F(ComposeCutOff, ADiskThatFailsLeavesNothingBehind)
{
    batch::disk::arm_fail_points();
    ::setenv("RESERVEPOST_FAIL_POINT", "compose.letter-written:throw", 1);
    const auto said = compose();
    ::unsetenv("RESERVEPOST_FAIL_POINT");
    EXPECT_EQ(said.status, 1) << said;
    EXPECT_TRUE(said.holds("letter-1.pdf cannot be written: Input/output error")) << said;
    EXPECT_EQ(files_in_split(), 0U);
    EXPECT_FALSE(fs::exists(pdf));
}

} // namespace
} // namespace reservepost::tests
