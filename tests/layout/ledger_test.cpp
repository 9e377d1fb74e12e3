#include "layout/preflight_codes.h"
#include "tests/support/files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

// The pages that speak of preflight say what it does.

namespace reservepost::layout {

namespace {

namespace fs = std::filesystem;

fs::path source(const char* file)
{
    return fs::path(RESERVEPOST_SOURCE) / file;
}

/// The cells of each row of a page's tables, without those that only rule them off.
std::vector<std::vector<std::string>> rows_of(const char* file)
{
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(tests::file_text(source(file)));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| ")) continue;
        std::vector<std::string> cells;
        for (std::size_t at = 1, end; (end = line.find('|', at)) != std::string::npos;
             at = end + 1) {
            std::string cell = line.substr(at, end - at);
            cell.erase(0, cell.find_first_not_of(' '));
            cell.erase(cell.find_last_not_of(' ') + 1);
            cells.push_back(cell);
        }
        rows.push_back(std::move(cells));
    }
    return rows;
}

std::string all_tests()
{
    std::string all;
    for (const auto& entry : fs::directory_iterator(source("tests/layout")))
        if (entry.path().extension() == ".cpp") all += tests::file_text(entry.path());
    return all;
}

} // namespace

TEST(Ledger, EachClauseHasACodeAndATest)
{
    const std::string tests_text = all_tests();
    std::set<std::string> clauses, codes;
    for (const auto& row : rows_of("layout/PDFX4_PDFVT1.md")) {
        ASSERT_EQ(row.size(), 5U) << row.front();
        if (row[0] == "clause") continue;
        SCOPED_TRACE(row[0] + ": " + row[1]);
        clauses.insert(row[0]);
        codes.insert(row[3]);
        const PreflightCode& code = preflight_code(row[3]);
        EXPECT_NE(code.source.find("PDF/" + row[0]), std::string::npos) << code.source;
        const std::size_t dot = row[4].find('.');
        ASSERT_NE(dot, std::string::npos);
        const std::string test =
            "TEST(" + row[4].substr(0, dot) + ", " + row[4].substr(dot + 1) + ")";
        EXPECT_NE(tests_text.find(test), std::string::npos) << "no " << test;
        EXPECT_NE(tests_text.find("\"" + row[3] + "\""), std::string::npos) << "nothing breaks it";
    }
    EXPECT_EQ(clauses.size(), 15U) << "ten clauses of PDF/X-4 and five of PDF/VT-1";
    for (const PreflightCode& code : preflight_codes()) {
        const bool of_a_standard = code.source.find("PDF/") != std::string::npos;
        EXPECT_EQ(codes.contains(std::string(code.code)), of_a_standard) << code.code;
    }
}

TEST(Ledger, ThePageOfCodesIsTheCatalogue)
{
    std::vector<std::string> shown, wanted;
    for (const auto& row : rows_of("docs/preflight.md")) {
        if (row.size() == 4 && row[0] != "code")
            shown.push_back("| " + row[0] + " | " + row[1] + " | " + row[2] + " | " + row[3] +
                            " |");
    }
    for (const PreflightCode& code : preflight_codes()) {
        std::string line = "| ";
        for (const std::string_view cell : {code.code, code.means, code.right, code.source})
            line.append(cell).append(cell.data() == code.source.data() ? " |" : " | ");
        wanted.push_back(line);
    }
    EXPECT_EQ(shown, wanted);
}

TEST(Ledger, NoCodeStandsTwice)
{
    std::set<std::string_view> codes;
    for (const PreflightCode& code : preflight_codes())
        EXPECT_TRUE(codes.insert(code.code).second) << code.code;
    EXPECT_THROW(preflight_code("NO_SUCH_CODE"), std::logic_error);
}

} // namespace reservepost::layout
