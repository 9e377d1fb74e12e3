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
    {"report.week_over",       Truth, "That week had run out on the letter's date."},
    {"report.official",        Truth, "Sent by a public employee."},
    {"report.readable",        Truth, "The form is known; otherwise the report follows as it came."},
    {"cause.late",             Truth, "Nobody confirmed the report in time."},
    {"cause.rejected",         Truth, "The case system refused it."},
    {"cause.message",          Text,  "The case system's own words; may be empty."},
    {"cause.postal",           Truth, "The receiver chose post."},
    {"again.any",              Truth, "The same report was sent or confirmed before; one below holds at most."},
    {"again.damaged",          Truth, "The earlier letter was damaged before it was posted."},
    {"again.not_printed",      Truth, "The print house refused the earlier letter."},
    {"again.recalled",         Truth, "We took the earlier letter back before it was printed."},
    {"again.returned",         Truth, "The post brought the earlier letter back."},
    {"again.not_arrived",      Truth, "Somebody told us that the earlier letter did not arrive."},
    {"again.lost",             Truth, "Somebody told us that the receiver does not have the report."},
    {"again.rejected_late",    Truth, "The case system confirmed it first and refused it later."},
    {"again.has_letter",       Truth, "There was an earlier letter."},
    {"again.letter_date",      Day,   "The earlier letter's date; without one, this letter's."},
    {"again.was_confirmed",    Truth, "The receiver confirmed it once."},
    {"again.confirmed_on",     Day,   "The day of that; without one, this letter's."},
    {"receiver.name",          Text,  "Municipality and district that answer for the report."},
    {"receiver.phone",         Text,  "The service's public telephone number; may be empty."},
    {"note.no_district",       Truth, "The report named no district."},
    {"note.unknown_district",  Truth, "The report named a district that is not registered."},
    {"note.district_given",    Text,  "The district's number as the report gives it."},
    {"note.closed_district",   Truth, "The report named a district that another one took over."},
    {"note.renumbered",        Truth, "The municipality's number was outdated."},
    {"note.number_given",      Text,  "The municipality's number as the report gives it."},
    {"note.number_now",        Text,  "The number that took its place."},
    {"note.chosen_by_hand",    Truth, "A person chose the receiver."},
    {"portal_too",             Truth, "The report may wait in the portal or case system too, to be confirmed there."},
    {"enclosure.any",          Truth, "A confirmation for the reporter follows on its own sheet."},
    {"enclosure.english",      Truth, "That confirmation is in English."},
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
    {"reference",          Text,  "The portal's reference."},
    {"letter.date",        Day,   "The letter's date."},
    {"report.accepted_at", Time,  "When the portal took the report in."},
    {"enclosed",           Truth, "For the municipality to sign and send; otherwise it is posted by itself."},
    {"reporter.address",   Text,  "The reporter's name and address, line by line."},
    {"receiver.name",      Text,  "Municipality and district that answer for the report."},
    {"receiver.phone",     Text,  "The service's public telephone number; may be empty."},
    {"receiver.hours",     Text,  "When the telephone is answered; empty where that would tell what was reported."},
    {"receiver.web",       Text,  "The service's web page, or as much of it as does not tell what was reported."},
};

constexpr std::string_view norwegian[] = {"nb", "nn"};
constexpr std::string_view norwegian_and_english[] = {"nb", "nn", "en"};

constexpr LetterKind kinds[] = {
    {"forwarding",           forwarding,   norwegian,             false},
    {"confirmation-private", confirmation, norwegian_and_english, true},
    {"confirmation-public",  confirmation, norwegian_and_english, true},
};
// clang-format on

} // namespace

std::span<const LetterKind> letter_kinds()
{
    return kinds;
}

const LetterKind* find_kind(std::string_view name)
{
    for (const LetterKind& kind : kinds)
        if (kind.name == name) return &kind;
    return nullptr;
}

const DeclaredField* find_declared(std::string_view kind, std::string_view name)
{
    const LetterKind* found = find_kind(kind);
    if (found == nullptr) return nullptr;
    for (const DeclaredField& field : found->fields)
        if (field.name == name) return &field;
    return nullptr;
}

} // namespace reservepost::templates
