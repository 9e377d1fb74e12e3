#include "batch/receivers/renumberings.h"

#include "batch/receivers/municipalities.h"
#include "batch/receivers/routing.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace reservepost::batch::receivers {
namespace {

using holidays::Date;

const Date reform_2024(2024, 1, 1);

const Renumbering& shipped(const std::string& from)
{
    return *find_renumbering(from, {});
}

/// The numbers in use that `number` leads to, however many steps away.
std::set<std::string> ends_of(const std::string& number)
{
    const auto* renumbering = find_renumbering(number, {});
    if (renumbering == nullptr) return {number};
    std::set<std::string> ends;
    for (const auto& next : renumbering->to)
        ends.merge(ends_of(next));
    return ends;
}

/// The first day of each number that was given out since 2017. Tønsberg's was not: it got Vear.
std::map<std::string, Date> first_days()
{
    std::map<std::string, Date> days;
    for (const auto& renumbering : shipped_renumberings()) {
        for (const auto& number : renumbering.to) {
            const auto* in_use = find_municipality(number);
            if (number == "0704" || (in_use != nullptr && !in_use->since)) continue;
            const auto [there, is_new] = days.emplace(number, *renumbering.in_force);
            if (!is_new) there->second = std::min(there->second, *renumbering.in_force);
        }
    }
    return days;
}

/// Every number that was in use on some day since 2016-12-31.
std::set<std::string> all_numbers()
{
    std::set<std::string> numbers;
    for (const auto& municipality : known_municipalities())
        numbers.emplace(municipality.number);
    for (const auto& renumbering : shipped_renumberings())
        numbers.insert(renumbering.from);
    return numbers;
}

/// A register that was kept through all reforms: a receiver for each number, as long as it was
/// used.
Snapshot register_through_the_years()
{
    Snapshot snapshot;
    const auto first = first_days();
    for (const auto& number : all_numbers()) {
        Receiver receiver;
        receiver.key = {number, "00"};
        receiver.default_district = true;
        receiver.agreement_date = Date(2000, 1, 1);
        if (const auto there = first.find(number); there != first.end())
            receiver.valid_from = there->second;
        if (const auto* renumbering = find_renumbering(number, {}))
            receiver.valid_to = *renumbering->in_force - 1;
        snapshot.receivers.push_back(receiver);
    }
    return snapshot;
}

std::set<std::string> numbers_in_use(Date day)
{
    std::set<std::string> numbers;
    for (const auto& receiver : register_through_the_years().receivers)
        if (receiver.valid_on(day)) numbers.insert(receiver.key.municipality);
    return numbers;
}

TEST(Renumberings, LeaveAsManyMunicipalitiesAsTheLawSays)
{
    const struct {
        Date day;
        std::size_t count;
        const char* why;
    } cases[] = {
        {Date(2016, 12, 31), 428, "before the reform"},
        {Date(2017, 1, 1), 426, "Sandefjord, Andebu and Stokke are one"},
        {Date(2017, 12, 31), 426, "the last day of the two Trøndelag counties"},
        {Date(2018, 1, 1), 422, "four mergers"},
        {Date(2019, 1, 1), 422, "Rindal changed its county"},
        {Date(2019, 12, 31), 422, "the last day before the great reform"},
        {Date(2020, 1, 1), 356, "after it"},
        {Date(2023, 12, 31), 356, "the last day of Viken"},
        {reform_2024, 357, "Haram is back"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(numbers_in_use(c.day).size(), c.count) << c.day.text() << ": " << c.why;
}

TEST(Renumberings, LeadEveryNumberToMunicipalitiesInUse)
{
    EXPECT_EQ(known_municipalities().size(), 357u);
    for (const auto& number : all_numbers()) {
        const auto ends = ends_of(number);
        EXPECT_FALSE(ends.empty()) << number;
        for (const auto& end : ends)
            EXPECT_NE(find_municipality(end), nullptr) << number << " leads to " << end;
    }
    for (const auto& municipality : known_municipalities())
        EXPECT_EQ(find_renumbering(municipality.number, {}), nullptr) << municipality.number;
}

TEST(Renumberings, AreWrittenSoThatEachCanBeChecked)
{
    const std::set<Date> reforms = {Date(2017, 1, 1), Date(2018, 1, 1), Date(2019, 1, 1),
                                    Date(2020, 1, 1), reform_2024};
    const auto first = first_days();
    std::set<std::string> seen;
    for (const auto& renumbering : shipped_renumberings()) {
        SCOPED_TRACE(renumbering.from);
        EXPECT_TRUE(seen.insert(renumbering.from).second) << "stands twice";
        EXPECT_TRUE(reforms.contains(renumbering.in_force.value()));
        EXPECT_NE(renumbering.source.find("Statistics Norway"), std::string::npos);
        EXPECT_TRUE(std::ranges::is_sorted(renumbering.to, std::less_equal<>{}) ||
                    renumbering.to.size() == 1);
        EXPECT_EQ(renumbering.source.find("; ") != std::string::npos, renumbering.to.size() > 1)
            << "a divided one says who got what";
        for (const auto& to : renumbering.to) {
            const auto* later = find_renumbering(to, {});
            EXPECT_TRUE(later == nullptr || *later->in_force > *renumbering.in_force)
                << to << " was out of use already: a number would have two meanings";
        }
    }
    for (const auto& municipality : known_municipalities()) {
        const auto there = first.find(std::string(municipality.number));
        EXPECT_EQ(municipality.since,
                  there == first.end() ? std::nullopt : std::optional(there->second))
            << municipality.number;
    }
}

TEST(Renumberings, NameAllThatGotPartOfADividedMunicipality)
{
    const std::map<std::string, std::vector<std::string>> divided = {
        {"0720", {"0704", "0710"}}, {"0226", {"3030", "3034"}}, {"1129", {"1108", "1130"}},
        {"1231", {"4618", "4621"}}, {"1418", {"4638", "4640"}}, {"1439", {"4602", "4649"}},
        {"1546", {"1507", "1547"}}, {"1850", {"1806", "1875"}}, {"5012", {"5055", "5056", "5059"}},
        {"5039", {"5006", "5054"}}, {"5051", {"5007", "5060"}}, {"1507", {"1508", "1580"}},
    };
    for (const auto& renumbering : shipped_renumberings()) {
        const auto there = divided.find(renumbering.from);
        if (there == divided.end())
            EXPECT_EQ(renumbering.to.size(), 1u) << renumbering.from;
        else
            EXPECT_EQ(renumbering.to, there->second) << renumbering.from;
    }
    for (const auto& [from, to] : divided)
        EXPECT_EQ(shipped(from).to, to);
}

TEST(Renumberings, OfTheRegisterComeBeforeTheShippedOnes)
{
    const std::vector<Renumbering> own = {{"1201", {"4602"}, Date(2030, 1, 1), "a test"}};
    EXPECT_EQ(find_renumbering("1201", own), &own.front()) << "though it is not in force yet";
    EXPECT_EQ(find_renumbering("1201", {})->to, std::vector<std::string>{"4601"});
    EXPECT_EQ(find_renumbering("1211", own)->to, std::vector<std::string>{"4611"});
    for (const auto* unknown : {"", "0301", "9999", "120", "12011", "Bergen"})
        EXPECT_EQ(find_renumbering(unknown, own), nullptr) << unknown;
}

TEST(Municipalities, AreFoundByNumberOnly)
{
    EXPECT_EQ(find_municipality("0301")->name, "Oslo");
    EXPECT_EQ(find_municipality("5610")->name, "Karasjok");
    EXPECT_EQ(find_municipality("1580")->since, reform_2024);
    for (const auto* unknown : {"", "1201", "3001", "301", "03010", "Oslo", "9999"})
        EXPECT_EQ(find_municipality(unknown), nullptr) << unknown;
}

// A year of renumberings replayed, for every reform: the register was taken through them, and
// reports name old, present and coming numbers.
TEST(Renumberings, TakeReportsThroughTheYears)
{
    const auto snapshot = register_through_the_years();
    const struct {
        const char* why;
        Date day;
        const char* number;
        const char* receiver; ///< Empty: the letter is held.
        const char* note;
    } cases[] = {
        {"never renumbered", Date(2016, 12, 31), "0301", "0301-00", "exact"},
        {"never renumbered", Date(2024, 1, 1), "0301", "0301-00", "exact"},
        {"Trondheim, the last day", Date(2017, 12, 31), "1601", "1601-00", "exact"},
        {"Trondheim, the first day", Date(2018, 1, 1), "1601", "5001-00", "successor"},
        {"Trondheim, long after", Date(2026, 11, 25), "1601", "5001-00", "successor"},
        {"Trondheim's number before its day", Date(2017, 12, 31), "5001", "", "no-municipality"},
        {"Stokke, before", Date(2016, 12, 31), "0720", "0720-00", "exact"},
        {"Stokke, divided", Date(2017, 1, 1), "0720", "", "several-successors"},
        {"Sandefjord in 2018", Date(2018, 1, 1), "0706", "0710-00", "successor"},
        {"Sandefjord, twice renumbered", Date(2020, 1, 1), "0706", "3804-00", "successor"},
        {"Sandefjord, three times", Date(2024, 1, 1), "0706", "3907-00", "successor"},
        {"Rindal, before", Date(2018, 12, 31), "1567", "1567-00", "exact"},
        {"Rindal, after", Date(2019, 1, 1), "1567", "5061-00", "successor"},
        {"Bergen, before", Date(2019, 12, 31), "1201", "1201-00", "exact"},
        {"Bergen, after", Date(2020, 1, 1), "1201", "4601-00", "successor"},
        {"Bergen, four years after", Date(2024, 1, 1), "1201", "4601-00", "successor"},
        {"Halden in 2019", Date(2019, 12, 31), "0101", "0101-00", "exact"},
        {"Halden in Viken", Date(2020, 1, 1), "0101", "3001-00", "successor"},
        {"Halden on the last day of Viken", Date(2023, 12, 31), "0101", "3001-00", "successor"},
        {"Halden back in Østfold", Date(2024, 1, 1), "0101", "3101-00", "successor"},
        {"Halden by Viken's number", Date(2024, 1, 1), "3001", "3101-00", "successor"},
        {"Halden by a number to come", Date(2023, 12, 31), "3101", "", "no-municipality"},
        {"Lillestrøm", Date(2023, 12, 31), "3030", "3030-00", "exact"},
        {"Lillestrøm", Date(2024, 1, 1), "3030", "3205-00", "successor"},
        {"Skedsmo", Date(2024, 1, 1), "0231", "3205-00", "successor"},
        {"Sørum, of which a part went to Nes", Date(2020, 1, 1), "0226", "", "several-successors"},
        {"Snillfjord, before", Date(2019, 12, 31), "5012", "5012-00", "exact"},
        {"Snillfjord, divided", Date(2020, 1, 1), "5012", "", "several-successors"},
        {"Snillfjord by its oldest number", Date(2019, 12, 31), "1613", "5012-00", "successor"},
        {"Snillfjord by its oldest number", Date(2020, 1, 1), "1613", "", "several-successors"},
        {"Tysfjord, before", Date(2019, 12, 31), "1850", "1850-00", "exact"},
        {"Tysfjord, divided", Date(2020, 1, 1), "1850", "", "several-successors"},
        {"Ålesund, before", Date(2023, 12, 31), "1507", "1507-00", "exact"},
        {"Ålesund, divided", Date(2024, 1, 1), "1507", "", "several-successors"},
        {"Ålesund's number until 2019", Date(2023, 12, 31), "1504", "1507-00", "successor"},
        {"which now could be Haram's, too", Date(2024, 1, 1), "1504", "", "several-successors"},
        {"Alta", Date(2024, 1, 1), "2012", "5601-00", "successor"},
        {"a number nobody ever had", Date(2024, 1, 1), "9999", "", "no-municipality"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(std::string(c.why) + ", " + c.number + " on " + c.day.text());
        const auto found = route(c.number, "00", snapshot, c.day);
        EXPECT_EQ(found.receiver ? to_text(*found.receiver) : "", c.receiver);
        EXPECT_EQ(to_text(found.note), c.note);
    }
}

TEST(Renumberings, LoseNoNumberOnAnyDayAroundAReform)
{
    const auto snapshot = register_through_the_years();
    for (const auto& reform :
         {Date(2017, 1, 1), Date(2018, 1, 1), Date(2019, 1, 1), Date(2020, 1, 1), reform_2024}) {
        for (const auto& before : numbers_in_use(reform - 1)) {
            EXPECT_EQ(route(before, "00", snapshot, reform - 1).note, RouteNote::Exact) << before;
            const auto after = route(before, "00", snapshot, reform);
            const auto* renumbering = find_renumbering(before, {});
            const auto expected = renumbering == nullptr || *renumbering->in_force > reform
                                      ? RouteNote::Exact
                                  : renumbering->to.size() == 1 ? RouteNote::Successor
                                                                : RouteNote::SeveralSuccessors;
            EXPECT_EQ(after.note, expected) << before << " on " << reform.text();
        }
    }
}

} // namespace
} // namespace reservepost::batch::receivers
