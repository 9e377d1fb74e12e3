#include "layout/paragraph.h"
#include "shared_workshop.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace reservepost::layout {

namespace {

/// The lines of two spans, the second written by somebody else if `foreign`; hyphens of ours show
/// as U+00AD.
std::vector<std::string> lines_of(const std::string& ours, const std::string& second, bool foreign)
{
    Manner manner{Length::pt(11)};
    manner.hyphenated = true;
    manner.alignment = Alignment::Justified;
    std::vector<std::string> lines;
    for (const SetLine& line : set_paragraph({{ours}, {second, false, false, foreign}}, manner,
                                             Length::mm(42), shared_bench())
                                   .lines) {
        std::string& text = lines.emplace_back();
        for (const Placed& placed : line.items)
            text += std::get<GlyphRun>(placed.item).text;
    }
    return lines;
}

bool has_hyphen(const std::vector<std::string>& lines)
{
    return std::ranges::any_of(
        lines, [](const std::string& line) { return line.find("\u00AD") != std::string::npos; });
}

} // namespace

// A hyphen that was not in a report could be read as one that was.
TEST(ForeignWords, AreNotParted)
{
    struct {
        const char* why;
        const char* ours;
        const char* theirs;
        bool own_hyphens; ///< Where all of it is ours.
        bool hyphens;
    } const cases[] = {
        {"a word that would be parted if it were ours", "Det heter ",
         "barnevernstjenesteadministrasjonen", true, false},
        {"several", "Det heter ", "omsorgssituasjonen og undersøkelsesplikten her", true, false},
        {"a word of both", "Kommunens barneverns", "tjenesteadministrasjon", true, false},
        {"ours beside it is parted all the same", "Barnevernstjenesteadministrasjonen sier ", "ja",
         true, true},
        {"their own soft hyphen counts", "Det heter nå ", "undersøkelses\u00ADplikten", true, true},
        {"short words", "Det er ", "ja og nei", false, false},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(has_hyphen(lines_of(c.ours, c.theirs, false)), c.own_hyphens);
        EXPECT_EQ(has_hyphen(lines_of(c.ours, c.theirs, true)), c.hyphens);
    }
}

} // namespace reservepost::layout
