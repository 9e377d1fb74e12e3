#include "batch/intake/form_reader.h"
#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "holidays/oslo_time.h"
#include "targets.h"
#include "tests/layout/promises/promises.h"

#include <algorithm>
#include <set>

namespace reservepost::fuzz {

namespace {

using batch::json::Value;
using layout::promise;
namespace intake = batch::intake;

/// Every text, number and yes or no in `value`, at whatever depth.
void collect_leaves(const Value& value, std::vector<const Value*>& leaves)
{
    if (value.is_object()) {
        for (const auto& member : value.as_object())
            collect_leaves(member.second, leaves);
    } else if (value.is_list()) {
        for (const auto& item : value.as_list())
            collect_leaves(item, leaves);
    } else if (!value.is_null()) {
        leaves.push_back(&value);
    }
}

/// The document, where it is one. What was read can be written, and is then read the same.
std::optional<Value> read_document(std::string_view octets)
{
    try {
        auto document = batch::json::parse(octets);
        promise(batch::json::parse(batch::json::pretty(document)) == document,
                "what is written is read back the same");
        return document;
    } catch (const batch::json::SyntaxError& error) {
        promise(error.line() >= 1 && error.column() >= 1 && error.column() <= octets.size() + 1 &&
                    !error.fault().empty(),
                "a fault has its place and says what is wrong");
        return std::nullopt;
    }
}

/// Whatever stands in a report is printed: alone, or with others as their JSON text.
void check_nothing_is_left_out(const Value& document, const intake::ReportForm& report)
{
    std::set<std::string_view> alone;
    std::string together;
    for (const auto& section : report.sections)
        for (const auto& answer : section.answers) {
            alone.insert(answer.value);
            together += answer.value;
            together += '\n';
        }
    std::vector<const Value*> leaves;
    collect_leaves(document, leaves);
    for (const auto* leaf : leaves) {
        if (alone.contains(intake::as_it_stands(*leaf))) continue;
        auto written = batch::json::pretty(*leaf);
        written.pop_back(); // The line end.
        promise(together.find(written) != std::string::npos, "nothing of a report is left out");
    }
}

/// The keys that departures may name: those of the form.
std::set<std::string, std::less<>> keys_of(intake::Form form)
{
    std::set<std::string, std::less<>> keys;
    const auto add = [&](std::string_view path) {
        while (!path.empty()) {
            const auto end = std::min(path.find('/'), path.size());
            keys.emplace(path.substr(0, end));
            path.remove_prefix(std::min(end + 1, path.size()));
        }
    };
    for (const auto& section : intake::sections_of(form))
        add(section.place);
    for (const auto& field : intake::fields_of(form))
        add(field.path);
    return keys;
}

/// A departure is kept where no content may be: it holds none.
void check_departures(const intake::ReportForm& report)
{
    const auto keys = keys_of(report.form);
    for (const auto& departure : report.departures) {
        std::string_view rest = departure.pointer;
        while (!rest.empty()) {
            promise(rest.front() == '/', "a departure has its place");
            rest.remove_prefix(1);
            const auto token = rest.substr(0, rest.find('/'));
            rest.remove_prefix(token.size());
            promise(token == "?" || keys.contains(token) ||
                        token.find_first_not_of("0123456789") == std::string_view::npos,
                    "a departure names no key of the sender's own");
        }
    }
}

/// The clock starts at the stated time or at intake, never after it.
void check_time(const intake::ReportForm& report, const intake::Meta& meta)
{
    const auto taken_in_at = holidays::parse_instant("2026-11-25T08:20:00Z");
    const auto time = intake::stated_time(report, meta, taken_in_at);
    promise(time.accepted_at <= taken_in_at, "no clock starts after intake");
    promise(time.due_at_once == (time.note == intake::TimeNote::MoreThanAYearBack),
            "only what is long past is due at once");
    const bool stated = time.due_at_once || time.note == intake::TimeNote::AsStated;
    promise(stated || time.accepted_at == taken_in_at, "a time that cannot stand is intake's");
}

void check_judgement(const intake::Judgement& judgement)
{
    using intake::Kind;
    promise(judgement.kind != Kind::Meta, "a report's name is no companion's");
    promise(judgement.report.has_value() == (judgement.kind == Kind::Report),
            "a report has its form, and nothing else has one");
    promise((judgement.refusal != intake::Refusal::None) == (judgement.kind == Kind::Quarantined),
            "what is quarantined has its code");
    promise(judgement.sentence.empty() == (judgement.kind == Kind::Report) &&
                judgement.sentence.size() <= 300,
            "what is no report has a sentence");
}

} // namespace

void try_report(std::string_view octets)
{
    const auto meta = intake::parse_meta(octets);
    promise(meta.notes.size() <= 4, "a companion is noted, not repeated");
    const auto document = read_document(octets);
    const auto judgement = intake::judge(octets, "report.json");
    check_judgement(judgement);
    promise(document.has_value() == (judgement.refusal != intake::Refusal::BrokenJson),
            "what can be read is judged by what it says");
    if (!judgement.report) return;
    check_nothing_is_left_out(*document, *judgement.report);
    check_departures(*judgement.report);
    check_time(*judgement.report, meta);
    check_time(*judgement.report, {});
}

} // namespace reservepost::fuzz
