#include "templates/words_of_time.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace reservepost::templates {
namespace {

TEST(WordsOfTime, TellsMinutesInEachLanguage)
{
    const struct {
        const char* why;
        const char* language;
        CivilTime time;
        const char* words;
    } cases[] = {
        {"bokmål", "nb", {{2026, 11, 25, 3}, 2, 0}, "onsdag 25.\u00a0november 2026 kl.\u00a002.00"},
        {"nynorsk has its own Tuesday",
         "nn",
         {{2026, 11, 24, 2}, 9, 5},
         "tysdag 24.\u00a0november 2026 kl.\u00a009.05"},
        {"nynorsk has its own Saturday",
         "nn",
         {{2027, 5, 8, 6}, 0, 0},
         "laurdag 8.\u00a0mai 2027 kl.\u00a000.00"},
        {"English writes a colon",
         "en",
         {{2027, 3, 31, 3}, 7, 1},
         "Wednesday 31\u00a0March 2027 at\u00a007:01"},
        {"North Sámi puts the month first",
         "se",
         {{2026, 11, 25, 3}, 2, 0},
         "gaskavahkku skábmamánu\u00a025.\u00a0b. 2026 dii.\u00a002.00"},
        {"the last minute of a year",
         "nb",
         {{2026, 12, 31, 4}, 23, 59},
         "torsdag 31.\u00a0desember 2026 kl.\u00a023.59"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(time_in_words(c.time, c.language), c.words);
    }
}

TEST(WordsOfTime, TellsDaysWithAndWithoutTheirName)
{
    const CivilDay day{2026, 11, 25, 3};
    EXPECT_EQ(date_in_words(day, "nb"), "25.\u00a0november 2026");
    EXPECT_EQ(day_in_words(day, "nb"), "onsdag 25.\u00a0november 2026");
    EXPECT_EQ(day_in_words(day, "en"), "Wednesday 25\u00a0November 2026");
    EXPECT_EQ(day_in_words(day, "se"), "gaskavahkku skábmamánu\u00a025.\u00a0b. 2026");
}

TEST(WordsOfTime, EveryMonthAndWeekdayHasItsOwnName)
{
    for (const char* language : {"nb", "nn", "en", "se"}) {
        std::string before;
        for (int month = 1; month <= 12; ++month) {
            const std::string words = date_in_words({2026, month, 1, 1}, language);
            EXPECT_NE(words, before);
            before = words;
        }
        for (int weekday = 1; weekday <= 7; ++weekday) {
            const std::string words = day_in_words({2026, 1, 1, weekday}, language);
            EXPECT_NE(words, before);
            before = words;
            EXPECT_EQ(words.find("virkedag"), std::string::npos);
        }
    }
}

TEST(WordsOfTime, RefusesWhatNoCalendarHas)
{
    const struct {
        const char* why;
        const char* language;
        CivilTime time;
    } cases[] = {
        {"a language without words", "fi", {{2026, 11, 25, 3}, 2, 0}},
        {"no language", "", {{2026, 11, 25, 3}, 2, 0}},
        {"a language in capitals", "NB", {{2026, 11, 25, 3}, 2, 0}},
        {"month 0", "nb", {{2026, 0, 25, 3}, 2, 0}},
        {"month 13", "nb", {{2026, 13, 25, 3}, 2, 0}},
        {"day 0", "nb", {{2026, 11, 0, 3}, 2, 0}},
        {"day 32", "nb", {{2026, 11, 32, 3}, 2, 0}},
        {"a Sunday counted as 0", "nb", {{2026, 11, 25, 0}, 2, 0}},
        {"an eighth weekday", "nb", {{2026, 11, 25, 8}, 2, 0}},
        {"hour 24", "nb", {{2026, 11, 25, 3}, 24, 0}},
        {"hour -1", "nb", {{2026, 11, 25, 3}, -1, 0}},
        {"minute 60", "nb", {{2026, 11, 25, 3}, 2, 60}},
        {"year 0", "nb", {{0, 11, 25, 3}, 2, 0}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_THROW(time_in_words(c.time, c.language), std::invalid_argument);
    }
}

} // namespace
} // namespace reservepost::templates
