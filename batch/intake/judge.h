#pragma once

#include "batch/intake/report_form.h"

#include <optional>
#include <string>
#include <string_view>

namespace reservepost::batch::intake {

/// What a file is.
enum class Kind {
    Report,       ///< A private or public form, perhaps with departures.
    Quarantined,  ///< Not a report as far as can be told: sealed byte for byte, and alarmed.
    ErrorMessage, ///< The platform's `feilmelding`: not a report; named and left alone.
    Meta,         ///< A companion file, read together with its report.
};

/// Why a file is quarantined.
enum class Refusal { None, BrokenJson, TooLarge, NeitherForm, CannotOpen };

/// The code kept and shown: "broken-json", "too-large", "neither-form", "cannot-open"; "" for
/// none.
std::string_view to_text(Refusal refusal);

struct Judgement {
    Kind kind = Kind::Quarantined;
    std::optional<ReportForm> report; ///< For `Report` only.
    Refusal refusal = Refusal::None;  ///< For `Quarantined` only.
    /// What is wrong, where, and what would be right, in one sentence. It holds nothing of the
    /// content and not the file's name.
    std::string sentence;
};

/// The platform's limit for one report.
inline constexpr std::size_t largest_report_octets = 5'000'000;

/// What `octets`, which came in a file of that name (without folders), are. Never throws for
/// anything that can stand in a file: intake refuses nothing that may be a report.
Judgement judge(std::string_view octets, std::string_view file_name);

} // namespace reservepost::batch::intake
