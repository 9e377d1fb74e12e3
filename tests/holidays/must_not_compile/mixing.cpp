// Days and instants, mixed up. Read by must_not_compile_test.cpp and part of no program: a line
// that ends in `// refused: …` must be refused by the compiler in these words, and every other
// line must be right, so that a refusal is for the mixing and for nothing else.
#include "holidays/deadline.h"
#include "holidays/operating_days.h"
#include "holidays/oslo_time.h"

namespace reservepost::holidays {

// clang-format off
void what_is_right(Date date, Instant instant, OsloTime wall, const DeadlinePolicy& policy, const Calendar& calendar)
{
    (void)(date - date);
    (void)(date + 1);
    (void)(date < date);
    (void)(date == date);
    (void)(instant - instant);
    (void)(instant + std::chrono::hours(24));
    (void)(instant < instant);
    (void)(instant == instant);
    (void)oslo_date(instant);
    (void)oslo_text(instant);
    (void)start_of_day(date);
    (void)from_oslo(wall);
    (void)calendar.is_business_day(date);
    (void)due(policy, instant, calendar);
    (void)next_operating_day(date, calendar);
    (void)next_cut_off(instant, std::chrono::minutes(600), calendar);
    (void)end_of_working_days(instant, 1, calendar);
}

void what_is_refused(Date date, Instant instant, OsloTime wall, const DeadlinePolicy& policy, const Calendar& calendar)
{
    (void)(date - instant);                       // refused: no match for 'operator-'
    (void)(instant - date);                       // refused: no match for 'operator-'
    (void)(date < instant);                       // refused: no match for 'operator<'
    (void)(instant < date);                       // refused: no match for 'operator<'
    (void)(date == instant);                      // refused: no match for 'operator=='
    (void)(wall == instant);                      // refused: no match for 'operator=='
    (void)(wall < date);                          // refused: no match for 'operator<'
    (void)(date + date);                          // refused: no match for 'operator+'
    (void)(date + Duration(1));                   // refused: no match for 'operator+'
    (void)(date + std::chrono::hours(24));        // refused: no match for 'operator+'
    (void)(date + std::chrono::days(1));          // refused: no match for 'operator+'
    (void)(instant + 1);                          // refused: no match for 'operator+'
    (void)(wall + std::chrono::hours(1));         // refused: no match for 'operator+'
    (void)Instant(date);                          // refused: no matching function for call to
    (void)Date(instant);                          // refused: no matching function for call to
    (void)Date(20261125);                         // refused: no matching function for call to
    (void)Date(std::chrono::sys_days());          // refused: no matching function for call to
    const Instant from_date = date;               // refused: conversion from 'reservepost::holidays::Date' to non-scalar type
    const Date from_instant = instant;            // refused: to non-scalar type 'const reservepost::holidays::Date'
    const Date from_number = 20261125;            // refused: conversion from 'int' to non-scalar type
    const Date no_day;                            // refused: no matching function for call to
    (void)oslo_date(date);                        // refused: could not convert 'date'
    (void)oslo_text(date);                        // refused: could not convert 'date'
    (void)start_of_day(instant);                  // refused: could not convert 'instant'
    (void)from_oslo(instant);                     // refused: could not convert 'instant'
    (void)calendar.is_business_day(instant);      // refused: cannot convert 'reservepost::holidays::Instant'
    (void)due(policy, date, calendar);            // refused: could not convert 'date'
    (void)due(policy, wall, calendar);            // refused: could not convert 'wall'
    (void)next_operating_day(instant, calendar);  // refused: could not convert 'instant'
    (void)next_cut_off(date, std::chrono::minutes(600), calendar); // refused: could not convert 'date'
    (void)next_cut_off(instant, 600, calendar);   // refused: could not convert '600'
    (void)end_of_working_days(date, 1, calendar); // refused: could not convert 'date'
}
// clang-format on

} // namespace reservepost::holidays
