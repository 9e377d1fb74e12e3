#include "batch/letters/letter_fields.h"

#include "batch/letters/labels.h"
#include "batch/letters/postal_form.h"
#include "holidays/oslo_time.h"
#include "templates/plain_language.h"
#include "templates/template.h"

#include <algorithm>
#include <utility>

namespace reservepost::batch::letters {

namespace {

using templates::CivilDay;
using templates::CivilTime;
using templates::Fields;

constexpr std::size_t long_answer_octets = 300; ///< From here an answer is set as a quotation.

CivilDay civil_day(holidays::Date date)
{
    return {date.year(), date.month(), date.day(), static_cast<int>(date.weekday()) + 1};
}

CivilTime civil_time(holidays::Instant instant)
{
    const holidays::OsloTime wall = holidays::to_oslo(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(wall.time_of_day).count();
    return {civil_day(wall.date), static_cast<int>(minutes / 60), static_cast<int>(minutes % 60)};
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

/// What stands for a yes-or-no field and for the time of sending; everything else as it came.
std::string shown_value(const intake::Answer& answer, const std::string& language)
{
    const bool asks = answer.field == "child.unborn" || answer.field == "child.told" ||
                      answer.field == "guardian.told";
    if (asks && (answer.value == "true" || answer.value == "false"))
        return yes_or_no(answer.value == "true");
    if (answer.field == "sending.sent_at")
        if (const auto sent = holidays::find_local_instant(answer.value))
            return templates::time_in_words(civil_time(*sent), language);
    return answer.value;
}

Fields answer_fields(const std::string& label, const std::string& value, bool empty, bool account)
{
    Fields fields;
    fields.set("label", label);
    fields.set("value", value);
    fields.set("empty", empty);
    fields.set("long", account || value.size() >= long_answer_octets);
    return fields;
}

/// "child.address2" and the four others of an address belong to "child.address".
std::string address_of(const std::string& field)
{
    for (const std::string_view part :
         {".address1", ".address2", ".address3", ".postcode", ".place"})
        if (field.ends_with(part)) return field.substr(0, field.size() - part.size()) + ".address";
    return "";
}

/// Gathers an address's fields from `at` on into its lines, postcode and place on one, and moves
/// `at` behind them. A letter shows an address as it stands on an envelope, not as five answers.
std::string read_address(const std::vector<intake::Answer>& answers, std::size_t& at,
                         const std::string& address)
{
    std::vector<std::string> lines;
    bool after_postcode = false;
    for (; at < answers.size() && address_of(answers[at].field) == address; ++at) {
        const intake::Answer& part = answers[at];
        if (part.empty) continue;
        const bool joins = after_postcode && part.field.ends_with(".place");
        if (joins)
            lines.back() += " " + part.value;
        else
            lines.push_back(part.value);
        after_postcode = part.field.ends_with(".postcode");
    }
    return joined(lines);
}

std::vector<Fields> answers_of(const intake::Section& section, const std::string& language)
{
    std::vector<Fields> out;
    for (std::size_t at = 0; at < section.answers.size();) {
        const intake::Answer& answer = section.answers[at];
        const std::string address = address_of(answer.field);
        if (!address.empty()) {
            const std::string lines = read_address(section.answers, at, address);
            out.push_back(answer_fields(label_of(address, language), lines, lines.empty(), false));
            continue;
        }
        out.push_back(answer_fields(label_of(answer.field, language), shown_value(answer, language),
                                    answer.empty, is_account(answer.field)));
        ++at;
    }
    return out;
}

std::vector<Fields> section_fields(const intake::ReportForm& report, const std::string& language)
{
    std::vector<Fields> out;
    for (const intake::Section& section : report.sections) {
        Fields fields;
        fields.set("title", section_title(section.heading, section.number, language));
        fields.set("answers", answers_of(section, language));
        out.push_back(std::move(fields));
    }
    return out;
}

std::vector<Fields> departure_fields(const intake::ReportForm& report, const std::string& language)
{
    std::vector<Fields> out;
    for (const intake::Departure& departure : report.departures)
        out.push_back(
            Fields().set("text", departure_text(departure.pointer, departure.what, language)));
    return out;
}

void set_cause(Fields& fields, const LetterInput& input)
{
    // Once confirmed, a report was not late, whatever became of it then.
    const bool confirmed = input.again && input.again->confirmed_on;
    fields.set("cause.late", input.cause == Cause::NotConfirmed && !confirmed);
    fields.set("cause.rejected", input.cause == Cause::Rejected);
    fields.set("cause.message", input.rejection_message);
    fields.set("cause.postal", input.cause == Cause::PostChosen);
    // What was confirmed has left the portal.
    fields.set("portal_too", input.portal_too && !confirmed);
}

void set_again(Fields& fields, const LetterInput& input)
{
    const auto is = [&](Again why) { return input.again && input.again->why == why; };
    fields.set("again.any", input.again.has_value());
    fields.set("again.damaged", is(Again::Damaged));
    fields.set("again.not_printed", is(Again::NotPrinted));
    fields.set("again.recalled", is(Again::Recalled));
    fields.set("again.returned", is(Again::Returned));
    fields.set("again.not_arrived", is(Again::NotArrived));
    fields.set("again.lost", is(Again::LostByReceiver));
    fields.set("again.rejected_late", is(Again::RejectedLate));
    const SentAgain before = input.again.value_or(SentAgain());
    // What was never printed can lie on nobody's desk.
    fields.set("again.has_letter", before.letter_date && before.why != Again::NotPrinted);
    fields.set("again.letter_date", civil_day(before.letter_date.value_or(input.letter_date)));
    fields.set("again.was_confirmed", before.confirmed_on.has_value());
    fields.set("again.confirmed_on", civil_day(before.confirmed_on.value_or(input.letter_date)));
}

void set_notes(Fields& fields, const LetterInput& input)
{
    using receivers::RouteNote;
    const RouteNote route = input.notes.route;
    const bool by_default = !input.notes.chosen_by_hand && (route == RouteNote::DefaultDistrict ||
                                                            route == RouteNote::SuccessorDefault);
    const bool outdated = !input.notes.chosen_by_hand &&
                          (route == RouteNote::Successor || route == RouteNote::SuccessorDefault);
    const bool renumbered =
        outdated && input.report.municipality != input.receiver.key.municipality;
    const std::string& district = input.report.district;
    const bool none_given = district.empty() || district == "00";
    fields.set("note.no_district", by_default && none_given);
    fields.set("note.unknown_district", by_default && !none_given);
    fields.set("note.closed_district", outdated && !renumbered && route == RouteNote::Successor);
    fields.set("note.district_given", district);
    fields.set("note.renumbered", renumbered);
    fields.set("note.number_given", input.report.municipality);
    fields.set("note.number_now", input.receiver.key.municipality);
    fields.set("note.chosen_by_hand", input.notes.chosen_by_hand);
}

void set_receiver(Fields& fields, const LetterInput& input)
{
    fields.set("receiver.name", receiver_name(input.receiver));
    fields.set("receiver.phone", input.receiver.public_phone);
}

/// A web page as a letter to the reporter may show it: whole, or its host alone where the rest
/// tells what was reported ("www.example.no/barnevern"), or not at all where the host does.
std::string discreet_web(const std::string& web)
{
    using templates::tells_what_was_reported;
    if (!tells_what_was_reported(web)) return web;
    const std::size_t scheme = web.find("://");
    const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    const std::string start = web.substr(0, web.find('/', host));
    return tells_what_was_reported(start) ? "" : start;
}

} // namespace

std::string receiver_name(const receivers::Receiver& receiver)
{
    std::string name = receiver.municipality_name + " kommune";
    if (!receiver.district_name.empty() && receiver.key.district != "00")
        name += ", " + receiver.district_name;
    return name;
}

std::string host_name(const LetterInput& input)
{
    return input.host_name ? *input.host_name + " kommune" : "";
}

std::vector<std::string> reporter_lines(const intake::ReportForm& report)
{
    std::vector<std::string> lines = report.reporter_address;
    lines.insert(lines.begin(), report.reporter_name);
    return postal_form(lines).lines;
}

bool has_enclosure(const LetterInput& input)
{
    const std::string& name = input.report.reporter_name;
    const bool named = std::any_of(name.begin(), name.end(), [](char c) { return c != ' '; });
    return input.confirmation == receivers::Confirmation::Enclose && !input.raw_text && named;
}

templates::Fields forwarding_fields(const LetterInput& input)
{
    const std::string& language = input.receiver.language;
    const bool readable = !input.raw_text;
    Fields fields;
    fields.set("reference", input.reference);
    fields.set("letter.date", civil_day(input.letter_date));
    fields.set("report.accepted_at", civil_time(input.accepted_at));
    fields.set("report.due_at", civil_time(input.due_at));
    const auto week_ends = holidays::oslo_date(input.accepted_at) + 7;
    fields.set("report.week_ends", civil_day(week_ends));
    fields.set("report.week_over", week_ends < input.letter_date);
    fields.set("report.official", readable && input.report.form == intake::Form::Public);
    fields.set("report.readable", readable);
    fields.set("report.raw", input.raw_text.value_or(""));
    set_cause(fields, input);
    set_again(fields, input);
    set_receiver(fields, input);
    set_notes(fields, input);
    fields.set("enclosure.any", has_enclosure(input));
    fields.set("enclosure.english", confirmation_language(input) == "en");
    using List = std::vector<Fields>;
    fields.set("sections", readable ? section_fields(input.report, language) : List());
    fields.set("departures", readable ? departure_fields(input.report, language) : List());
    return fields;
}

std::string confirmation_kind(const LetterInput& input)
{
    return "confirmation-" + std::string(intake::to_text(input.report.form));
}

std::string confirmation_language(const LetterInput& input)
{
    const bool known = templates::Template::find_shipped(confirmation_kind(input),
                                                         input.reporter_language) != nullptr;
    return known ? input.reporter_language : input.receiver.language;
}

templates::Fields confirmation_fields(const LetterInput& input, bool enclosed)
{
    const intake::ReportForm& report = input.report;
    Fields fields;
    fields.set("reference", input.reference);
    fields.set("letter.date", civil_day(input.letter_date));
    fields.set("report.accepted_at", civil_time(input.accepted_at));
    fields.set("enclosed", enclosed);
    fields.set("reporter.address", joined(reporter_lines(report)));
    set_receiver(fields, input);
    const std::string& hours = input.receiver.hours;
    fields.set("receiver.hours", templates::tells_what_was_reported(hours) ? "" : hours);
    fields.set("receiver.web", discreet_web(input.receiver.web));
    return fields;
}

} // namespace reservepost::batch::letters
