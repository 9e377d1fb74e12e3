#include "templates/field_use.h"

namespace reservepost::templates {

namespace {

struct FormatRule {
    std::string_view word;
    Format format;
    bool for_days;  ///< Can put a `Day` into words.
    bool for_times; ///< Can put a `Time` into words.
};

// clang-format off
constexpr FormatRule formats[] = {
    {"date", Format::Date, true,  true},
    {"day",  Format::Day,  true,  true},
    {"time", Format::Time, false, true},
};
// clang-format on

bool is_name(std::string_view text)
{
    for (const char c : text) {
        const bool allowed =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        if (!allowed) return false;
    }
    return !text.empty() && text.front() != '.' && text.back() != '.';
}

/// What is wrong with printing a field of this type in this format, or nothing.
std::string trouble_with_format(FieldType type, std::string_view word, const FormatRule* rule)
{
    if (!word.empty() && rule == nullptr)
        return "there is no format \"" + std::string(word) + "\"; there are date, day and time";
    switch (type) {
    case FieldType::Text:
        return rule == nullptr ? ""
                               : "text has no format; leave \"| " + std::string(word) + "\" out";
    case FieldType::Day:
        return rule != nullptr && rule->for_days ? "" : "a day needs \"| date\" or \"| day\"";
    case FieldType::Time:
        return rule != nullptr && rule->for_times
                   ? ""
                   : "a time needs \"| time\", \"| date\" or \"| day\"";
    case FieldType::Truth:
        return "is true or false and cannot be printed; ask for it with {{if …}}";
    case FieldType::List:
        break;
    }
    return "is a list and cannot be printed; walk it with {{for … in …}}";
}

std::string trouble_with_purpose(FieldType type, Purpose purpose)
{
    if (purpose == Purpose::Walk && type != FieldType::List)
        return "is no list; {{for … in …}} walks lists";
    const bool askable =
        type == FieldType::Truth || type == FieldType::Text || type == FieldType::List;
    if (purpose == Purpose::Ask && !askable)
        return "always has a value; {{if …}} cannot ask for it";
    return "";
}

/// Puts the name into the scope of the loop whose variable it begins with.
void resolve(FieldUse& use, const std::vector<OpenLoop>& loops)
{
    use.name = use.declared = use.written;
    const std::string variable = use.written.substr(0, use.written.find('.'));
    for (std::size_t i = loops.size(); i > 0; --i) {
        if (loops[i - 1].variable != variable || variable.size() == use.written.size()) continue;
        use.name = use.written.substr(variable.size() + 1);
        use.declared = loops[i - 1].declared + "." + use.name;
        use.scope = i;
        return;
    }
}

/// Whether a list stands between the scope of the name and the field it means.
bool inside_list(const FieldUse& use, std::string_view kind)
{
    for (std::size_t dot = use.name.rfind('.'); dot != std::string::npos && dot > 0;
         dot = use.name.rfind('.', dot - 1)) {
        const std::size_t cut = use.name.size() - dot;
        const DeclaredField* above = find_declared(
            kind, std::string_view(use.declared).substr(0, use.declared.size() - cut));
        if (above != nullptr && above->type == FieldType::List) return true;
    }
    return false;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r";
    const std::size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::optional<FieldUse> read_field_use(std::string_view text, Place place, Purpose purpose,
                                       std::string_view kind, const std::vector<OpenLoop>& loops,
                                       Findings& findings)
{
    const std::size_t bar = text.find('|');
    const bool formatted = bar != std::string_view::npos && purpose == Purpose::Print;
    const std::string_view word = formatted ? trimmed(text.substr(bar + 1)) : std::string_view();
    FieldUse use;
    use.place = place;
    use.written = trimmed(formatted ? text.substr(0, bar) : text);
    const auto refuse = [&](const std::string& why) {
        findings.add(place, why);
        return std::nullopt;
    };
    if (!is_name(use.written))
        return refuse("a field's name is made of a-z, 0-9, _ and ., as in {{report.accepted_at}}");
    const std::string shown = "the field \"" + use.written + "\" ";
    resolve(use, loops);
    const DeclaredField* declared = find_declared(kind, use.declared);
    if (declared == nullptr)
        return refuse(shown + "is not declared for letters of the kind \"" + std::string(kind) +
                      "\"; see declared_fields.cpp");
    if (inside_list(use, kind))
        return refuse(shown + "belongs to the entries of a list; walk it with {{for … in …}}");
    use.type = declared->type;
    const FormatRule* rule = nullptr;
    for (const FormatRule& candidate : formats)
        if (candidate.word == word) rule = &candidate;
    if (rule != nullptr) use.format = rule->format;
    if (formatted && word.empty()) return refuse("a format is missing after \"|\"");
    const std::string trouble = purpose == Purpose::Print
                                    ? trouble_with_format(use.type, word, rule)
                                    : trouble_with_purpose(use.type, purpose);
    if (!trouble.empty())
        return refuse(shown + (trouble.starts_with("is ") || trouble.starts_with("always")
                                   ? trouble
                                   : "does not fit: " + trouble));
    return use;
}

} // namespace reservepost::templates
