#include "tests/batch/commands/command_desk.h"
#include "tests/support/files.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>

// `receiver preview` as a registrar calls it.

namespace reservepost::tests {
namespace {

/// A house whose window is as narrow as a profile may have it.
constexpr std::string_view narrow_house = R"(name = "narrow-house"
[first_page]
window = { x = 15, y = 44, w = 75, h = 35 }
address = { x = 20, y = 47, w = 60, h = 29 }
)";

/// One whose last line has room in the usual window, and not in the narrow one.
constexpr std::string_view long_place = R"([[receiver]]
municipality = "9205"
district = "00"
municipality_name = "Bredsund"
public_phone = "00 00 92 05"
address = ["Barnevernet", "9205 BREDSUND I INDRE OG YTRE LANDSKAP"]
)";

class ReceiverPreview : public testing::Test {
protected:
    Said preview(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"receiver", "preview"});
        return desk.at("2026-11-24T10:00", words);
    }

    const CommandDesk desk;
    const TemporaryDirectory room;
};

TEST_F(ReceiverPreview, DrawsAPageForEachProfile)
{
    const fs::path pdf = room / "window.pdf";
    const auto said = preview({"9101-03", "-o", pdf.string()});
    ASSERT_EQ(said.status, 0) << said;
    for (const char* line :
         {"9101-03  Prøvevik kommune, Nordsida\n", "\n  address           Barnevernet i Nordsida\n",
          "\n                    9003 PRØVEVIK\n", "\n  window            norway: fits in 11 pt\n",
          "\n                    norway-125x89: fits in 11 pt\n", "written: "})
        EXPECT_TRUE(said.holds(line)) << line << said;
    const auto text = run({"pdftotext", "-enc", "UTF-8", pdf.string(), "-"}).output;
    EXPECT_EQ(std::ranges::count(text, '\f'), 2) << "one page for each";
    std::istringstream pages(text);
    for (std::string page; std::getline(pages, page, '\f');)
        for (const char* word : {"PRØVE", "9003 PRØVEVIK", "norway"})
            EXPECT_NE(page.find(word), std::string::npos) << word << page;
    EXPECT_EQ(run({"qpdf", "--check", pdf.string()}).status, 0);

    const auto pictures = preview(
        {"9101-03", "--profile", "norway-125x89", "--json", "-o", (room / "window.png").string()});
    EXPECT_EQ(pictures.status, 0) << pictures;
    const auto value = batch::json::parse(pictures.out);
    ASSERT_EQ(value.texts("files").size(), 1U);
    EXPECT_TRUE(value.texts("files")[0].ends_with("/window-1.png"));
    EXPECT_EQ(value.items("window").size(), 1U);
    EXPECT_EQ(file_text(room / "window-1.png").substr(1, 3), "PNG");
}

TEST_F(ReceiverPreview, SaysWhichHouseCannotTakeTheAddress)
{
    const auto narrow = write_file(room / "narrow.toml", std::string(narrow_house));
    // Wide enough for one house and not for the other.
    const auto more = write_file(room / "more.toml", std::string(long_place));
    const auto imported = desk.at("2026-11-24T10:00", {"receiver", "import", more.string()});
    ASSERT_EQ(imported.status, 0) << imported;
    const auto said = preview({"9205-00", "--profile", "norway", "--profile", narrow.string()});
    EXPECT_EQ(said.status, 2) << said;
    EXPECT_TRUE(said.holds("norway: fits in 11 pt\n")) << said;
    EXPECT_TRUE(said.holds("narrow-house: does not fit: line 2 is ")) << said;
    EXPECT_TRUE(said.holds("\n  remark            ")) << "nobody has that postcode" << said;
    EXPECT_FALSE(said.holds("written: ")) << "nobody asked for a file";
}

TEST_F(ReceiverPreview, SaysWhatItCannotShow)
{
    const struct {
        const char* why;
        std::vector<std::string> words;
        const char* fragment;
    } cases[] = {
        {"no receiver", {}, "RECEIVER is missing"},
        {"no such receiver", {"9199-00"}, "receiver list"},
        {"not a receiver's number", {"9101"}, "such as 0301-05"},
        {"no kind of file", {"9101-03", "-o", "x.doc"}, ".pdf or .png"},
        {"no such profile", {"9101-03", "--profile", "norwya"}, "did you mean norway?"},
        {"no such file of a profile", {"9101-03", "--profile", "none.toml"}, "cannot be read"},
        {"a folder that is not there",
         {"9101-03", "-o", (room / "nowhere" / "x.pdf").string()},
         "nowhere"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto said = preview(c.words);
        EXPECT_EQ(said.status, 1) << said;
        EXPECT_TRUE(said.holds(c.fragment)) << said;
        EXPECT_EQ(said.out, "");
    }
    EXPECT_TRUE(fs::is_empty(room.path()));
}

} // namespace
} // namespace reservepost::tests
