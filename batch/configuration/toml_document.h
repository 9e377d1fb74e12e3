#pragma once

#include "batch/configuration/findings.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// TOML 1.0 as our own small tree in which each node knows its place, so that every finding can
// name line and column. The library's types stop at `toml_document.cpp`.

namespace reservepost::batch::configuration {

/// One value, list or table of a TOML document.
struct TomlNode {
    enum class Kind { Text, Integer, Float, Boolean, Date, Time, DateTime, List, Table };

    Kind kind = Kind::Table;
    int line = 1; ///< Of a member: where its key stands; of a list's item: where it begins.
    int column = 1;
    /// Text as it is; a date as "2024-01-31"; a time or date-time is not kept.
    std::string text;
    std::int64_t integer = 0;
    double number = 0; ///< Of a float, and of an integer too.
    bool boolean = false;
    std::vector<TomlNode> items;                           ///< Of a list.
    std::vector<std::pair<std::string, TomlNode>> members; ///< Of a table, in the file's order.

    /// The member of that key, or null.
    const TomlNode* find(std::string_view key) const;
};

/// The word for a kind in messages: "a text in quotes", "a whole number".
std::string_view name_of(TomlNode::Kind kind);

/// The root table of the document `text`. Throws `FindingsError` with one finding when it is not
/// TOML; `file` names it in the message.
TomlNode parse_toml(std::string_view text, std::string_view file);

} // namespace reservepost::batch::configuration
