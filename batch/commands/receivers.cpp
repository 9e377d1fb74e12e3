#include "batch/commands/receiver_commands.h"
#include "batch/commands/receiver_fit.h"
#include "batch/receivers/address_remarks.h"

namespace reservepost::batch::commands {

namespace {

json::Value receiver_value(const receivers::Receiver& receiver)
{
    auto value = json::Value::object({{"receiver", to_text(receiver.key)},
                                      {"version", receiver.version},
                                      {"municipality_name", receiver.municipality_name},
                                      {"district_name", receiver.district_name},
                                      {"default_district", receiver.default_district},
                                      {"language", receiver.language},
                                      {"address", json::Value::list_of(receiver.address)},
                                      {"reception", to_text(receiver.reception)},
                                      {"confirmation", to_text(receiver.confirmation)},
                                      {"policy", receiver.policy},
                                      {"proof_of_possession", receiver.proof_of_possession},
                                      {"public_phone", receiver.public_phone},
                                      {"web", receiver.web},
                                      {"hours", receiver.hours}});
    if (receiver.host) value.set("host", to_text(*receiver.host));
    if (receiver.agreement_date) value.set("agreement_date", receiver.agreement_date->text());
    if (receiver.valid_from) value.set("valid_from", receiver.valid_from->text());
    if (receiver.valid_to) value.set("valid_to", receiver.valid_to->text());
    return value;
}

std::string row_label(const std::string& label)
{
    return "  " + label + std::string(18 - label.size(), ' ');
}

std::string row(const std::string& label, const std::string& value)
{
    return row_label(label) + (value.empty() ? "-" : value) + "\n";
}

std::string receiver_text(const receivers::Receiver& receiver, const receivers::Snapshot& all)
{
    std::string address;
    for (const auto& line : receivers::resolved_address(receiver, all))
        address += (address.empty() ? "" : ", ") + line;
    return to_text(receiver.key) + "  " + receiver.municipality_name +
           (receiver.district_name.empty() ? "" : ", " + receiver.district_name) + "\n" +
           row("version", std::to_string(receiver.version)) +
           row("default district", receiver.default_district ? "yes" : "no") +
           row("language", receiver.language) +
           row("address",
               address + (receiver.host ? " (the host's, " + to_text(*receiver.host) + ")" : "")) +
           row("reception", std::string(to_text(receiver.reception))) +
           row("confirmation", std::string(to_text(receiver.confirmation))) +
           row("deadline policy", receiver.policy) +
           row("proof needed", receiver.proof_of_possession ? "yes" : "no") + row("public phone", receiver.public_phone) +
           row("web", receiver.web) + row("hours", receiver.hours) +
           row("agreement", receiver.agreement_date ? receiver.agreement_date->text()
                                                    : "none: it gets no reports");
}

int list(const Invocation& invocation)
{
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    json::Value::List values;
    std::string text;
    for (const auto& receiver : receivers::list(transaction)) {
        values.push_back(receiver_value(receiver));
        const auto reception = std::string(to_text(receiver.reception));
        text += to_text(receiver.key) + "  " + receiver.language + "  " + reception +
                std::string(8 - reception.size(), ' ') + receiver.municipality_name +
                (receiver.district_name.empty() ? "" : ", " + receiver.district_name) +
                (receiver.default_district ? " (default)" : "") +
                (receiver.host ? " (address of " + to_text(*receiver.host) + ")" : "") + "\n";
    }
    invocation.print(values, text.empty() ? "The register is empty; `reservepost receiver import "
                                            "FILE` fills it.\n"
                                          : text);
    return all_well;
}

int show(const Invocation& invocation)
{
    const auto key = receiver_key(invocation, "RECEIVER");
    auto state = open_state(invocation);
    auto transaction = state.database().begin();
    const auto all = receivers::snapshot(transaction);
    const auto* receiver = all.find(key);
    if (!receiver)
        throw std::invalid_argument("no receiver " + to_text(key) +
                                    "; `reservepost receiver list` "
                                    "shows them");
    const auto fits = letters::address_fit(receivers::resolved_address(*receiver, all),
                                           state.configuration().letters.return_line,
                                           windows_of(every_profile(state.profile())),
                                           layout::Workshop(layout::Workshop::Purpose::Addresses));
    auto value = receiver_value(*receiver);
    value.set("window", fits_value(fits));
    const auto remarks = receivers::remarks(*receiver);
    value.set("worth_a_look", json::Value::list_of(remarks));
    std::string text = receiver_text(*receiver, all) + fits_text(fits, row_label("window"));
    for (const auto& remark : remarks)
        text += row_label("worth a look") + remark + "\n";
    invocation.print(value, text);
    return all_well;
}

const Option receiver{Option::Kind::Argument, "RECEIVER", "R",
                      "Municipality and district, such as 0301-05", true};

} // namespace

Command receiver_command()
{
    return {.name = "receiver",
            .summary = "The register of those who get reports",
            .details =
                "A receiver is one municipality and district with an address.\n\n  reservepost "
                "receiver list",
            .commands = {{.name = "list",
                          .summary = "Show all receivers, a line each",
                          .details = "  reservepost receiver list",
                          .run = list},
                         {.name = "show",
                          .summary = "Show one receiver",
                          .details = "  reservepost receiver show 0301-05",
                          .options = {receiver},
                          .run = show},
                         receiver_setup_command(),
                         receiver_preview_command(),
                         receiver_set_command(),
                         receiver_approve_command(),
                         receiver_history_command(),
                         receiver_import_command(),
                         receiver_export_command()}};
}

} // namespace reservepost::batch::commands
