#include "batch/receivers/setup_answers.h"

#include "batch/receivers/toml_value.h"

namespace reservepost::batch::receivers {

namespace {

using configuration::Finding;
using configuration::TableReader;
using configuration::TomlNode;

bool is_number(const ReceiverField& field)
{
    return field.name == "municipality" || field.name == "district";
}

class AnswersReader {
public:
    AnswersReader(const TomlNode& root, const std::optional<ReceiverKey>& named,
                  const Snapshot& known)
        : root_(root), reader_(root, "the file", findings_), named_(named), known_(known)
    {
    }

    SetupAnswers read()
    {
        refuse_register_file();
        const auto key = read_key();
        const auto* before = known_.find(key);
        auto wanted = before != nullptr ? *before : new_receiver(key, known_);
        read_inherit(wanted, before == nullptr);
        for (const auto& field : receiver_fields())
            if (!is_number(field)) read_field(field, wanted);
        // Each of them takes the other's place.
        if (reader_.has("host") && !reader_.has("address")) wanted.address.clear();
        if (reader_.has("address") && !reader_.has("host")) wanted.host.reset();
        reader_.finish();
        // Rules between fields are judged only where each field is right by itself.
        if (findings_.empty()) judge(wanted);
        return {std::move(wanted), before == nullptr ? 0 : before->version};
    }

    std::vector<Finding> take_findings() { return std::move(findings_); }

private:
    void refuse_register_file()
    {
        for (const char* table : {"receiver", "renumbering"}) {
            const auto* node = root_.find(table);
            if (node == nullptr) continue;
            reader_.know(table);
            reader_.complain(*node, "an answers file is for one receiver and has no tables; a "
                                    "register file with several is read by `reservepost receiver "
                                    "import`");
        }
    }

    ReceiverKey read_key()
    {
        Receiver receiver;
        if (named_) receiver.key = *named_;
        for (const char* name : {"municipality", "district"}) {
            const auto& field = *find_field(name);
            if (!reader_.has(name)) {
                if (!named_)
                    reader_.complain(root_, "`" + std::string(name) + "` is missing; it " +
                                                std::string(field.rule));
                continue;
            }
            const auto value = toml_value(reader_, field);
            if (!value) continue;
            if (!field.put(receiver, *value))
                reader_.complain(name, std::string(field.rule));
            else if (named_ && receiver.key != *named_) {
                reader_.complain(name, "is not that of the receiver that the call names");
                receiver.key = *named_;
            }
        }
        return receiver.key;
    }

    /// Copies from the district that `inherit` names. One that is in the register has been set up
    /// already, and what has changed in the other since then does not follow.
    void read_inherit(Receiver& wanted, bool is_new)
    {
        const auto text = reader_.text("inherit");
        if (!text) return;
        const auto source = find_key(*text);
        if (!source) {
            reader_.complain("inherit", std::string(find_field("host")->rule));
            return;
        }
        if (wanted.key.municipality.empty() || wanted.key.district.empty()) return;
        if (const auto fault = fault_of_source(wanted.key, *source, known_))
            reader_.complain("inherit", *fault);
        else if (is_new)
            copy_fields(wanted, *known_.find(*source));
    }

    void read_field(const ReceiverField& field, Receiver& wanted)
    {
        const auto value = toml_value(reader_, field);
        if (value && !field.put(wanted, *value))
            reader_.complain(field.name, std::string(field.rule));
        else if (!reader_.has(field.name) && field.required && field.get(wanted).empty())
            reader_.complain(root_, "`" + std::string(field.name) + "` is missing; it " +
                                        std::string(field.rule));
    }

    void judge(const Receiver& wanted)
    {
        for (const auto& fault : setup_faults(wanted, known_)) {
            const auto of = fault.receiver == wanted.key || fault.field == "default_district"
                                ? ""
                                : "of " + to_text(fault.receiver) + " then ";
            reader_.complain(fault.field, of + fault.what);
        }
    }

    std::vector<Finding> findings_;
    const TomlNode& root_;
    TableReader reader_;
    const std::optional<ReceiverKey>& named_;
    const Snapshot& known_;
};

} // namespace

SetupAnswers read_setup_answers(std::string_view text, std::string_view file,
                                const std::optional<ReceiverKey>& named, const Snapshot& known)
{
    const auto root = configuration::parse_toml(text, file);
    AnswersReader reader(root, named, known);
    auto answers = reader.read();
    auto findings = reader.take_findings();
    if (!findings.empty()) throw configuration::FindingsError(file, std::move(findings));
    return answers;
}

} // namespace reservepost::batch::receivers
