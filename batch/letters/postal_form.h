#pragma once

#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// An address as it stands on an envelope.
struct PostalAddress {
    std::vector<std::string> lines;
    int tail = 1; ///< Lines at the end that are never joined or parted.
    bool operator==(const PostalAddress&) const = default;
};

/// The form that the post asks for (Bring; Universal Postal Union): no blank lines and no space
/// around a line; in Norway postcode and place last, without the country; abroad the country last,
/// in capitals. A last line is a country where it is the name of one (country_names.h).
PostalAddress postal_form(const std::vector<std::string>& written);

} // namespace reservepost::batch::letters
