#include "batch/letters/typesetter.h"

#include "batch/intake/judge.h"
#include "batch/json/value.h"
#include "batch/letters/letter_text.h"
#include "batch/receivers/register.h"
#include "batch/receivers/routing.h"
#include "holidays/oslo_time.h"
#include "templates/embedded_files.h"
#include "templates/template.h"

#include <algorithm>

namespace reservepost::batch::letters {

namespace {

/// The four digits that begin the last address line, or nothing.
std::string postcode_of(const std::vector<std::string>& address)
{
    if (address.empty()) return {};
    const auto digits = address.back().substr(0, 4);
    const bool is_code =
        digits.size() == 4 && digits.find_first_not_of("0123456789") == std::string::npos;
    return is_code ? digits : std::string();
}

/// With every store away no letter is at fault: the step ends, and the next run takes it up.
void refuse_without_stores(const vault::Vault& vault)
{
    const auto stores = vault.status().stores;
    if (std::none_of(stores.begin(), stores.end(),
                     [](const auto& store) { return store.reachable; }))
        throw vault::StoreAway("every store of the vault is away; whoever runs the machine must "
                               "mount them");
}

vault::SealedReport open_report(const vault::Vault& vault, const LetterRow& letter,
                                std::int64_t ring)
{
    try {
        return vault.open(letter.record, ring);
    } catch (const vault::VaultDamaged&) {
        refuse_without_stores(vault);
        throw LetterError({"content-damaged", "the report's content opens in no store",
                           "it must open in at least one",
                           "run `reservepost balance` and bring the store back from its own disk"});
    }
}

/// What the case system said when it refused the report; empty where it said nothing.
std::string open_rejection(const vault::Vault& vault, const LetterRow& letter, std::int64_t ring)
{
    if (letter.cause != Cause::Rejected) return {};
    try {
        return vault.open_attachment(letter.record, "rejection", ring).value_or("");
    } catch (const vault::VaultDamaged&) {
        throw LetterError({"content-damaged", "the case system's message opens in no store",
                           "it must open in at least one",
                           "run `reservepost balance` and bring the store back from its own disk"});
    }
}

const receivers::Receiver& receiver_of(const LetterRow& letter, const receivers::Snapshot& snapshot)
{
    for (const auto& receiver : snapshot.receivers)
        if (receiver.id == letter.receiver) return receiver;
    throw LetterError({"receiver-gone", "the letter's receiver is not in the register",
                       "a receiver stays in the register while it has letters",
                       "release the letter to another receiver"});
}

} // namespace

const std::string_view letter_row_columns =
    "l.id, l.record, l.receiver, l.letter_date::text as letter_date, l.frames_digest, l.cause, "
    "r.accepted_at, r.due_at, r.route, r.quarantine_code is not null as from_quarantine, "
    "case when r.rejected_at is not null then 'rejected' when r.reception = 'postal' then 'postal' "
    "else 'not-confirmed' end as why_posted, "
    "case when r.confirmed_at < l.gathered_at then r.confirmed_at end as was_confirmed_at, "
    "(select b.letter_date::text from letter b where b.record = l.record and b.kind = l.kind and "
    "b.id < l.id and b.state <> 'withdrawn' order by b.id desc limit 1) as date_before";

namespace {

/// What there was before a letter that is made again.
std::optional<SentAgain> read_sent_again(const store::Row& row)
{
    const auto why = find_again(row.text("cause"));
    if (!why) return std::nullopt;
    SentAgain again{.why = *why, .letter_date = {}, .confirmed_on = {}};
    if (const auto date = row.find_text("date_before"))
        again.letter_date = holidays::Date::from_text(*date);
    if (const auto at = row.find_instant("was_confirmed_at"))
        again.confirmed_on = holidays::oslo_date(*at);
    return again;
}

/// The language in which the reporter used the portal, from intake's notes; empty where they say
/// nothing.
std::string language_in(const std::string& notes)
{
    try {
        return json::parse(notes).text_or("language", "");
    } catch (const json::JsonError&) {
        return {};
    }
}

} // namespace

LetterRow read_letter_row(const store::Row& row)
{
    return {.id = row.integer("id"),
            .record = row.record("record"),
            .receiver = row.find_integer("receiver").value_or(0),
            .letter_date = holidays::Date::from_text(row.text("letter_date")),
            .accepted_at = row.instant("accepted_at"),
            .due_at = row.instant("due_at"),
            .cause = find_cause(row.text("why_posted")).value(),
            .again = read_sent_again(row),
            .route = row.text("route"),
            .from_quarantine = row.boolean("from_quarantine"),
            .frames_digest = row.find_digest("frames_digest").value_or(crypto::Digest())};
}

namespace {

LetterError too_many_sheets(int most)
{
    return LetterError({"too-many-sheets",
                        "the letter has more than " + std::to_string(most) + " sheets",
                        "an envelope holds " + std::to_string(most),
                        "print it here: `reservepost print-here`"});
}

LetterError too_many_pages(std::size_t pages, int most)
{
    return LetterError({"too-many-pages", "the letter has " + std::to_string(pages) + " pages",
                        "the print house takes " + std::to_string(most),
                        "print it here: `reservepost print-here`"});
}

std::string in_mm(layout::Length length)
{
    return std::to_string(static_cast<int>(length.in_mm() + 0.5));
}

/// What the gate found, without a word of the letter: the first finding, and how many more.
LetterError not_print_ready(const std::vector<layout::Finding>& findings)
{
    const layout::Finding& first = findings.front();
    std::string wrong = first.what + " on page " + std::to_string(first.page);
    if (first.place)
        wrong += " at x " + in_mm(first.place->at.x) + " mm, y " + in_mm(first.place->at.y) + " mm";
    if (findings.size() > 1)
        wrong += " (and " + std::to_string(findings.size() - 1) + " findings more)";
    return LetterError({"not-print-ready", wrong, first.right,
                        "shorten what stands there in the receiver register, or mend the print "
                        "profile; then release the letter"});
}

/// All that decides about the envelope, in one line.
std::string fingerprint(const EnvelopeLimits& limits)
{
    std::string text = "envelopes ";
    for (const auto& [name, most] : limits.envelopes)
        text += name + ' ' + std::to_string(most) + ' ';
    return text + (limits.most_pages ? std::to_string(*limits.most_pages) : "none");
}

} // namespace

std::string envelope_of(int sheets, const EnvelopeLimits& limits)
{
    for (const auto& [name, most] : limits.envelopes)
        if (sheets <= most) return name;
    return limits.envelopes.back().name;
}

Typesetter::Typesetter(const vault::Vault& vault, const layout::Workshop& workshop,
                       PrintSetting setting, WordsBook words)
    : vault_(vault), workshop_(workshop), setting_(std::move(setting)), words_(std::move(words))
{
    crypto::Sha256 sha256;
    for (const auto& file : templates::embedded_files()) {
        sha256.add(crypto::sha256(file.name).octets());
        sha256.add(crypto::sha256(file.bytes).octets());
    }
    sha256.add(crypto::sha256(workshop.fingerprint()).octets());
    sha256.add(crypto::sha256(layout::fingerprint(setting_.geometry)).octets());
    sha256.add(crypto::sha256(fingerprint(setting_.limits)).octets());
    made_with_ = sha256.finish();
}

crypto::Digest Typesetter::made_with(std::int64_t receiver,
                                     const receivers::Snapshot& snapshot) const
{
    std::string text =
        made_with_.octets() + std::to_string(receiver) + words_.fingerprint(receiver);
    for (const auto& row : snapshot.receivers) {
        if (row.id != receiver) continue;
        text += '@' + std::to_string(row.version);
        const auto* host = row.host ? snapshot.find(*row.host) : nullptr;
        if (host) text += '/' + std::to_string(host->id) + '@' + std::to_string(host->version);
    }
    return crypto::sha256(text);
}

LetterInput Typesetter::input_for(const LetterRow& letter, const receivers::Snapshot& snapshot,
                                  std::int64_t ring) const
{
    const auto sealed = open_report(vault_, letter, ring);
    const auto& receiver = receiver_of(letter, snapshot);
    auto judgement = intake::judge(sealed.octets, sealed.reference + ".json");
    const bool readable = judgement.report.has_value();

    std::optional<std::string> host_name;
    if (receiver.host)
        if (const auto* host = snapshot.find(*receiver.host)) host_name = host->municipality_name;

    return {.report = readable ? std::move(*judgement.report) : intake::ReportForm{},
            .raw_text = readable ? std::nullopt : std::optional(sealed.octets),
            .reference = sealed.reference,
            .accepted_at = letter.accepted_at,
            .due_at = letter.due_at,
            .letter_date = letter.letter_date,
            .cause = letter.cause,
            .rejection_message = open_rejection(vault_, letter, ring),
            .again = letter.again,
            .notes = {.route = receivers::find_route_note(letter.route)
                                   .value_or(receivers::RouteNote::Exact),
                      .chosen_by_hand = letter.route == "released"},
            .receiver = receiver,
            .address_lines = receivers::resolved_address(receiver, snapshot),
            .return_line = setting_.return_line,
            .host_name = std::move(host_name),
            .confirmation = receiver.confirmation,
            .portal_too = receiver.reception != receivers::Reception::Postal,
            .reporter_language = language_in(sealed.note)};
}

layout::Composition Typesetter::compose(const LetterInput& input) const
{
    try {
        return workshop_.compose(make_letter(input, words_.of(input.receiver.id)),
                                 setting_.geometry);
    } catch (const layout::AddressDoesNotFit& error) {
        throw LetterError({"address-does-not-fit", error.what(), "it must fit the window",
                           "shorten it in the receiver register, then release the letter"});
    } catch (const layout::RunningTextDoesNotFit& error) {
        throw LetterError({"head-or-foot-does-not-fit", error.what(), "it must fit its place",
                           "shorten the receiver's name in the register, then release the letter"});
    } catch (const layout::LetterTooLong&) {
        throw too_many_sheets(setting_.limits.most_sheets());
    } catch (const templates::TemplateErrors&) {
        throw LetterError({"template", "the letter's template and its fields do not fit",
                           "they must [this is a bug]", "report it; the report itself is safe"});
    } catch (const std::logic_error&) {
        // One letter that meets a fault of the program keeps no other back.
        throw LetterError({"cannot-be-set", "the letter cannot be composed",
                           "every letter can [this is a bug]",
                           "report it; the report itself is safe"});
    }
}

void Typesetter::refuse_what_does_not_run(const layout::Composition& composition) const
{
    const auto& limits = setting_.limits;
    if (composition.sheets > limits.most_sheets()) throw too_many_sheets(limits.most_sheets());
    const auto pages = composition.pages.size();
    if (limits.most_pages && pages > static_cast<std::size_t>(*limits.most_pages))
        throw too_many_pages(pages, *limits.most_pages);
    const auto findings = workshop_.judge(composition, setting_.geometry);
    if (!findings.empty()) throw not_print_ready(findings);
}

namespace {

crypto::Digest digest_of(const layout::Composition& composition)
{
    return crypto::sha256(layout::octets_of(composition.pages));
}

} // namespace

SetLetter Typesetter::set(const LetterRow& letter, const receivers::Snapshot& snapshot,
                          std::int64_t ring) const
{
    const auto input = input_for(letter, snapshot, ring);
    SetLetter result;
    result.composition = compose(input);
    refuse_what_does_not_run(result.composition);
    result.frames_digest = digest_of(result.composition);
    result.made_with = made_with(letter.receiver, snapshot);
    result.receiver_version = input.receiver.version;
    result.postcode = postcode_of(input.address_lines);
    result.words = words_.files_of(input);
    return result;
}

std::optional<layout::Composition> Typesetter::set_again(const LetterRow& letter,
                                                         const receivers::Snapshot& snapshot,
                                                         std::int64_t ring) const
{
    auto composition = compose(input_for(letter, snapshot, ring));
    if (digest_of(composition) != letter.frames_digest) return std::nullopt;
    return composition;
}

} // namespace reservepost::batch::letters
