#include "batch/report/figures.h"

#include "holidays/oslo_time.h"

#include <string>

namespace reservepost::batch::report {

namespace {

// clang-format off
constexpr std::array<CountName, count_kinds> names = {{
    {Count::TakenIn,       "taken_in",       "taken in"},
    {Count::Confirmed,     "confirmed",      "confirmed, no letter"},
    {Count::Posted,        "posted",         "sent by post"},
    {Count::NotConfirmed,  "not_confirmed",  "nobody confirmed in time"},
    {Count::Rejected,      "rejected",       "case system refused it"},
    {Count::PaperOnly,     "paper_only",     "receiver takes paper only"},
    {Count::SentAgain,     "sent_again",     "confirmed, but lost"},
    {Count::Open,          "open",           "not decided yet"},
    {Count::ConfirmedLate, "confirmed_late", "confirmed too late"},
    {Count::HeldNow,       "held_now",       "held now"},
    {Count::HeldEver,      "held_ever",      "held at some time"},
    {Count::Returned,      "returned",       "letter came back"},
}};
// clang-format on

constexpr bool in_order()
{
    for (std::size_t i = 0; i < count_kinds; ++i)
        if (names[i].count != static_cast<Count>(i)) return false;
    return true;
}
static_assert(in_order(), "a count's name is found by its number");

/// The reports of the year. A file in quarantine has no receiver and is no report as far as we can
/// tell; one that was released has.
constexpr std::string_view counted =
    "counted as materialized ("
    "  select record, receiver, reception, taken_in_at, due_at, rejected_at, confirmed_at,"
    "         confirmed_late_at is not null as late, mailed_at from report"
    "  where taken_in_at >= $1 and taken_in_at < $2"
    "    and (quarantine_code is null or receiver is not null))";

/// What became of each one's letters. A job that the house refused, or that was taken back, handed
/// nothing over.
constexpr std::string_view lettered =
    "held as materialized ("
    "  select distinct subject from journal where subject_kind = 'letter' and to_state = 'held'),"
    "lettered as materialized ("
    "  select l.record, min(j.sent_at) as handed_at, min(l.gathered_at) filter (where j.number is "
    "         not null) as gathered_at, bool_or(l.state = 'held') as held_now,"
    "         bool_or(l.state = 'held' or h.subject is not null) as held_ever,"
    "         bool_or(l.state = 'returned') as returned"
    "  from letter l join counted using (record)"
    "  left join job j on j.number = l.job and j.state in ('sent', 'received', 'settled')"
    "  left join held h on h.subject = l.id::text"
    "  where l.kind = 'forwarding' group by l.record)";

constexpr std::string_view told =
    "told as materialized ("
    "  select c.receiver, c.late, c.mailed_at, c.taken_in_at, c.due_at, c.rejected_at, l.handed_at,"
    "         coalesce(l.held_now, false) as held_now, coalesce(l.held_ever, false) as held_ever,"
    "         coalesce(l.returned, false) as returned,"
    "         case when l.handed_at is null and c.confirmed_at is not null then 'confirmed'"
    "              when l.handed_at is null then 'open'"
    "              when c.confirmed_at <= l.gathered_at then 'sent_again'"
    "              when c.rejected_at <= l.gathered_at then 'rejected'"
    "              when c.reception = 'postal' then 'paper_only'"
    "              else 'not_confirmed' end as fate"
    "  from counted c left join lettered l using (record))";

/// When its letter was due: at once for one that was refused or whose receiver takes paper. What
/// had been confirmed in time has kept its deadline.
constexpr std::string_view timed =
    "timed as (select *, case fate when 'rejected' then least(rejected_at, due_at)"
    "  when 'paper_only' then least(taken_in_at, due_at)"
    "  when 'not_confirmed' then due_at end as due from told),"
    "lasted as (select *,"
    "  case when handed_at < due then 0"
    "       else floor(extract(epoch from handed_at - due))::bigint end as to_hand_over,"
    "  case when mailed_at < due then 0"
    "       else floor(extract(epoch from mailed_at - due))::bigint end as to_posting from timed)";

std::string durations_of(const std::string& column)
{
    std::string sql = "count(" + column + ") as " + column + "_letters";
    for (const auto& [share, name] :
         {std::pair{"0.5", "half"}, std::pair{"0.9", "most"}, std::pair{"1", "longest"}})
        sql += ", coalesce(percentile_disc(" + std::string(share) + ") within group (order by " +
               column + "), 0) as " + column + "_" + name;
    return sql;
}

std::string year_statement()
{
    std::string sql = "with ";
    for (const auto part : {counted, lettered, told, timed})
        sql += std::string(part) + (part == timed ? " " : ", ");
    sql += "select receiver, grouping(receiver) = 1 as everybody, count(*) as taken_in, "
           "count(handed_at) as posted, ";
    for (const char* fate :
         {"confirmed", "open", "not_confirmed", "rejected", "paper_only", "sent_again"})
        sql += "count(*) filter (where fate = '" + std::string(fate) + "') as " + fate + ", ";
    return sql +
           "count(*) filter (where late and handed_at is not null) as confirmed_late, "
           "count(*) filter (where held_now) as held_now, "
           "count(*) filter (where held_ever) as held_ever, "
           "count(*) filter (where returned) as returned, " +
           durations_of("to_hand_over") + ", " + durations_of("to_posting") +
           " from lasted group by grouping sets ((receiver), ()) "
           "order by everybody, receiver nulls last";
}

Durations durations(const store::Row& row, const std::string& column)
{
    return {row.integer(column + "_letters"), row.integer(column + "_half"),
            row.integer(column + "_most"), row.integer(column + "_longest")};
}

Figures figures_of(const store::Row& row)
{
    Figures figures{.receiver = row.find_integer("receiver"),
                    .counts = {},
                    .to_hand_over = durations(row, "to_hand_over"),
                    .to_posting = durations(row, "to_posting")};
    for (std::size_t i = 0; i < count_kinds; ++i)
        figures.counts[i] = row.integer(names[i].code);
    return figures;
}

} // namespace

const std::array<CountName, count_kinds>& count_names()
{
    return names;
}

holidays::Instant Year::begins() const
{
    return holidays::start_of_day(holidays::Date(year, 1, 1));
}

holidays::Instant Year::ends() const
{
    return holidays::start_of_day(holidays::Date(year + 1, 1, 1));
}

YearFigures count_year(store::Transaction& transaction, Year year)
{
    static const std::string statement = year_statement();
    YearFigures figures;
    for (const store::Row row : transaction.execute(statement, {year.begins(), year.ends()})) {
        if (row.boolean("everybody"))
            figures.all = figures_of(row);
        else
            figures.receivers.push_back(figures_of(row));
    }
    return figures;
}

std::optional<int> first_year(store::Transaction& transaction)
{
    const auto first = transaction.execute("select min(taken_in_at) as first from report")
                           .one()
                           .find_instant("first");
    if (!first) return std::nullopt;
    return holidays::oslo_date(*first).year();
}

} // namespace reservepost::batch::report
