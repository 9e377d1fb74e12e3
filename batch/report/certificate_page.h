#pragma once

#include "batch/deletion/certificate.h"
#include "batch/report/desk_pages.h"

namespace reservepost::batch::report {

/// A certificate of deletion on one page, in bokmål, for whoever keeps it in a file. It shows what
/// the certificate's JSON says; that decides.
DeskPages certificate_page(const deletion::Certificate& certificate);

} // namespace reservepost::batch::report
