#include "batch/intake/report_fields.h"

namespace reservepost::batch::intake {

namespace {

using enum FieldType;

constexpr bool required = true;
constexpr bool optional = false;

constexpr ReportSection private_sections[] = {
    {.heading = "about", .place = ""},
    {.heading = "reporter", .place = "privatMelder", .optional_object = "adresse"},
    {.heading = "child", .place = "privatBarn", .repeated = true},
    {.heading = "report", .place = ""},
    {.heading = "sending", .place = ""},
};

constexpr ReportSection public_sections[] = {
    {.heading = "about", .place = ""},
    {.heading = "reporter", .place = "offentligMelder"},
    {.heading = "child", .place = "offentligBarn", .repeated = true, .least = 1},
    {.heading = "guardian", .place = "foresatte", .repeated = true, .least = 1, .most = 2},
    {.heading = "other", .place = ""},
    {.heading = "report", .place = "melding"},
    {.heading = "sending", .place = ""},
};

// clang-format off
constexpr ReportField private_fields[] = {
    {"about",    "about.municipality",      "kommunenummer",         Municipality, required, 1},
    {"about",    "about.municipality_name", "kommunenavn",           Text,         required, 1},
    {"about",    "about.district",          "bydelsnummer",          District,     required, 1},
    {"about",    "about.district_name",     "bydelsnavn",            Text,         required, 1},
    {"reporter", "reporter.name",           "personnavn",            Text,         required, 1},
    {"reporter", "reporter.phone",          "telefonnummer",         Phone,        optional, 1},
    {"reporter", "reporter.address1",       "adresse/adresselinje1", Text,         required, 1},
    {"reporter", "reporter.address2",       "adresse/adresselinje2", Text,         optional, 1},
    {"reporter", "reporter.address3",       "adresse/adresselinje3", Text,         optional, 1},
    {"reporter", "reporter.postcode",       "adresse/postnummer",    Text,         optional, 1},
    {"reporter", "reporter.place",          "adresse/poststed",      Text,         optional, 1},
    {"child",    "child.name",              "personnavn",            Text,         required, 1},
    {"child",    "child.age",               "antattAlder",           Text,         optional, 1},
    {"child",    "child.relation",          "relasjon",              Text,         optional, 1},
    {"child",    "child.address1",          "adresse/adresselinje1", Text,         required, 1},
    {"child",    "child.address2",          "adresse/adresselinje2", Text,         optional, 1},
    {"child",    "child.address3",          "adresse/adresselinje3", Text,         optional, 1},
    {"child",    "child.postcode",          "adresse/postnummer",    Text,         optional, 1},
    {"child",    "child.place",             "adresse/poststed",      Text,         optional, 1},
    {"report",   "report.message",          "melding",               Text,         required, 1},
    {"sending",  "sending.sent_at",         "sendingstidspunkt",     Moment,       required, 1},
    {"sending",  "sending.channel",         "leveringskanal",        Text,         required, 1},
};

constexpr ReportField public_fields[] = {
    {"about",    "about.municipality",      "kommunenummer",         Municipality, required, 1},
    {"about",    "about.municipality_name", "kommunenavn",           Text,         required, 1},
    {"about",    "about.district",          "bydelsnummer",          District,     required, 1},
    {"about",    "about.district_name",     "bydelsnavn",            Text,         required, 1},
    {"reporter", "reporter.name",           "personnavn",            Text,         required, 1},
    {"reporter", "reporter.role",           "rolle",                 Text,         required, 1},
    {"reporter", "reporter.phone",          "telefonnummer",         Phone,        required, 1},
    {"reporter", "reporter.email",          "epost",                 Email,        required, 1},
    {"reporter", "reporter.workplace",      "virksomhet/navn",       Text,         required, 1},
    {"reporter", "reporter.organisation",   "virksomhet/orgnr",      Text,         optional, 1},
    {"reporter", "reporter.address1",       "virksomhet/adresse/adresselinje1", Text, required, 1},
    {"reporter", "reporter.address2",       "virksomhet/adresse/adresselinje2", Text, optional, 1},
    {"reporter", "reporter.address3",       "virksomhet/adresse/adresselinje3", Text, optional, 1},
    {"reporter", "reporter.postcode",       "virksomhet/adresse/postnummer",    Text, optional, 1},
    {"reporter", "reporter.place",          "virksomhet/adresse/poststed",      Text, optional, 1},
    {"child",    "child.national_id",       "fnr",                   Text,         required, 1},
    {"child",    "child.unborn",            "ufoedt",                YesNo,        required, 1},
    {"child",    "child.name",              "personnavn",            Text,         required, 1},
    {"child",    "child.phone",             "telefonnummer",         Text,         optional, 1},
    {"child",    "child.address1",          "adresse/adresselinje1", Text,         required, 1},
    {"child",    "child.address2",          "adresse/adresselinje2", Text,         optional, 1},
    {"child",    "child.address3",          "adresse/adresselinje3", Text,         optional, 1},
    {"child",    "child.postcode",          "adresse/postnummer",    Text,         optional, 1},
    {"child",    "child.place",             "adresse/poststed",      Text,         optional, 1},
    {"child",    "child.told",              "orientert",             YesNo,        required, 1},
    {"child",    "child.told_why",          "orientertGrunn",        Text,         optional, 1},
    {"guardian", "guardian.name",           "personnavn",            Text,         required, 1},
    {"guardian", "guardian.phone",          "telefonnummer",         Text,         optional, 1},
    {"guardian", "guardian.told",           "orientert",             YesNo,        required, 1},
    {"guardian", "guardian.told_why",       "orientertGrunn",        Text,         optional, 1},
    {"other",    "other.interpreter",       "behovForTolk",          Text,         optional, 1},
    {"other",    "other.agencies",          "andreHjelpeinstanser",  Text,         optional, 1},
    {"report",   "report.message",          "melding",               Text,         required, 1},
    {"report",   "report.history",          "historie",              Text,         required, 1},
    {"report",   "report.other_views",      "andreSynspunkter",      Text,         optional, 2},
    {"sending",  "sending.sent_at",         "sendingstidspunkt",     Moment,       required, 1},
    {"sending",  "sending.channel",         "leveringskanal",        Text,         required, 1},
};
// clang-format on

} // namespace

std::span<const ReportSection> sections_of(Form form)
{
    if (form == Form::Private) return private_sections;
    return public_sections;
}

std::span<const ReportField> fields_of(Form form)
{
    if (form == Form::Private) return private_fields;
    return public_fields;
}

} // namespace reservepost::batch::intake
