#include "batch/intake/form_reader.h"

#include <algorithm>

namespace reservepost::batch::intake {

namespace {

using json::Value;

/// A key as a reference token of a JSON pointer (RFC 6901).
std::string token(std::string_view key)
{
    std::string result;
    for (const char c : key) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return result;
}

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool are_digits(std::string_view text, std::size_t count)
{
    return text.size() == count &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Digits with single spaces or hyphens between them, perhaps after a +.
bool is_phone(std::string_view text)
{
    if (text.starts_with('+')) text.remove_prefix(1);
    bool digit_before = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (!digit_before || (c != ' ' && c != '-'))) return false;
        digit_before = digit;
    }
    return digit_before;
}

bool is_email(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t\r\n") == std::string_view::npos;
}

bool has_right_format(FieldType type, std::string_view text)
{
    switch (type) {
    case FieldType::Municipality:
        return are_digits(text, 4);
    case FieldType::District:
        return are_digits(text, 2);
    case FieldType::Phone:
        return text.empty() || is_phone(text);
    case FieldType::Email:
        return text.empty() || is_email(text);
    case FieldType::Text:
    case FieldType::Moment: // Read, and noted, where the clock is started.
    case FieldType::YesNo:
        return true;
    }
    return true;
}

Answer answer(std::string field, const Value& value)
{
    auto text = as_it_stands(value);
    const bool empty = is_blank(text);
    return {std::move(field), std::move(text), empty};
}

} // namespace

std::string as_it_stands(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return {};
    case Value::Kind::Text:
        return value.as_text();
    default:
        break;
    }
    auto text = json::pretty(value);
    text.pop_back(); // The line end.
    return text;
}

FormReader::Place FormReader::Place::below(std::string_view key, bool is_ours) const
{
    return {pointer + '/' + token(key), safe + '/' + (is_ours ? token(key) : "?")};
}

FormReader::FormReader(const Value& document, Form form, int version)
    : document_(document), form_(form), version_(version)
{
}

void FormReader::read(std::vector<Section>& sections, std::vector<Departure>& departures)
{
    for (const auto& section : sections_of(form_))
        read_section(section);
    read_unknown_of_document();
    sections = std::move(sections_);
    departures = std::move(departures_);
}

void FormReader::depart(const Place& place, std::string_view what)
{
    Departure departure{place.safe, std::string(what)};
    if (std::ranges::find(departures_, departure) == departures_.end()) {
        departures_.push_back(std::move(departure));
    }
}

std::vector<std::string_view> FormReader::paths_of(const ReportSection& section) const
{
    std::vector<std::string_view> paths;
    for (const auto& field : fields_of(form_)) {
        if (field.section == section.heading) paths.push_back(field.path);
    }
    return paths;
}

void FormReader::read_section(const ReportSection& section)
{
    if (section.place.empty()) {
        sections_.push_back(read_object(section, 0, document_, {}));
        return;
    }
    const auto place = Place{}.below(section.place);
    const auto* value = document_.find(section.place);
    if (value == nullptr) {
        depart(place, "missing");
        if (!section.repeated) sections_.push_back(empty_section(section));
    } else if (section.repeated) {
        read_list(section, *value, place);
    } else if (value->is_object()) {
        sections_.push_back(read_object(section, 0, *value, place));
        read_the_rest(*value, paths_of(section), "", place, sections_.back());
    } else {
        read_misplaced(section, 0, *value, place);
    }
}

void FormReader::read_list(const ReportSection& section, const Value& list, const Place& place)
{
    // One object where a list of them belongs is read as the only one.
    const auto items = list.is_list() ? list.as_list() : Value::List{list};
    if (!list.is_list()) depart(place, "wrong-type");
    if (items.size() < static_cast<std::size_t>(section.least)) depart(place, "too-few");
    if (items.size() > static_cast<std::size_t>(section.most)) depart(place, "too-many");
    int number = 0;
    for (const auto& item : items) {
        const auto here = list.is_list() ? place.below(std::to_string(number)) : place;
        ++number;
        if (!item.is_object()) {
            read_misplaced(section, number, item, here);
            continue;
        }
        sections_.push_back(read_object(section, number, item, here));
        read_the_rest(item, paths_of(section), "", here, sections_.back());
    }
}

void FormReader::read_misplaced(const ReportSection& section, int number, const Value& value,
                                const Place& place)
{
    depart(place, "wrong-type");
    sections_.push_back({std::string(section.heading), number, {answer(place.pointer, value)}});
}

Section FormReader::read_object(const ReportSection& section, int number, const Value& object,
                                const Place& place)
{
    Section result{std::string(section.heading), number, {}};
    for (const auto& field : fields_of(form_)) {
        if (field.section != section.heading || field.since > version_) continue;
        result.answers.push_back(read_field(field, section, object, place));
    }
    return result;
}

Section FormReader::empty_section(const ReportSection& section) const
{
    Section result{std::string(section.heading), 0, {}};
    for (const auto& field : fields_of(form_)) {
        if (field.section != section.heading || field.since > version_) continue;
        result.answers.push_back({std::string(field.name), "", true});
    }
    return result;
}

Answer FormReader::read_field(const ReportField& field, const ReportSection& section,
                              const Value& object, const Place& place)
{
    const auto* value = &object;
    auto here = place;
    auto rest = field.path;
    while (!rest.empty()) {
        // An object of a wrong type is printed whole with the rest.
        if (!value->is_object()) return {std::string(field.name), "", true};
        const auto end = std::min(rest.find('/'), rest.size());
        const auto key = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        here = here.below(key);
        value = value->find(key);
        if (value != nullptr) continue;
        const bool is_missed = rest.empty() ? field.required : key != section.optional_object;
        if (is_missed) depart(here, "missing");
        return {std::string(field.name), "", true};
    }
    judge(field, *value, here);
    return answer(std::string(field.name), *value);
}

void FormReader::judge(const ReportField& field, const Value& value, const Place& place)
{
    const auto kind = field.type == FieldType::YesNo ? Value::Kind::Boolean : Value::Kind::Text;
    if (value.kind() != kind) {
        depart(place, "wrong-type");
    } else if (value.is_text() && !has_right_format(field.type, value.as_text())) {
        depart(place, "bad-format");
    }
}

void FormReader::read_the_rest(const Value& object, const std::vector<std::string_view>& paths,
                               const std::string& prefix, const Place& place, Section& into)
{
    for (const auto& [key, value] : object.as_object()) {
        const auto path = prefix + key;
        // A key with a slash in it is never one of ours, and must not look like a path.
        const bool is_plain = key.find('/') == std::string::npos;
        if (is_plain && std::ranges::find(paths, path) != paths.end()) continue;
        const bool leads_on = is_plain && std::ranges::any_of(paths, [&](std::string_view known) {
                                  return known.starts_with(path + '/');
                              });
        const auto here = place.below(key, leads_on);
        if (leads_on && value.is_object()) {
            read_the_rest(value, paths, path + '/', here, into);
        } else {
            depart(here, leads_on ? "wrong-type" : "unknown-field");
            into.answers.push_back(answer(here.pointer, value));
        }
    }
}

void FormReader::read_unknown_of_document()
{
    std::vector<std::string_view> known;
    for (const auto& section : sections_of(form_)) {
        if (!section.place.empty()) {
            known.push_back(section.place);
        } else {
            std::ranges::copy(paths_of(section), std::back_inserter(known));
        }
    }
    Section unknown{"unknown", 0, {}};
    read_the_rest(document_, known, "", {}, unknown);
    if (!unknown.answers.empty()) sections_.push_back(std::move(unknown));
}

} // namespace reservepost::batch::intake
