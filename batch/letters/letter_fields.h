#pragma once

#include "batch/intake/report_form.h"
#include "batch/receivers/receiver.h"
#include "batch/receivers/routing.h"
#include "holidays/date.h"
#include "holidays/instant.h"
#include "templates/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// Why a report goes by post.
enum class Cause {
    NotConfirmed, ///< The deadline passed without confirmation.
    Rejected,     ///< The case system refused it.
    PostChosen,   ///< The receiver takes reports by post only.
};

/// What the letter says of how its receiver was found.
struct Notes {
    receivers::RouteNote route = receivers::RouteNote::Exact;
    bool chosen_by_hand = false; ///< `release --receiver`: a person chose.
    bool operator==(const Notes&) const = default;
};

/// Everything one forwarding letter is made from.
struct LetterInput {
    intake::ReportForm report;
    /// The text of a file that is no report as far as can be told and was released by a person; it
    /// is then printed as it came, and `report` is ignored.
    std::optional<std::string> raw_text;
    std::string reference; ///< The portal's UUID.
    holidays::Instant accepted_at;
    holidays::Instant due_at;
    holidays::Date letter_date;
    Cause cause = Cause::NotConfirmed;
    std::string rejection_message; ///< The case system's words; empty where it gave none.
    Notes notes;
    receivers::Receiver receiver;           ///< Who answers for the report.
    std::vector<std::string> address_lines; ///< Its own or its host's, one to six lines.
    /// Where an undeliverable letter comes back to, in one line and neutral (it shows in the
    /// window); the operator's, from the configuration. Empty: none is printed.
    std::string return_line;
    /// The municipality whose address it is, where that is another one ("Sandefjord").
    std::optional<std::string> host_name;
    receivers::Confirmation confirmation = receivers::Confirmation::Enclose;
    bool portal_too = true; ///< The receiver can confirm it in portal or case system too.
};

/// "Oslo kommune, Gamle Oslo"; only the municipality where there is no district.
std::string receiver_name(const receivers::Receiver& receiver);

/// Whether the letter carries a confirmation for the municipality to send: it is the receiver's
/// wish, the report could be read, and the reporter gave a name.
bool has_enclosure(const LetterInput& input);

/// The values for the template `forwarding`, labels in the receiver's language.
/// Throws `holidays::OutsideCalendar` for instants outside 1980 to 2199.
templates::Fields forwarding_fields(const LetterInput& input);

/// The values for the template `confirmation`. They hold nothing of the report but the reporter's
/// own name and address. Throws as `forwarding_fields`.
templates::Fields confirmation_fields(const LetterInput& input);

} // namespace reservepost::batch::letters
