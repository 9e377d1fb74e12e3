#include "batch/configuration/table_reader.h"
#include "batch/receivers/register.h"
#include "batch/receivers/register_judgement.h"
#include "batch/receivers/toml_value.h"

#include <algorithm>
#include <map>
#include <set>

namespace reservepost::batch::receivers {

namespace {

using configuration::Finding;
using configuration::TableReader;
using configuration::TomlNode;

class RegisterReader {
public:
    RegisterReader(const TomlNode& root, const Snapshot& known)
        : root_(root, "the file", findings_), known_(known)
    {
    }

    RegisterFile read()
    {
        for (const auto* table : root_.tables("receiver"))
            read_receiver(*table);
        for (const auto* table : root_.tables("renumbering"))
            read_renumbering(*table);
        if (places_.empty() && file_.renumberings.empty() && findings_.empty()) {
            findings_.push_back({1, 1,
                                 "there is nothing in this file; a register has [[receiver]] "
                                 "and [[renumbering]] tables"});
        }
        root_.finish();
        judge_together();
        return std::move(file_);
    }

    std::vector<Finding> take_findings() { return std::move(findings_); }

private:
    void read_receiver(const TomlNode& table)
    {
        TableReader reader(table, "[[receiver]]", findings_);
        Receiver receiver;
        const auto findings_before = findings_.size();
        for (const auto& field : receiver_fields()) {
            if (!reader.has(field.name) && field.required) {
                reader.complain(table, '`' + std::string(field.name) +
                                           "` is missing in [[receiver]]; it " +
                                           std::string(field.rule));
            }
            const auto value = toml_value(reader, field);
            if (value && !field.put(receiver, *value)) {
                reader.complain(field.name, std::string(field.rule));
            }
        }
        // Where there are no districts, the only one is the default.
        if (!reader.has("default_district")) {
            receiver.default_district = receiver.key.district == "00";
        }
        reader.finish();
        // Rules between fields are judged only where each field is right by itself.
        if (findings_.size() == findings_before) {
            for (const auto& fault : faults_within(receiver)) {
                reader.complain(fault.field, fault.what);
            }
        }
        remember(reader, table, std::move(receiver));
    }

    void remember(TableReader& reader, const TomlNode& table, Receiver receiver)
    {
        if (receiver.key.municipality.empty() || receiver.key.district.empty()) return;
        const auto [there, is_new] = places_.emplace(receiver.key, &table);
        if (!is_new) {
            reader.complain(table, "receiver " + to_text(receiver.key) +
                                       " stands twice; it stands first in line " +
                                       std::to_string(there->second->line));
            return;
        }
        file_.receivers.push_back(std::move(receiver));
    }

    void read_renumbering(const TomlNode& table)
    {
        TableReader reader(table, "[[renumbering]]", findings_);
        Renumbering renumbering;
        renumbering.from = number(reader, "from", reader.required_text("from"));
        if (!reader.has("to")) reader.miss("to", "a list of one or more municipality numbers");
        for (const auto& text : reader.texts("to")) {
            renumbering.to.push_back(number(reader, "to", text));
        }
        judge_successors(reader, renumbering);
        if (!reader.has("in_force")) reader.miss("in_force", "a date such as 2020-01-01");
        renumbering.in_force = reader.date("in_force");
        renumbering.source = reader.required_text("source");
        reader.finish();
        const auto twice = std::ranges::find(file_.renumberings, renumbering.from,
                                             &Renumbering::from) != file_.renumberings.end();
        if (twice && !renumbering.from.empty()) {
            reader.complain(table, "number " + renumbering.from + " is renumbered twice");
        }
        file_.renumberings.push_back(std::move(renumbering));
    }

    static std::string number(TableReader& reader, std::string_view key, const std::string& text)
    {
        if (text.empty()) return {};
        Receiver receiver;
        if (find_field("municipality")->put(receiver, text)) return text;
        reader.complain(key, "must be four digits in quotes, such as \"0301\"");
        return {};
    }

    static void judge_successors(TableReader& reader, const Renumbering& renumbering)
    {
        if (!reader.has("to")) return;
        const std::set<std::string> different(renumbering.to.begin(), renumbering.to.end());
        if (different.empty() || different.size() < renumbering.to.size() ||
            different.contains(renumbering.from)) {
            reader.complain("to", "must be one or more different numbers other than `from`");
        }
    }

    /// What stands in the register after the import must hold together.
    void judge_together()
    {
        for (const auto& fault : faults_together(file_.receivers, known_)) {
            const auto there = places_.find(fault.receiver);
            const TomlNode* table = there == places_.end() ? nullptr : there->second;
            const auto* member = table == nullptr ? nullptr : table->find(fault.field);
            const auto* node = member != nullptr ? member : table;
            findings_.push_back(
                {node == nullptr ? 1 : node->line, node == nullptr ? 1 : node->column,
                 '`' + fault.field + "` of " + to_text(fault.receiver) + ' ' + fault.what});
        }
    }

    std::vector<Finding> findings_;
    TableReader root_;
    const Snapshot& known_;
    RegisterFile file_;
    std::map<ReceiverKey, const TomlNode*> places_;
};

} // namespace

RegisterFile read_register(std::string_view text, std::string_view file, const Snapshot& known)
{
    const auto root = configuration::parse_toml(text, file);
    RegisterReader reader(root, known);
    auto content = reader.read();
    auto findings = reader.take_findings();
    if (!findings.empty()) throw configuration::FindingsError(file, std::move(findings));
    return content;
}

} // namespace reservepost::batch::receivers
