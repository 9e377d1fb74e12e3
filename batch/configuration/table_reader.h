#pragma once

#include "batch/configuration/text_rules.h"
#include "batch/configuration/toml_document.h"
#include "holidays/date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::configuration {

/// Reads the members of one TOML table and gathers what is wrong with them. A call that finds
/// nothing usable gives an empty optional and, unless the key was allowed to be missing, a finding.
/// No finding repeats a value.
class TableReader {
public:
    /// `name` stands in findings: "[print_house]". Both references must outlive the reader.
    TableReader(const TomlNode& table, std::string name, std::vector<Finding>& findings);

    /// The member of that key and kind; none, with a finding, if it is of another kind.
    const TomlNode* find(std::string_view key, TomlNode::Kind kind);

    /// One line of text without control characters; may be empty.
    std::optional<std::string> text(std::string_view key);
    /// The same, not empty, and missed when it is not there.
    std::string required_text(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    /// A whole number from `least` to `most`.
    std::optional<int> integer(std::string_view key, int least, int most);
    /// A number from `least` to `most`, with or without a fraction; infinite ones are none.
    std::optional<double> number(std::string_view key, double least, double most);
    /// A date, with or without quotes.
    std::optional<holidays::Date> date(std::string_view key);
    /// A list of texts, none of them empty.
    std::vector<std::string> texts(std::string_view key);
    /// The same, or one text instead of the list.
    std::vector<std::string> text_or_texts(std::string_view key);
    /// A list of e-mail addresses.
    std::vector<std::string> emails(std::string_view key);
    /// The tables in a list, such as `[[receiver]]`.
    std::vector<const TomlNode*> tables(std::string_view key);

    /// A finding that `key` is missing; `what` says what belongs there.
    void miss(std::string_view key, std::string_view what);
    /// A finding about the member `key`, or about the table where there is none of that key.
    void complain(std::string_view key, const std::string& what);
    void complain(const TomlNode& node, const std::string& what);

    /// The member of that key, whatever its kind, or null; never a finding.
    const TomlNode* find_any(std::string_view key) const { return table_.find(key); }
    bool has(std::string_view key) const { return find_any(key) != nullptr; }

    /// Counts the member of that key as asked for.
    void know(std::string_view key) { known_.emplace_back(key); }

    /// Complains of every member that was not asked for, with the name most like it. Last.
    void finish();

private:
    bool is_line(const TomlNode& node, std::string_view key, bool may_be_empty);
    std::vector<std::string> texts_of(const TomlNode& list, std::string_view key);

    const TomlNode& table_;
    std::string name_;
    std::vector<Finding>& findings_;
    std::vector<std::string> known_;
};

} // namespace reservepost::batch::configuration
