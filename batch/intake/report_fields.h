#pragma once

#include "batch/intake/report_form.h"

#include <span>
#include <string_view>

namespace reservepost::batch::intake
{

/// What a field's value must be.
enum class FieldType {
    Text,
    YesNo,
    Municipality, ///< Text of four digits.
    District,     ///< Text of two digits.
    Phone,        ///< Text; any is accepted, one without a digit is noted.
    Moment,       ///< Text; read by `reference.h`.
};

/// One field of the forms.
struct ReportField {
    std::string_view section; ///< As `Section::heading`.
    std::string_view name;    ///< As `Answer::field`.
    /// Where it stands below its section's own place, keys joined by '/': "adresse/poststed".
    std::string_view path;
    FieldType type;
    bool required;
    int since; ///< The first version of the form that has it.
};

/// One section of a form.
struct ReportSection {
    std::string_view heading;
    std::string_view place; ///< Key of the object or list it stands in; empty: the document.
    bool repeated;          ///< A list of objects, numbered from 1.
};

/// The sections of a form, in the order in which they are printed.
std::span<const ReportSection> sections_of(Form form);

/// All fields of a form, in the order in which they are printed.
std::span<const ReportField> fields_of(Form form);

} // namespace reservepost::batch::intake
