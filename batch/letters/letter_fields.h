#pragma once

#include "batch/intake/report_form.h"
#include "batch/letters/causes.h"
#include "batch/receivers/receiver.h"
#include "batch/receivers/routing.h"
#include "holidays/date.h"
#include "holidays/instant.h"
#include "templates/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch::letters {

/// What the letter says of how its receiver was found.
struct Notes {
    receivers::RouteNote route = receivers::RouteNote::Exact;
    bool chosen_by_hand = false; ///< `release --receiver`: a person chose.
    bool operator==(const Notes&) const = default;
};

/// Everything that the letters of one report are made from.
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
    std::string rejection_message;  ///< The case system's words; empty where it gave none.
    std::optional<SentAgain> again; ///< Where the report was sent or confirmed before.
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
    /// The language in which the reporter used the portal, as the companion file says; empty where
    /// that is not known.
    std::string reporter_language;
};

/// "Oslo kommune, Gamle Oslo"; only the municipality where there is no district.
std::string receiver_name(const receivers::Receiver& receiver);

/// "Stryn kommune": whose address it is; empty where it is the receiver's own.
std::string host_name(const LetterInput& input);

/// The reporter's name and address as they stand on an envelope.
std::vector<std::string> reporter_lines(const intake::ReportForm& report);

/// Whether the letter carries a confirmation for the municipality to send: it is the receiver's
/// wish, the report could be read, and the reporter gave a name.
bool has_enclosure(const LetterInput& input);

/// The values for the template `forwarding`, labels in the receiver's language.
/// Throws `holidays::OutsideCalendar` for instants outside 1980 to 2199.
templates::Fields forwarding_fields(const LetterInput& input);

/// "confirmation-private" or "confirmation-public": the kind of template for the reporter.
std::string confirmation_kind(const LetterInput& input);

/// The language of the letter to the reporter: the one in which the portal was used, where there
/// are words in it, else the receiver's.
std::string confirmation_language(const LetterInput& input);

/// The values for both kinds of confirmation, in a forwarding letter (`enclosed`) or posted by
/// itself. They hold nothing of the report but the reporter's own name and address. Throws as
/// `forwarding_fields`.
templates::Fields confirmation_fields(const LetterInput& input, bool enclosed);

} // namespace reservepost::batch::letters
