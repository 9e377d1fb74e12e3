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

class OwnWords;

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

    /// As `find`, but nullptr where the program has none.
    static const Template* find_shipped(std::string_view kind, std::string_view language);

    /// Reads a template; `file` is the name that messages give it. Throws `TemplateErrors` with
    /// everything that is wrong in it, also fields that its kind does not declare.
    static Template parse(std::string file, std::string bytes);

    const std::string& title() const;    ///< What the letter is, in the letter's language.
    const std::string& file() const;     ///< The name that messages give it.
    const std::string& kind() const;     ///< "forwarding", "confirmation-private".
    const std::string& language() const; ///< "nb", "nn", "en".
    const std::string& foot() const;     ///< "Side {page} av {pages}".
    int version() const;                 ///< Counts up with every change of words.
    const std::string& bytes() const;    ///< Exactly the file; its SHA-256 names the template.

    /// Every field that it prints or asks for, and every passage, as in "words late"; each once,
    /// sorted. The same in every language of a kind.
    std::vector<std::string> holds() const;

    /// The template with a receiver's own words in the place of the passages they name. `words`
    /// must be for this kind and language: `std::logic_error` if they are not.
    Template with(const OwnWords& words) const;

    /// The letter's blocks. Throws `TemplateErrors` with every field that has no value or one of
    /// the wrong type, in branches that are not taken too, so that a gap shows on the first day.
    std::vector<layout::Block> fill(const Fields& fields) const;

    struct Parsed; ///< The tree between reading and filling; see `parsed.h`.

private:
    friend class OwnWords;
    explicit Template(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}
    std::shared_ptr<const Parsed> parsed_;
};

} // namespace reservepost::templates
