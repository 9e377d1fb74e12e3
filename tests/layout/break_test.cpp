#include "every_set_of_lines.h"
#include "layout/break_chances.h"
#include "layout/line_style.h"
#include "sample_letters.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

constexpr std::string_view prose =
    "Barneverntjenesten skal gå gjennom meldingen snarest og senest innen én uke. Er det rimelig "
    "grunn til å anta at barnet lever i en situasjon som kan gi grunnlag for tiltak, skal "
    "tjenesten undersøke forholdene nærmere. Kommunestyrerepresentanten og saksbehandleren ble "
    "varslet om bekymringsmeldingene, arbeidsgiveravgiften og rettssikkerheten.";

Manner manner_of(Alignment alignment, bool hyphenated, std::string_view language = "nb")
{
    Manner manner{Length::pt(11)};
    manner.alignment = alignment;
    manner.hyphenated = hyphenated;
    manner.language = language;
    return manner;
}

ShapedText shaped(std::string_view text, const Manner& manner)
{
    auto& bench = shared_bench();
    return shape(itemise(collect({{std::string(text)}}, manner), manner, bench), manner, bench);
}

/// The first `words` words of a text from its `first` on.
std::string words_of(std::string_view text, std::size_t first, std::size_t words)
{
    std::size_t start = 0;
    for (; first > 0; --first)
        start = text.find(' ', start) + 1;
    std::size_t end = start;
    for (; words > 0 && end != std::string_view::npos; --words)
        end = text.find(' ', end + 1);
    return std::string(text.substr(start, end - start));
}

/// The numbers of the chances at which lines end.
std::vector<std::uint32_t> ends_of(const std::vector<LineBreak>& lines, const ChanceList& list)
{
    std::vector<std::uint32_t> ends;
    std::uint32_t chance = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool last = i + 1 == lines.size();
        do {
            ++chance;
        } while (chance < list.ends.size() && !last &&
                 list.ends[chance].next != lines[i + 1].start);
        ends.push_back(last ? static_cast<std::uint32_t>(list.ends.size() - 1) : chance);
    }
    return ends;
}

/// The lines that are chosen are of the first pass that has any, and no others have fewer
/// demerits. Gives the number of that pass; 0 where there are too many sets of lines to try.
int expect_fewest_demerits(const std::string& text, const Manner& manner, Length measure)
{
    auto& bench = shared_bench();
    const ShapedText paragraph = shaped(text, manner);
    const auto lines = break_lines(paragraph, manner, measure, bench);
    const bool hyphenated = manner.hyphenated;
    int number = 0;
    for (const LinePass& pass : line_passes(manner, hyphenated)) {
        ++number;
        const LineRules rules = line_rules(pass, manner, measure);
        // All words are opened, wherever lines may end.
        LineRules everywhere = rules;
        everywhere.tolerance = LineRules::worst_badness;
        unicode_chances(paragraph, manner, bench);
        const ChanceList list =
            offered_chances(paragraph, manner, {pass.hyphenation && hyphenated, pass.inside_words},
                            everywhere, bench);
        // The more looks well enough, the more sets there are.
        const std::size_t most = pass.tolerance < 1'000 ? 30 : 17;
        if (list.chances.size() > most) return 0;
        const EverySetOfLines reference(list.chances, rules);
        const auto fewest = reference.fewest();
        if (!fewest) continue;
        EXPECT_EQ(reference.of(ends_of(lines, list)), fewest)
            << text << " in " << measure.in_mm() << " mm, pass " << number;
        return number;
    }
    ADD_FAILURE() << "no pass has lines for " << text;
    return 0;
}

std::string repeated(const std::string& part, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

} // namespace

TEST(Break, NoOtherLinesHaveFewerDemerits)
{
    std::array<int, 5> passes{};
    for (const Alignment alignment : {Alignment::Ragged, Alignment::Justified}) {
        for (const bool hyphenated : {false, true}) {
            const Manner manner = manner_of(alignment, hyphenated);
            for (const std::size_t first : {0U, 11U, 22U, 30U, 38U}) {
                for (const std::size_t words : {2U, 3U, 6U, 9U}) {
                    for (const int width : {9, 20, 28, 41, 58, 75}) {
                        const int pass = expect_fewest_demerits(words_of(prose, first, words),
                                                                manner, Length::mm(width));
                        const int skipped = pass != 0 && !hyphenated ? 1 : 0;
                        ++passes[static_cast<std::size_t>(pass + skipped)];
                    }
                }
            }
        }
    }
    for (std::size_t pass = 1; pass < passes.size(); ++pass)
        EXPECT_GT(passes[pass], 5) << "pass " << pass << " was hardly tried";
}

TEST(Break, JustifiedLinesEndAtTheMeasureAndSpacesStayWithinBounds)
{
    for (const char* language : {"nb", "nn", "en"}) {
        const Manner manner = manner_of(Alignment::Justified, true, language);
        const Length least = manner.size.scaled(-61, 1000);
        for (int width = 35; width < 190; width += 3) {
            const Length measure = Length::mm(width);
            const ShapedText text = shaped(prose, manner);
            const auto lines = break_lines(text, manner, measure, shared_bench());
            const auto set = place(text, lines, manner, shared_bench());
            ASSERT_EQ(lines.size(), set.size());
            for (std::size_t i = 0; i < lines.size(); ++i) {
                EXPECT_GE(lines[i].word_space, least);
                const Length short_by = measure - set[i].width;
                if (i + 1 == lines.size()) {
                    EXPECT_GE(short_by, Length::pt(-0.02)) << width;
                    continue;
                }
                const auto part =
                    text.itemised.text.substr(lines[i].start, lines[i].end - lines[i].start);
                if (part.find(u' ') == std::u16string::npos) continue;
                EXPECT_LE(std::max(short_by, -short_by), Length::pt(0.02)) << width << " " << i;
            }
        }
    }
}

TEST(Break, HyphensStandOnlyWhereWordsMayBePartedAndNotManyInARow)
{
    for (const Alignment alignment : {Alignment::Ragged, Alignment::Justified}) {
        const Manner manner = manner_of(alignment, true);
        const ShapedText text = shaped(prose, manner);
        // In what is narrower than this, words of 60 letters have no other way.
        for (int width = 45; width < 190; width += 2) {
            int in_a_row = 0;
            for (const LineBreak& line :
                 break_lines(text, manner, Length::mm(width), shared_bench())) {
                in_a_row = line.hyphen ? in_a_row + 1 : 0;
                EXPECT_LE(in_a_row, 2) << width;
                if (!line.hyphen) continue;
                const std::u16string_view all = text.itemised.text;
                const std::size_t start = all.rfind(u' ', line.end - 1) + 1;
                const std::size_t end = std::min(all.find_first_of(u" .,", line.end), all.size());
                const auto places =
                    shared_bench().hyphenator().places(all.substr(start, end - start), "nb");
                EXPECT_NE(places.all >> (line.end - start) & 1U, 0U) << width;
            }
        }
    }
}

TEST(Break, WordsStayWholeWhereNobodyAskedForHyphens)
{
    for (const auto& [hyphenated, language] :
         {std::pair(false, "nb"), std::pair(true, "en"), std::pair(true, "se")}) {
        const Manner manner = manner_of(Alignment::Justified, hyphenated, language);
        const ShapedText text = shaped(prose, manner);
        for (int width = 60; width < 190; width += 10) {
            for (const LineBreak& line :
                 break_lines(text, manner, Length::mm(width), shared_bench()))
                EXPECT_FALSE(line.hyphen) << width;
        }
    }
}

TEST(Break, NoHyphenStandsInWhatIsNotPlainWords)
{
    const Manner manner = manner_of(Alignment::Ragged, true);
    for (const char* token : {"x1/barneverntjenesten", "a@b/barneverntjenesten",
                              "no/barneverntjenesten.no", "국어barneverntjenesten"}) {
        const ShapedText text = shaped(token, manner);
        for (const LineBreak& line : break_lines(text, manner, Length::pt(70), shared_bench()))
            EXPECT_FALSE(line.hyphen) << token;
    }
}

TEST(Break, HostileTextEndsInLinesThatFit)
{
    struct {
        const char* why;
        std::string text;
        std::size_t least_lines;
    } const cases[] = {
        {"nothing", "", 1},
        {"a space", " ", 1},
        {"a million spaces", std::string(1'000'000, ' '), 1},
        {"words between many spaces", "a" + std::string(200'000, ' ') + "b", 1},
        {"no-break spaces", repeated("\u00A0", 5'000), 20},
        {"words that may not part", repeated("ord\u00A0", 2'000), 20},
        {"a word of 10,000 characters", std::string(10'000, 'm'), 100},
        {"and one that kerns", repeated("AVTy", 2'500), 50},
        {"and one with ligatures", repeated("ffi", 3'000), 50},
        {"an Arabic one", repeated("بحث", 3'000), 50},
        {"lam and alef", repeated("لا", 3'000), 30},
        {"a Devanagari one", repeated("क्षि", 2'000), 50},
        {"marks upon every letter", repeated("e\u0301\u0323", 3'000), 30},
        {"a hundred thousand marks", "a" + repeated("\u0301\u0323", 50'000), 1},
        {"only soft hyphens", repeated("\u00AD", 20'000), 1},
        {"soft hyphens everywhere", repeated("ab\u00AD", 3'000), 30},
        {"soft hyphens in Arabic", repeated("بح\u00AD", 3'000), 20},
        {"zero-width spaces", repeated("\u200B", 50'000), 1},
        {"zero-width spaces and soft hyphens", repeated("\u200B\u00AD", 10'000), 1},
        {"one cluster wider than the measure", "a\u2E3B\u2E3B\u2E3B\u2E3Bb", 1},
        {"one letter a word", repeated("i ", 5'000), 20},
        {"an address on the net", "https://" + repeated("barnevern.no/", 300), 20},
        {"an address without any sign", "www" + std::string(3'000, 'x'), 20},
        {"hyphens", repeated("-", 5'000), 20},
        {"long words", repeated("bekymringsmeldingsmottakskontoret ", 200), 20},
        {"ideographs", repeated("児童福祉", 500), 20},
        {"Thai", repeated("เด็กและครอบครัว", 200), 20},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        for (const Alignment alignment : {Alignment::Ragged, Alignment::Justified}) {
            const Manner manner = manner_of(alignment, true);
            const Length measure = Length::mm(60);
            const ShapedText text = shaped(c.text, manner);
            const auto lines = break_lines(text, manner, measure, shared_bench());
            EXPECT_GE(lines.size(), c.least_lines);
            for (const SetLine& line : place(text, lines, manner, shared_bench()))
                EXPECT_LE(line.width, measure + Length::pt(0.02));
        }
    }
}

TEST(Break, OnlyAClusterWiderThanTheMeasureIsTooWide)
{
    const Manner manner = manner_of(Alignment::Justified, true);
    const ShapedText text = shaped("mamma", manner);
    const auto lines = break_lines(text, manner, Length::pt(8), shared_bench());
    ASSERT_EQ(lines.size(), 5U) << "m is 10.3 pt wide, a 6.2";
    for (const LineBreak& line : lines)
        EXPECT_EQ(line.end - line.start, 1U);
}

TEST(Break, TheCutOfAWordIsMeasuredWithItsHyphen)
{
    // Every place of a word, in a measure that just holds what stands before it.
    const Manner manner = manner_of(Alignment::Ragged, true);
    auto& bench = shared_bench();
    for (const char* word : {"arbeidsgiveravgift", "Tvangsvedtak", "AV\u00ADTAVLE", "fjel\u00ADlet",
                             "ef\u00ADfek\u00ADtiv", "Y\u00ADtre"}) {
        const ShapedText text = shaped(word, manner);
        for (Length measure = Length::pt(12); measure < text.width(0, text.itemised.text.size());
             measure += Length::pt(1.3)) {
            const auto lines = break_lines(text, manner, measure, bench);
            const auto set = place(text, lines, manner, bench);
            for (const SetLine& line : set)
                EXPECT_LE(line.width, measure) << word << " in " << measure.in_pt() << " pt";
        }
    }
}

} // namespace reservepost::layout
