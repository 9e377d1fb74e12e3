#include "templates/field_use.h"
#include "templates/structure.h"

#include <charconv>

namespace reservepost::templates {

namespace {

constexpr std::string_view keys[] = {"title", "kind", "language", "version", "foot"};

/// The keys of this sort of file: own words have no foot of their own.
std::span<const std::string_view> keys_of(Allowed allowed)
{
    const std::span<const std::string_view> all(keys);
    return allowed == Allowed::Everything ? all : all.first(all.size() - 1);
}

bool is_key(std::string_view name, Allowed allowed)
{
    for (const std::string_view key : keys_of(allowed))
        if (key == name) return true;
    return false;
}

/// What is wrong with a value of the head, or nothing.
std::string trouble_with(std::string_view key, const std::string& value)
{
    if (value.empty()) return "the head's \"" + std::string(key) + "\" has no value";
    if (key == "kind" && find_kind(value) == nullptr)
        return "there is no kind of letter \"" + value + "\"; see declared_fields.cpp";
    if (key == "language" && !has_words_of_time(value))
        return "there are no words of time for the language \"" + value + "\"";
    const bool counts =
        value.find("{page}") != std::string::npos && value.find("{pages}") != std::string::npos;
    if (key == "foot" && !counts) return "the foot must hold {page} and {pages}";
    return "";
}

using Values = std::map<std::string, std::string, std::less<>>;

void read_line(std::string_view line, int number, Allowed allowed, Values& values,
               Findings& findings)
{
    const std::size_t colon = line.find(':');
    const std::string key(trimmed(line.substr(0, colon)));
    if (colon == std::string_view::npos || !is_key(key, allowed))
        return findings.add({number, 1}, allowed == Allowed::Everything
                                             ? "the head holds lines \"key: value\" with the keys "
                                               "title, kind, language, version and foot"
                                             : "the head of own words holds lines \"key: value\" "
                                               "with the keys title, kind, language and version");
    const std::string value(trimmed(line.substr(colon + 1)));
    const std::string trouble = trouble_with(key, value);
    if (!trouble.empty()) findings.add({number, static_cast<int>(colon) + 2}, trouble);
    if (!values.emplace(key, value).second)
        findings.add({number, 1}, "the head's \"" + key + "\" stands twice");
}

int read_version(const std::string& text, Findings& findings)
{
    int version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc() || end != text.data() + text.size() || version < 1)
        findings.add({1, 1}, "the head's \"version\" is a whole number from 1");
    return version;
}

} // namespace

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::size_t read_head(const std::vector<std::string_view>& lines, Allowed allowed,
                      Template::Parsed& parsed, Findings& findings)
{
    Values values;
    std::size_t at = 1;
    const bool begun = !lines.empty() && trimmed(lines[0]) == "---";
    for (; begun && at < lines.size() && trimmed(lines[at]) != "---"; ++at)
        read_line(lines[at], static_cast<int>(at) + 1, allowed, values, findings);
    if (!begun || at == lines.size()) {
        findings.add({1, 1}, "a template begins with a head between two lines \"---\"");
        return lines.size();
    }
    for (const std::string_view key : keys_of(allowed))
        if (!values.contains(key))
            findings.add({1, 1}, "the head lacks \"" + std::string(key) + "\"");
    parsed.title = values["title"];
    parsed.kind = values["kind"];
    parsed.language = values["language"];
    parsed.foot = values["foot"];
    parsed.version = values.contains("version") ? read_version(values["version"], findings) : 0;
    return at + 1;
}

} // namespace reservepost::templates
