#include "batch/report/year_page.h"
#include "batch/report/year_text.h"
#include "templates/plain_language.h"
#include "tests/batch/report/made_up_years.h"
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

// A year as people and programs read it: on a terminal, as CSV and JSON, and as a page.

namespace reservepost::batch::report {
namespace {

/// A large receiver, one that takes paper, a small one.
YearReport usual_report()
{
    return made_up_report(usual_years());
}

std::vector<layout::Block> blocks_of(const YearPage& page)
{
    return page.letter.parts.front().blocks;
}

/// The text of the first paragraph.
std::string first_words(const YearPage& page)
{
    for (const auto& block : blocks_of(page))
        if (const auto* paragraph = std::get_if<layout::Paragraph>(&block))
            return paragraph->spans.front().text;
    return {};
}

TEST(YearTold, OnATerminal)
{
    const auto report = usual_report();
    std::string text = figures_text(report.all, "All receivers", report) + receivers_text(report);
    for (const auto& row : report.receivers)
        text += figures_text(row.figures, row.key() + "  " + row.name(), report);
    tests::expect_golden("report/terminal.txt", text);
}

TEST(YearTold, AsCsv)
{
    const auto report = usual_report();
    tests::expect_golden("report/year.csv", year_csv(report));
    const auto one = year_csv(report, &report.receivers[1]);
    EXPECT_EQ(std::ranges::count(one, '\n'), 2);
    EXPECT_NE(one.find("\r\n9102-00,\"Papirnes kommune\",2026,no,2026-11-22,41,"),
              std::string::npos)
        << one;
    // Every line has as many cells as the header; no name of these holds a comma.
    std::istringstream lines(year_csv(report));
    std::ptrdiff_t commas = -1;
    for (std::string line; std::getline(lines, line);) {
        const auto found = std::ranges::count(line, ',');
        EXPECT_TRUE(commas < 0 || commas == found) << line;
        commas = found;
    }
}

TEST(YearTold, ANameWithQuotesAndCommasIsOneCell)
{
    auto report = usual_report();
    report.receivers[0].receiver->district_name = "Nord, \"Sør\"";
    report.receivers[0].receiver->key.district = "03";
    EXPECT_NE(year_csv(report).find(",\"Prøvevik kommune, Nord, \"\"Sør\"\"\",2026,"),
              std::string::npos);
}

TEST(YearTold, AsJson)
{
    const auto report = usual_report();
    const auto all = json::parse(json::pretty(year_value(report)));
    EXPECT_EQ(all.integer("year"), 2026);
    EXPECT_FALSE(all.boolean("year_is_over"));
    EXPECT_EQ(all.items("receivers").size(), 3U);
    const auto& figures = all.at("figures");
    EXPECT_EQ(figures.integer("taken_in"), 207);
    EXPECT_EQ(figures.integer("percent_posted"), 32);
    EXPECT_EQ(figures.at("hours_due_to_posting").integer("longest"), 80);
    const auto one = year_value(report, &report.receivers[2]);
    EXPECT_EQ(one.at("figures").text("posted"), "<5");
    EXPECT_EQ(one.at("figures").text("confirmed"), ":");
    EXPECT_TRUE(one.at("figures").at("percent_posted").is_null());
    EXPECT_TRUE(one.at("figures").at("hours_due_to_hand_over").is_null());
    EXPECT_EQ(one.find("receivers"), nullptr) << "nobody reads what is not theirs";
}

TEST(YearTold, AsAPage)
{
    const auto report = usual_report();
    const layout::Workshop workshop;
    const std::pair<const char*, const ReceiverYear*> cases[] = {
        {"all", nullptr}, {"paper-only.nn", &report.receivers[1]}, {"small", &report.receivers[2]}};
    for (const auto& [name, row] : cases) {
        const auto page = year_page(report, row, "drift@example.no");
        const auto set = workshop.compose(page.letter, layout::PageGeometry());
        EXPECT_EQ(set.parts.front().pages, 1) << "a leader reads one page";
        EXPECT_EQ(set.uncovered_characters, 0);
        tests::expect_golden("report/page." + std::string(name) + ".txt",
                             layout::trace(set.pages.front()));
    }
}

TEST(YearTold, TheFirstSentencesSayWhatThePageSays)
{
    const struct {
        const char* why;
        std::vector<MadeUpYear> years;
        int year;
        std::size_t row;
        const char* words;
    } cases[] = {
        {"a year that is over",
         {{.confirmed = 80, .not_confirmed = 20}},
         2025,
         0,
         "I 2025 kom det 100 bekymringsmeldinger til dere fra den nasjonale portalen. Av dem måtte "
         "vi sende 20 som brev (20 prosent). Halvparten av brevene var hos trykkeriet innen "
         "6\u00A0timer etter fristen, og alle innen 49\u00A0timer."},
        {"a year that is not, in nynorsk",
         {{}, {.paper_only = 7}},
         2026,
         1,
         "Hittil i 2026 har det kome 7 bekymringsmeldingar til dykk frå den nasjonale portalen. Av "
         "dei måtte vi sende 7 som brev (100 prosent). Halvparten av breva var hos trykkeriet "
         "innan 6\u00A0timar etter fristen, og alle innan 49\u00A0timar."},
        {"no report",
         {{}},
         2025,
         0,
         "I 2025 kom det ingen bekymringsmeldinger til dere fra den nasjonale portalen."},
        {"no letter",
         {{.confirmed = 12}},
         2025,
         0,
         "I 2025 kom det 12 bekymringsmeldinger til dere fra den nasjonale portalen. Ingen av dem "
         "måtte vi sende som brev."},
        {"few of both",
         {{.not_confirmed = 2}},
         2025,
         0,
         "I 2025 kom det færre enn fem bekymringsmeldinger til dere fra den nasjonale portalen. "
         "Færre enn fem av dem måtte vi sende som brev."},
        {"hidden for another's sake",
         {{.confirmed = 50, .not_confirmed = 40}, {.confirmed = 30, .not_confirmed = 2}},
         2025,
         0,
         "I 2025 kom det 90 bekymringsmeldinger til dere fra den nasjonale portalen. Noen av dem "
         "måtte vi sende som brev."},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto report = made_up_report(c.years, c.year);
        EXPECT_EQ(first_words(year_page(report, &report.receivers.at(c.row), "")), c.words);
    }
}

TEST(YearTold, ThePageSaysWhatWouldMakeFewerLetters)
{
    auto report = usual_report();
    const auto says = [&](const ReceiverYear* row, const char* words) {
        for (const auto& block : blocks_of(year_page(report, row, "")))
            if (const auto* paragraph = std::get_if<layout::Paragraph>(&block))
                if (paragraph->spans.front().text.find(words) != std::string::npos) return true;
        return false;
    };
    EXPECT_TRUE(says(&report.receivers[0], "innen 40 timer på hverdager"));
    EXPECT_TRUE(says(&report.receivers[0], "må leverandøren finne ut hvorfor"));
    EXPECT_FALSE(says(&report.receivers[0], "valgt papir"));
    EXPECT_TRUE(says(&report.receivers[1], "De har valt papir"));
    EXPECT_FALSE(says(&report.receivers[1], "40 timar")) << "it has no deadline";
    EXPECT_FALSE(says(nullptr, "40 timer")) << "not everybody's deadline is the same";
    EXPECT_TRUE(says(nullptr, "valgt papir"));
    EXPECT_TRUE(says(nullptr, "Spør gjerne dem som driver reserveløsningen."));
    report.receivers[0].receiver->policy = "24h-business";
    EXPECT_FALSE(says(&report.receivers[0], "40 timer"));
}

TEST(YearTold, ThePageIsPlain)
{
    const auto report = usual_report();
    for (const auto* row : std::initializer_list<const ReceiverYear*>{
             nullptr, &report.receivers[0], &report.receivers[1], &report.receivers[2]}) {
        const auto page = year_page(report, row, "drift@example.no");
        const auto plain = templates::check_plain_language(
            blocks_of(page), page.letter.parts.front().language, false);
        for (const auto& finding : plain.findings)
            ADD_FAILURE() << finding.code << ": " << finding.what << ": " << finding.sentence;
        EXPECT_LE(plain.counted.lix(), 40);
    }
}

} // namespace
} // namespace reservepost::batch::report
