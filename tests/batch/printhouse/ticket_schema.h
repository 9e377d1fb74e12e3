#pragma once

#include <string>
#include <vector>

namespace reservepost::batch::printhouse {

/// Where `xml` departs from the part of XJDF 2.2 that our job ticket uses: a sentence for each, in
/// the order of the document, what no single element tells (references) last. Empty when the ticket
/// keeps to it. Text that is not well-formed XML is one departure.
std::vector<std::string> departures_from_xjdf(const std::string& xml);

} // namespace reservepost::batch::printhouse
