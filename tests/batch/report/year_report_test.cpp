#include "batch/report/year_report.h"

#include "tests/batch/report/made_up_years.h"
#include "tests/support/for_any.h"

#include <gtest/gtest.h>

// What of a year's figures is shown.

namespace reservepost::batch::report {
namespace {

/// Reports, confirmed, posted, its four causes, open; late, held now, held ever, returned.
std::string drawn(const ShownFigures& figures)
{
    std::string text;
    for (const ShownCount& count : figures.counts)
        text += (text.empty() ? "" : " ") + count.text();
    return text;
}

TEST(YearReport, ShowsNumbersOfFiveAndMore)
{
    const auto report = made_up_report(
        {{.confirmed = 20, .not_confirmed = 30, .late = 5}, {.confirmed = 7, .open = 5}});
    EXPECT_EQ(drawn(report.receivers.at(0).figures), "50 20 30 30 0 0 0 0 5 0 0 0");
    EXPECT_EQ(drawn(report.receivers.at(1).figures), "12 7 0 0 0 0 0 5 0 0 0 0");
    EXPECT_EQ(drawn(report.all), "62 27 30 30 0 0 0 5 5 0 0 0");
    EXPECT_EQ(report.all.percent_posted, 48);
    EXPECT_EQ(report.receivers[0].figures.percent_posted, 60);
    EXPECT_EQ(report.receivers[1].figures.percent_posted, 0);
    EXPECT_EQ(report.receivers[0].figures.to_hand_over, (ShownHours{6, 20, 49})) << "48.5 hours";
    EXPECT_EQ(report.receivers[0].figures.to_posting, (ShownHours{30, 52, 97}));
    EXPECT_EQ(report.receivers[1].figures.to_hand_over, std::nullopt);
}

TEST(YearReport, ASmallNumberTakesWhatWouldGiveItAway)
{
    const struct {
        const char* why;
        std::vector<MadeUpYear> years;
        std::vector<const char*> rows; ///< The last is everybody's.
    } cases[] = {
        {"everything is small: even the sum",
         {{.confirmed = 2, .not_confirmed = 1}},
         {"<5 <5 <5 <5 0 0 0 0 0 0 0 0", "<5 <5 <5 <5 0 0 0 0 0 0 0 0"}},
        {"two letters in a row of two parts: the rest would tell",
         {{.confirmed = 30, .not_confirmed = 2}, {.confirmed = 50, .not_confirmed = 40}},
         {"32 : <5 <5 0 0 0 0 0 0 0 0", "90 : : : 0 0 0 0 0 0 0 0",
          "122 80 42 42 0 0 0 0 0 0 0 0"}},
        {"all but two were late: the two would tell",
         {{.not_confirmed = 20, .late = 18}, {.not_confirmed = 30, .late = 10}},
         {"20 0 20 20 0 0 0 0 : 0 0 0", "30 0 30 30 0 0 0 0 : 0 0 0",
          "50 0 50 50 0 0 0 0 28 0 0 0"}},
        {"a share of few is not told, nor are times",
         {{.confirmed = 50, .rejected = 4}, {.confirmed = 60, .rejected = 3}},
         {"54 : <5 0 <5 0 0 0 0 0 0 0", "63 : <5 0 <5 0 0 0 0 0 0 0",
          "117 110 7 0 7 0 0 0 0 0 0 0"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto report = made_up_report(c.years);
        ASSERT_EQ(report.receivers.size() + 1, c.rows.size());
        for (std::size_t row = 0; row < report.receivers.size(); ++row) {
            const auto& figures = report.receivers[row].figures;
            EXPECT_EQ(drawn(figures), c.rows[row]) << row;
            const bool posted = figures.of(Count::Posted).is_number();
            EXPECT_EQ(figures.percent_posted.has_value(), posted);
            EXPECT_LE(figures.to_hand_over.has_value(), posted);
        }
        EXPECT_EQ(drawn(report.all), c.rows.back());
    }
}

TEST(YearReport, WhatIsHiddenHoldsNoNumber)
{
    tests::for_any(60, [] {
        const auto few = rc::gen::inRange<std::int64_t>(0, 8);
        std::vector<MadeUpYear> years(*rc::gen::inRange<std::size_t>(1, 4));
        for (MadeUpYear& year : years) {
            year = {.confirmed = *few,
                    .open = *few,
                    .not_confirmed = *few,
                    .rejected = *few,
                    .paper_only = *few,
                    .sent_again = *few};
            const auto posted =
                year.not_confirmed + year.rejected + year.paper_only + year.sent_again;
            year.late = std::min(*few, posted);
            year.returned = std::min(*few, posted);
            year.held_ever = std::min(*few, posted);
            year.held_now = std::min(*few, year.held_ever);
        }
        const auto figures = made_up_figures(years);
        const auto report = made_up_report(years);
        for (std::size_t row = 0; row < years.size(); ++row)
            for (std::size_t i = 0; i < count_kinds; ++i) {
                const ShownCount& shown = report.receivers[row].figures.counts[i];
                const auto truth = figures.receivers[row].counts[i];
                RC_ASSERT(shown.value == (shown.is_number() ? truth : 0));
                RC_ASSERT(truth == 0 || truth >= least_shown || !shown.is_number());
                RC_ASSERT((shown.text() == "<5") <= (truth > 0 && truth < least_shown));
            }
    });
}

TEST(YearReport, AReceiverWithoutReportsHasNoughts)
{
    const auto report = made_up_report({{.confirmed = 9}});
    const auto row = year_of(report, made_up_register().receivers.at(2));
    EXPECT_EQ(row.key(), "9103-00");
    EXPECT_EQ(row.name(), "Systemfjord kommune");
    EXPECT_EQ(drawn(row.figures), "0 0 0 0 0 0 0 0 0 0 0 0");
    EXPECT_EQ(row.figures.percent_posted, std::nullopt) << "a share of nothing";
    EXPECT_EQ(year_of(report, made_up_register().receivers.at(0)).figures,
              report.receivers.at(0).figures);
}

TEST(YearReport, TellsWhetherTheYearIsOver)
{
    EXPECT_FALSE(made_up_report({}, 2026).over);
    EXPECT_TRUE(made_up_report({}, 2025).over);
    EXPECT_EQ(made_up_report({}, 2025).as_of, holidays::Date(2026, 11, 22));
}

TEST(YearReport, ReportsWithoutAReceiverAreARow)
{
    auto figures = made_up_figures({{.confirmed = 9}});
    figures.receivers.push_back(MadeUpYear{.open = 7}.figures(std::nullopt));
    for (std::size_t i = 0; i < count_kinds; ++i)
        figures.all.counts[i] += figures.receivers.back().counts[i];
    const auto report =
        make_year_report(figures, made_up_register(), {2026}, holidays::Date(2026, 11, 22));
    EXPECT_EQ(report.receivers.back().key(), "none");
    EXPECT_EQ(report.receivers.back().name(), "no receiver yet");
    EXPECT_EQ(drawn(report.all), "16 9 0 0 0 0 0 7 0 0 0 0");
}

} // namespace
} // namespace reservepost::batch::report
