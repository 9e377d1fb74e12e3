#include "holidays/calendar.h"

#include "holidays/easter.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace reservepost::holidays {

namespace {

constexpr int easter = 0; // In the month column: count days from Easter Sunday.

struct HolidayRule {
    std::string_view name;
    int month;
    int day;
    std::string_view source;
};

// The ledger with dates and tests is SOURCES.md. The two Sundays are in the table because people
// look for them; the other Sundays (§ 2 a) are not listed.
// Not in the table, as no Act makes them holidays: 24 and 31 December. A deadline may end on
// either.
//
// clang-format off
constexpr HolidayRule rules[] = {
    {"første nyttårsdag",            1,  1, "helligdagsfredloven § 2 b"},
    {"skjærtorsdag",            easter, -3, "helligdagsfredloven § 2 c"},
    {"langfredag",              easter, -2, "helligdagsfredloven § 2 d"},
    {"første påskedag",         easter,  0, "helligdagsfredloven § 2 e"},
    {"andre påskedag",          easter, +1, "helligdagsfredloven § 2 f"},
    {"offentlig høytidsdag",         5,  1, "lov 26. april 1947 nr. 1 § 1"},
    {"grunnlovsdagen",               5, 17, "lov 26. april 1947 nr. 1 § 1"},
    {"Kristi himmelfartsdag",   easter, 39, "helligdagsfredloven § 2 g"},
    {"første pinsedag",         easter, 49, "helligdagsfredloven § 2 h"},
    {"andre pinsedag",          easter, 50, "helligdagsfredloven § 2 i"},
    {"første juledag",              12, 25, "helligdagsfredloven § 2 j"},
    {"andre juledag",               12, 26, "helligdagsfredloven § 2 k"},
};
// clang-format on

static_assert(std::size(rules) == 12, "a changed table needs a new holiday_table_version");

constexpr std::string_view closed_source = "closed beyond the law";

constexpr Date day_of(const HolidayRule& rule, int year)
{
    return rule.month == easter ? easter_sunday(year) + rule.day : Date(year, rule.month, rule.day);
}

bool is_weekend(Date day)
{
    return day.weekday() >= Weekday::Saturday;
}

} // namespace

Calendar::Calendar(int first_year, int last_year, bool eves_closed,
                   std::map<Date, std::vector<std::string>> also_closed)
    : first_year_(first_year), last_year_(last_year), eves_closed_(eves_closed),
      also_closed_(std::move(also_closed))
{
    const Date first = first_day();
    const auto days = static_cast<std::size_t>(last_day() - first + 1);
    std::vector<bool> closed(days);
    const auto close = [&](Date day) { closed[static_cast<std::size_t>(day - first)] = true; };

    for (int year = first_year_; year <= last_year_; ++year) {
        for (const HolidayRule& rule : rules) {
            close(day_of(rule, year));
        }
    }
    for (const auto& [day, reasons] : also_closed_) {
        close(day);
    }

    business_before_.reserve(days + 1);
    business_days_.reserve(days * 5 / 7 + 5);
    for (int i = 0; i < static_cast<int>(days); ++i) {
        business_before_.push_back(static_cast<std::int32_t>(business_days_.size()));
        if (!closed[static_cast<std::size_t>(i)] && !is_weekend(first + i)) {
            business_days_.push_back(i);
        }
    }
    business_before_.push_back(static_cast<std::int32_t>(business_days_.size()));
}

Calendar Calendar::norway(int first_year, int last_year)
{
    if (first_year < Date::first_year || last_year > Date::last_year || first_year > last_year) {
        throw OutsideCalendar("a calendar needs a first year not after its last, both from 1950 "
                              "to 2199");
    }
    return Calendar(first_year, last_year, false, {});
}

Calendar Calendar::closed_also_on(Date day, std::string why) const
{
    const ClosedDay one[] = {{day, std::move(why)}};
    return closed_also_on(one);
}

Calendar Calendar::closed_also_on(std::span<const ClosedDay> days) const
{
    auto also_closed = also_closed_;
    for (const ClosedDay& closed : days) {
        check(closed.date);
        auto& reasons = also_closed[closed.date];
        if (std::find(reasons.begin(), reasons.end(), closed.why) == reasons.end()) {
            reasons.push_back(closed.why);
        }
    }
    return Calendar(first_year_, last_year_, eves_closed_, std::move(also_closed));
}

Calendar Calendar::close_eves() const
{
    std::vector<ClosedDay> eves;
    for (int year = first_year_; year <= last_year_; ++year) {
        eves.push_back({Date(year, 12, 24), "julaften"});
        eves.push_back({Date(year, 12, 31), "nyttårsaften"});
    }
    Calendar closed = closed_also_on(eves);
    closed.eves_closed_ = true;
    return closed;
}

void Calendar::check(Date day) const
{
    if (day >= first_day() && day <= last_day()) return;
    throw OutsideCalendar("this calendar covers the years " + std::to_string(first_year_) + " to " +
                          std::to_string(last_year_) + "; a day in " + std::to_string(day.year()) +
                          " lies outside; no deadline is guessed");
}

bool Calendar::is_business_day(Date day) const
{
    check(day);
    const auto i = static_cast<std::size_t>(day - first_day());
    return business_before_[i] != business_before_[i + 1];
}

Date Calendar::business_day_on_or_after(Date day) const
{
    check(day);
    return nth_business_day(business_days_before(day));
}

int Calendar::business_days_before(Date day) const
{
    const int i = day - first_day();
    if (i < 0 || i >= static_cast<int>(business_before_.size())) check(day);
    return business_before_[static_cast<std::size_t>(i)];
}

Date Calendar::nth_business_day(std::int64_t business_days_before) const
{
    if (business_days_before < 0 || business_days_before >= std::ssize(business_days_)) {
        throw OutsideCalendar("this calendar covers the years " + std::to_string(first_year_) +
                              " to " + std::to_string(last_year_) +
                              "; the period runs past them; no deadline is guessed");
    }
    return first_day() + business_days_[static_cast<std::size_t>(business_days_before)];
}

std::optional<std::string> Calendar::why_closed(Date day) const
{
    check(day);
    std::string why = is_weekend(day) ? std::string(weekday_name(day.weekday())) : "";
    for (const Holiday& holiday : holidays(day, day)) {
        why += (why.empty() ? "" : ", ") + holiday.name;
    }
    if (why.empty()) return std::nullopt;
    return why;
}

std::vector<Holiday> Calendar::holidays(Date from, Date to) const
{
    check(from);
    check(to);
    std::vector<Holiday> found;
    for (int year = from.year(); year <= to.year(); ++year) {
        for (const HolidayRule& rule : rules) {
            const Date day = day_of(rule, year);
            if (day < from || day > to) continue;
            found.push_back({day, std::string(rule.name), std::string(rule.source)});
        }
    }
    for (auto it = also_closed_.lower_bound(from); it != also_closed_.end() && it->first <= to;
         ++it) {
        for (const std::string& why : it->second) {
            found.push_back({it->first, why, std::string(closed_source)});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Holiday& a, const Holiday& b) { return a.date < b.date; });
    return found;
}

} // namespace reservepost::holidays
