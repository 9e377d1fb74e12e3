#pragma once

#include <string>
#include <string_view>
#include <vector>

// Files that were made to do harm, written by hand: what qpdf would not write.

namespace reservepost::layout {

/// Objects from number 1 on, as they stand between "obj" and "endobj", made into a file with a
/// table that is right.
std::string pdf_of(const std::vector<std::string>& objects,
                   std::string_view trailer = "/Root 1 0 R");

/// A stream object: a dictionary without its "<<>>", and octets.
std::string stream_object(std::string_view dictionary, std::string_view octets);

/// Octets that inflate to `octets` zeros, a thousandth as many, however many there are.
std::string deflated_zeros(std::size_t octets);

} // namespace reservepost::layout
