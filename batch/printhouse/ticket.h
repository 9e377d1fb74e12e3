#pragma once

#include "batch/printhouse/manifest.h"
#include "layout/length.h"

#include <string>

namespace reservepost::batch::printhouse {

/// What the ticket says besides what the manifest knows.
struct TicketTerms {
    std::string company = "Reservepost"; ///< The customer, as the print house knows it.
    holidays::Instant due;               ///< When everything must be in the post.
    int grams_per_m2 = 80;
    layout::Size page = layout::a4;
};

/// The job ticket `ticket.xjdf` (CIP4 XJDF 2.2, UTF-8): what to print on which paper and into which
/// envelope, one RunList over `pieces.pdf`. The files of `manifest` are not looked at, since the
/// ticket is one of them. The same input gives the same octets.
/// Throws `ContractError` when there are no pieces or a term is out of range.
std::string ticket_xjdf(const Manifest& manifest, const TicketTerms& terms);

} // namespace reservepost::batch::printhouse
