#include "batch/receivers/toml_value.h"

#include <stdexcept>

namespace reservepost::batch::receivers {

std::optional<std::string> toml_value(configuration::TableReader& reader,
                                      const ReceiverField& field)
{
    switch (field.kind) {
    case FieldKind::Text:
        return reader.text(field.name);
    case FieldKind::Boolean: {
        const auto value = reader.boolean(field.name);
        if (!value) return std::nullopt;
        return std::string(*value ? "true" : "false");
    }
    case FieldKind::Date: {
        const auto value = reader.date(field.name);
        if (!value) return std::nullopt;
        return value->text();
    }
    case FieldKind::Lines: {
        if (reader.find(field.name, configuration::TomlNode::Kind::List) == nullptr)
            return std::nullopt;
        std::string lines;
        for (const auto& line : reader.texts(field.name))
            lines += line + '\n';
        return lines;
    }
    }
    throw std::logic_error("a field kind without a reader [this is a bug]");
}

} // namespace reservepost::batch::receivers
