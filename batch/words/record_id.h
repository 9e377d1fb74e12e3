#pragma once

#include <array>
#include <string>
#include <string_view>

namespace reservepost::batch {

/// The random 128-bit id by which rows, files, journal and logs name a report. It says nothing of
/// the reference, which the reporter holds too.
class RecordId {
public:
    RecordId() = default;
    /// Throws `std::invalid_argument` unless there are exactly 16 octets.
    static RecordId from_octets(std::string_view octets);
    /// Throws `std::invalid_argument` unless there are exactly 32 lower-case hexadecimal digits.
    static RecordId from_text(std::string_view text);

    std::string octets() const;
    std::string text() const; ///< 32 lower-case hexadecimal digits.
    auto operator<=>(const RecordId&) const = default;

private:
    std::array<unsigned char, 16> octets_{};
};

} // namespace reservepost::batch
