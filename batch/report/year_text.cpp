#include "batch/report/year_text.h"

#include <algorithm>

namespace reservepost::batch::report {

namespace {

constexpr std::size_t label_width = 32;
constexpr std::size_t number_width = 8;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

std::string ranged_right(const std::string& text, std::size_t width)
{
    return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

bool is_cause(Count count)
{
    return count >= Count::NotConfirmed && count <= Count::SentAgain;
}

std::string hours_text(const std::optional<ShownHours>& hours, const ShownCount& posted)
{
    if (posted.is_number() && posted.value == 0) return "no letter";
    if (!hours) return "not shown";
    return "half within " + std::to_string(hours->half) + ", nine of ten within " +
           std::to_string(hours->most) + ", longest " + std::to_string(hours->longest);
}

/// The times in the order in which CSV and JSON have them, with their names.
struct TimeName {
    std::string_view code;
    std::optional<ShownHours> ShownFigures::*hours;
};
constexpr TimeName times[] = {{"hours_due_to_hand_over", &ShownFigures::to_hand_over},
                              {"hours_due_to_posting", &ShownFigures::to_posting}};

std::string optional_text(const std::optional<std::int64_t>& number)
{
    return number ? std::to_string(*number) : "";
}

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
        result += c == '"' ? "\"\"" : std::string(1, c);
    return result + '"';
}

std::string csv_line(const std::string& key, const std::string& name, const YearReport& report,
                     const ShownFigures& figures)
{
    std::string line = key + ',' + quoted(name) + ',' + std::to_string(report.year) + ',' +
                       (report.over ? "yes" : "no") + ',' + report.as_of.text();
    for (const ShownCount& count : figures.counts)
        line += ',' + count.text();
    line += ',' + optional_text(figures.percent_posted);
    for (const TimeName& time : times) {
        const auto& hours = figures.*time.hours;
        line += hours ? ',' + std::to_string(hours->half) + ',' + std::to_string(hours->most) +
                            ',' + std::to_string(hours->longest)
                      : ",,,";
    }
    return line + "\r\n";
}

json::Value hours_value(const std::optional<ShownHours>& hours)
{
    if (!hours) return {};
    return json::Value::object({{"half_within", hours->half},
                                {"nine_of_ten_within", hours->most},
                                {"longest", hours->longest}});
}

json::Value figures_value(const std::string& key, const std::string& name,
                          const ShownFigures& figures)
{
    auto value = json::Value::object({{"receiver", key}, {"name", name}});
    for (const CountName& name_of_count : count_names()) {
        const ShownCount& count = figures.of(name_of_count.count);
        value.set(std::string(name_of_count.code),
                  count.is_number() ? json::Value(count.value) : json::Value(count.text()));
    }
    value.set("percent_posted",
              figures.percent_posted ? json::Value(*figures.percent_posted) : json::Value());
    for (const TimeName& time : times)
        value.set(std::string(time.code), hours_value(figures.*time.hours));
    return value;
}

} // namespace

std::string figures_text(const ShownFigures& figures, const std::string& name,
                         const YearReport& report)
{
    std::string text = name + ", " + std::to_string(report.year) +
                       (report.over ? "" : " (not over; counted " + report.as_of.text() + ")") +
                       "\n";
    for (const CountName& one : count_names()) {
        const bool inner = is_cause(one.count);
        text += padded((inner ? "    " : "  ") + std::string(one.words), label_width) +
                ranged_right(figures.of(one.count).text(), number_width);
        if (one.count == Count::Posted && figures.percent_posted)
            text += "  " + std::to_string(*figures.percent_posted) + " %";
        text += '\n';
    }
    return text + padded("  hours, due to hand-over", label_width) + "  " +
           hours_text(figures.to_hand_over, figures.of(Count::Posted)) + "\n" +
           padded("  hours, due to posting", label_width) + "  " +
           hours_text(figures.to_posting, figures.of(Count::Posted)) + "\n";
}

std::string receivers_text(const YearReport& report)
{
    constexpr Count columns[] = {Count::TakenIn, Count::Confirmed, Count::Posted, Count::Open};
    std::string text = padded("receiver", number_width);
    for (const char* head : {"taken in", "confirmed", "by post", "open"})
        text += ranged_right(head, number_width + 3);
    text += '\n';
    for (const ReceiverYear& row : report.receivers) {
        text += padded(row.key(), number_width);
        for (const Count count : columns)
            text += ranged_right(row.figures.of(count).text(), number_width + 3);
        text += "  " + row.name() + "\n";
    }
    return text;
}

std::string year_csv(const YearReport& report, const ReceiverYear* only)
{
    std::string csv = "receiver,name,year,year_is_over,counted_on";
    for (const CountName& name : count_names())
        csv += ',' + std::string(name.code);
    csv += ",percent_posted";
    for (const TimeName& time : times)
        for (const char* part : {"half_within", "nine_of_ten_within", "longest"})
            csv += ',' + std::string(time.code) + '_' + part;
    csv += "\r\n";
    if (only) return csv + csv_line(only->key(), only->name(), report, only->figures);
    for (const ReceiverYear& row : report.receivers)
        csv += csv_line(row.key(), row.name(), report, row.figures);
    return csv + csv_line("all", "all receivers", report, report.all);
}

json::Value year_value(const YearReport& report, const ReceiverYear* only)
{
    auto value = json::Value::object({{"year", report.year},
                                      {"year_is_over", report.over},
                                      {"counted_on", report.as_of.text()}});
    if (only) {
        value.set("figures", figures_value(only->key(), only->name(), only->figures));
        return value;
    }
    value.set("figures", figures_value("all", "all receivers", report.all));
    json::Value::List rows;
    for (const ReceiverYear& row : report.receivers)
        rows.push_back(figures_value(row.key(), row.name(), row.figures));
    value.set("receivers", std::move(rows));
    return value;
}

} // namespace reservepost::batch::report
