#include "batch/configuration/toml_document.h"

#include <algorithm>
#include <stdexcept>
#include <toml++/toml.h>
#include <tuple>

namespace reservepost::batch::configuration {

namespace {

using Kind = TomlNode::Kind;

std::string two_digits(unsigned number)
{
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::string date_text(const toml::date& date)
{
    auto year = std::to_string(date.year);
    year.insert(0, year.size() < 4 ? 4 - year.size() : 0, '0');
    return year + '-' + two_digits(date.month) + '-' + two_digits(date.day);
}

void place(TomlNode& node, const toml::source_region& source)
{
    node.line = static_cast<int>(source.begin.line);
    node.column = static_cast<int>(source.begin.column);
}

TomlNode convert(const toml::node& source);

void convert_table(TomlNode& node, const toml::table& table)
{
    node.kind = Kind::Table;
    for (const auto& [key, value] : table) {
        auto member = convert(value);
        place(member, key.source());
        node.members.emplace_back(std::string(key.str()), std::move(member));
    }
    // The library sorts by name; people read in the file's order.
    std::ranges::stable_sort(node.members, {}, [](const auto& member) {
        return std::tuple(member.second.line, member.second.column);
    });
}

TomlNode convert(const toml::node& source)
{
    TomlNode node;
    place(node, source.source());
    if (const auto* table = source.as_table()) {
        convert_table(node, *table);
    } else if (const auto* list = source.as_array()) {
        node.kind = Kind::List;
        for (const auto& item : *list)
            node.items.push_back(convert(item));
    } else if (const auto* text = source.as_string()) {
        node.kind = Kind::Text;
        node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
        node.kind = Kind::Integer;
        node.integer = integer->get();
        node.number = static_cast<double>(node.integer);
    } else if (const auto* boolean = source.as_boolean()) {
        node.kind = Kind::Boolean;
        node.boolean = boolean->get();
    } else if (const auto* date = source.as_date()) {
        node.kind = Kind::Date;
        node.text = date_text(date->get());
    } else if (source.is_time()) {
        node.kind = Kind::Time;
    } else if (source.is_date_time()) {
        node.kind = Kind::DateTime;
    } else {
        node.kind = Kind::Float;
        node.number = source.value_or(0.0);
    }
    return node;
}

} // namespace

const TomlNode* TomlNode::find(std::string_view key) const
{
    const auto there =
        std::ranges::find_if(members, [&](const auto& member) { return member.first == key; });
    return there == members.end() ? nullptr : &there->second;
}

std::string_view name_of(TomlNode::Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return "a text in quotes";
    case Kind::Integer:
        return "a whole number";
    case Kind::Float:
        return "a number with a fraction";
    case Kind::Boolean:
        return "true or false";
    case Kind::Date:
        return "a date";
    case Kind::Time:
        return "a time";
    case Kind::DateTime:
        return "a date with a time";
    case Kind::List:
        return "a list in [ ]";
    case Kind::Table:
        return "a table";
    }
    throw std::logic_error("a TOML kind without a name [this is a bug]");
}

TomlNode parse_toml(std::string_view text, std::string_view file)
{
    try {
        const toml::table root = toml::parse(text);
        TomlNode node;
        convert_table(node, root);
        return node;
    } catch (const toml::parse_error& error) {
        // The library's own words quote the text.
        Finding finding;
        finding.line = static_cast<int>(error.source().begin.line);
        finding.column = static_cast<int>(error.source().begin.column);
        finding.what = "this is not TOML from here on; write key = value with texts in quotes, "
                       "lists in [ ], each key once, in UTF-8";
        throw FindingsError(file, {finding});
    }
}

} // namespace reservepost::batch::configuration
