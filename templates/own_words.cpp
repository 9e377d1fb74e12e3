#include "templates/own_words.h"

#include "templates/field_use.h"
#include "templates/scopes.h"
#include "templates/structure.h"

#include <map>
#include <set>
#include <stdexcept>
#include <type_traits>

namespace reservepost::templates {

namespace {

/// Calls `visit` with every passage below `nodes`, which may be changed if it is not const.
template <class SomeNodes, class Visit> void each_passage(SomeNodes& nodes, const Visit& visit)
{
    for (auto& node : nodes)
        std::visit(
            [&](auto& words) {
                using Words = std::remove_cvref_t<decltype(words)>;
                if constexpr (std::is_same_v<Words, PassageWords>) visit(words);
                if constexpr (std::is_same_v<Words, BoxWords>) each_passage(words.body, visit);
                if constexpr (std::is_same_v<Words, Condition>) {
                    each_passage(words.then, visit);
                    each_passage(words.otherwise, visit);
                }
            },
            node.words);
}

/// Calls `visit` with the pieces of everything in a passage.
template <class SomeNodes, class Visit> void each_pieces(SomeNodes& nodes, const Visit& visit)
{
    for (auto& node : nodes)
        std::visit(
            [&](auto& words) {
                using Words = std::remove_cvref_t<decltype(words)>;
                if constexpr (requires { words.pieces; }) visit(words.pieces);
                if constexpr (std::is_same_v<Words, ListWords>)
                    for (auto& item : words.items)
                        visit(item);
                if constexpr (std::is_same_v<Words, RowWords>) {
                    visit(words.label);
                    visit(words.value);
                }
            },
            node.words);
}

std::map<std::string, const PassageWords*> passages_of(const Template::Parsed& parsed)
{
    std::map<std::string, const PassageWords*> found;
    each_passage(parsed.nodes,
                 [&](const PassageWords& passage) { found[passage.name] = &passage; });
    return found;
}

std::set<std::string> fields_in(const Template::Parsed& parsed, const PassageWords& passage)
{
    std::set<std::string> names;
    each_pieces(passage.body, [&](const Pieces& pieces) {
        for (const Piece& piece : pieces)
            if (piece.field >= 0) names.insert(use_of(parsed, piece.field).declared);
    });
    return names;
}

/// Notes where a passage's fields are not those of the passage it replaces.
void compare_fields(const PassageWords& own, const std::set<std::string>& own_fields,
                    const std::set<std::string>& shipped_fields, Findings& findings)
{
    for (const std::string& name : shipped_fields)
        if (!own_fields.contains(name))
            findings.add(own.place, "the passage \"" + own.name + "\" lacks the field \"" + name +
                                        "\", which the shipped one tells");
    for (const std::string& name : own_fields)
        if (!shipped_fields.contains(name))
            findings.add(own.place, "the passage \"" + own.name + "\" holds the field \"" + name +
                                        "\", which the shipped one does not tell");
}

void compare(const Template::Parsed& own, const Template::Parsed& shipped, Findings& findings)
{
    const auto known = passages_of(shipped);
    std::string names;
    for (const auto& [name, passage] : known)
        names += (names.empty() ? "" : ", ") + name;
    for (const auto& [name, passage] : passages_of(own)) {
        const auto found = known.find(name);
        if (found == known.end())
            findings.add(passage->place, "there is no passage \"" + name + "\" in " + shipped.file +
                                             "; there are " + names);
        else
            compare_fields(*passage, fields_in(own, *passage), fields_in(shipped, *found->second),
                           findings);
    }
}

} // namespace

OwnWords OwnWords::parse(std::string file, std::string bytes)
{
    auto parsed = std::make_shared<Template::Parsed>();
    parsed->file = std::move(file);
    parsed->bytes = std::move(bytes);
    Findings findings;
    const auto lines = lines_of(parsed->bytes);
    const std::size_t body = read_head(lines, Allowed::Passages, *parsed, findings);
    read_body(lines, body, Allowed::Passages, *parsed, findings);
    const Template* shipped = Template::find_shipped(parsed->kind, parsed->language);
    if (shipped != nullptr)
        compare(*parsed, *shipped->parsed_, findings);
    else if (findings.errors.empty())
        findings.add({1, 1}, "no template of this kind is shipped in this language, so that there "
                             "are no words to replace");
    if (findings.errors.empty() && parsed->nodes.empty())
        findings.add({1, 1}, "there is no passage in it; one begins with \"::: words NAME\"");
    findings.throw_if_any(parsed->file);
    return OwnWords(std::move(parsed));
}

const std::string& OwnWords::title() const
{
    return parsed_->title;
}

const std::string& OwnWords::kind() const
{
    return parsed_->kind;
}

const std::string& OwnWords::language() const
{
    return parsed_->language;
}

int OwnWords::version() const
{
    return parsed_->version;
}

const std::string& OwnWords::bytes() const
{
    return parsed_->bytes;
}

std::vector<std::string> OwnWords::passages() const
{
    std::vector<std::string> names;
    for (const auto& [name, passage] : passages_of(*parsed_))
        names.push_back(name);
    return names;
}

std::vector<std::string> Template::holds() const
{
    std::set<std::string> names;
    for (const FieldUse& use : parsed_->uses)
        names.insert(use.declared);
    for (const auto& [name, passage] : passages_of(*parsed_))
        names.insert("words " + name);
    return {names.begin(), names.end()};
}

Template Template::with(const OwnWords& words) const
{
    if (words.kind() != kind() || words.language() != language())
        throw std::logic_error("own words for another kind or language [this is a bug]");
    auto merged = std::make_shared<Parsed>(*parsed_);
    const int offset = static_cast<int>(merged->uses.size());
    const auto& own = *words.parsed_;
    merged->uses.insert(merged->uses.end(), own.uses.begin(), own.uses.end());
    const auto replacements = passages_of(own);
    each_passage(merged->nodes, [&](PassageWords& passage) {
        const auto found = replacements.find(passage.name);
        if (found == replacements.end()) return;
        passage.body = found->second->body;
        each_pieces(passage.body, [&](Pieces& pieces) {
            for (Piece& piece : pieces)
                if (piece.field >= 0) piece.field += offset;
        });
        for (Node& node : passage.body)
            if (auto* paragraph = std::get_if<ParagraphWords>(&node.words))
                paragraph->style = passage.style;
    });
    return Template(std::move(merged));
}

std::string words_to_begin_with(const Template& shipped)
{
    std::string text = "---\ntitle: " + shipped.title() + "\nkind: " + shipped.kind() +
                       "\nlanguage: " + shipped.language() + "\nversion: 1\n---\n";
    bool inside = false;
    for (const std::string_view line : lines_of(shipped.bytes())) {
        const std::string_view words = trimmed(line);
        const bool begins = words.starts_with("::: words ");
        const bool ends = inside && words == ":::";
        if (begins) text += '\n';
        inside = inside || begins;
        if (inside) text += std::string(line) + '\n';
        if (ends) inside = false;
    }
    return text;
}

} // namespace reservepost::templates
