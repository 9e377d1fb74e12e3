#include "batch/report/suppression.h"

#include "tests/support/for_any.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

// No number that is shown lets a small one be worked out.

namespace reservepost::batch::report {
namespace {

/// Somebody who sees the table, knows how its cells hang together, and reckons.
class Reader {
public:
    Reader(const Table& table, const std::vector<Shown>& shown) : table_(table), shown_(shown) {}

    /// Whether the reader must take `cell` to be what it is: no other table is possible.
    bool knows(std::size_t cell)
    {
        const auto truth = table_.cells[cell].value;
        for (std::int64_t value = 0; value <= truth + least_shown; ++value) {
            if (value == truth) continue;
            std::vector<std::optional<std::int64_t>> guess;
            for (std::size_t i = 0; i < table_.cells.size(); ++i)
                guess.push_back(shown_[i] == Shown::Value ? std::optional(table_.cells[i].value)
                                                          : std::nullopt);
            guess[cell] = value;
            if (possible(cell, value) && completes(guess)) return false;
        }
        return true;
    }

private:
    using Guess = std::vector<std::optional<std::int64_t>>;

    bool possible(std::size_t cell, std::int64_t value) const
    {
        switch (shown_[cell]) {
        case Shown::Value:
            return value == table_.cells[cell].value;
        case Shown::Small:
            return value >= 1 && value < least_shown;
        case Shown::Hidden:
            return value >= 1;
        case Shown::Never:
            break;
        }
        return value >= 0;
    }

    /// What a sum with one unknown cell says of it; false where it cannot come out.
    bool follow(Guess& guess) const
    {
        for (bool more = true; more;) {
            more = false;
            for (const Sum& sum : table_.sums) {
                std::int64_t rest = guess[sum.total].value_or(0);
                std::size_t unknown = sum.total;
                int unknowns = guess[sum.total] ? 0 : 1;
                for (const std::size_t part : sum.parts) {
                    if (!guess[part]) unknown = part, ++unknowns;
                    rest -= guess[part].value_or(0);
                }
                if (unknowns > 1) continue;
                if (unknowns == 0 && rest != 0) return false;
                if (unknowns == 0) continue;
                guess[unknown] = unknown == sum.total ? -rest : rest;
                if (!possible(unknown, *guess[unknown])) return false;
                more = true;
            }
        }
        return true;
    }

    bool completes(Guess guess) const
    {
        if (!follow(guess)) return false;
        const auto open = std::ranges::find_if(guess, [](const auto& one) { return !one; });
        if (open == guess.end()) return true;
        const auto cell = static_cast<std::size_t>(open - guess.begin());
        const auto truth = table_.cells[cell].value;
        // What is near the truth comes first: there a table is found soonest.
        for (const std::int64_t away : {0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6}) {
            *open = truth + away;
            if (possible(cell, truth + away) && completes(guess)) return true;
        }
        return false;
    }

    const Table& table_;
    const std::vector<Shown>& shown_;
};

/// Rows and columns with their totals; of each row's first part a share that is told, and its rest.
Table square(const std::vector<std::vector<std::int64_t>>& rows,
             const std::vector<std::int64_t>& shares)
{
    Table table;
    const std::size_t columns = rows.front().size();
    std::vector<std::int64_t> totals(columns + 1, 0);
    for (const auto& row : rows) {
        Sum sum{.total = table.cells.size() + columns, .parts = {}};
        std::int64_t total = 0;
        for (std::size_t i = 0; i < columns; ++i) {
            sum.parts.push_back(table.cells.size());
            table.cells.push_back({row[i]});
            totals[i] += row[i];
            total += row[i];
        }
        table.cells.push_back({total});
        totals[columns] += total;
        table.sums.push_back(sum);
    }
    for (std::size_t i = 0; i <= columns; ++i) {
        Sum sum{.total = table.cells.size(), .parts = {}};
        for (std::size_t row = 0; row < rows.size(); ++row)
            sum.parts.push_back(row * (columns + 1) + i);
        table.cells.push_back({totals[i]});
        table.sums.push_back(sum);
    }
    Sum bottom{.total = table.cells.size() - 1, .parts = {}};
    for (std::size_t i = 0; i < columns; ++i)
        bottom.parts.push_back(rows.size() * (columns + 1) + i);
    table.sums.push_back(bottom);
    for (std::size_t row = 0; row < std::min(rows.size(), shares.size()); ++row) {
        const auto whole = row * (columns + 1);
        const auto share = std::min(shares[row], table.cells[whole].value);
        table.sums.push_back({whole, {table.cells.size(), table.cells.size() + 1}});
        table.cells.push_back({share});
        table.cells.push_back({.value = table.cells[whole].value - share, .in_table = false});
    }
    return table;
}

std::string drawn(const Table& table, const std::vector<Shown>& shown)
{
    std::string text;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        text += i == 0 ? "" : " ";
        if (shown[i] == Shown::Value) text += std::to_string(table.cells[i].value);
        if (shown[i] == Shown::Small) text += "<5";
        if (shown[i] == Shown::Hidden) text += ":";
        if (shown[i] == Shown::Never) text += ".";
    }
    return text;
}

TEST(Suppression, HidesAsLittleAsIsSafe)
{
    const struct {
        const char* why;
        Table table;
        const char* shown;
    } cases[] = {
        {"large numbers stay", square({{10, 20}, {30, 40}}, {}), "10 20 30 30 40 70 40 60 100"},
        {"so does nought", square({{0, 0}, {0, 0}}, {}), "0 0 0 0 0 0 0 0 0"},
        {"five is not small", square({{5, 5}}, {}), "5 5 10 5 5 10"},
        {"one small number takes three others with it", square({{1, 20}, {30, 40}}, {}),
         "<5 : 21 : : 70 31 60 91"},
        {"four small ones in a square guard each other", square({{1, 2}, {3, 2}}, {}),
         "<5 <5 <5 <5 <5 : <5 <5 :"},
        {"fours that make eight would each be four", square({{4, 4, 20}, {30, 30, 30}}, {}),
         "<5 <5 : 28 : : : 90 34 34 50 118"},
        {"what is left of a share is small as well", square({{20, 30}, {30, 40}}, {18}),
         "20 30 50 30 40 70 50 70 120 : ."},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        const auto shown = suppress(c.table);
        EXPECT_EQ(drawn(c.table, shown), c.shown);
        for (std::size_t cell = 0; cell < shown.size(); ++cell) {
            const auto value = c.table.cells[cell].value;
            const bool small = value > 0 && value < least_shown;
            EXPECT_TRUE(!small || !Reader(c.table, shown).knows(cell)) << cell;
        }
    }
}

TEST(Suppression, TheReaderOfTheseTestsReckonsWell)
{
    // Each shows what naive suppression would leave.
    const auto table = square({{1, 20}, {30, 40}}, {});
    auto shown = std::vector<Shown>(table.cells.size(), Shown::Value);
    shown[0] = Shown::Small;
    EXPECT_TRUE(Reader(table, shown).knows(0)) << "from the row";
    shown[1] = Shown::Hidden;
    EXPECT_TRUE(Reader(table, shown).knows(0)) << "from the column";
    shown[3] = Shown::Hidden;
    EXPECT_TRUE(Reader(table, shown).knows(0)) << "from the other column";
    shown[4] = Shown::Hidden;
    EXPECT_FALSE(Reader(table, shown).knows(0));

    const auto fours = square({{4, 4}}, {});
    shown.assign(fours.cells.size(), Shown::Value);
    shown[0] = shown[1] = shown[3] = shown[4] = Shown::Small;
    EXPECT_TRUE(Reader(fours, shown).knows(0)) << "two of at most four that make eight";
    EXPECT_FALSE(Reader(fours, suppress(fours)).knows(0));
}

TEST(Suppression, NoSmallNumberCanBeWorkedOut)
{
    tests::for_any(500, [] {
        const auto rows = *rc::gen::inRange<std::size_t>(1, 4);
        const auto columns = *rc::gen::inRange<std::size_t>(1, 4);
        const auto number = rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 7),
                                           rc::gen::element<std::int64_t>(0, 0, 4, 5, 30));
        const auto numbers = rc::gen::container<std::vector<std::int64_t>>(columns, number);
        const auto table =
            square(*rc::gen::container<std::vector<std::vector<std::int64_t>>>(rows, numbers),
                   *rc::gen::container<std::vector<std::int64_t>>(number));
        const auto shown = suppress(table);
        for (std::size_t cell = 0; cell < shown.size(); ++cell) {
            const auto value = table.cells[cell].value;
            const bool small = value > 0 && value < least_shown;
            RC_ASSERT(!small || shown[cell] != Shown::Value);
            RC_ASSERT(!small || !Reader(table, shown).knows(cell));
            RC_ASSERT(value != 0 || !table.cells[cell].in_table || shown[cell] == Shown::Value);
            RC_ASSERT(value < least_shown || shown[cell] != Shown::Small);
        }
    });
}

TEST(Suppression, AWrongTableIsRefused)
{
    Table table = square({{10, 20}}, {});
    table.cells.back().value += 1;
    EXPECT_THROW(suppress(table), std::invalid_argument);
    EXPECT_TRUE(suppress({}).empty());
}

} // namespace
} // namespace reservepost::batch::report
