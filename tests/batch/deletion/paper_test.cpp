#include "batch/deletion/verifier_paper.h"
#include "batch/deletion/verifier_text.h"
#include "tests/batch/deletion/log_fixture.h"

// A checkpoint that somebody typed from a letter: the paper is the witness.

namespace reservepost::batch::deletion {
namespace {

using namespace testing;

class PaperTest : public LogTest {
protected:
    PaperTest()
    {
        DeletionLog log = DeletionLog::create(place("log"), opened(), key());
        log.append(deletions(1, 10));
        log.sign_checkpoint();
        // As the night prints it (batch/spool_context.cpp).
        printed_ = "21 " + log.checkpoint().root.hex();
        log.append(deletions(100, 10));
        log.sign_checkpoint();
    }
    VerifyReport verify(const std::string& paper) const
    {
        return verify_log_by_paper(place("log"), key_line(), paper);
    }
    std::string printed_;
};

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string in_groups(const std::string& text, std::size_t length, const char* between)
{
    std::string grouped;
    for (std::size_t at = 0; at < text.size(); at += length)
        grouped += (at > 0 ? between : "") + text.substr(at, length);
    return grouped;
}

std::string with(std::string text, char digit, char by)
{
    std::replace(text.begin(), text.end(), digit, by);
    return text;
}

TEST_F(PaperTest, HowItIsTypedDoesNotMatter)
{
    const std::string root = printed_.substr(3);
    const struct {
        const char* why;
        std::string typed;
    } rows[] = {
        {"as printed", printed_},
        {"in capitals", upper(printed_)},
        {"in groups of four", "21 " + in_groups(root, 4, " ")},
        {"with hyphens", "21-" + in_groups(root, 8, "-")},
        {"over several lines", "21\n" + in_groups(root, 16, "\r\n") + "\n"},
        {"spaces before and after", "  \t" + printed_ + "  "},
        {"O for nought", with(printed_, '0', 'O')},
        {"o for nought", with(printed_, '0', 'o')},
        {"l for one", with(printed_, '1', 'l')},
        {"I for one", with(printed_, '1', 'I')},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        EXPECT_TRUE(verify(row.typed).sound()) << row.typed << "\n" << text_of(verify(row.typed));
    }
}

TEST_F(PaperTest, ALogToldAnewIsFound)
{
    DeletionLog other = DeletionLog::create(place("other"), opened(), key());
    other.append(deletions(500, 20));
    other.sign_checkpoint();
    const auto report = verify_log_by_paper(place("other"), key_line(), printed_);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].code, "not-continued");
    EXPECT_EQ(report.findings[0].where, "paper");
    EXPECT_EQ(report.findings[0].sentence.find("digits differ"), std::string::npos);

    const auto shrunk = verify("999" + printed_.substr(2));
    ASSERT_EQ(shrunk.findings.size(), 1U);
    EXPECT_EQ(shrunk.findings[0].code, "log-shrank");
}

// Whoever types 66 digits makes mistakes, and must not cry wolf over one.
TEST_F(PaperTest, ASlipOfTheHandIsToldAsOne)
{
    std::string slip = printed_;
    slip[10] = slip[10] == 'a' ? 'b' : 'a';
    slip[40] = slip[40] == '7' ? '8' : '7';
    const auto report = verify(slip);
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_NE(report.findings[0].sentence.find("Only 2 of the 64 digits differ"), std::string::npos)
        << report.findings[0].sentence;
}

TEST_F(PaperTest, WhatCannotBeReadIsNoFinding)
{
    const std::string root = printed_.substr(3);
    const struct {
        const char* why;
        std::string typed;
        const char* fragment;
    } rows[] = {
        {"nothing", "", "not a number of leaves"},
        {"no size", root, "not a number of leaves"},
        {"a size that is a word", "many " + root, "not a number of leaves"},
        {"a size beyond all logs", "18446744073709551615 " + root, "not a number of leaves"},
        {"a size alone", "21", "there are 0 digits"},
        {"a digit too few", printed_.substr(0, printed_.size() - 1), "there are 63 digits"},
        {"a digit too many", printed_ + "0", "there are 65 digits"},
        {"a letter that is no digit", "21 " + std::string(64, 'x'), "no such digit"},
        {"a page", std::string(2000, ' ') + printed_, "longer than any line"},
        {"octets", "21 " + std::string(64, '\xff'), "no such digit"},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.why);
        try {
            verify(row.typed);
            ADD_FAILURE() << "it was read";
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string(error.what()).find(row.fragment), std::string::npos)
                << error.what();
        }
    }
}

} // namespace
} // namespace reservepost::batch::deletion
