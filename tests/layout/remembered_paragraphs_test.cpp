#include "layout/remembered_paragraphs.h"

#include "layout/workbench.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace reservepost::layout {

namespace {

const Spans words = {{"Barnevernstjenesten må svare "}, {"innen en uke", true}, {"."}};
const Manner plain = {Length::pt(11), fonts::Style::Regular, "nb"};
constexpr Length measure = Length::mm(160);

/// A paragraph that tells how many were made before it, and takes `octets` of room at least.
SetParagraph made_up(int number, std::size_t octets = 0)
{
    GlyphRun run;
    run.text = std::string(octets, '.');
    SetParagraph paragraph;
    paragraph.lines.push_back({Length::mm(number), {{{}, run}}, false});
    return paragraph;
}

/// Asks for paragraphs and counts those that had to be made.
struct Asking {
    RememberedParagraphs memory;
    int made = 0;
    std::size_t octets = 0;

    /// The number of the paragraph that is given.
    Length of(const Spans& spans, const Manner& manner = plain, Length wide = measure)
    {
        const auto make = [&] { return made_up(++made, octets); };
        return memory.of(spans, manner, wide, make).lines.front().width;
    }
};

} // namespace

TEST(RememberedParagraphs, WhatComesTwiceIsKeptAndWhatComesOnceIsNot)
{
    Asking asking;
    EXPECT_EQ(asking.of(words), Length::mm(1));
    EXPECT_EQ(asking.of(words), Length::mm(2)) << "the first is not remembered, only that it came";
    EXPECT_EQ(asking.of(words), Length::mm(2));
    EXPECT_EQ(asking.of({{"noe annet"}}), Length::mm(3));
    EXPECT_EQ(asking.of(words), Length::mm(2));
    EXPECT_EQ(asking.made, 3);
}

TEST(RememberedParagraphs, EverythingThatDecidesHowAParagraphIsSetPartsItFromOthers)
{
    struct Row {
        const char* changed;
        std::function<void(Spans&, Manner&, Length&)> change;
    };
    const std::vector<Row> rows = {
        {"a letter of a word", [](Spans& spans, Manner&, Length&) { spans[1].text[0] = 'I'; }},
        {"strong", [](Spans& spans, Manner&, Length&) { spans[1].strong = false; }},
        {"emphasis", [](Spans& spans, Manner&, Length&) { spans[1].emphasis = true; }},
        {"somebody else's", [](Spans& spans, Manner&, Length&) { spans[1].foreign = true; }},
        {"where a span ends",
         [](Spans& spans, Manner&, Length&) {
             spans[0].text.pop_back();
             spans[1].text.insert(0, " ");
         }},
        {"a span's end with what looks like the next one's length",
         [](Spans& spans, Manner&, Length&) { spans = {{spans[0].text + "4:innen"}}; }},
        {"an empty span", [](Spans& spans, Manner&, Length&) { spans.emplace_back(); }},
        {"no spans", [](Spans& spans, Manner&, Length&) { spans.clear(); }},
        {"size", [](Spans&, Manner& manner, Length&) { manner.size = Length::pt(12); }},
        {"style", [](Spans&, Manner& manner, Length&) { manner.style = fonts::Style::Italic; }},
        {"language", [](Spans&, Manner& manner, Length&) { manner.language = "nn"; }},
        {"direction",
         [](Spans&, Manner& manner, Length&) { manner.direction = Direction::FromText; }},
        {"alignment",
         [](Spans&, Manner& manner, Length&) { manner.alignment = Alignment::Justified; }},
        {"hyphens", [](Spans&, Manner& manner, Length&) { manner.hyphenated = true; }},
        {"measure", [](Spans&, Manner&, Length& wide) { wide += Length::pt(0.001); }},
    };
    for (const Row& row : rows) {
        Asking asking;
        asking.of(words);
        asking.of(words);
        Spans spans = words;
        Manner manner = plain;
        Length wide = measure;
        row.change(spans, manner, wide);
        EXPECT_EQ(asking.of(spans, manner, wide), Length::mm(3)) << row.changed;
        EXPECT_EQ(asking.of(words), Length::mm(2)) << row.changed;
    }
}

TEST(RememberedParagraphs, AllIsForgottenWhenTheRoomIsUsedUp)
{
    Asking asking{RememberedParagraphs(10'000)};
    asking.octets = 4'000;
    for (const char* text : {"en", "to", "en", "to"})
        asking.of({{text}});
    EXPECT_EQ(asking.of({{"en"}}), Length::mm(3)) << "two have room";
    asking.of({{"tre"}});
    asking.of({{"tre"}});
    EXPECT_EQ(asking.of({{"tre"}}), Length::mm(6));
    EXPECT_EQ(asking.of({{"en"}}), Length::mm(7)) << "a third one drives both out";
}

TEST(RememberedParagraphs, OneThatIsLargerThanTheRoomIsNeverKept)
{
    Asking asking{RememberedParagraphs(10'000)};
    asking.of({{"liten"}});
    asking.of({{"liten"}});
    asking.octets = 20'000;
    for (int time = 0; time < 3; ++time)
        asking.of({{"stor"}});
    EXPECT_EQ(asking.made, 5);
    EXPECT_EQ(asking.of({{"liten"}}), Length::mm(2)) << "and drives nothing out";
}

TEST(RememberedParagraphs, MemoryAndWorkGiveTheSameLines)
{
    const fonts::Library library;
    const Hyphenator hyphenator;
    Workbench bench(library, hyphenator);
    for (const Alignment alignment : {Alignment::Ragged, Alignment::Justified}) {
        Manner manner = plain;
        manner.alignment = alignment;
        const SetParagraph anew = set_paragraph(words, manner, Length::mm(40), bench);
        ASSERT_GT(anew.lines.size(), 1U);
        for (int time = 0; time < 3; ++time) {
            const SetParagraph set = remembered_paragraph(words, manner, Length::mm(40), bench);
            ASSERT_EQ(set.lines.size(), anew.lines.size());
            for (std::size_t line = 0; line < set.lines.size(); ++line)
                EXPECT_EQ(set.lines[line].items, anew.lines[line].items);
        }
    }
}

} // namespace reservepost::layout
