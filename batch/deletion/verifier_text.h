#pragma once

#include "batch/deletion/verifier_proof.h"

#include <string>

namespace reservepost::batch::deletion {

/// What a person reads of a log that was checked: its size, root and leaves, or each finding in a
/// line. Nothing in it can move a terminal, whatever a hostile log's files are called.
std::string text_of(const VerifyReport& report);

/// What a person reads of a proof that was checked: where its leaf lies and what it says, or each
/// finding in a line. The leaf of a proof that does not hold is never shown.
std::string text_of(const ProofReport& report);

} // namespace reservepost::batch::deletion
