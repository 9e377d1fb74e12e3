#pragma once

#include "templates/template.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace reservepost::templates {

/// What a receiver says in its own words: passages that take the place of those of the same names
/// in a shipped template. A passage holds Markdown and exactly the fields of the passage it
/// replaces, so that no reference, date or telephone number is lost with our words; it holds no
/// conditions, loops or boxes. What must stand in a letter lies outside of all passages.
///
/// A value: shared, never changed.
class OwnWords {
public:
    /// Reads a file of own words; `file` is the name that messages give it. Throws
    /// `TemplateErrors` with everything that is wrong: its form, passages that the shipped
    /// template does not have, fields that a passage lacks or has too many.
    static OwnWords parse(std::string file, std::string bytes);

    const std::string& title() const;
    const std::string& kind() const;
    const std::string& language() const;
    int version() const;
    const std::string& bytes() const; ///< Exactly the file; its SHA-256 names these words.
    std::vector<std::string> passages() const;

private:
    friend class Template;
    explicit OwnWords(std::shared_ptr<const Template::Parsed> parsed) : parsed_(std::move(parsed))
    {
    }
    std::shared_ptr<const Template::Parsed> parsed_;
};

/// A file of own words to begin with: every passage of the template as it is shipped.
std::string words_to_begin_with(const Template& shipped);

} // namespace reservepost::templates
