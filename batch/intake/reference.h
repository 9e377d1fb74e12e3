#pragma once

#include "batch/intake/report_form.h"
#include "holidays/instant.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::intake {

/// `text` as a reference: a UUID (RFC 9562) of any version in the form of 8-4-4-4-12 hexadecimal
/// digits, given back in lower case. None if it is anything else.
std::optional<std::string> find_reference(std::string_view text);

/// The reference in a file name `UUID.json` or `UUID.json.cms` (without folders); `UUID.meta.json`
/// has none of its own.
std::optional<std::string> reference_of_file(std::string_view file_name);

/// The name of the companion file of a report: "UUID.meta.json", with the UUID spelt as in
/// `file_name`. Empty where `file_name` is no `UUID.json` or `UUID.json.cms`.
std::string companion_of_file(std::string_view file_name);

/// Whether the file is a companion file by its name.
bool is_companion(std::string_view file_name);

/// A reference for a file without one, for rehearsal only: a UUIDv8 made of the SHA-256 of name
/// and content, so the same file gets the same reference again.
std::string assigned_reference(std::string_view file_name, std::string_view content);

/// What a companion file says. Everything is optional, and what cannot be read is noted, never an
/// error: the report counts.
struct Meta {
    std::optional<std::string> accepted_at_text; ///< As it stands; RFC 3339 is expected.
    std::string language;                        ///< "nb", "nn", "en", or empty.
    std::string channel;                         ///< One word, or empty.
    /// Codes: "meta-unreadable", "meta-accepted-at-type", "meta-language", "meta-channel",
    /// "meta-unknown-member".
    std::vector<std::string> notes;
};

Meta parse_meta(std::string_view octets);

/// What was done with a stated time.
enum class TimeNote {
    AsStated,
    NotStated,     ///< There is none: the instant of intake.
    AheadOfIntake, ///< Replaced by the instant of intake.
    Unreadable,    ///< Replaced by the instant of intake.
    NeverExisted,  ///< In the hour that is left out in March: replaced by the instant of intake.
    MoreThanAYearBack, ///< Over 366 days before intake: kept, and the report is due at once.
};

std::string_view
to_text(TimeNote note); ///< "used", "absent", "ahead", "unreadable", "never-existed", "far-back".

/// When a report's clock starts.
struct StatedTime {
    holidays::Instant accepted_at; ///< Never later than intake.
    TimeNote note = TimeNote::AsStated;
    bool due_at_once = false;
};

/// The start of a report's clock (DESIGN.md §4): the companion file's `accepted_at`, else the
/// form's `sendingstidspunkt` as Oslo time (an hour that comes twice is the earlier one), else or
/// when that one cannot stand, `taken_in_at`.
StatedTime stated_time(const ReportForm& form, const Meta& meta, holidays::Instant taken_in_at);

} // namespace reservepost::batch::intake
