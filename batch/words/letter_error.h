#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace reservepost::batch {

/// This one letter cannot be made. The run holds it and goes on to the next. Every other exception
/// ends the step: `night.cpp` notes it and goes on with the steps that do not need its result.
class LetterError : public std::runtime_error {
public:
    struct Parts {
        std::string code;   ///< "address-too-wide": what `held` lists and the journal keeps.
        std::string wrong;  ///< What is wrong, with value and unit; no name, no address, no text.
        std::string limit;  ///< What would have been right.
        std::string remedy; ///< Who can mend it, and how.
    };

    explicit LetterError(Parts parts)
        : std::runtime_error(parts.wrong + "; " + parts.limit + "; " + parts.remedy),
          parts_(std::move(parts))
    {
    }
    const Parts& parts() const { return parts_; }

private:
    Parts parts_;
};

} // namespace reservepost::batch
