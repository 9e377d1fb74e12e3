#include "batch/commands/compose_set.h"
#include "tests/batch/commands/compose_input.h"

#include <gtest/gtest.h>

#include <sstream>

// What keeps one letter from being set keeps no other back.

namespace reservepost::batch::commands {
namespace {

std::vector<ComposedLine> set(const std::string& input, const layout::PageGeometry& geometry)
{
    std::istringstream in(input);
    LineReader reader(in, 100'000, 100'000, 100);
    const layout::Workshop workshop;
    return set_lines(reader.next(), workshop, {.geometry = geometry});
}

TEST(ComposeSet, ALetterOfTooManyPagesIsAFaultOfItsLine)
{
    auto geometry = compose_manner().geometry;
    EXPECT_EQ(geometry.most_pages, 10'000);
    geometry.most_pages = 2;
    auto lengthy = tests::plain_letter("long");
    lengthy.set("paragraphs", json::Value::list({std::string(200, '\n')}));
    const auto good = tests::line_of(tests::plain_letter("a"));
    const auto set_letters = set(good + tests::line_of(lengthy) + good, geometry);
    ASSERT_EQ(set_letters.size(), 3U);
    EXPECT_EQ(set_letters[0].composition.pages.size(), 2U);
    EXPECT_FALSE(set_letters[0].fault);
    ASSERT_TRUE(set_letters[1].fault);
    EXPECT_EQ(set_letters[1].fault->sentence, "the letter needs more than 2 pages");
    EXPECT_EQ(set_letters[1].fault->line, 2U);
    EXPECT_FALSE(set_letters[2].fault);
    EXPECT_EQ(set_letters[2].composition.pages, set_letters[0].composition.pages);
}

} // namespace
} // namespace reservepost::batch::commands
