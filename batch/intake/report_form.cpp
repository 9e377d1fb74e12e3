#include "batch/intake/report_form.h"

#include "batch/intake/form_reader.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace reservepost::batch::intake {

namespace {

constexpr std::string_view blank = " \t\r\n";

/// The text at `path` below `document`; empty where there is none.
std::string text_at(const json::Value& document, std::initializer_list<std::string_view> path)
{
    const auto* value = &document;
    for (const auto key : path) {
        value = value->is_object() ? value->find(key) : nullptr;
        if (value == nullptr) return {};
    }
    return value->kind() == json::Value::Kind::List || value->is_object() ? std::string()
                                                                          : as_it_stands(*value);
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(blank);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Adds what `text` holds, a line for each of its own lines that is not blank.
void add_lines(std::vector<std::string>& lines, const std::string& text)
{
    std::size_t start = 0;
    while (start <= text.size()) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto line = trimmed(text.substr(start, end - start));
        if (!line.empty()) lines.push_back(std::move(line));
        start = end + 1;
    }
}

std::vector<std::string> address_of(const json::Value& document, Form form)
{
    const auto part = [&](std::string_view key) {
        return form == Form::Private
                   ? text_at(document, {"privatMelder", "adresse", key})
                   : text_at(document, {"offentligMelder", "virksomhet", "adresse", key});
    };
    std::vector<std::string> lines;
    for (const auto* key : {"adresselinje1", "adresselinje2", "adresselinje3"}) {
        add_lines(lines, part(key));
    }
    add_lines(lines, trimmed(part("postnummer")) + ' ' + trimmed(part("poststed")));
    if (form == Form::Public && !lines.empty()) {
        std::vector<std::string> all;
        add_lines(all, text_at(document, {"offentligMelder", "virksomhet", "navn"}));
        all.insert(all.end(), lines.begin(), lines.end());
        return all;
    }
    return lines;
}

std::optional<std::string> sent_at_of(const json::Value& document)
{
    const auto* value = document.find("sendingstidspunkt");
    if (value == nullptr) return std::nullopt;
    auto text = as_it_stands(*value);
    if (text.find_first_not_of(blank) == std::string::npos) return std::nullopt;
    return text;
}

bool has_any(const json::Value& document, std::initializer_list<std::string_view> keys)
{
    return std::ranges::any_of(keys, [&](auto key) { return document.find(key) != nullptr; });
}

} // namespace

std::string_view to_text(Form form)
{
    return form == Form::Private ? "private" : "public";
}

std::optional<Form> find_form(const json::Value& document)
{
    if (!document.is_object()) return std::nullopt;
    const bool is_private = has_any(document, {"privatMelder", "privatBarn"});
    const bool is_public = has_any(document, {"offentligMelder", "offentligBarn", "foresatte"});
    if (is_private == is_public) return std::nullopt;
    return is_private ? Form::Private : Form::Public;
}

ReportForm read_report_form(const json::Value& document, Form form)
{
    ReportForm report;
    report.form = form;
    // The private form is the same in both versions.
    const auto* message = document.find("melding");
    const bool second = form == Form::Public && message != nullptr && message->is_object() &&
                        message->find("andreSynspunkter") != nullptr;
    report.version = second ? 2 : 1;

    report.municipality = text_at(document, {"kommunenummer"});
    report.municipality_name = text_at(document, {"kommunenavn"});
    report.district = text_at(document, {"bydelsnummer"});
    report.district_name = text_at(document, {"bydelsnavn"});
    report.sent_at_text = sent_at_of(document);
    const auto* reporter = form == Form::Private ? "privatMelder" : "offentligMelder";
    report.reporter_name = trimmed(text_at(document, {reporter, "personnavn"}));
    report.reporter_address = address_of(document, form);

    FormReader(document, form, report.version).read(report.sections, report.departures);
    return report;
}

} // namespace reservepost::batch::intake
