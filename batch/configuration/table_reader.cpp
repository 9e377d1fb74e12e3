#include "batch/configuration/table_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace reservepost::batch::configuration {

namespace {

using Kind = TomlNode::Kind;

std::string quoted(std::string_view key)
{
    return '`' + std::string(key) + '`';
}

/// A number in the fewest digits that read back as it, in any locale.
std::string shortest(double number)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

} // namespace

TableReader::TableReader(const TomlNode& table, std::string name, std::vector<Finding>& findings)
    : table_(table), name_(std::move(name)), findings_(findings)
{
}

void TableReader::complain(const TomlNode& node, const std::string& what)
{
    Finding finding{node.line, node.column, what};
    if (std::ranges::find(findings_, finding) == findings_.end()) {
        findings_.push_back(std::move(finding));
    }
}

void TableReader::complain(std::string_view key, const std::string& what)
{
    const auto* node = table_.find(key);
    complain(node == nullptr ? table_ : *node, quoted(key) + " " + what);
}

void TableReader::miss(std::string_view key, std::string_view what)
{
    complain(table_, quoted(key) + " is missing in " + name_ + "; it must be " + std::string(what));
}

const TomlNode* TableReader::find(std::string_view key, Kind kind)
{
    known_.emplace_back(key);
    const auto* node = table_.find(key);
    if (node == nullptr || node->kind == kind) return node;
    complain(*node, quoted(key) + " must be " + std::string(name_of(kind)) + ", not " +
                        std::string(name_of(node->kind)));
    return nullptr;
}

bool TableReader::is_line(const TomlNode& node, std::string_view key, bool may_be_empty)
{
    if (!is_one_line(node.text)) {
        complain(node, quoted(key) + " must be one line without control characters");
        return false;
    }
    if (node.text.empty() && !may_be_empty) {
        complain(node, quoted(key) + " must not be empty");
        return false;
    }
    return true;
}

std::optional<std::string> TableReader::text(std::string_view key)
{
    const auto* node = find(key, Kind::Text);
    if (node == nullptr || !is_line(*node, key, true)) return std::nullopt;
    return node->text;
}

std::string TableReader::required_text(std::string_view key)
{
    if (!has(key)) miss(key, name_of(Kind::Text));
    const auto* node = find(key, Kind::Text);
    return node != nullptr && is_line(*node, key, false) ? node->text : std::string();
}

std::optional<bool> TableReader::boolean(std::string_view key)
{
    const auto* node = find(key, Kind::Boolean);
    if (node == nullptr) return std::nullopt;
    return node->boolean;
}

std::optional<int> TableReader::integer(std::string_view key, int least, int most)
{
    const auto* node = find(key, Kind::Integer);
    if (node == nullptr) return std::nullopt;
    if (node->integer < least || node->integer > most) {
        complain(*node, quoted(key) + " must be from " + std::to_string(least) + " to " +
                            std::to_string(most));
        return std::nullopt;
    }
    return static_cast<int>(node->integer);
}

std::optional<double> TableReader::number(std::string_view key, double least, double most)
{
    const auto* node = table_.find(key);
    if (node == nullptr || node->kind != Kind::Float) node = find(key, Kind::Integer);
    known_.emplace_back(key);
    if (node == nullptr) return std::nullopt;
    // Written so that what is no number at all is refused too.
    if (!(node->number >= least && node->number <= most)) {
        complain(*node, quoted(key) + " must be from " + shortest(least) + " to " + shortest(most));
        return std::nullopt;
    }
    return node->number;
}

std::optional<holidays::Date> TableReader::date(std::string_view key)
{
    const auto* node = table_.find(key);
    if (node == nullptr || (node->kind != Kind::Date && node->kind != Kind::Text)) {
        find(key, Kind::Date);
        return std::nullopt;
    }
    known_.emplace_back(key);
    const auto date = holidays::find_date(node->text);
    if (!date) {
        complain(*node, quoted(key) + " must be a date such as 2024-01-31, from 1950 to 2199");
    }
    return date;
}

std::vector<std::string> TableReader::texts_of(const TomlNode& list, std::string_view key)
{
    std::vector<std::string> texts;
    for (const auto& item : list.items) {
        if (item.kind != Kind::Text) {
            complain(item, "each item of " + quoted(key) + " must be a text in quotes, not " +
                               std::string(name_of(item.kind)));
        } else if (is_line(item, key, false)) {
            texts.push_back(item.text);
        }
    }
    return texts;
}

std::vector<std::string> TableReader::texts(std::string_view key)
{
    const auto* list = find(key, Kind::List);
    return list == nullptr ? std::vector<std::string>() : texts_of(*list, key);
}

std::vector<std::string> TableReader::text_or_texts(std::string_view key)
{
    const auto* node = table_.find(key);
    if (node == nullptr || node->kind != Kind::Text) return texts(key);
    known_.emplace_back(key);
    if (!is_line(*node, key, false)) return {};
    return {node->text};
}

std::vector<std::string> TableReader::emails(std::string_view key)
{
    const auto* list = find(key, Kind::List);
    if (list == nullptr) return {};
    for (const auto& item : list->items) {
        if (item.kind == Kind::Text && !item.text.empty() && !is_email(item.text)) {
            complain(item, "each item of " + quoted(key) +
                               " must be an e-mail address such as post@example.no");
        }
    }
    return texts_of(*list, key);
}

std::vector<const TomlNode*> TableReader::tables(std::string_view key)
{
    std::vector<const TomlNode*> tables;
    const auto* list = find(key, Kind::List);
    if (list == nullptr) return tables;
    for (const auto& item : list->items) {
        if (item.kind == Kind::Table) {
            tables.push_back(&item);
        } else {
            complain(item, "each item of " + quoted(key) + " must be a table, not " +
                               std::string(name_of(item.kind)));
        }
    }
    return tables;
}

void TableReader::finish()
{
    for (const auto& [key, node] : table_.members) {
        if (std::ranges::find(known_, key) != known_.end()) continue;
        const auto suggestion = nearest(key, known_);
        const auto name = is_one_line(key) && key.size() <= 40 ? quoted(key) : "this key";
        complain(node, name + " is not known in " + name_ +
                           (suggestion.empty() ? std::string("; leave it out")
                                               : "; did you mean " + quoted(suggestion) + "?"));
    }
}

} // namespace reservepost::batch::configuration
