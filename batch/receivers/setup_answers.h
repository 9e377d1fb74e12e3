#pragma once

#include "batch/receivers/setup.h"

#include <optional>
#include <string_view>

namespace reservepost::batch::receivers {

/// A receiver as an answers file wants it.
struct SetupAnswers {
    Receiver wanted;
    std::int64_t seen_version = 0; ///< Of the receiver in the register; 0: it is new.
};

/// Reads the TOML `text` of an answers file: the members of one `[[receiver]]` of the register file
/// without that line, and `inherit`, the district that a new receiver copies from. What it does not
/// name stays as it is in the register, or as setup proposes it. `named` is the receiver of the
/// call: then the file need not say it, and must not say another. Throws
/// `configuration::FindingsError` with everything that is wrong; no finding repeats a value.
SetupAnswers read_setup_answers(std::string_view text, std::string_view file,
                                const std::optional<ReceiverKey>& named, const Snapshot& known);

} // namespace reservepost::batch::receivers
