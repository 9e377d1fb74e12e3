#include "batch/receivers/register_csv.h"

#include "batch/receivers/register_csv_text.h"
#include "batch/receivers/register_judgement.h"

#include <algorithm>
#include <map>

namespace reservepost::batch::receivers {

namespace {

using configuration::Finding;

constexpr std::size_t most_findings = 100;
constexpr std::size_t most_receivers = 10'000; // Norway has some 400.

std::string in_ticks(std::string_view name)
{
    return '`' + std::string(name) + '`';
}

/// Spreadsheets write TRUE, and in Norwegian SANN, for what we call true.
std::string truth_of(const std::string& text)
{
    static const std::map<std::string_view, const char*> words = {
        {"TRUE", "true"},   {"True", "true"},   {"SANN", "true"},
        {"FALSE", "false"}, {"False", "false"}, {"USANN", "false"}};
    const auto there = words.find(text);
    return there == words.end() ? text : there->second;
}

/// The text that a field's rule reads.
std::string value_of(const ReceiverField& field, const CsvCell& cell)
{
    auto value = cell.text;
    if (field.kind == FieldKind::Boolean) return truth_of(value);
    if (field.kind == FieldKind::Lines && value.find('\n') == std::string::npos)
        std::ranges::replace(value, '|', '\n');
    return value;
}

/// What a spreadsheet probably did to a value that its rule refuses.
std::string_view hint(const ReceiverField& field, std::string_view text)
{
    const bool is_number = field.name == "municipality" || field.name == "district";
    const bool are_digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_number && are_digits && text.size() < 4)
        return "; a spreadsheet takes away leading noughts: make the column one of text";
    const bool has_dots = std::ranges::count(text, '.') == 2;
    if (field.kind == FieldKind::Date && has_dots)
        return "; a spreadsheet has written it its own way: make the column one of text";
    return {};
}

class CsvRegister {
public:
    CsvRegister(std::string_view text, const Snapshot& known)
        : reader_(text, csv_separator(text), findings_), known_(known)
    {
    }

    std::vector<Receiver> read()
    {
        const auto header = reader_.next();
        if (header) read_header(*header);
        if (!header && findings_.empty())
            complain({{}, 1, 1}, "there is nothing in this file; a register has a header with the "
                                 "names of fields");
        // Under a header that is wrong every row would be wrong for the same reason.
        if (!findings_.empty()) return {};
        read_rows();
        if (findings_.empty() && rows_.empty())
            complain({{}, 1, 1}, "there is no receiver below the header");
        judge_together();
        return std::move(receivers_);
    }

    std::vector<Finding> take_findings() { return std::move(findings_); }

private:
    void complain(const CsvCell& cell, std::string what)
    {
        findings_.push_back({cell.line, cell.column, std::move(what)});
    }

    void read_rows()
    {
        while (const auto row = reader_.next()) {
            if (findings_.size() >= most_findings)
                return complain(row->front(), "more may be wrong from here on; these are the first "
                                              "hundred findings");
            if (rows_.size() >= most_receivers)
                return complain(row->front(), "a register has at most 10,000 receivers; the rest "
                                              "is not read");
            read_row(*row);
        }
    }

    void read_header(const CsvRow& row)
    {
        for (const auto& cell : row) {
            const auto* field = find_field(cell.text);
            if (field == nullptr) {
                complain(cell, unknown_column(cell.text));
            } else if (std::ranges::find(columns_, field) != columns_.end()) {
                complain(cell, "the column " + in_ticks(field->name) + " stands twice");
            }
            columns_.push_back(field);
        }
        for (const auto& field : receiver_fields()) {
            if (field.required && std::ranges::find(columns_, &field) == columns_.end())
                complain(row.front(), "the column " + in_ticks(field.name) + " is missing");
        }
    }

    static std::string unknown_column(const std::string& name)
    {
        std::vector<std::string> known;
        for (const auto& field : receiver_fields())
            known.emplace_back(field.name);
        const auto suggestion = configuration::nearest(name, known);
        return suggestion.empty() ? "this is not a field of a receiver; docs/receivers.md names "
                                    "them"
                                  : "this is not a field of a receiver; did you mean " +
                                        in_ticks(suggestion) + "?";
    }

    void read_row(const CsvRow& row)
    {
        const auto findings_before = findings_.size();
        if (row.size() != columns_.size()) {
            const bool too_many = row.size() > columns_.size();
            complain(too_many ? row[columns_.size()] : row.back(),
                     "this row has " + std::to_string(row.size()) + " cells, the header " +
                         std::to_string(columns_.size()));
            return;
        }
        Receiver receiver;
        for (std::size_t i = 0; i < row.size(); ++i)
            put(receiver, *columns_[i], row[i]);
        if (!is_given(row, "default_district"))
            receiver.default_district = receiver.key.district == "00";
        // Rules between fields are judged only where each field is right by itself.
        if (findings_.size() == findings_before) {
            for (const auto& fault : faults_within(receiver))
                complain(cell_of(row, fault.field), in_ticks(fault.field) + ' ' + fault.what);
        }
        remember(row, std::move(receiver));
    }

    void put(Receiver& receiver, const ReceiverField& field, const CsvCell& cell)
    {
        if (cell.text.empty()) {
            if (field.required)
                complain(cell, in_ticks(field.name) + " is missing; it " + std::string(field.rule));
            return;
        }
        if (!field.put(receiver, value_of(field, cell))) {
            complain(cell, in_ticks(field.name) + ' ' + std::string(field.rule) +
                               std::string(hint(field, cell.text)));
        }
    }

    void remember(const CsvRow& row, Receiver receiver)
    {
        if (receiver.key.municipality.empty() || receiver.key.district.empty()) return;
        const auto [there, is_new] = rows_.emplace(receiver.key, row);
        if (!is_new) {
            complain(row.front(), "receiver " + to_text(receiver.key) +
                                      " stands twice; it stands first in line " +
                                      std::to_string(there->second.front().line));
            return;
        }
        receivers_.push_back(std::move(receiver));
    }

    /// The cell of that field, or the row's first where the file has no such column.
    const CsvCell& cell_of(const CsvRow& row, std::string_view name) const
    {
        const auto there = std::ranges::find(columns_, find_field(name));
        return row[there == columns_.end() ? 0
                                           : static_cast<std::size_t>(there - columns_.begin())];
    }

    bool is_given(const CsvRow& row, std::string_view name) const
    {
        const auto there = std::ranges::find(columns_, find_field(name));
        return there != columns_.end() && !cell_of(row, name).text.empty();
    }

    void judge_together()
    {
        for (const auto& fault : faults_together(receivers_, known_)) {
            const auto there = rows_.find(fault.receiver);
            const auto place =
                there == rows_.end() ? CsvCell{{}, 1, 1} : cell_of(there->second, fault.field);
            complain(place,
                     in_ticks(fault.field) + " of " + to_text(fault.receiver) + ' ' + fault.what);
        }
    }

    std::vector<Finding> findings_;
    CsvReader reader_;
    const Snapshot& known_;
    std::vector<Receiver> receivers_;
    std::vector<const ReceiverField*> columns_;
    std::map<ReceiverKey, CsvRow> rows_;
};

} // namespace

std::vector<Receiver> read_register_csv(std::string_view octets, std::string_view file,
                                        const Snapshot& known)
{
    CsvRegister reader(checked_csv_text(octets, file), known);
    auto content = reader.read();
    auto findings = reader.take_findings();
    if (!findings.empty()) throw configuration::FindingsError(file, std::move(findings));
    return content;
}

} // namespace reservepost::batch::receivers
