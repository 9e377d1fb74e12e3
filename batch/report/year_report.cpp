#include "batch/report/year_report.h"

#include "batch/letters/letter_fields.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::report {

namespace {

constexpr std::int64_t seconds_an_hour = 3600;

/// One count is the sum of others, or of one other and what is left, which is not in the table.
struct Rule {
    Count total;
    std::vector<Count> parts;
    bool all_parts; ///< False: there is a rest.
};

const std::vector<Rule>& rules()
{
    using enum Count;
    static const std::vector<Rule> all = {
        {TakenIn, {Confirmed, Posted, Open}, true},
        {Posted, {NotConfirmed, Rejected, PaperOnly, SentAgain}, true},
        {Posted, {ConfirmedLate}, false},
        {Posted, {Returned}, false},
        {HeldEver, {HeldNow}, false},
        {TakenIn, {HeldEver}, false},
    };
    return all;
}

/// All counts of all rows as one table, in which a reader may add and take away.
class WholeTable {
public:
    explicit WholeTable(const YearFigures& figures)
    {
        for (const Figures& row : figures.receivers)
            add_row(row);
        add_row(figures.all);
        const std::size_t all = figures.receivers.size();
        for (std::size_t count = 0; count < count_kinds; ++count) {
            Sum column{.total = cell(all, count), .parts = {}};
            for (std::size_t row = 0; row < all; ++row)
                column.parts.push_back(cell(row, count));
            table_.sums.push_back(std::move(column));
        }
    }

    const Table& table() const { return table_; }
    std::size_t cell(std::size_t row, std::size_t count) const { return rows_.at(row) + count; }

private:
    void add_row(const Figures& row)
    {
        rows_.push_back(table_.cells.size());
        for (const std::int64_t value : row.counts)
            table_.cells.push_back({.value = value});
        const std::size_t first = rows_.back();
        const auto at = [&](Count count) { return first + static_cast<std::size_t>(count); };
        for (const Rule& rule : rules()) {
            Sum sum{.total = at(rule.total), .parts = {}};
            std::int64_t rest = row.of(rule.total);
            for (const Count part : rule.parts) {
                sum.parts.push_back(at(part));
                rest -= row.of(part);
            }
            if (!rule.all_parts) {
                sum.parts.push_back(table_.cells.size());
                table_.cells.push_back({.value = rest, .in_table = false});
            }
            table_.sums.push_back(std::move(sum));
        }
    }

    Table table_;
    std::vector<std::size_t> rows_; ///< The first cell of each.
};

std::optional<ShownHours> hours_of(const Durations& durations, const ShownCount& posted)
{
    const bool enough = posted.is_number() && durations.letters >= least_shown;
    if (!enough) return std::nullopt;
    const auto hours = [](std::int64_t seconds) {
        return (seconds + seconds_an_hour / 2) / seconds_an_hour;
    };
    return ShownHours{hours(durations.half), hours(durations.most), hours(durations.longest)};
}

ShownFigures shown_figures(const Figures& figures, const std::vector<Shown>& shown,
                           std::size_t first)
{
    ShownFigures result;
    for (std::size_t count = 0; count < count_kinds; ++count) {
        const Shown how = shown.at(first + count);
        result.counts[count] = {how == Shown::Value ? figures.counts[count] : 0, how};
    }
    const ShownCount& taken_in = result.of(Count::TakenIn);
    const ShownCount& posted = result.of(Count::Posted);
    if (taken_in.is_number() && posted.is_number() && taken_in.value >= least_shown)
        result.percent_posted = (posted.value * 200 + taken_in.value) / (taken_in.value * 2);
    result.to_hand_over = hours_of(figures.to_hand_over, posted);
    result.to_posting = hours_of(figures.to_posting, posted);
    return result;
}

std::optional<receivers::Receiver> receiver_of(const Figures& figures,
                                               const receivers::Snapshot& snapshot)
{
    if (!figures.receiver) return std::nullopt;
    const auto found =
        std::ranges::find(snapshot.receivers, *figures.receiver, &receivers::Receiver::id);
    if (found == snapshot.receivers.end())
        throw std::logic_error("a receiver with reports is not in the register [this is a bug]");
    return *found;
}

} // namespace

std::string ShownCount::text() const
{
    switch (shown) {
    case Shown::Value:
        return std::to_string(value);
    case Shown::Small:
        return "<" + std::to_string(least_shown);
    case Shown::Hidden:
    case Shown::Never:
        break;
    }
    return ":";
}

std::string ReceiverYear::key() const
{
    return receiver ? to_text(receiver->key) : "none";
}

std::string ReceiverYear::name() const
{
    return receiver ? letters::receiver_name(*receiver) : "no receiver yet";
}

YearReport make_year_report(const YearFigures& figures, const receivers::Snapshot& receivers,
                            Year year, holidays::Date today)
{
    const WholeTable whole(figures);
    const auto shown = suppress(whole.table());
    YearReport report{
        .year = year.year,
        .over = today.year() > year.year,
        .as_of = today,
        .receivers = {},
        .all = shown_figures(figures.all, shown, whole.cell(figures.receivers.size(), 0))};
    for (std::size_t row = 0; row < figures.receivers.size(); ++row)
        report.receivers.push_back(
            {receiver_of(figures.receivers[row], receivers),
             shown_figures(figures.receivers[row], shown, whole.cell(row, 0))});
    std::ranges::sort(report.receivers, {}, &ReceiverYear::key);
    return report;
}

ReceiverYear year_of(const YearReport& report, const receivers::Receiver& receiver)
{
    for (const ReceiverYear& row : report.receivers)
        if (row.receiver && row.receiver->id == receiver.id) return row;
    return {receiver, {}};
}

} // namespace reservepost::batch::report
