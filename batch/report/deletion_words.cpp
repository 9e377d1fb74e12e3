#include "batch/report/deletion_words.h"

#include "templates/words_of_time.h"

namespace reservepost::batch::report {

std::string date_in_bokmaal(holidays::Date day)
{
    return templates::date_in_words(
        {day.year(), day.month(), day.day(), static_cast<int>(day.weekday()) + 1}, "nb");
}

std::string reason_in_bokmaal(const deletion::LoggedDeletion& deletion)
{
    if (deletion.reason == "mailed") return "Brevet er i posten, jobb " + deletion.job;
    if (deletion.reason == "confirmed") return "Kommunen har bekreftet at den har meldingen";
    return "To personer har forkastet den";
}

} // namespace reservepost::batch::report
