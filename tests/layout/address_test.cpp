#include "layout/compose.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/for_any.h"

#include <gtest/gtest.h>

namespace reservepost::layout {

namespace {

Letter addressed(std::vector<std::string> address)
{
    Letter letter = letter_with("Tekst");
    letter.address = std::move(address);
    return letter;
}

/// So many words of ordinary length.
std::string words(int count)
{
    std::string text = "avdeling";
    for (int i = 1; i < count; ++i)
        text += " avdeling";
    return text;
}

/// So many lines, each too long to stand on one with another, but those that are given.
std::vector<std::string> long_lines(std::size_t count, const std::string& second = words(6),
                                    const std::string& third = words(6))
{
    std::vector<std::string> lines(count, words(6));
    lines[1] = second;
    lines[2] = third;
    return lines;
}

/// The address's lines as they stand on the page, without the return line.
std::vector<std::string> lines_on_paper(const Letter& letter, const PageGeometry& geometry = {})
{
    const Composition composition = shared_workshop().compose(letter, geometry);
    std::vector<std::string> lines;
    Length baseline;
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        const Rectangle safe = geometry.address;
        if (run == nullptr || placed.at.y > safe.at.y + safe.size.height ||
            placed.at.y < safe.at.y + Length::mm(4) || placed.at.x > Length::mm(120))
            continue;
        if (lines.empty() || placed.at.y != baseline) lines.emplace_back();
        baseline = placed.at.y;
        lines.back() += run->text;
    }
    return lines;
}

/// The message, or nothing where the address fits.
std::string message_for(const Letter& letter)
{
    try {
        shared_workshop().compose(letter, PageGeometry());
        return "";
    } catch (const AddressDoesNotFit& refusal) {
        return refusal.what();
    }
}

/// The size of the run with this text on the first page.
Length size_of(const Letter& letter, const std::string& text)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        if (run != nullptr && run->text == text) return run->size;
    }
    return {};
}

} // namespace

TEST(Address, IsRefusedWithLineWidthAndLimitButNeverItsText)
{
    const std::string wide(90, 'm'), name = "Kari";
    struct {
        const char* why;
        std::vector<std::string> address;
        const char* message;
    } const cases[] = {
        {"no line", {}, "the address has 0 lines"},
        {"blank lines only", {"", "  "}, "the address has 0 lines"},
        {"seven lines of which no two have room on one", long_lines(7), "the address has 7 lines"},
        {"as many as were written are told", long_lines(8, words(2), words(2)),
         "the address has 8 lines"},
        {"second line too wide", {name, wide, "0001 OSLO"}, "address line 2 is "},
        {"the first that is too wide is named", {std::string(60, 'm'), wide}, "address line 1 is "},
        {"a word that is too wide is not parted",
         {name, "a " + wide + " b", "0001 OSLO"},
         "address line 2 is "},
        {"postcode and place are not parted", {name, words(16)}, "address line 2 is "},
        {"parted it would make seven lines",
         {name, "b", "c", "d", words(16), "0001 OSLO"},
         "address line 5 is "},
        {"the limit is told", {wide}, "the envelope window holds 90.0 mm"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const std::string message = message_for(addressed(c.address));
        EXPECT_NE(message.find(c.message), std::string::npos) << message;
        EXPECT_EQ(message.find("mmmm"), std::string::npos) << message;
        EXPECT_EQ(message.find(name), std::string::npos) << message;
    }
}

TEST(Address, OfMoreThanSixLinesNeighboursAreJoined)
{
    using Lines = std::vector<std::string>;
    struct {
        const char* why;
        Lines address;
        int tail;
        Lines lines;
    } const cases[] = {
        {"six stay as they are",
         {"a", "b", "c", "d", "e", "0001 OSLO"},
         1,
         {"a", "b", "c", "d", "e", "0001 OSLO"}},
        {"the shortest two",
         {"Kari", words(3), "c", "d", words(3), words(2), "0001 OSLO"},
         1,
         {"Kari", words(3), "c, d", words(3), words(2), "0001 OSLO"}},
        {"of equal ones the first",
         {"a", "b", "b", "b", "b", "b", "0001 OSLO"},
         1,
         {"a", "b, b", "b", "b", "b", "0001 OSLO"}},
        {"eight lines",
         {"a", "b", "c", "d", "e", "f", "g", "0001 OSLO"},
         1,
         {"a", "b, c", "d", "e", "f, g", "0001 OSLO"}},
        {"never the name, never what stays",
         {"a", words(6), words(6), words(6), words(6), "f", "SVERIGE"},
         2,
         {}},
        {"before what stays",
         {"a", words(4), "c", "d", words(4), "111 22 Sthlm", "SVERIGE"},
         2,
         {"a", words(4), "c, d", words(4), "111 22 Sthlm", "SVERIGE"}},
        {"blank lines do not count",
         {"a", "", "b", "c", " ", "d", "e", "0001 OSLO"},
         1,
         {"a", "b", "c", "d", "e", "0001 OSLO"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Letter letter = addressed(c.address);
        letter.address_tail = c.tail;
        if (c.lines.empty()) {
            EXPECT_NE(message_for(letter).find("the address has 7 lines"), std::string::npos);
        } else {
            EXPECT_EQ(lines_on_paper(letter), c.lines);
        }
    }
}

TEST(Address, ALineThatIsTooWideInTheLeastSizeIsPartedAtASpace)
{
    const auto lines = lines_on_paper(addressed({"Kari", words(9), "0001 OSLO"}));
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[1] + ' ' + lines[2], words(9));
    EXPECT_GT(lines[1].size(), lines[2].size());
    EXPECT_EQ(size_of(addressed({"Kari", words(9), "0001 OSLO"}), "Kari"), Length::pt(9));
}

TEST(Address, NothingOfItIsEverCut)
{
    tests::for_any(60, [] {
        const auto words_of_line = rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("Vei", "Nordmannsgate", "12", "Åsgårdstrand", "c/o"));
        const auto written = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::vector<std::string>>>(words_of_line));
        Letter letter = addressed({});
        std::string expected;
        for (const auto& line : written) {
            letter.address.emplace_back();
            for (const auto& word : line) {
                letter.address.back() += (letter.address.back().empty() ? "" : " ") + word;
                expected += word;
            }
        }
        std::string found;
        try {
            for (const auto& line : lines_on_paper(letter))
                std::copy_if(line.begin(), line.end(), std::back_inserter(found),
                             [](char c) { return c != ' ' && c != ','; });
        } catch (const AddressDoesNotFit&) {
            RC_SUCCEED("held");
        }
        RC_ASSERT(found == expected);
    });
}

TEST(Address, AReturnLineThatIsTooWideIsRefused)
{
    Letter letter = addressed({"Kari Nordmann", "0001 OSLO"});
    letter.return_line = std::string(200, 'm');
    EXPECT_NE(message_for(letter).find("the return line is "), std::string::npos);
}

TEST(Address, ShrinksAsAWholeWhenALineIsTooWide)
{
    const std::string wide = "Avdeling for barn, unge og familier i Midt-Troms, seksjon";
    const Letter letter = addressed({"Kari", wide, "0001 OSLO"});
    const Length size = size_of(letter, wide);
    EXPECT_LT(size, Length::pt(11));
    EXPECT_GE(size, Length::pt(9));
    EXPECT_EQ(size_of(letter, "Kari"), size);
    EXPECT_EQ(size_of(addressed({"Kari", "0001 OSLO"}), "Kari"), Length::pt(11));
}

TEST(Address, SixLinesWithAccentsStayInTheSafeArea)
{
    const Letter letter = addressed({"Ågot Ås", "Égý Åg", "Åpg", "Åqj", "Åyp", "9730 ÅGÝ"});
    const PageGeometry geometry;
    const auto& library = shared_library();
    const Composition composition = shared_workshop().compose(letter, geometry);
    const fonts::FaceMetrics metrics = library.metrics(0);
    const Rectangle safe = geometry.address;
    int lines = 0;
    for (const Placed& placed : composition.pages[0].items) {
        const auto* run = std::get_if<GlyphRun>(&placed.item);
        // The rows of the body lie far below.
        if (run == nullptr || placed.at.y > Length::mm(90)) continue;
        ++lines;
        const Length capital = run->size.scaled(metrics.cap_height, metrics.units_per_em);
        const Length tail = run->size.scaled(240, 1000);
        EXPECT_GE(placed.at.y - capital, safe.at.y) << run->text;
        EXPECT_LE(placed.at.y + tail, safe.at.y + safe.size.height) << run->text;
        EXPECT_GE(placed.at.x, safe.at.x);
    }
    EXPECT_GE(lines, 7);
}

TEST(Address, TellsHowItWasSet)
{
    const struct {
        const char* why;
        std::vector<std::string> address;
        SetAddress set;
    } cases[] = {
        {"as written", {"Kari", "0001 OSLO"}, {Length::pt(11), 2, false, false, 0}},
        {"six lines stand closer", {"a", "b", "c", "d", "e", "0001 OSLO"}, {Length::pt(10), 6}},
        {"joined", {"a", "b", "c", "d", "e", "f", "0001 OSLO"}, {Length::pt(10), 6, true}},
        {"parted", {"Kari", words(9), "0001 OSLO"}, {Length::pt(9), 4, false, true}},
        {"printed as a code point",
         {"\U000F0000", "0001 OSLO"},
         {Length::pt(11), 2, false, false, 1}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto trial = shared_workshop().try_address(addressed(c.address), PageGeometry());
        EXPECT_EQ(trial.set, c.set) << trial.set.size.in_pt() << " pt, " << trial.set.lines;
        EXPECT_TRUE(trial.findings.empty());
    }
}

TEST(Address, TellsInNumbersByHowMuchItIsTooLarge)
{
    using Of = AddressExcess::Of;
    const std::string wide(60, 'm');
    const struct {
        const char* why;
        std::vector<std::string> address;
        std::string return_line;
        AddressExcess excess; ///< Without its width.
    } cases[] = {
        {"no line", {}, "", {.of = Of::Lines, .lines = 0, .most_lines = 6}},
        {"seven", long_lines(7), "", {.of = Of::Lines, .lines = 7, .most_lines = 6}},
        {"a line counts among those that were written, blank ones too",
         {"Kari", "", wide, "0001 OSLO"},
         "",
         {.of = Of::Line, .line = 3, .size = Length::pt(9), .limit = Length::mm(90)}},
        {"behind joined lines its number is still the written one",
         {"a", "b", "c", "d", "e", "f", wide},
         "",
         {.of = Of::Line, .line = 7, .size = Length::pt(9), .limit = Length::mm(90)}},
        {"the return line",
         {"Kari"},
         wide + wide,
         {.of = Of::ReturnLine, .size = Length::pt(7), .limit = Length::mm(90)}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        Letter letter = addressed(c.address);
        letter.return_line = c.return_line;
        try {
            shared_workshop().try_address(letter, PageGeometry());
            ADD_FAILURE() << "it fits";
        } catch (const AddressDoesNotFit& refusal) {
            AddressExcess without_width = refusal.excess();
            without_width.width = {};
            EXPECT_EQ(without_width, c.excess) << refusal.what();
            EXPECT_GE(refusal.excess().width, refusal.excess().limit);
        }
    }
}

TEST(Address, InkOutsideOfItsPlaceIsFoundWithoutALetter)
{
    Letter letter = addressed({"Kari", "0001 OSLO"});
    letter.return_line = "A\u0302\u0301\u0302\u0301";
    const auto trial = shared_workshop().try_address(letter, PageGeometry());
    ASSERT_FALSE(trial.findings.empty());
    EXPECT_EQ(trial.findings.front().code, "CONTENT_IN_WINDOW");
}

TEST(Address, WhateverItBeginsOrEndsWithStandsInTheSafeArea)
{
    // A J reaches to the left of its place, an f to the right of it.
    for (const char* letter :
         {"J", "j", "f",      "T", "V", "W", "Y",  "Æ", "Ø", "Å", "Ĵ", "Ŋ", "Đ",
          "Š", "Ž", "\u021C", "/", "(", ")", "\"", ",", "_", "Щ", "Ј", "ј", "Ω"}) {
        SCOPED_TRACE(letter);
        const std::string text = letter;
        const std::vector<std::string> usual{text + "evnaker kommune", "Postboks 1" + text,
                                             "0601 OSLO"};
        for (const auto& lines : {usual, std::vector<std::string>(6, text)}) {
            Letter trial = addressed(lines);
            trial.return_line = text + "evnaker, Postboks 1, 0601 OSL" + text;
            EXPECT_TRUE(shared_workshop().try_address(trial, PageGeometry()).findings.empty());
        }
    }
}

TEST(Address, ALineEndInsideALineCannotMakeASeventh)
{
    const Letter letter = addressed({"Kari\nNordmann", "a", "b", "c", "d", "0001 OSLO"});
    EXPECT_EQ(message_for(letter), "");
    EXPECT_NE(size_of(letter, "Kari Nordmann"), Length());
}

} // namespace reservepost::layout
