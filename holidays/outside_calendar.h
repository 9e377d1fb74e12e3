#pragma once

#include <stdexcept>
#include <string>

namespace reservepost::holidays {

/// A day or an instant lies outside the years that the calendar or Oslo time covers. A deadline
/// is never guessed: whoever asked gets this instead.
class OutsideCalendar : public std::out_of_range {
public:
    explicit OutsideCalendar(const std::string& text) : std::out_of_range(text) {}
};

} // namespace reservepost::holidays
