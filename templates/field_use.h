#pragma once

#include "templates/parsed.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::templates {

/// A loop that is open where a field is read: its variable, and the list it walks.
struct OpenLoop {
    std::string variable; ///< "section"
    std::string declared; ///< "sections"
};

/// What a field is used for.
enum class Purpose { Print, Ask, Walk };

/// Reads "name" or "name | format" and finds the field's declaration for letters of `kind`, seen
/// from within `loops`. Nothing, and a finding, where there is none or it cannot be used so.
std::optional<FieldUse> read_field_use(std::string_view text, Place place, Purpose purpose,
                                       std::string_view kind, const std::vector<OpenLoop>& loops,
                                       Findings& findings);

/// `text` without white space at its ends.
std::string_view trimmed(std::string_view text);

} // namespace reservepost::templates
