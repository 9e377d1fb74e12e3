#pragma once

#include "templates/parsed.h"

#include <string>
#include <string_view>

namespace reservepost::templates {

/// The character that stands for field number `index` while Markdown is read: one of plane 15,
/// which a template itself must not hold. `index` is below `most_fields`.
std::string field_mark(int index);
inline constexpr int most_fields = 4000;

/// Whether `text` holds a character that `field_mark` gives.
bool has_field_mark(std::string_view text);

/// Reads CommonMark into blocks and appends them to `nodes`; paragraphs get `style`. What a letter
/// cannot show (HTML, links, pictures, code, nested lists) goes into `findings`. `first_line` is
/// where the text begins in its file.
void read_markdown(std::string_view text, int first_line, layout::ParagraphStyle style,
                   Nodes& nodes, Findings& findings);

} // namespace reservepost::templates
