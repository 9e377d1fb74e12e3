#pragma once

#include <string>
#include <string_view>

// The words that stand beside what a report holds. All of them are here, in one table for each
// kind of thing; the sentences of a letter stand in the templates.

namespace reservepost::batch::letters {

/// What a letter in `language` ("nb", else "nn") calls a field of the forms. An unknown field is
/// called by its JSON pointer.
std::string label_of(std::string_view field, std::string_view language);

/// Whether a field holds the reporter's own account, which is set as a quotation.
bool is_account(std::string_view field);

/// "Barn 2", "Melderen": what a section is called. An unknown one keeps its own name.
std::string section_title(std::string_view heading, int number, std::string_view language);

/// "Ja" or "Nei" ("Nei" in both languages).
std::string yes_or_no(bool yes);

/// One departure from the form, by its place and its code.
std::string departure_text(std::string_view pointer, std::string_view what,
                           std::string_view language);

} // namespace reservepost::batch::letters
