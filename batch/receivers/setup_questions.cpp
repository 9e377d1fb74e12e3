#include "batch/receivers/setup_questions.h"

namespace reservepost::batch::receivers {

namespace {

using Situation = SetupSituation;

constexpr SetupChoice yes_or_no[] = {{"yes", ""}, {"no", ""}};

constexpr SetupChoice languages[] = {{"nb", "bokmål"}, {"nn", "nynorsk"}};

constexpr SetupChoice receptions[] = {
    {"manual", "somebody downloads the report from the portal, and confirms there that it is kept"},
    {"system", "a case system (fagsystem) fetches the report and confirms it"},
    {"postal", "every report comes as a letter, in the next run"}};

constexpr SetupChoice places[] = {{"own", "the receiver's own postal address"},
                                  {"host", "the address of a host (vertskommune)"}};

constexpr SetupChoice confirmations[] = {
    {"enclose",
     "a confirmation on a sheet of its own lies in the letter, to be signed and sent on"},
    {"none", "the letter has none; the municipality writes its own"}};

constexpr auto always = [](const Situation&) { return true; };
constexpr auto unless_named = [](const Situation& s) { return !s.is_named; };

// clang-format off
// Name, label, question, why, more, whether it takes lines, choices, when it is asked.
constexpr SetupQuestion questions[] = {
    {"municipality", "municipality", "Municipality number (kommunenummer)",
     "Reports are addressed to this number.",
     "Four digits, as Statistics Norway has it: 0301 is Oslo.\n"
     "Another number begins the answers anew: nothing of one municipality ends up at another.",
     false, {}, unless_named},
    {"districts", "has districts", "Has the municipality districts (bydeler)?",
     "Each district is a receiver of its own, with address, contact and warnings of its own.",
     "What a district is, each municipality decides itself. Without districts the only receiver\n"
     "has district number 00. Set every district up by itself.",
     false, yes_or_no, unless_named},
    {"district", "district", "Which district is this?",
     "Its number stands in the reports beside the municipality's.",
     "Two digits, from 01.",
     false, {}, [](const Situation& s) { return !s.is_named && s.has_number; }},
    {"copy", "copied from", "Copy from another district?",
     "Language, reception, confirmation, deadline, web page, hours and agreement date can be copied.",
     "Answer with the district, such as 04, or no. What is copied is proposed in the questions that\n"
     "follow, and marked in the overview. Names, addresses, telephones and e-mails are never copied.\n"
     "It is copied once: when the other district changes later, this one stays as it is.",
     false, {}, [](const Situation& s) { return s.is_new && s.has_others; }},
    {"municipality_name", "municipality's name", "Name of the municipality",
     "It stands in the letters.",
     "As the municipality writes it itself.",
     false, {}, always},
    {"district_name", "district's name", "Name of the district",
     "It stands in the letters, and tells the districts apart.",
     "Such as Gamle Oslo.",
     false, {}, [](const Situation& s) { return s.has_number; }},
    {"default_district", "default district", "Is this the default district?",
     "It gets the reports that name no district, or one that there is not.",
     "One district of a municipality is the default. With yes, the one that was it ceases to be it.\n"
     "So to move it away from here, set the other district up and answer yes there.",
     false, yes_or_no, [](const Situation& s) { return s.has_others; }},
    {"language", "language", "Language of the letters (målform)",
     "The forwarding letter and the confirmation are written in it; reports stay as they are.",
     "What a reporter wrote is never translated.",
     false, languages, always},
    {"reception", "reception", "Reception (mottak)",
     "It decides when a report becomes a letter.",
     "With manual and system a letter is made only for a report that nobody has confirmed within\n"
     "its deadline; with system also at once when the case system rejects a report.",
     false, receptions, always},
    {"place", "whose address", "Whose postal address?",
     "Several municipalities may share one service, at the address of one of them.",
     "A host's address is used by reference: when the host moves, the letters to all who use its\n"
     "address move too. Letters still say whose report it is.",
     false, places, always},
    {"address", "postal address", "Postal address",
     "Letters go there. Best is a PO box (postboks): post comes there on every working day.",
     "One to six lines, the last of them postcode and place; an empty line ends. Begin with the\n"
     "service's name. To a street address post comes only every other working day.",
     true, {}, [](const Situation& s) { return !s.has_host; }},
    {"host", "host", "Which host?",
     "The receiver whose address is used.",
     "Municipality and district, such as 4204-00. It must be in the register and have an address of\n"
     "its own: `reservepost receiver list` shows the receivers.",
     false, {}, [](const Situation& s) { return s.has_host; }},
    {"public_phone", "public telephone", "Public telephone",
     "It stands in the letters, so that whoever wrote the report can call.",
     "A number that the public may call, such as the service's switchboard.",
     false, {}, always},
    {"web", "web page", "Web page",
     "It stands in the letters; leave it empty if there is none.",
     "Such as www.example.no/barnevern.",
     false, {}, always},
    {"hours", "opening hours", "Opening hours",
     "They stand in the letters beside the telephone, in the letters' language.",
     "Such as mandag–fredag 8–15.30.",
     false, {}, always},
    {"contact_name", "contact person", "Contact person",
     "Called when something is wrong; shown in no letter.",
     "Who is told when the address or the reception of this receiver changes.",
     false, {}, always},
    {"contact_email", "contact's e-mail", "Contact person's e-mail",
     "For trouble, and told of every change that moves letters; shown in no letter.",
     "No report and no name of a reporter is ever sent by e-mail.",
     false, {}, always},
    {"contact_phone", "contact's telephone", "Contact person's telephone",
     "For trouble that cannot wait for an e-mail; shown in no letter.",
     "Digits, spaces and +.",
     false, {}, always},
    {"warning_emails", "warning e-mails", "Warning e-mails (varsling)",
     "Where it is said that a letter has gone because nobody confirmed a report in time.",
     "One address a line; an empty line ends. Best is a mailbox that several people read.",
     true, {}, always},
    {"confirmation", "confirmation", "Confirmation to the reporter (bekreftelse)",
     "Whoever reported shall hear that the report has come.",
     "To post the confirmation straight to the reporter cannot be chosen yet: it needs the\n"
     "municipality's recorded decision, for a letter that comes at all can betray the reporter.",
     false, confirmations, always},
    {"policy", "deadline", "Deadline",
     "How long a report may wait unconfirmed. Press Enter unless something else is agreed.",
     "Hours or days and how they are counted: 40h-business, 24h-wall-clock, 40h-office,\n"
     "2-business-days. `reservepost deadline --help` explains them.",
     false, {}, always},
    {"agreement_date", "date of the agreement", "Date of the agreement",
     "From that day the receiver gets reports; without one it gets none.",
     "A date such as 2024-01-31. It can be given later: run the setup again, or\n"
     "`reservepost receiver set`.",
     false, {}, always},
};
// clang-format on

} // namespace

std::span<const SetupQuestion> setup_questions()
{
    return questions;
}

} // namespace reservepost::batch::receivers
