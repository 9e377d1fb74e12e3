#include "batch/commands/commands.h"
#include "batch/configuration/configuration.h"

namespace reservepost::batch::commands {

namespace {

int check(const Invocation& invocation)
{
    const auto options = state_options(invocation);
    const auto file = configuration_file(options);
    try {
        print_profile(configuration::load_configuration(file));
    } catch (const configuration::FindingsError& error) {
        invocation.err << error.what() << "\n";
        return needs_look;
    } catch (const ProfileDoesNotAgree& error) {
        invocation.err << file.string() << ": " << error.what() << "\n";
        return needs_look;
    }
    invocation.print(json::Value::object({{"file", file.string()}, {"findings", 0}}),
                     file.string() + ": nothing is wrong\n");
    return all_well;
}

json::Value paths_value(const std::vector<std::filesystem::path>& paths)
{
    json::Value::List values;
    for (const auto& path : paths)
        values.emplace_back(path.string());
    return values;
}

json::Value sftp_value(const configuration::Sftp& sftp)
{
    return json::Value::object({{"host", sftp.host},
                                {"port", sftp.port},
                                {"user", sftp.user},
                                {"key_file", sftp.key_file.string()},
                                {"host_key", json::Value::list_of(sftp.host_keys)},
                                {"directory_to", sftp.directory_to},
                                {"directory_from", sftp.directory_from},
                                {"timeout_seconds", sftp.timeout_seconds},
                                {"retries", sftp.retries}});
}

json::Value house_value(const configuration::PrintHouse& house)
{
    auto value =
        json::Value::object({{"name", house.name},
                             {"certificate", paths_value(house.certificate)},
                             {"receipt_certificates", paths_value(house.receipt_certificates)},
                             {"profile", house.profile},
                             {"pieces_per_package", house.pieces_per_package},
                             {"resend_after_hours", house.resend_after_hours},
                             {"grace_days", house.grace_days},
                             {"revoked", json::Value::list_of(house.revoked)}});
    if (house.sftp) {
        value.set("sftp", sftp_value(*house.sftp));
    } else {
        value.set("directory_to", house.directory_to.string());
        value.set("directory_from", house.directory_from.string());
    }
    return value;
}

json::Value smtp_value(const configuration::Smtp& smtp)
{
    auto value = json::Value::object({{"host", smtp.host},
                                      {"port", smtp.port},
                                      {"from", smtp.from},
                                      {"tls", configuration::to_text(smtp.tls)},
                                      {"user", smtp.user}});
    if (smtp.password_file) value.set("password_file", smtp.password_file->string());
    return value;
}

/// The whole of it under the names of the file, paths made absolute.
json::Value configuration_value(const configuration::Configuration& all)
{
    const auto object = [](json::Value::Members members) {
        return json::Value(std::move(members));
    };
    json::Value::List stores, times;
    for (const auto& store : all.stores)
        stores.push_back(
            object({{"content", store.content.string()}, {"keys", store.keys.string()}}));
    for (const auto& time : all.schedule)
        times.emplace_back(configuration::to_text(time));
    auto value = object(
        {{"vault", object({{"stores", stores}})},
         {"keys", object({{"directory", all.keys_directory.string()}})},
         {"inbox", object({{"directory", all.inbox_directory.string()}})},
         {"schedule", object({{"times", times}})},
         {"print_house", house_value(all.print_house)},
         {"letters", object({{"return_line", all.letters.return_line}})},
         {"retention", object({{"retention_days", all.retention.retention_days},
                               {"retention_posted_days", all.retention.retention_posted_days}})},
         {"log",
          object({{"origin", all.log.origin}, {"published", paths_value(all.log.published)}})},
         {"heartbeat", object({{"places", paths_value(all.heartbeat_places)}})},
         {"deadline", object({{"close_eves", all.close_eves}})},
         {"operators", object({{"emails", json::Value::list_of(all.operator_emails)}})}});
    if (all.database) value.set("database", object({{"connection", all.database->connection}}));
    if (all.smtp) value.set("smtp", smtp_value(*all.smtp));
    return value;
}

int show(const Invocation& invocation)
{
    const auto options = state_options(invocation);
    const auto configuration = configuration::load_configuration(configuration_file(options));
    const auto text = configuration::configuration_text(configuration, options.directory);
    invocation.print(configuration_value(configuration), text);
    return all_well;
}

} // namespace

Command config_command()
{
    return {.name = "config",
            .summary = "The configuration file",
            .details = "Where it lies: reservepost.toml in the state, or what --config names.\n\n  "
                       "reservepost config check",
            .commands = {{.name = "check",
                          .summary = "Tell everything that is wrong with it and its print profile",
                          .details = "Exit status 0 clean, 2 findings, 1 could not judge.\n\n  "
                                     "reservepost config check",
                          .run = check},
                         {.name = "show",
                          .summary = "Show it as it is understood, defaults included",
                          .details = "It holds no secrets: keys and passwords lie in files of "
                                     "their own.\n\n  reservepost config show",
                          .run = show}}};
}

} // namespace reservepost::batch::commands
