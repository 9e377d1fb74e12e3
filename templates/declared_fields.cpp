#include "templates/declared_fields.h"

namespace reservepost::templates {

namespace {

using enum FieldType;

// clang-format off
constexpr DeclaredField forwarding[] = {
    {"reference",              Text,  "The portal's reference, which the reporter holds too."},
    {"letter.date",            Day,   "The letter's date."},
    {"report.accepted_at",     Time,  "When the portal took the report in."},
    {"report.due_at",          Time,  "When it should have been confirmed at the latest."},
    {"report.week_ends",       Day,   "A week after it was taken in."},
    {"report.official",        Truth, "Sent by a public employee."},
    {"report.readable",        Truth, "The form is known; otherwise the report follows as it came."},
    {"cause.late",             Truth, "Nobody confirmed the report in time."},
    {"cause.rejected",         Truth, "The case system refused it."},
    {"cause.message",          Text,  "The case system's own words; may be empty."},
    {"cause.postal",           Truth, "The receiver chose post."},
    {"receiver.name",          Text,  "Municipality and district that answer for the report."},
    {"receiver.phone",         Text,  "The service's public telephone number; may be empty."},
    {"receiver.has_host",      Truth, "The letter goes to another municipality's address."},
    {"receiver.host",          Text,  "Whose address it is; empty where there is no host."},
    {"note.any",               Truth, "At least one of the notes below stands."},
    {"note.no_district",       Truth, "The report named no district."},
    {"note.unknown_district",  Truth, "The report named a district that is not registered."},
    {"note.district_given",    Text,  "The district's number as the report gives it."},
    {"note.renumbered",        Truth, "The municipality's number was outdated."},
    {"note.number_given",      Text,  "The municipality's number as the report gives it."},
    {"note.number_now",        Text,  "The number that took its place."},
    {"note.chosen_by_hand",    Truth, "A person chose the receiver."},
    {"portal_too",             Truth, "The report can be confirmed in the portal or case system."},
    {"has_enclosure",          Truth, "A confirmation for the reporter follows on its own sheet."},
    {"report.raw",             Text,  "The file as it came; empty where the form is known."},
    {"sections",               List,  "The form's parts in their own order."},
    {"sections.title",         Text,  "\"Barn 1\""},
    {"sections.answers",       List,  "Questions and answers of the part."},
    {"sections.answers.label", Text,  "What was asked."},
    {"sections.answers.value", Text,  "What was answered."},
    {"sections.answers.empty", Truth, "Nothing was answered."},
    {"sections.answers.long",  Truth, "Free text, which is set as a quotation."},
    {"departures",             List,  "Where the report departs from the form's description."},
    {"departures.text",        Text,  "One departure."},
};

constexpr DeclaredField confirmation[] = {
    {"reference",          Text, "The portal's reference."},
    {"report.accepted_at", Time, "When the portal took the report in."},
    {"reporter.official",  Truth, "Reported as a public employee."},
    {"reporter.name",      Text, "The reporter's name."},
    {"reporter.address",   Text, "Name and address, line by line."},
    {"receiver.name",      Text, "Municipality and district that answer for the report."},
    {"receiver.phone",     Text, "The service's public telephone number; may be empty."},
    {"receiver.hours",     Text, "When the telephone is answered; may be empty."},
    {"receiver.web",       Text, "The service's web page; may be empty."},
};
// clang-format on

} // namespace

std::span<const DeclaredField> declared_fields(std::string_view kind)
{
    if (kind == "forwarding") return forwarding;
    if (kind == "confirmation") return confirmation;
    return {};
}

const DeclaredField* find_declared(std::string_view kind, std::string_view name)
{
    for (const DeclaredField& field : declared_fields(kind))
        if (field.name == name) return &field;
    return nullptr;
}

} // namespace reservepost::templates
