#pragma once

#include <span>
#include <string_view>

namespace reservepost::templates {

enum class FieldType {
    Text,
    Truth,
    Day,  ///< `CivilDay`
    Time, ///< `CivilTime`
    List, ///< Its entries' own fields are declared below its name: "notes", "notes.text".
};

/// A field that every letter of a kind is filled with.
struct DeclaredField {
    std::string_view name;
    FieldType type;
    std::string_view meaning; ///< One sentence for who writes templates.
};

/// The fields of a kind of letter, or none where there is no such kind.
std::span<const DeclaredField> declared_fields(std::string_view kind);

/// The declaration of `name`, or nullptr.
const DeclaredField* find_declared(std::string_view kind, std::string_view name);

} // namespace reservepost::templates
