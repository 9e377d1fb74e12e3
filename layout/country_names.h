#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// `text` in capital letters where it is the name of a country in bokmål, nynorsk or English, in
/// small letters or capital ones: "Østerrike" gives "ØSTERRIKE"; nothing where it is anything else.
/// Source: the names that ICU takes from Unicode's CLDR. From any thread.
std::optional<std::string> country_in_capitals(std::string_view text);

} // namespace reservepost::layout
