#include "batch/json/value.h"

#include <algorithm>

namespace reservepost::batch::json {

namespace {

[[noreturn]] void wrong_kind(Value::Kind expected, Value::Kind found)
{
    throw JsonError("expected " + std::string(name_of(expected)) + ", found " +
                    std::string(name_of(found)));
}

[[noreturn]] void wrong_member(std::string_view key, Value::Kind expected, Value::Kind found)
{
    throw JsonError("\"" + std::string(key) + "\" must be " + std::string(name_of(expected)) +
                    ", not " + std::string(name_of(found)));
}

std::vector<const Value::Member*> sorted_by_key(const Value::Members& members)
{
    std::vector<const Value::Member*> sorted;
    sorted.reserve(members.size());
    for (const auto& member : members)
        sorted.push_back(&member);
    std::ranges::sort(sorted, {}, &Value::Member::first);
    return sorted;
}

} // namespace

std::string_view name_of(Value::Kind kind)
{
    switch (kind) {
    case Value::Kind::Null:
        return "null";
    case Value::Kind::Boolean:
        return "true or false";
    case Value::Kind::Integer:
        return "a whole number";
    case Value::Kind::Number:
        return "a number that is not a 64-bit whole number";
    case Value::Kind::Text:
        return "a text";
    case Value::Kind::List:
        return "a list";
    case Value::Kind::Object:
        return "an object";
    }
    throw std::logic_error("a JSON kind without a name [this is a bug]");
}

Value::Value(Members members) : content_(std::move(members))
{
    const auto sorted = sorted_by_key(as_object());
    const auto doubled = std::ranges::adjacent_find(
        sorted, {}, [](const Member* m) -> const auto& { return m->first; });
    if (doubled != sorted.end()) {
        throw std::invalid_argument("a key comes twice in a JSON object [this is a bug]");
    }
}

Value Value::object(std::initializer_list<Member> members)
{
    return Value(Members(members));
}

Value Value::list(std::initializer_list<Value> items)
{
    return Value(List(items));
}

Value Value::list_of(const std::vector<std::string>& texts)
{
    return Value(List(texts.begin(), texts.end()));
}

void Value::set(std::string key, Value value)
{
    if (is_null()) content_ = Members{};
    auto* members = std::get_if<Members>(&content_);
    if (members == nullptr) wrong_kind(Kind::Object, kind());
    const auto there = std::ranges::find(*members, key, &Member::first);
    if (there != members->end()) {
        there->second = std::move(value);
    } else {
        members->emplace_back(std::move(key), std::move(value));
    }
}

void Value::add(Value item)
{
    if (is_null()) content_ = List{};
    auto* items = std::get_if<List>(&content_);
    if (items == nullptr) wrong_kind(Kind::List, kind());
    items->push_back(std::move(item));
}

Value::Kind Value::kind() const
{
    return static_cast<Kind>(content_.index());
}

bool Value::as_boolean() const
{
    if (const auto* boolean = std::get_if<bool>(&content_)) return *boolean;
    wrong_kind(Kind::Boolean, kind());
}

std::int64_t Value::as_integer() const
{
    if (const auto* integer = std::get_if<std::int64_t>(&content_)) return *integer;
    wrong_kind(Kind::Integer, kind());
}

const Number& Value::as_number() const
{
    if (const auto* number = std::get_if<json::Number>(&content_)) return *number;
    wrong_kind(Kind::Number, kind());
}

const std::string& Value::as_text() const
{
    if (const auto* text = std::get_if<std::string>(&content_)) return *text;
    wrong_kind(Kind::Text, kind());
}

const Value::List& Value::as_list() const
{
    if (const auto* list = std::get_if<List>(&content_)) return *list;
    wrong_kind(Kind::List, kind());
}

const Value::Members& Value::as_object() const
{
    if (const auto* members = std::get_if<Members>(&content_)) return *members;
    wrong_kind(Kind::Object, kind());
}

const Value* Value::find(std::string_view key) const
{
    const auto& members = as_object();
    const auto there = std::ranges::find(members, key, &Member::first);
    return there == members.end() ? nullptr : &there->second;
}

const Value& Value::at(std::string_view key) const
{
    if (const auto* value = find(key)) return *value;
    throw JsonError("\"" + std::string(key) + "\" is missing");
}

bool Value::boolean(std::string_view key) const
{
    const auto& value = at(key);
    if (value.kind() != Kind::Boolean) wrong_member(key, Kind::Boolean, value.kind());
    return value.as_boolean();
}

std::int64_t Value::integer(std::string_view key) const
{
    const auto& value = at(key);
    if (value.kind() != Kind::Integer) wrong_member(key, Kind::Integer, value.kind());
    return value.as_integer();
}

const std::string& Value::text(std::string_view key) const
{
    const auto& value = at(key);
    if (!value.is_text()) wrong_member(key, Kind::Text, value.kind());
    return value.as_text();
}

const Value::List& Value::items(std::string_view key) const
{
    const auto& value = at(key);
    if (!value.is_list()) wrong_member(key, Kind::List, value.kind());
    return value.as_list();
}

std::vector<std::string> Value::texts(std::string_view key) const
{
    std::vector<std::string> texts;
    for (const auto& item : items(key)) {
        if (!item.is_text()) {
            throw JsonError("each item of \"" + std::string(key) + "\" must be a text, not " +
                            std::string(name_of(item.kind())));
        }
        texts.push_back(item.as_text());
    }
    return texts;
}

std::string Value::text_or(std::string_view key, std::string_view otherwise) const
{
    const auto* value = find(key);
    return value == nullptr || value->is_null() ? std::string(otherwise) : text(key);
}

bool Value::operator==(const Value& other) const
{
    if (!is_object() || !other.is_object()) return content_ == other.content_;
    const auto ours = sorted_by_key(as_object());
    const auto theirs = sorted_by_key(other.as_object());
    return std::ranges::equal(ours, theirs,
                              [](const Member* a, const Member* b) { return *a == *b; });
}

} // namespace reservepost::batch::json
