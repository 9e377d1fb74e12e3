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

/// A kind of letter: what it is filled with, and in which languages the program ships its words.
struct LetterKind {
    std::string_view name; ///< "forwarding"
    std::span<const DeclaredField> fields;
    std::span<const std::string_view> languages;
    /// It goes to the person who reported. Another of the household may open it, so its words say
    /// nothing of children, concern or the service; `templates check` sees to that.
    bool to_reporter;
};

/// All kinds of letters there are.
std::span<const LetterKind> letter_kinds();

/// The kind of that name, or nullptr.
const LetterKind* find_kind(std::string_view name);

/// The declaration of `name`, or nullptr.
const DeclaredField* find_declared(std::string_view kind, std::string_view name);

} // namespace reservepost::templates
