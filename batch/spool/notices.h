#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/profile.h"
#include "batch/spool/send.h"

#include <cstdint>
#include <string>

namespace reservepost::batch::spool {

/// What notices are made with.
struct NoticeTerms {
    std::string house; ///< Notices are counted for each, as jobs are.
    const crypto::Identity& signer;
    printhouse::Plex plex = printhouse::Plex::Duplex; ///< The profile's.
};

/// Makes a `void` for every job that was dissolved or recalled and has none yet. Gives how many.
std::int64_t tell_void_jobs(Dispatch& dispatch, const NoticeTerms& terms);

/// Says that there is no job today (the Oslo day of the occasion), once, and only while none was
/// numbered today. Gives whether it was said now. Whoever asks knows that nothing will be packed
/// before the cut-off.
bool tell_no_job(Dispatch& dispatch, const NoticeTerms& terms);

/// Advises of the letters that are typeset and will be packed before the cut-off `due`, if there
/// are any; and again where they have become others since, which takes the place of what was said
/// before. Gives whether it was said now.
bool advise(Dispatch& dispatch, const NoticeTerms& terms, holidays::Instant due);

/// Hands over what was made and not sent, in the order of n, with the steps of a package:
///
///     1. number, content and signature in the books (above)
///     2. upload under a temporary name, read back
///     3. rename
///     4. `sent_at` in the books
///
/// After a crash the same octets go again: the house knows them by their number. Gives how many
/// were sent.
std::int64_t send_notices(Dispatch& dispatch, const NoticeTerms& terms);

} // namespace reservepost::batch::spool
