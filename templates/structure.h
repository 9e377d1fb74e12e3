#pragma once

#include "templates/parsed.h"

#include <string_view>
#include <vector>

namespace reservepost::templates {

/// The lines of a text without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// What a file may hold.
enum class Allowed {
    Everything, ///< A template.
    Passages,   ///< Own words: passages alone, and a head without a foot.
};

/// Reads the head between its two lines "---" into `parsed` (title, kind, language, version, foot)
/// and gives the index of the first line behind it. What is wrong goes into `findings`.
std::size_t read_head(const std::vector<std::string_view>& lines, Allowed allowed,
                      Template::Parsed& parsed, Findings& findings);

/// Reads the body from line `first` into `parsed.nodes` and `parsed.uses`: statements and
/// containers on lines of their own, Markdown between them. What is wrong goes into `findings`.
void read_body(const std::vector<std::string_view>& lines, std::size_t first, Allowed allowed,
               Template::Parsed& parsed, Findings& findings);

} // namespace reservepost::templates
