#include "batch/commands/commands.h"
#include "batch/commands/proof_file.h"
#include "batch/disk/files.h"
#include "batch/receivers/register.h"
#include "batch/report/year_page.h"
#include "batch/report/year_text.h"
#include "holidays/oslo_time.h"
#include "layout/workshop.h"

namespace reservepost::batch::commands {

namespace {

/// The year that was asked for. Throws where nothing can have been counted in it.
report::Year year_wished(const Invocation& invocation, store::Transaction& transaction,
                         holidays::Date today)
{
    const auto asked = invocation.number("--year");
    const auto first = report::first_year(transaction).value_or(today.year());
    if (asked > today.year())
        throw UsageError("--year lies ahead; this year is " + std::to_string(today.year()));
    if (asked < first)
        throw UsageError("nothing was taken in before " + std::to_string(first) +
                         "; --year is that or a later one");
    return {static_cast<int>(asked)};
}

/// The files that are wished, written; their names.
std::vector<std::string> write_files(const Invocation& invocation, const report::YearReport& year,
                                     const report::ReceiverYear* only, const std::string& ask)
{
    std::vector<std::string> written;
    if (const auto file = invocation.text("--csv"); !file.empty()) {
        disk::replace_durably(file, report::year_csv(year, only), 0644);
        written.push_back(file);
    }
    if (const auto file = invocation.text("--pdf"); !file.empty()) {
        const layout::Workshop workshop;
        const auto page = report::year_page(year, only, ask);
        disk::replace_durably(file, report::year_pdf(page, workshop), 0644);
        written.push_back(file);
    }
    return written;
}

std::string text_of(const report::YearReport& year, const report::ReceiverYear* only)
{
    const std::string legend = "<5: one to four. \":\": hidden, or such a number could be worked "
                               "out. docs/report.md\n";
    if (only)
        return report::figures_text(only->figures, only->key() + "  " + only->name(), year) +
               legend;
    return report::figures_text(year.all, "All receivers", year) + "\n" +
           report::receivers_text(year) + legend;
}

int report_year(const Invocation& invocation)
{
    const bool one = !invocation.text("--receiver").empty();
    const auto key = one ? receiver_key(invocation, "--receiver") : receivers::ReceiverKey();
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto snapshot = receivers::snapshot(transaction);
    const auto today = holidays::oslo_date(state.clock().now());
    const auto year = year_wished(invocation, transaction, today);
    std::optional<report::ReceiverYear> only;
    const auto shown =
        report::make_year_report(report::count_year(transaction, year), snapshot, year, today);
    if (one) only = report::year_of(shown, receivers::get(transaction, key));

    const auto& emails = state.configuration().operator_emails;
    const auto* row = only ? &*only : nullptr;
    const auto written =
        write_files(invocation, shown, row, emails.empty() ? std::string() : emails.front());
    auto value = report::year_value(shown, row);
    value.set("files", json::Value::list_of(written));
    invocation.print(value, text_of(shown, row) + written_text(written));
    return all_well;
}

} // namespace

Command report_command()
{
    using enum Option::Kind;
    return {.name = "report",
            .summary = "A year in figures: how many reports became letters, and how fast",
            .details = "For one receiver, or for all. Counts of 1 to 4 are not shown, nor what "
                       "would give one away.\n\n"
                       "  reservepost report --receiver 0301-05 --year 2026 --pdf year.pdf\n"
                       "  reservepost report --year 2026 --csv year.csv",
            .options = {{Text, "--year", "YEAR", "By when reports were taken in, Oslo time", true},
                        {Text, "--receiver", "R",
                         "Municipality and district, such as 0301-05; all where not given"},
                        {Text, "--csv", "FILE", "Write the table as CSV"},
                        {Text, "--pdf", "FILE", "Write a page to read and to pass on"}},
            .run = report_year};
}

} // namespace reservepost::batch::commands
