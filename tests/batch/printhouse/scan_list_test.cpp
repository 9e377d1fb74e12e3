#include "batch/printhouse/scan_list.h"

#include "layout/mark.h"
#include "tests/batch/printhouse/sample.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace reservepost::batch::printhouse {
namespace {

// Read once, before the first property.
[[maybe_unused]] const int seeded = ::setenv("RC_PARAMS", "seed=20261125 max_success=300", 0);

std::string mark(int piece, int sheet, const std::string& job = "01000007")
{
    const Manifest manifest = sample_manifest();
    const Piece* found = manifest.find(piece);
    return layout::sheet_mark_digits({job, piece, sheet, found ? found->sheets : sheet, 5});
}

/// A list in shorthand: "43/1" is the mark of that sheet; what is no such thing stands as it is.
std::string list_of(const std::string& shorthand)
{
    std::istringstream words(shorthand);
    std::string list;
    for (std::string word; words >> word;) {
        const auto slash = word.find('/');
        const bool is_mark = slash != std::string::npos && word.front() != 'x';
        if (word == "empty") word.clear();
        list += (is_mark ? mark(std::stoi(word), std::stoi(word.substr(slash + 1))) : word) + "\n";
    }
    return list;
}

/// "whole 41 42, broken 43, in doubt 44, unread 45; missing 43/2".
std::string told(const ScannedPieces& scanned)
{
    std::string text;
    const auto add = [&](const char* name, const std::vector<int>& numbers) {
        if (numbers.empty()) return;
        text += std::string(text.empty() ? "" : ", ") + name;
        for (const int number : numbers)
            text += ' ' + std::to_string(number);
    };
    add("whole", scanned.whole);
    add("broken", scanned.broken);
    add("in doubt", scanned.in_doubt);
    add("unread", scanned.unread);
    for (const ScanFinding& finding : scanned.findings) {
        text += "; " + std::string(word_of(finding.fault));
        if (finding.piece != 0) text += ' ' + std::to_string(finding.piece);
        if (finding.sheet != 0) text += '/' + std::to_string(finding.sheet);
        if (finding.line != 0) text += " line " + std::to_string(finding.line);
    }
    return text;
}

// Pieces 41 and 42 have one sheet, 43 and 44 two, 45 has four.
TEST(ScanList, EveryFaultIsFoundAndNamed)
{
    const std::string other_job = mark(41, 1, "01000008");
    const std::string other_piece = mark(46, 1);
    const std::string of_three = layout::sheet_mark_digits({"01000007", 43, 2, 3, 5});
    const std::string for_c4 = layout::sheet_mark_digits({"01000007", 41, 1, 1, 4});
    std::string misread = mark(43, 2);
    misread[12] = misread[12] == '0' ? '1' : '0';

    const struct {
        const char* why;
        std::string list;
        const char* told;
    } cases[] = {
        {"all there and in order", "41/1 42/1 43/1 43/2 44/1 44/2 45/1 45/2 45/3 45/4",
         "whole 41 42 43 44 45"},
        {"pieces may come in any order", "44/1 44/2 41/1 43/1 43/2",
         "whole 41 43 44, unread 42 45"},
        {"a part of the job", "41/1 42/1", "whole 41 42, unread 43 44 45"},
        {"the middle sheet is missing: the envelope's ends are known",
         "44/1 44/2 45/1 45/3 45/4 41/1", "whole 41 44, broken 45, unread 42 43; missing 45/2"},
        {"the last sheet is missing: the next envelope may hold the first one", "43/1 44/1 44/2",
         "broken 43, in doubt 44, unread 41 42 45; in-doubt 44 line 2; missing 43/2"},
        {"the first sheet is missing: the envelope before may not be closed", "41/1 43/2 42/1",
         "whole 42, broken 43, in doubt 41, unread 44 45; in-doubt 41 line 1; missing 43/1"},
        {"the last sheet of the list is missing", "41/1 43/1",
         "whole 41, broken 43, unread 42 44 45; missing 43/2"},
        {"a sheet twice, one after the other", "43/1 43/1 43/2",
         "broken 43, unread 41 42 44 45; doubled 43/1 line 2"},
        {"a sheet twice, the second among another piece's", "43/1 43/2 44/1 43/2 44/2",
         "broken 43 44, unread 41 42 45; doubled 43/2 line 4; mixed 43/2 line 4; mixed 44/2 line "
         "5"},
        {"a whole piece twice", "43/1 43/2 41/1 43/1 43/2",
         "whole 41, broken 43, unread 42 44 45; doubled 43/1 line 4; mixed 43/1 line 4; "
         "doubled 43/2 line 5"},
        {"two pieces interleaved", "43/1 44/1 43/2 44/2",
         "broken 43 44, unread 41 42 45; mixed 43/2 line 3; mixed 44/2 line 4"},
        {"a whole piece inside another", "43/1 41/1 43/2",
         "broken 43, in doubt 41, unread 42 44 45; in-doubt 41 line 2; mixed 43/2 line 3"},
        {"sheets backwards: neither end is known", "41/1 43/2 43/1 42/1",
         "broken 43, in doubt 41 42, unread 44 45; in-doubt 41 line 1; out-of-order 43/1 line 3; "
         "in-doubt 42 line 4"},
        {"inner sheets exchanged: both ends are known", "41/1 45/1 45/3 45/2 45/4 42/1",
         "whole 41 42, broken 45, unread 43 44; out-of-order 45/2 line 4"},
        {"a sheet of another job", "41/1 " + other_job + " 42/1 44/1 44/2",
         "whole 44, in doubt 41 42, unread 43 45; in-doubt 41 line 1; foreign line 2; "
         "in-doubt 42 line 3"},
        {"a piece that is not in the job", other_piece + " 41/1 42/1",
         "whole 42, in doubt 41, unread 43 44 45; foreign line 1; in-doubt 41 line 2"},
        {"a foreign sheet inside a piece", "43/1 " + other_job + " 43/2 41/1",
         "whole 41, broken 43, unread 42 44 45; foreign line 2"},
        {"an octet misread: the check digits tell", "43/1 " + misread + " 41/1",
         "broken 43, in doubt 41, unread 42 44 45; unreadable line 2; in-doubt 41 line 3; "
         "missing 43/2"},
        {"what the camera says when it read nothing", "41/1 NOREAD 42/1",
         "in doubt 41 42, unread 43 44 45; in-doubt 41 line 1; unreadable line 2; in-doubt 42 line "
         "3"},
        {"an empty line is a sheet that was not read", "41/1 empty 42/1",
         "in doubt 41 42, unread 43 44 45; in-doubt 41 line 1; unreadable line 2; in-doubt 42 line "
         "3"},
        {"empty lines at the end are none", "41/1 empty empty", "whole 41, unread 42 43 44 45"},
        {"a mark cut short", mark(41, 1).substr(0, 27) + " 43/1 43/2 44/1 44/2",
         "whole 44, in doubt 43, unread 41 42 45; unreadable line 1; in-doubt 43 line 2"},
        {"a mark with something behind it", mark(41, 1) + "0",
         "unread 41 42 43 44 45; unreadable line 1"},
        {"of three sheets, where the manifest has two", "43/1 " + of_three,
         "broken 43, unread 41 42 44 45; wrong-mark 43/2 line 2; missing 43/2"},
        {"for another envelope", for_c4, "broken 41, unread 42 43 44 45; wrong-mark 41/1 line 1"},
        {"nothing but rubbish", "x/y hello",
         "unread 41 42 43 44 45; unreadable line 1; "
         "unreadable line 2"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(told(compare_scans(sample_manifest(), list_of(c.list))), c.told);
    }
}

TEST(ScanList, LinesMayEndAsWindowsEndsThem)
{
    const std::string list = mark(43, 1) + "\r\n" + mark(43, 2);
    EXPECT_EQ(told(compare_scans(sample_manifest(), list)), "whole 43, unread 41 42 44 45");
}

TEST(ScanList, NothingThatStoodOnALineIsRepeated)
{
    const auto scanned = compare_scans(sample_manifest(), "Kari Nordmann\n");
    ASSERT_EQ(scanned.findings.size(), 1U);
    EXPECT_EQ(scanned.findings[0].text, "line 1 is no sheet mark that can be read");
}

/// Whether the sheets of `piece` stand in `list` one after another, and nowhere else.
bool stands_whole(const std::string& list, const Piece& piece)
{
    std::string all;
    for (int sheet = 1; sheet <= piece.sheets; ++sheet)
        all += mark(piece.number, sheet) + "\n";
    const auto at = list.find(all);
    if (at == std::string::npos) return false;
    const auto rest = list.substr(0, at) + list.substr(at + all.size());
    for (int sheet = 1; sheet <= piece.sheets; ++sheet)
        if (rest.find(mark(piece.number, sheet)) != std::string::npos) return false;
    return true;
}

RC_GTEST_PROP(ScanList, NothingIsClaimedThatWasNotRead, ())
{
    std::vector<std::string> sheets;
    for (const Piece& piece : sample_manifest().pieces)
        for (int sheet = 1; sheet <= piece.sheets; ++sheet)
            sheets.push_back(mark(piece.number, sheet));
    sheets.push_back("NOREAD");
    std::string list;
    // Mostly one after another, as a machine feeds them, with leaps.
    std::size_t next = 0;
    const auto length = *rc::gen::inRange(1, 24);
    for (int i = 0; i < length; ++i) {
        if (*rc::gen::inRange(0, 5) == 0) next = *rc::gen::inRange<std::size_t>(0, sheets.size());
        list += sheets[next % sheets.size()] + "\n";
        ++next;
    }
    const auto scanned = compare_scans(sample_manifest(), list);
    const Manifest manifest = sample_manifest();
    for (const int number : scanned.whole)
        RC_ASSERT(stands_whole(list, *manifest.find(number)));
    for (const int number : scanned.in_doubt)
        RC_ASSERT(stands_whole(list, *manifest.find(number)));
    for (const int number : scanned.broken)
        RC_ASSERT(!stands_whole(list, *manifest.find(number)));
    RC_ASSERT(scanned.whole.size() + scanned.broken.size() + scanned.in_doubt.size() +
                  scanned.unread.size() ==
              manifest.pieces.size());
    RC_ASSERT(scanned.findings.empty() ==
              (scanned.broken.empty() && list.find("NOREAD") == std::string::npos));
}

} // namespace
} // namespace reservepost::batch::printhouse
