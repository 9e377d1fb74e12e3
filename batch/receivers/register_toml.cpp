#include "batch/receivers/register_toml.h"

#include "batch/configuration/toml_text.h"
#include "batch/receivers/receiver_fields.h"
#include "batch/receivers/register_rows.h"

namespace reservepost::batch::receivers {

namespace {

std::string list_text(const std::vector<std::string>& values)
{
    std::string text = "[";
    for (const auto& value : values)
        text += (text.size() > 1 ? ", " : "") + configuration::toml_text(value);
    return text + "]";
}

std::string value_text(const ReceiverField& field, const std::string& value)
{
    switch (field.kind) {
    case FieldKind::Boolean:
    case FieldKind::Date:
        return value;
    case FieldKind::Lines:
        return list_text(split_lines(value));
    case FieldKind::Text:
        break;
    }
    return configuration::toml_text(value);
}

} // namespace

std::string register_toml(const Snapshot& snapshot)
{
    std::string text;
    for (const auto& receiver : snapshot.receivers) {
        text += "[[receiver]]\n";
        for (const auto& field : receiver_fields()) {
            const auto value = field.get(receiver);
            if (!value.empty())
                text += std::string(field.name) + " = " + value_text(field, value) + "\n";
        }
        text += "\n";
    }
    for (const auto& renumbering : snapshot.renumberings) {
        text += "[[renumbering]]\nfrom = " + configuration::toml_text(renumbering.from) +
                "\nto = " + list_text(renumbering.to) + "\n";
        if (renumbering.in_force) text += "in_force = " + renumbering.in_force->text() + "\n";
        text += "source = " + configuration::toml_text(renumbering.source) + "\n\n";
    }
    return text;
}

} // namespace reservepost::batch::receivers
