#include "every_set_of_lines.h"
#include "layout/knuth_plass.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

namespace reservepost::layout {

namespace {

// The same cases in every run; set before RapidCheck first looks.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=500", 0);

Length pt(std::int64_t points)
{
    return Length::thousandths_of_pt(points * 1000);
}

/// Words of these widths between spaces of 3 pt; a negative one stands behind a chance for a
/// hyphen of 4 pt instead of a space.
std::vector<Chance> chances_of(const std::vector<int>& words, std::int32_t penalty = 50)
{
    std::vector<Chance> chances(1);
    std::int64_t width = 0;
    std::int32_t spaces = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        width += std::abs(words[i]);
        Chance chance;
        const bool hyphen = i + 1 < words.size() && words[i + 1] < 0;
        const bool space = i + 1 < words.size() && words[i + 1] > 0;
        chance.width_to_end = pt(width + (hyphen ? 4 : 0));
        chance.spaces_to_end = spaces;
        if (space) {
            width += 3;
            ++spaces;
        }
        chance.width_to_next = pt(width);
        chance.spaces_to_next = spaces;
        chance.hyphen = hyphen;
        chance.penalty = hyphen ? penalty : 0;
        chances.push_back(chance);
    }
    return chances;
}

LineRules justified(std::int64_t measure, std::int32_t tolerance = LineRules::worst_badness)
{
    LineRules rules;
    rules.measure = pt(measure);
    rules.space_stretch = Length::pt(1.5);
    rules.space_shrink = pt(1);
    rules.short_last_line = pt(measure / 10);
    rules.tolerance = tolerance;
    return rules;
}

LineRules ragged(std::int64_t measure, std::int32_t tolerance = LineRules::worst_badness)
{
    LineRules rules = justified(measure, tolerance);
    rules.space_stretch = rules.space_shrink = Length();
    rules.line_stretch = pt(measure / 4);
    return rules;
}

std::optional<ChosenLines> chosen(const std::vector<Chance>& chances, const LineRules& rules)
{
    static LineChooser chooser;
    return chooser.choose(chances, rules);
}

void expect_fewest(const std::vector<Chance>& chances, const LineRules& rules)
{
    const auto lines = chosen(chances, rules);
    const EverySetOfLines reference(chances, rules);
    const auto fewest = reference.fewest();
    ASSERT_EQ(lines.has_value(), fewest.has_value());
    if (!lines) return;
    EXPECT_EQ(lines->demerits, *fewest);
    EXPECT_EQ(reference.of(lines->ends), fewest) << "the lines are not those that were counted";
}

using Ends = std::vector<std::uint32_t>;

} // namespace

TEST(KnuthPlass, ALineIsAsBadAsItsSpacesAreStretched)
{
    const LineRules rules = justified(100);
    const auto look = [&rules](double width, std::int32_t spaces, bool last) {
        Chance end;
        end.width_to_end = Length::pt(width);
        end.spaces_to_end = spaces;
        return look_of_line({}, end, last, rules);
    };
    struct {
        const char* why;
        double width;
        std::int32_t spaces;
        bool last;
        std::optional<LineLook> look;
    } const cases[] = {
        {"just right", 100, 10, false, LineLook{0, Fitness::Even}},
        {"stretched by half of what it may", 92.5, 10, false, LineLook{12, Fitness::Even}},
        {"a little more", 92.3, 10, false, LineLook{13, Fitness::Loose}},
        {"just less than all", 85.1, 10, false, LineLook{97, Fitness::Loose}},
        {"by all it may", 85, 10, false, LineLook{100, Fitness::VeryLoose}},
        {"twice that", 70, 10, false, LineLook{800, Fitness::VeryLoose}},
        {"beyond all counting", 1, 1, false, LineLook{100'000, Fitness::VeryLoose}},
        {"no spaces to stretch", 99, 0, false, LineLook{100'000, Fitness::VeryLoose}},
        {"no spaces and no need", 100, 0, false, LineLook{0, Fitness::Even}},
        {"shrunk by half", 105, 10, false, LineLook{12, Fitness::Even}},
        {"shrunk by more", 105.5, 10, false, LineLook{16, Fitness::Tight}},
        {"shrunk as far as may be", 110, 10, false, LineLook{100, Fitness::Tight}},
        {"too wide", 110.001, 10, false, std::nullopt},
        {"too wide without spaces", 100.001, 0, false, std::nullopt},
        {"a last line need not stretch", 1, 1, true, LineLook{0, Fitness::Even}},
        {"but shrinks like any other", 108, 10, true, LineLook{51, Fitness::Tight}},
        {"and may be too wide", 111, 10, true, std::nullopt},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(look(c.width, c.spaces, c.last), c.look);
    }
}

TEST(KnuthPlass, LinesAreChosenTogether)
{
    struct {
        const char* why;
        std::vector<int> words;
        std::int64_t measure;
        Ends ends;
    } const cases[] = {
        {"one word", {50}, 100, {1}},
        {"all on one line", {50, 40}, 100, {2}},
        {"two lines", {60, 60}, 100, {1, 2}},
        {"the first line gives a word away, so that the second is not bare",
         {30, 30, 30, 5, 92, 20},
         100,
         {3, 5, 6}},
        {"a hyphen where it makes lines even", {30, 30, -30, 45, 48, 20}, 100, {3, 5, 6}},
        {"a hyphen is not worth a little", {30, 30, 30, -20, 75, 20}, 100, {3, 5, 6}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto chances = chances_of(c.words);
        const auto lines = chosen(chances, justified(c.measure));
        ASSERT_TRUE(lines);
        EXPECT_EQ(lines->ends, c.ends);
        expect_fewest(chances, justified(c.measure));
    }
}

TEST(KnuthPlass, NothingIsChosenBeyondTheRules)
{
    EXPECT_FALSE(chosen(chances_of({120}), justified(100)));
    EXPECT_FALSE(chosen(chances_of({50, 120, 50}), justified(100)));
    EXPECT_FALSE(chosen(chances_of({50, 60, 60}), justified(100, 400))) << "too loose";
    EXPECT_TRUE(chosen(chances_of({50, 60, 60}), justified(100)));

    LineRules overfull = justified(100);
    overfull.overfull = true;
    const auto lines = chosen(chances_of({50, 120, 50}), overfull);
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->ends, (Ends{1, 2, 3}));
}

TEST(KnuthPlass, HyphensInARowAreFew)
{
    // Each line is perfect if it ends with a hyphen.
    const std::vector<int> words = {96, -96, -96, -96, -96, 60};
    const auto chances = chances_of(words);
    LineRules rules = justified(100);
    rules.line_stretch = pt(30);
    for (const std::int32_t most : {1, 2, 0}) {
        rules.most_hyphens = most;
        const auto lines = chosen(chances, rules);
        ASSERT_EQ(lines.has_value(), most == 0);
        expect_fewest(chances, rules);
    }
}

TEST(KnuthPlass, TheLastLineIsNoShortWord)
{
    // A last line of the 5 alone, or the line above it gives a word away.
    const auto chances = chances_of({20, 20, 20, 28, 22, 22, 22, 20, 5});
    const auto lines = chosen(chances, ragged(100));
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->ends, (Ends{4, 7, 9}));
    expect_fewest(chances, ragged(100));
}

TEST(KnuthPlass, NoOtherSetOfBreaksHasFewerDemerits)
{
    rc::check("any short paragraph", [] {
        const auto words = *rc::gen::resize(
            11, rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(
                    rc::gen::map(rc::gen::pair(rc::gen::inRange(2, 60), rc::gen::inRange(0, 4)),
                                 [](const auto& drawn) {
                                     return drawn.second == 0 ? -drawn.first : drawn.first;
                                 }))));
        const auto measure = *rc::gen::inRange<std::int64_t>(20, 160);
        auto chances = chances_of(words, *rc::gen::inRange(0, 300));
        for (Chance& chance : chances) {
            // Cut letters take other room than whole ones; no word is as narrow as that.
            chance.width_to_end += Length::thousandths_of_pt(*rc::gen::inRange(-500, 500));
            chance.width_to_next += Length::thousandths_of_pt(*rc::gen::inRange(-500, 500));
        }
        const auto tolerance = *rc::gen::element(20, 60, 150, 400, 3'000, 100'000);
        for (LineRules rules : {justified(measure, tolerance), ragged(measure, tolerance)}) {
            rules.most_hyphens = *rc::gen::inRange(0, 3);
            rules.overfull = tolerance == LineRules::worst_badness && *rc::gen::arbitrary<bool>();
            if (*rc::gen::arbitrary<bool>()) rules.line_stretch += pt(11);
            const EverySetOfLines reference(chances, rules);
            const auto fewest = reference.fewest();
            const auto lines = chosen(chances, rules);
            RC_ASSERT(lines.has_value() == fewest.has_value());
            if (!lines) continue;
            RC_ASSERT(lines->demerits == *fewest);
            RC_ASSERT(reference.of(lines->ends) == fewest);
        }
    });
}

TEST(KnuthPlass, AHundredThousandWordsAreOneParagraph)
{
    std::vector<int> words;
    std::uint32_t state = 1;
    for (int i = 0; i < 100'000; ++i) {
        state = state * 1664525U + 1013904223U;
        words.push_back(5 + static_cast<int>(state >> 24U) % 40);
    }
    const auto lines = chosen(chances_of(words), justified(400, 400));
    ASSERT_TRUE(lines);
    EXPECT_GT(lines->ends.size(), 5'000U);
}

} // namespace reservepost::layout
