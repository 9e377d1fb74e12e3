#pragma once

#include "templates/own_words.h"
#include "templates/template.h"

#include <string_view>
#include <vector>

namespace reservepost::batch::letters {

/// The words that one receiver's letters are made of: the shipped templates, with the receiver's
/// own words in them where it has any. A value that never changes.
class Wording {
public:
    /// The shipped templates.
    Wording() = default;

    /// At most one of `own` for each kind and language; a later one counts.
    explicit Wording(std::vector<templates::OwnWords> own);

    /// The template of that kind and language. Throws `std::out_of_range` where there is none.
    const templates::Template& find(std::string_view kind, std::string_view language) const;

    /// The receiver's own words in that template, or nullptr.
    const templates::OwnWords* find_own(std::string_view kind, std::string_view language) const;

    const std::vector<templates::OwnWords>& own() const { return own_; }

private:
    std::vector<templates::OwnWords> own_;
    std::vector<templates::Template> merged_; ///< One for each of `own_`.
};

} // namespace reservepost::batch::letters
