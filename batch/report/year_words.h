#pragma once

#include "batch/report/figures.h"

#include <array>
#include <string_view>

namespace reservepost::batch::report {

/// What the page of a year says, in one language. In sentences, {year}, {n} and such stand for what
/// is filled in; see year_page.cpp.
struct YearWords {
    std::string_view language;
    std::string_view title_of_one; ///< {name}, {year}
    std::string_view title_of_all;

    // The first sentence: how many came.
    std::string_view came; ///< {year}, {n}, {to}, {from}
    std::string_view came_so_far;
    std::string_view to_you;      ///< " til dere"
    std::string_view from_portal; ///< " fra den nasjonale portalen"
    std::string_view reports;     ///< {n} behind the number
    std::string_view none;
    std::string_view few;
    std::string_view hidden;

    // The second: how many went as letters.
    std::string_view posted;         ///< {n}
    std::string_view posted_percent; ///< {n}, {percent}
    std::string_view posted_none;
    std::string_view posted_few;
    std::string_view posted_hidden;

    // The third: how long that took.
    std::string_view took; ///< {half}, {longest}

    std::string_view how_it_went; ///< Headings.
    std::string_view why_letters;
    std::string_view their_way;
    std::string_view how_long;
    std::string_view what_it_means;
    std::array<std::string_view, count_kinds> counts;
    std::string_view percent; ///< {n}, {percent}: in a table.
    std::string_view to_hand_over;
    std::string_view to_posting;
    std::string_view hours; ///< {half}, {most}, {longest}
    std::string_view not_shown;

    std::string_view letters_are_slow;
    std::string_view confirm_in_40;   ///< What would make fewer letters.
    std::string_view confirm_in_time; ///< The same, where the deadline is another.
    std::string_view paper_only;
    std::string_view you_chose_paper;
    std::string_view refused;

    std::string_view counted; ///< {date}
    std::string_view signs;
    std::string_view ask;          ///< {email}
    std::string_view ask_operator; ///< Where there is no address.
    std::string_view foot;
};

/// The words in "nb" or "nn"; bokmål for any other.
const YearWords& year_words(std::string_view language);

} // namespace reservepost::batch::report
