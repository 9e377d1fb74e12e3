#pragma once

#include "layout/blocks.h"
#include "templates/fields.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reservepost::templates {

/// One thing that is wrong in a template, or in what it was to be filled with.
struct TemplateError {
    int line = 1;        ///< Counted from 1 in the template's file.
    int column = 1;      ///< Counted from 1 in characters.
    std::string message; ///< What is wrong and what would be right; never a value.
    bool operator==(const TemplateError&) const = default;
};

/// Everything that is wrong, in the order of the file. `what()` is one line for each:
/// "forwarding.nb.md:12:5: …".
class TemplateErrors : public std::runtime_error {
public:
    TemplateErrors(const std::string& file, std::vector<TemplateError> errors);
    const std::vector<TemplateError>& errors() const { return errors_; }

private:
    std::vector<TemplateError> errors_;
};

/// The words of one kind of letter in one language, parsed once and filled as often as needed.
/// The notation is CommonMark with fields, conditions and loops; `docs/templates.md` tells it.
///
/// A value is put into the parsed tree as text. What a value holds (Markdown, HTML, braces, line
/// ends, control characters) can therefore become nothing but text.
class Template {
public:
    /// The template that was compiled in. It lives as long as the program. Throws
    /// `std::out_of_range` where the program has none for this kind and language.
    static const Template& find(std::string_view kind, std::string_view language);

    /// Reads a template; `file` is the name that messages give it. Throws `TemplateErrors` with
    /// everything that is wrong in it, also fields that its kind does not declare.
    static Template parse(std::string file, std::string bytes);

    const std::string& title() const;    ///< What the letter is, in the letter's language.
    const std::string& kind() const;     ///< "forwarding", "confirmation".
    const std::string& language() const; ///< "nb", "nn", "en".
    const std::string& foot() const;     ///< "Side {page} av {pages}".
    int version() const;                 ///< Counts up with every change of words.
    const std::string& bytes() const;    ///< Exactly the file; its SHA-256 names the template.

    /// The letter's blocks. Throws `TemplateErrors` with every field that has no value or one of
    /// the wrong type, in branches that are not taken too, so that a gap shows on the first day.
    std::vector<layout::Block> fill(const Fields& fields) const;

    struct Parsed; ///< The tree between reading and filling; see `parsed.h`.

private:
    explicit Template(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
    std::shared_ptr<const Parsed> parsed_;
};

} // namespace reservepost::templates
