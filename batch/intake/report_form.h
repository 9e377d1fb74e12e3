#pragma once

#include "batch/json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A report of concern as it is printed: the two forms of KS's protocol (private person and public
// employee, v1 and v2) brought to one shape, with every field that came, known or not.

namespace reservepost::batch::intake {

enum class Form { Private, Public };

std::string_view to_text(Form form); ///< "private", "public".

/// One field and what was answered.
struct Answer {
    /// The stable name of a known field ("child.name", see `report_fields.h`), for which the
    /// letter's language has a label; for an unknown one its JSON pointer ("/privatBarn/0/klasse").
    std::string field;
    /// UTF-8, as it came; "true" or "false" for a yes-or-no field. A value of a wrong type stands
    /// as its JSON text.
    std::string value;
    bool empty = false; ///< The field is missing or has no text.
    bool operator==(const Answer&) const = default;
};

/// Answers that belong together.
struct Section {
    /// The stable name of the section: "about" (municipality and district), "reporter", "child",
    /// "guardian", "other", "report", "sending", and last "unknown" where there is any.
    std::string heading;
    int number = 0; ///< Children and guardians from 1; 0 = not numbered.
    std::vector<Answer> answers;
    bool operator==(const Section&) const = default;
};

/// A place where a report leaves its schema. It is printed as it stands all the same.
struct Departure {
    /// JSON pointer (RFC 6901) made of the forms' own keys and numbers; a key of the sender's own
    /// stands as "?", so that nothing of the content is in it.
    std::string pointer;
    /// A code: "missing", "wrong-type", "unknown-field", "bad-format", "too-few", "too-many".
    std::string what;
    bool operator==(const Departure&) const = default;
};

/// A report, ready for intake (numbers, time) and for a template (sections).
struct ReportForm {
    Form form = Form::Private;
    int version = 1; ///< 1 or 2. The private form is the same in both: 1.

    std::string municipality; ///< As it came; four digits where the schema was kept.
    std::string municipality_name;
    std::string district; ///< As it came; two digits where the schema was kept.
    std::string district_name;

    std::optional<std::string> sent_at_text; ///< `sendingstidspunkt` as it stands; Oslo time.
    std::string reporter_name;
    /// The lines with something in them, postcode and place together on the last. Empty where the
    /// reporter gave none. For a public reporter the workplace: its name, then its address.
    std::vector<std::string> reporter_address;

    std::vector<Section> sections; ///< In the form's own order; every field is in one of them.
    std::vector<Departure> departures;

    bool operator==(const ReportForm&) const = default;
};

/// Whether `document` has what makes it a report: `privatMelder`/`privatBarn` for the private form,
/// `offentligMelder`/`offentligBarn`/`foresatte` for the public one; one of them is enough. None if
/// it has keys of neither or of both.
std::optional<Form> find_form(const json::Value& document);

/// The report in `document`, whose form is `form`. Refuses nothing: what is missing, of a wrong
/// type or unknown becomes a departure and is kept.
ReportForm read_report_form(const json::Value& document, Form form);

} // namespace reservepost::batch::intake
