#include "batch/commands/log_commands.h"

#include "batch/commands/commands.h"
#include "batch/commands/roles.h"
#include "batch/deletion/digest_secrets.h"
#include "batch/intake/reference.h"

namespace reservepost::batch::commands {

namespace {

std::string years_text(const std::set<int>& years)
{
    std::string text;
    for (const int year : years)
        text += (text.empty() ? "" : ", ") + std::to_string(year);
    return text;
}

} // namespace

std::vector<Option> log_options()
{
    using enum Option::Kind;
    return {{Text, "--dir", "DIR", "The log (default: the state's own)"},
            {Text, "--vkey", "KEY",
             "Its verifier key, as a line or a file (default: the state's log.vkey)"}};
}

std::filesystem::path log_directory(const Invocation& invocation)
{
    const auto given = invocation.text("--dir");
    return given.empty() ? state_options(invocation).directory / "log"
                         : std::filesystem::path(given);
}

std::string log_key_line(const Invocation& invocation)
{
    const auto given = invocation.text("--vkey");
    return key_line(given.empty() ? (state_options(invocation).directory / "log.vkey").string()
                                  : given);
}

deletion::LogReader open_log(const Invocation& invocation)
{
    return {log_directory(invocation), deletion::VerifierKey::from_line(log_key_line(invocation))};
}

void require_log_role(const Invocation& invocation)
{
    if (const auto file = configuration_file(state_options(invocation));
        std::filesystem::exists(file))
        require_role(invocation.command, invocation.person,
                     configuration::load_configuration(file).roles);
}

std::map<int, crypto::SecretKey> state_digest_secrets(const Invocation& invocation)
{
    const auto file = configuration_file(state_options(invocation));
    if (!std::filesystem::exists(file))
        throw std::runtime_error("there is no state here, and only its digest secrets find a "
                                 "reference in the log; whoever runs Reservepost asks it, on its "
                                 "host or with --state");
    const auto keys = key_directory(configuration::load_configuration(file)).path();
    return deletion::digest_secrets_in(keys);
}

std::string one_reference(const Invocation& invocation)
{
    const auto lines = invocation.texts_or_lines("REFERENCE");
    const auto reference = lines.size() == 1 ? intake::find_reference(lines.front()) : std::nullopt;
    if (!reference) throw UsageError("give one reference, a UUID");
    return *reference;
}

std::set<crypto::Digest> wished_digests(const Invocation& invocation)
{
    if (invocation.flag("--digest") == invocation.flag("REFERENCE"))
        throw UsageError("say which report: a REFERENCE (`-` reads it) or --digest");
    if (!invocation.flag("--digest"))
        return deletion::digests_of(one_reference(invocation), state_digest_secrets(invocation));
    try {
        return {crypto::Digest::from_hex(invocation.text("--digest"))};
    } catch (const std::invalid_argument&) {
        throw UsageError("--digest takes the 64 hexadecimal digits of a leaf's `digest`");
    }
}

deletion::LoggedDeletion wished_deletion(const Invocation& invocation,
                                         const deletion::LogReader& log)
{
    const auto answer = find_deletions(log, wished_digests(invocation));
    if (answer.deletions.empty())
        throw std::invalid_argument("the log has no such deletion; `log lookup` says which years "
                                    "it can be asked for");
    return answer.deletions.back();
}

UnreadableYears unreadable_years(const deletion::LogAnswer& answer,
                                 const std::map<int, crypto::SecretKey>& secrets)
{
    UnreadableYears years;
    for (const int year : answer.years)
        if (!secrets.contains(year))
            (answer.destroyed.contains(year) ? years.destroyed : years.missing).insert(year);
    return years;
}

std::string unreadable_text(const UnreadableYears& years)
{
    std::string text;
    if (!years.destroyed.empty())
        text += "The secret of " + years_text(years.destroyed) +
                " is destroyed, as the log says; a deletion of then can be found by nobody.\n";
    if (!years.missing.empty())
        text += "The secret of " + years_text(years.missing) +
                " is not in the key directory, so a deletion of then may be in the log all the "
                "same; whoever runs Reservepost brings it from the second store's key place.\n";
    return text;
}

json::Value years_value(const std::set<int>& years)
{
    json::Value::List list;
    for (const int year : years)
        list.emplace_back(year);
    return list;
}

std::string text_of(const deletion::LoggedDeletion& deletion)
{
    std::string text = deletion.deleted ? "Deleted on " + deletion.deleted_on + " (leaf " +
                                              std::to_string(*deletion.deleted) + ")"
                                        : "Announced and not deleted yet";
    text += ", reason: " + deletion.reason;
    if (!deletion.job.empty()) text += " in job " + deletion.job;
    text += ".\n  announced on " + deletion.announced_on + " (leaf " +
            std::to_string(deletion.intent) + "), record " + deletion.record + "\n";
    if (deletion.ring)
        text += "  its keys went with the ring of leaf " + std::to_string(*deletion.ring) + "\n";
    return text;
}

json::Value value_of(const deletion::LoggedDeletion& deletion)
{
    auto value = json::Value::object({{"record", deletion.record},
                                      {"reason", deletion.reason},
                                      {"digest_key", deletion.digest_key},
                                      {"announced_on", deletion.announced_on},
                                      {"intent", deletion.intent}});
    if (!deletion.job.empty()) value.set("job", deletion.job);
    if (deletion.deleted) {
        value.set("deleted_on", deletion.deleted_on);
        value.set("deleted", *deletion.deleted);
    }
    if (deletion.ring) value.set("ring", *deletion.ring);
    return value;
}

} // namespace reservepost::batch::commands
