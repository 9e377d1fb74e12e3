#include "layout/compose.h"
#include "sample_letters.h"
#include "shared_workshop.h"
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <sstream>

// Whole pages as text. UPDATE_GOLDEN=1 renews the files; look at what changed before you keep it.

namespace reservepost::layout {

namespace {

void expect_golden(const std::string& name, const std::string& actual)
{
    tests::expect_golden("layout/" + name + ".txt", actual);
}

void expect_golden_pages(const std::string& name, const Letter& letter)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    for (std::size_t i = 0; i < composition.pages.size(); ++i) {
        const std::string head =
            "# " + name + ", page " + std::to_string(i + 1) +
            "      positions in mm from the top left; renew: UPDATE_GOLDEN=1\n";
        expect_golden(name + ".page" + std::to_string(i + 1), head + trace(composition.pages[i]));
    }
}

/// The first lines of a trace and its last ones: where pages begin and end.
std::string ends_of(const std::string& trace)
{
    constexpr std::size_t first_lines = 7, last_lines = 4;
    std::vector<std::string> lines;
    std::istringstream in(trace);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line + "\n");
    std::string ends;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i < first_lines || i + last_lines >= lines.size()) ends += lines[i];
        if (i == first_lines && i + last_lines < lines.size()) ends += "...\n";
    }
    return ends;
}

/// All pages in one file, cut to their ends.
void expect_golden_ends(const std::string& name, const Letter& letter)
{
    const Composition composition = shared_workshop().compose(letter, PageGeometry());
    std::string all = "# " + name +
                      ": where each page begins and ends      positions in mm from the top left; "
                      "renew: UPDATE_GOLDEN=1\n";
    for (std::size_t i = 0; i < composition.pages.size(); ++i) {
        all += "\n# page " + std::to_string(i + 1) + "\n";
        all += ends_of(trace(composition.pages[i]));
    }
    expect_golden(name, all);
}

} // namespace

TEST(Golden, ForwardingLetterWithConfirmation)
{
    expect_golden_pages("forwarding", sample_forwarding_letter());
}

TEST(Golden, TwoPagesOfPlainText)
{
    expect_golden_pages("plain", sample_long_letter(9));
}

TEST(Golden, PagesThatEndInsideEachKindOfBlock)
{
    expect_golden_ends("breaks", sample_letter_of_breaks());
}

TEST(Golden, WordsFromRightToLeft)
{
    expect_golden_pages("right_to_left", sample_right_to_left_letter());
}

} // namespace reservepost::layout
