#include "templates/inspect.h"

#include "templates/scopes.h"

#include <algorithm>
#include <utility>

namespace reservepost::templates {

namespace {

bool has_type(const Value& value, FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return std::holds_alternative<std::string>(value);
    case FieldType::Truth:
        return std::holds_alternative<bool>(value);
    case FieldType::Day:
        return std::holds_alternative<CivilDay>(value);
    case FieldType::Time:
        return std::holds_alternative<CivilTime>(value);
    case FieldType::List:
        break;
    }
    return std::holds_alternative<std::vector<Fields>>(value);
}

const char* word_of(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return "text";
    case FieldType::Truth:
        return "true or false";
    case FieldType::Day:
        return "a day";
    case FieldType::Time:
        return "a time";
    case FieldType::List:
        break;
    }
    return "a list";
}

/// Walks all of the tree and notes what cannot be filled.
class Inspector {
public:
    Inspector(const Template::Parsed& parsed, const Fields& fields)
        : parsed_(parsed), scopes_{&fields}
    {
    }

    std::vector<TemplateError> inspect()
    {
        walk(parsed_.nodes);
        std::sort(errors_.begin(), errors_.end(), [](const auto& a, const auto& b) {
            return std::pair(a.line, a.column) < std::pair(b.line, b.column);
        });
        errors_.erase(std::unique(errors_.begin(), errors_.end()), errors_.end());
        return std::move(errors_);
    }

private:
    const Value* check(int field)
    {
        const FieldUse& use = use_of(parsed_, field);
        const Value* value = find_value(use, scopes_);
        if (value != nullptr && has_type(*value, use.type)) return value;
        errors_.push_back({use.place.line, use.place.column,
                           "the field \"" + use.written + "\" " +
                               (value == nullptr ? "has no value" : "has a value of another type") +
                               "; it must be " + word_of(use.type)});
        return nullptr;
    }

    void pieces(const Pieces& words)
    {
        for (const Piece& piece : words)
            if (piece.field >= 0) check(piece.field);
    }

    void walk(const Nodes& nodes)
    {
        for (const Node& node : nodes)
            std::visit(Overloaded{[&](const HeadingWords& words) { pieces(words.pieces); },
                                  [&](const ParagraphWords& words) { pieces(words.pieces); },
                                  [&](const ListWords& words) {
                                      for (const Pieces& item : words.items)
                                          pieces(item);
                                  },
                                  [&](const RowWords& words) {
                                      pieces(words.label);
                                      pieces(words.value);
                                  },
                                  [&](const QuotationWords& words) { pieces(words.pieces); },
                                  [&](const AddressWords& words) { pieces(words.pieces); },
                                  [](const layout::Separator&) {}, [](const layout::Spacer&) {},
                                  [](const layout::NewPage&) {},
                                  [&](const BoxWords& words) { walk(words.body); },
                                  [&](const PassageWords& words) { walk(words.body); },
                                  [&](const Condition& condition) {
                                      check(condition.field);
                                      walk(condition.then);
                                      walk(condition.otherwise);
                                  },
                                  [&](const Loop& loop) { walk_entries(loop); }},
                       node.words);
    }

    void walk_entries(const Loop& loop)
    {
        const Value* list = check(loop.field);
        if (list == nullptr) return;
        for (const Fields& entry : std::get<std::vector<Fields>>(*list)) {
            scopes_.push_back(&entry);
            walk(loop.body);
            scopes_.pop_back();
        }
    }

    const Template::Parsed& parsed_;
    Scopes scopes_;
    std::vector<TemplateError> errors_;
};

} // namespace

std::vector<TemplateError> unfit_fields(const Template::Parsed& parsed, const Fields& fields)
{
    return Inspector(parsed, fields).inspect();
}

} // namespace reservepost::templates
