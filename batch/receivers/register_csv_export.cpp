#include "batch/receivers/register_csv_export.h"

#include "batch/receivers/receiver_fields.h"

namespace reservepost::batch::receivers {

namespace {

/// A cell that a reader of ours and a spreadsheet give back as it is.
std::string csv_cell(const ReceiverField& field, std::string value)
{
    // One line that holds a '|' would come back as two; with a line end it is read as lines.
    const bool is_one_line = value.find('\n') == std::string::npos;
    if (field.kind == FieldKind::Lines && is_one_line && value.find('|') != std::string::npos)
        value += '\n';
    if (value.find_first_of("\";,\t\r\n") == std::string::npos) return value;
    std::string cell = "\"";
    for (const char c : value)
        cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    return cell + '"';
}

} // namespace

std::string csv_register(const Snapshot& snapshot)
{
    std::string text = "\xEF\xBB\xBF";
    const auto fields = receiver_fields();
    const auto add_row = [&](const auto& cell_of) {
        for (const auto& field : fields)
            text += (&field == &fields.front() ? "" : ";") + cell_of(field);
        text += "\r\n";
    };
    add_row([](const ReceiverField& field) { return std::string(field.name); });
    for (const auto& receiver : snapshot.receivers)
        add_row([&](const ReceiverField& field) { return csv_cell(field, field.get(receiver)); });
    return text;
}

} // namespace reservepost::batch::receivers
