#include "batch/receivers/register_csv.h"
#include "batch/receivers/register_csv_text.h"
#include "batch/receivers/register_csv_export.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"

#include <algorithm>

namespace reservepost::fuzz {

namespace {

using Findings = std::vector<batch::configuration::Finding>;
using layout::promise;

/// Findings have places that a person can go to, and there are not more than a person would read.
void check_findings(const Findings& findings)
{
    promise(!findings.empty() && findings.size() <= 500, "findings can be read");
    promise(std::ranges::all_of(findings,
                                [](const auto& finding) {
                                    return finding.line >= 1 && finding.column >= 1 &&
                                           !finding.what.empty();
                                }),
            "every finding has a place and says what is wrong");
}

/// Rows end; no cell or row is longer than one that could be meant.
void check_rows(std::string_view text, char separator)
{
    Findings findings;
    batch::receivers::CsvReader reader(text, separator, findings);
    std::size_t rows = 0;
    int line = 0;
    while (const auto row = reader.next()) {
        promise(++rows <= text.size(), "reading ends");
        promise(row->size() <= batch::receivers::CsvReader::most_cells, "a row has its limit");
        promise(row->front().line > line, "rows follow each other");
        line = row->back().line;
        for (const auto& cell : *row) {
            promise(cell.text.size() <= batch::receivers::CsvReader::longest_cell_octets,
                    "a cell has its limit");
        }
    }
}

} // namespace

void try_csv(std::string_view octets)
{
    for (const char separator : {',', ';', '\t'})
        check_rows(octets, separator);
    std::vector<batch::receivers::Receiver> receivers;
    try {
        receivers = batch::receivers::read_register_csv(octets, "r.csv", {});
    } catch (const batch::configuration::FindingsError& error) {
        check_findings(error.findings());
        return;
    }
    std::ranges::sort(receivers, {}, &batch::receivers::Receiver::key);
    const auto written = batch::receivers::csv_register({receivers, {}});
    promise(batch::receivers::read_register_csv(written, "r.csv", {}) == receivers,
            "an export is read back the same");
}

} // namespace reservepost::fuzz
