#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/manifest.h"
#include "batch/printhouse/receipt.h"
#include "batch/printhouse/ticket.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

#include <string>
#include <string_view>

// A job of five pieces that most tests of this folder begin from.

namespace reservepost::batch::printhouse {

using tests::file_text;
using tests::TemporaryDirectory;
using tests::write_file;

/// Pieces 41 to 45 with 2, 2, 3, 4 and 7 pages on 1, 1, 2, 2 and 4 sheets: 5 pieces, 10 sheets, 18
/// pages. Its files are filled in.
Manifest sample_manifest();

/// Tuesday 24 November 2026, 07:10 UTC: when the sample job got its number.
holidays::Instant sample_instant();

TicketTerms sample_terms();

/// Something that begins like a PDF; the contract does not look into it.
std::string sample_pdf();

const crypto::Identity& sender();   ///< Reservepost's, made once for a test program.
const crypto::Identity& house();    ///< The print house's.
const crypto::Identity& stranger(); ///< Nobody's we know.

/// `text` with `from` replaced by `to` where it first stands. Throws if it stands nowhere, so that
/// no row of a table passes because it changed nothing.
std::string replaced(std::string text, std::string_view from, std::string_view to);

} // namespace reservepost::batch::printhouse
