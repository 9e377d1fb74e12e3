#pragma once

#include "batch/intake/report_form.h"

#include <span>
#include <string_view>

namespace reservepost::batch::intake {

/// What a field's value must be.
enum class FieldType {
    Text,
    YesNo,
    Municipality, ///< Text of four digits.
    District,     ///< Text of two digits.
    Phone,        ///< Text of digits with single spaces or hyphens, perhaps after a +.
    Email,        ///< Text with one @ between two parts.
    Moment,       ///< Text; read by `stated_time`.
};

// What the forms hold, from KS's public schemas (ks-no/fiks-io-bekymringsmelding-protokoll, commit
// 364c1ff). One table a form, in the form's own order; nothing else in Reservepost names a key of
// the forms but `report_form.cpp`, which needs a few by name.

/// One field of the forms.
struct ReportField {
    std::string_view section; ///< As `Section::heading`.
    std::string_view name;    ///< As `Answer::field`: section, a full stop, a word.
    /// Where it stands below its section's place, keys joined by '/': "adresse/poststed".
    std::string_view path;
    FieldType type;
    bool required;
    int since; ///< The first version of the form that has it.
};

/// One section of a form.
struct ReportSection {
    std::string_view heading;
    std::string_view place; ///< Key of the object or list it stands in; empty: the document.
    bool repeated = false;  ///< A list of objects, numbered from 1.
    int least = 0;          ///< Of a list: how many there must be.
    int most = 1000;        ///< Of a list: how many there may be.
    /// Key of an object in it that may be missing as a whole; all others are required.
    std::string_view optional_object = "";
};

/// The sections of a form, in the order in which they are printed.
std::span<const ReportSection> sections_of(Form form);

/// All fields of a form, in the order in which they are printed.
std::span<const ReportField> fields_of(Form form);

} // namespace reservepost::batch::intake
