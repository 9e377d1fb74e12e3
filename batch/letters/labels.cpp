#include "batch/letters/labels.h"

namespace reservepost::batch::letters {

namespace {

/// The same thing in both languages.
struct Words {
    std::string_view name;
    std::string_view nb;
    std::string_view nn;
};

// clang-format off
constexpr Words fields[] = {
    {"about.municipality",      "Kommunenummer",                   "Kommunenummer"},
    {"about.municipality_name", "Kommune",                         "Kommune"},
    {"about.district",          "Bydelsnummer",                    "Bydelsnummer"},
    {"about.district_name",     "Bydel",                           "Bydel"},
    {"reporter.name",           "Navn",                            "Namn"},
    {"reporter.role",           "Rolle",                           "Rolle"},
    {"reporter.phone",          "Telefon",                         "Telefon"},
    {"reporter.email",          "E-post",                          "E-post"},
    {"reporter.workplace",      "Virksomhet",                      "Verksemd"},
    {"reporter.organisation",   "Organisasjonsnummer",             "Organisasjonsnummer"},
    {"reporter.address",        "Adresse",                         "Adresse"},
    {"child.national_id",       "Fødselsnummer",                   "Fødselsnummer"},
    {"child.unborn",            "Ufødt",                           "Ufødd"},
    {"child.name",              "Navn",                            "Namn"},
    {"child.age",               "Antatt alder",                    "Anslått alder"},
    {"child.relation",          "Melderens forhold til barnet",    "Forholdet melderen har til barnet"},
    {"child.phone",             "Telefon",                         "Telefon"},
    {"child.address",           "Adresse",                         "Adresse"},
    {"child.told",              "Vet om meldingen",                "Veit om meldinga"},
    {"child.told_why",          "Hvorfor, eller hvorfor ikke",     "Kvifor, eller kvifor ikkje"},
    {"guardian.name",           "Navn",                            "Namn"},
    {"guardian.phone",          "Telefon",                         "Telefon"},
    {"guardian.told",           "Vet om meldingen",                "Veit om meldinga"},
    {"guardian.told_why",       "Hvorfor, eller hvorfor ikke",     "Kvifor, eller kvifor ikkje"},
    {"other.interpreter",       "Behov for tolk",                  "Behov for tolk"},
    {"other.agencies",          "Andre hjelpeinstanser",           "Andre hjelpeinstansar"},
    {"report.message",          "Meldingen",                       "Meldinga"},
    {"report.history",          "Historien",                       "Historia"},
    {"report.other_views",      "Andres synspunkter",              "Synspunkta til andre"},
    {"sending.sent_at",         "Sendt",                           "Send"},
    {"sending.channel",         "Leveringskanal",                  "Leveringskanal"},
};

constexpr Words sections[] = {
    {"about",    "Hvem meldingen er sendt til",   "Kven meldinga er send til"},
    {"reporter", "Den som meldte",                "Den som melde"},
    {"child",    "Barn",                          "Barn"},
    {"guardian", "Foresatt",                      "Føresett"},
    {"other",    "Tolk og andre hjelpere",        "Tolk og andre hjelparar"},
    {"report",   "Det som er meldt",              "Det som er meldt"},
    {"sending",  "Sending",                       "Sending"},
    {"unknown",  "Felt som skjemaet ikke har",    "Felt som skjemaet ikkje har"},
};

constexpr Words departures[] = {
    {"missing",       "mangler",                            "manglar"},
    {"wrong-type",    "har en annen type enn skjemaet sier", "har ein annan type enn skjemaet seier"},
    {"unknown-field", "finnes ikke i skjemaet",             "finst ikkje i skjemaet"},
    {"bad-format",    "er skrevet på en annen måte enn skjemaet sier",
                      "er skrive på ein annan måte enn skjemaet seier"},
    {"too-many",      "er flere enn skjemaet tillater",     "er fleire enn skjemaet tillèt"},
    {"too-few",       "er færre enn skjemaet krever",       "er færre enn skjemaet krev"},
};
// clang-format on

constexpr std::string_view accounts[] = {"report.message", "report.history", "report.other_views"};

template <std::size_t N>
std::string_view find_words(const Words (&table)[N], std::string_view name,
                            std::string_view language)
{
    for (const Words& words : table)
        if (words.name == name) return language == "nn" ? words.nn : words.nb;
    return name;
}

} // namespace

std::string label_of(std::string_view field, std::string_view language)
{
    return std::string(find_words(fields, field, language));
}

bool is_account(std::string_view field)
{
    for (const std::string_view account : accounts)
        if (account == field) return true;
    return false;
}

std::string section_title(std::string_view heading, int number, std::string_view language)
{
    std::string title(find_words(sections, heading, language));
    if (number > 0) title += " " + std::to_string(number);
    return title;
}

std::string yes_or_no(bool yes)
{
    return yes ? "Ja" : "Nei";
}

std::string departure_text(std::string_view pointer, std::string_view what,
                           std::string_view language)
{
    return std::string(pointer) + " " + std::string(find_words(departures, what, language));
}

} // namespace reservepost::batch::letters
