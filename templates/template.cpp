#include "templates/template.h"

#include "templates/embedded_files.h"
#include "templates/fill.h"
#include "templates/inspect.h"
#include "templates/structure.h"

#include <algorithm>

namespace reservepost::templates {

namespace {

std::string told(const std::string& file, const std::vector<TemplateError>& errors)
{
    std::string text;
    for (const TemplateError& error : errors)
        text += (text.empty() ? "" : "\n") + file + ":" + std::to_string(error.line) + ":" +
                std::to_string(error.column) + ": " + error.message;
    return text;
}

/// The shipped templates, read once: they are part of the program and never change.
const std::vector<Template>& shipped()
{
    static const std::vector<Template> templates = [] {
        std::vector<Template> all;
        for (const EmbeddedFile& file : embedded_files())
            all.push_back(Template::parse(std::string(file.name), std::string(file.bytes)));
        return all;
    }();
    return templates;
}

} // namespace

TemplateErrors::TemplateErrors(const std::string& file, std::vector<TemplateError> errors)
    : std::runtime_error(told(file, errors)), errors_(std::move(errors))
{
}

void Findings::throw_if_any(const std::string& file)
{
    std::stable_sort(errors.begin(), errors.end(), [](const auto& a, const auto& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    if (!errors.empty()) throw TemplateErrors(file, std::move(errors));
}

const Template* Template::find_shipped(std::string_view kind, std::string_view language)
{
    for (const Template& one : shipped())
        if (one.kind() == kind && one.language() == language) return &one;
    return nullptr;
}

const Template& Template::find(std::string_view kind, std::string_view language)
{
    if (const Template* one = find_shipped(kind, language)) return *one;
    throw std::out_of_range("there is no template \"" + std::string(kind) +
                            "\" in the language \"" + std::string(language) + "\"");
}

Template Template::parse(std::string file, std::string bytes)
{
    auto parsed = std::make_shared<Parsed>();
    parsed->file = std::move(file);
    parsed->bytes = std::move(bytes);
    Findings findings;
    const auto lines = lines_of(parsed->bytes);
    const std::size_t body = read_head(lines, Allowed::Everything, *parsed, findings);
    read_body(lines, body, Allowed::Everything, *parsed, findings);
    findings.throw_if_any(parsed->file);
    return Template(std::move(parsed));
}

const std::string& Template::title() const
{
    return parsed_->title;
}

const std::string& Template::kind() const
{
    return parsed_->kind;
}

const std::string& Template::language() const
{
    return parsed_->language;
}

const std::string& Template::foot() const
{
    return parsed_->foot;
}

int Template::version() const
{
    return parsed_->version;
}

const std::string& Template::bytes() const
{
    return parsed_->bytes;
}

const std::string& Template::file() const
{
    return parsed_->file;
}

std::vector<layout::Block> Template::fill(const Fields& fields) const
{
    auto unfit = unfit_fields(*parsed_, fields);
    if (!unfit.empty()) throw TemplateErrors(parsed_->file, std::move(unfit));
    return filled(*parsed_, fields);
}

} // namespace reservepost::templates
