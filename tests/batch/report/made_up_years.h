#pragma once

#include "batch/report/year_report.h"

#include <utility>

// Years of receivers that do not exist, for tests of what is told about them.

namespace reservepost::batch::report {

/// A receiver of that number in district 00.
inline receivers::Receiver made_up_receiver(std::int64_t id, const std::string& municipality,
                                            const std::string& name,
                                            const std::string& language = "nb")
{
    receivers::Receiver receiver;
    receiver.id = id;
    receiver.key = {municipality, "00"};
    receiver.municipality_name = name;
    receiver.language = language;
    return receiver;
}

inline receivers::Snapshot made_up_register()
{
    receivers::Snapshot snapshot{{made_up_receiver(1, "9101", "Prøvevik"),
                                  made_up_receiver(2, "9102", "Papirnes", "nn"),
                                  made_up_receiver(3, "9103", "Systemfjord")},
                                 {}};
    snapshot.receivers[1].reception = receivers::Reception::Postal;
    return snapshot;
}

/// Figures from what is counted; totals follow from their parts.
struct MadeUpYear {
    std::int64_t confirmed = 0, open = 0;
    std::int64_t not_confirmed = 0, rejected = 0, paper_only = 0, sent_again = 0;
    std::int64_t late = 0, held_now = 0, held_ever = 0, returned = 0;

    Figures figures(std::optional<std::int64_t> receiver) const
    {
        const auto posted = not_confirmed + rejected + paper_only + sent_again;
        Figures figures{
            .receiver = receiver,
            .counts = {confirmed + posted + open, confirmed, posted, not_confirmed, rejected,
                       paper_only, sent_again, open, late, held_now, held_ever, returned},
            .to_hand_over = {posted - sent_again, 6 * 3600, 20 * 3600, 48 * 3600 + 1800},
            .to_posting = {posted - sent_again, 30 * 3600, 52 * 3600, 97 * 3600 - 1}};
        return figures;
    }
};

/// These receivers' years, by id from 1 on, and everybody's.
inline YearFigures made_up_figures(const std::vector<MadeUpYear>& years)
{
    YearFigures figures;
    for (std::size_t i = 0; i < years.size(); ++i) {
        figures.receivers.push_back(years[i].figures(static_cast<std::int64_t>(i) + 1));
        for (std::size_t count = 0; count < count_kinds; ++count)
            figures.all.counts[count] += figures.receivers.back().counts[count];
        figures.all.to_hand_over.letters += figures.receivers.back().to_hand_over.letters;
        figures.all.to_posting.letters += figures.receivers.back().to_posting.letters;
    }
    for (Durations* durations : {&figures.all.to_hand_over, &figures.all.to_posting}) {
        durations->half = 7 * 3600;
        durations->most = 22 * 3600;
        durations->longest = 80 * 3600;
    }
    return figures;
}

/// What may be seen of them on 22 November 2026.
inline YearReport made_up_report(const std::vector<MadeUpYear>& years, int year = 2026)
{
    return make_year_report(made_up_figures(years), made_up_register(), {year},
                            holidays::Date(2026, 11, 22));
}

/// A large receiver, one that takes paper, and a small one.
inline std::vector<MadeUpYear> usual_years()
{
    return {{.confirmed = 105,
             .open = 6,
             .not_confirmed = 15,
             .rejected = 7,
             .late = 6,
             .held_ever = 8},
            {.paper_only = 41, .returned = 5},
            {.confirmed = 30, .not_confirmed = 2, .rejected = 1}};
}

} // namespace reservepost::batch::report
