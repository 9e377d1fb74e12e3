#include "tests/batch/commands/privacy_needles.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

// Whoever handles files and packages sees their names, the manifest and the ticket: none of them
// says what kind of letters these are.

namespace reservepost::tests {
namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(c < 0x80 ? std::tolower(c) : c);
    });
    return text;
}

/// The telling words that stand in `text`, in bokmål, nynorsk and English.
std::string telling_words_in(const std::string& text)
{
    std::string look = lower(text);
    const std::string of_xjdf = "childref"; // An attribute that the standard names so.
    for (std::size_t at; (at = look.find(of_xjdf)) != std::string::npos;)
        look.erase(at, of_xjdf.size());
    std::string found;
    for (const char* word : {"barn", "bekymr", "child", "concern", "welfare", "uromelding"})
        if (look.find(word) != std::string::npos) found += std::string(word) + " ";
    return found;
}

TEST(TellingNames, StandInNoFileNameManifestOrTicket)
{
    const CommandDesk desk;
    const TemporaryDirectory room;
    desk.night.put_into_inbox(1, report_text("9101", "03"));
    desk.night.put_into_inbox(2, report_text("9103", "00"));
    ASSERT_EQ(desk.at("2026-11-23T09:00", {"run"}).status, 0);
    ASSERT_EQ(desk.at("2026-11-25T08:10", {"run"}).status, 0);
    const fs::path opened = room / "opened";
    const auto package = desk.night.packages().at(0);
    ASSERT_EQ(desk.at("2026-11-25T10:05",
                      desk.vendor({"open", package.string(), "--to", opened.string()}))
                  .status,
              0);
    int names = 0;
    for (const auto& root : {desk.path(), opened})
        for (const auto& entry : fs::recursive_directory_iterator(root)) {
            ++names;
            EXPECT_EQ(telling_words_in(entry.path().lexically_relative(root).string()), "");
        }
    EXPECT_GT(names, 50);
    for (const char* file : {"manifest.json", "ticket.xjdf"})
        EXPECT_EQ(telling_words_in(file_text(opened / file)), "") << file;
    const auto about = run({"pdfinfo", "-meta", (opened / "pieces.pdf").string()}).output +
                       run({"pdfinfo", (opened / "pieces.pdf").string()}).output;
    EXPECT_NE(about.find("PDF/X-4"), std::string::npos) << about;
    EXPECT_EQ(telling_words_in(about), "");
    EXPECT_EQ(telling_words_in("Bekreftelse_BARNEVERN.pdf"), "barn ") << "the look does find";
}

} // namespace
} // namespace reservepost::tests
