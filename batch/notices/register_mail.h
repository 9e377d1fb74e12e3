#pragma once

#include "batch/notices/mail.h"
#include "batch/receivers/register_change.h"
#include "holidays/instant.h"

#include <cstdint>
#include <optional>
#include <vector>

// What receivers' contacts are told of a change, so that nobody moves a municipality's letters
// without its knowing.

namespace reservepost::batch::notices {

/// How far a change has come.
enum class ChangeStage {
    Proposed,  ///< It waits for a second person.
    InForce,   ///< It holds from now on.
    Withdrawn, ///< It was taken back.
};

/// A change as the mails tell it.
struct RegisterNews {
    ChangeStage stage = ChangeStage::Proposed;
    std::optional<std::int64_t> number; ///< None where no second person was needed.
    std::vector<receivers::FieldChange> fields;
    const receivers::Snapshot& before; ///< The register as it stood.
    const receivers::Snapshot& after;  ///< The register as it stands, or would.
    holidays::Instant at;
};

/// One mail for each e-mail address of a contact, old and new, of every receiver concerned: those
/// that change, and those that use the address of one that does. In the receiver's language, plain
/// text. Addresses of offices are shown before and after; of telephone numbers, e-mail addresses
/// and contact persons only that they change. Nothing where neither an address, nor what decides
/// where letters go, nor a contact changes.
std::vector<NewMail> register_mails(const RegisterNews& news);

} // namespace reservepost::batch::notices
