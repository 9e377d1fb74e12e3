#include "batch/configuration/configuration.h"

#include "batch/configuration/paths.h"
#include "batch/configuration/table_reader.h"
#include "batch/disk/files.h"

#include <algorithm>
#include <set>

namespace reservepost::batch::configuration {

namespace {

namespace fs = std::filesystem;
using Kind = TomlNode::Kind;

constexpr std::uint64_t largest_file_octets = 1'000'000;

/// An empty table for a section that is not there, so that its missing keys are found all the same.
const TomlNode no_section;

/// What the readers of all sections share.
class ConfigurationReader {
public:
    ConfigurationReader(const TomlNode& root, fs::path directory, std::vector<Finding>& findings)
        : root_(root, "the file", findings), directory_(std::move(directory)), findings_(findings)
    {
    }

    Configuration read()
    {
        Configuration configuration;
        configuration.database = database();
        configuration.stores = stores();
        configuration.keys_directory = one_directory("keys");
        configuration.inbox_directory = one_directory("inbox");
        schedule(configuration.schedule);
        configuration.print_house = print_house();
        configuration.printers = printers();
        configuration.letters = letters();
        configuration.retention = retention();
        configuration.log = log();
        configuration.heartbeat_places = heartbeat_places();
        configuration.smtp = smtp();
        configuration.operator_emails = operator_emails();
        configuration.roles = roles();
        configuration.close_eves = close_eves();
        root_.finish();
        return configuration;
    }

private:
    TableReader section(std::string_view name)
    {
        const auto* table = root_.find(name, Kind::Table);
        // What is no table has been noted; that its keys are missing is no news then.
        const bool misplaced = table == nullptr && has(name);
        return {table == nullptr ? no_section : *table, '[' + std::string(name) + ']',
                misplaced ? unheard_ : findings_};
    }

    bool has(std::string_view name) const { return root_.has(name); }

    fs::path absolute(const std::string& text) const { return absolute_path(text, directory_); }

    fs::path required_path(TableReader& reader, std::string_view key) const
    {
        return absolute(reader.required_text(key));
    }

    std::vector<fs::path> absolute(const std::vector<std::string>& texts) const
    {
        return absolute_paths(texts, directory_);
    }

    std::optional<Database> database()
    {
        if (root_.find("database", Kind::Table) == nullptr) return std::nullopt;
        auto reader = section("database");
        Database database{.connection = reader.required_text("connection"),
                          .registrar_connection = reader.text("registrar_connection").value_or(""),
                          .reviewer_connection = reader.text("reviewer_connection").value_or("")};
        for (const auto& [key, given] : {std::pair{"connection", database.connection},
                                         {"registrar_connection", database.registrar_connection},
                                         {"reviewer_connection", database.reviewer_connection}}) {
            if (given.find("password") != std::string::npos)
                reader.complain(key, "must hold no password; name a file with passfile=");
        }
        reader.finish();
        return database;
    }

    std::vector<Store> stores()
    {
        auto reader = section("vault");
        const auto tables = reader.tables("stores");
        if (!reader.has("stores")) {
            reader.miss("stores", "a list with at least one { content = \"…\", keys = \"…\" }");
        } else if (const auto* list = reader.find("stores", Kind::List);
                   list != nullptr && list->items.empty()) {
            reader.complain("stores", "must hold at least one store");
        }
        std::vector<Store> stores;
        std::set<fs::path> taken;
        for (const auto* table : tables) {
            TableReader store(*table, "a store", findings_);
            Store places{required_path(store, "content"), required_path(store, "keys")};
            store.finish();
            for (const auto& path : {places.content, places.keys}) {
                if (!path.empty() && !taken.insert(path).second) {
                    store.complain(*table, "each `content` and `keys` must be a directory of its "
                                           "own; one of these stands twice");
                }
            }
            stores.push_back(std::move(places));
        }
        reader.finish();
        return stores;
    }

    fs::path one_directory(std::string_view name)
    {
        auto reader = section(name);
        auto directory = required_path(reader, "directory");
        reader.finish();
        return directory;
    }

    std::optional<TimeOfDay> time_of_day(TableReader& reader, const TomlNode& node,
                                         const std::string& text)
    {
        const auto time = find_time_of_day(text);
        if (!time)
            reader.complain(node, "a time must be written as \"08:10\", from 00:00 to 23:59");
        return time;
    }

    void schedule(std::vector<TimeOfDay>& times)
    {
        if (root_.find("schedule", Kind::Table) == nullptr) return;
        auto reader = section("schedule");
        if (const auto* list = reader.find("times", Kind::List)) {
            times.clear();
            if (list->items.empty()) reader.complain("times", "must hold at least one time");
            for (const auto& item : list->items)
                add_scheduled(reader, item, times);
            std::ranges::sort(times);
        }
        reader.finish();
    }

    void add_scheduled(TableReader& reader, const TomlNode& item, std::vector<TimeOfDay>& times)
    {
        const auto time = time_of_day(reader, item, item.kind == Kind::Text ? item.text : "");
        if (!time) return;
        if (*time >= TimeOfDay(120) && *time < TimeOfDay(180)) {
            reader.complain(item, "no run may be scheduled from 02:00 to 03:00: one night in March "
                                  "does not have that hour; choose a time before or after it");
        } else if (std::ranges::find(times, *time) != times.end()) {
            reader.complain(item, "this time stands twice in `times`");
        } else {
            times.push_back(*time);
        }
    }

    PrintHouse print_house()
    {
        const auto* table = root_.find("print_house", Kind::Table);
        const bool misplaced = table == nullptr && has("print_house");
        return read_print_house(section("print_house"), directory_,
                                misplaced ? unheard_ : findings_);
    }

    std::vector<Printer> printers()
    {
        std::vector<Printer> printers;
        std::set<std::string> taken;
        for (const auto* table : root_.tables("printer")) {
            TableReader reader(*table, "a printer", findings_);
            Printer printer{reader.required_text("name"), required_path(reader, "certificate"),
                            required_path(reader, "directory")};
            reader.finish();
            constexpr std::size_t longest = 40;
            if (printer.name.size() > longest || printer.name.starts_with('-') ||
                printer.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") !=
                    std::string::npos)
                reader.complain("name",
                                "must be at most 40 of a-z, 0-9 and -, and not begin with -");
            else if (!printer.name.empty() && !taken.insert(printer.name).second)
                reader.complain("name", "another printer has this name");
            printers.push_back(std::move(printer));
        }
        return printers;
    }

    Letters letters()
    {
        auto reader = section("letters");
        Letters letters{reader.text("return_line").value_or("")};
        reader.finish();
        return letters;
    }

    Retention retention()
    {
        auto reader = section("retention");
        Retention retention;
        for (const auto* key : {"retention_days", "retention_posted_days"}) {
            if (!reader.has(key)) reader.miss(key, "a whole number of days; it is always written");
        }
        retention.retention_days =
            reader.integer("retention_days", 1, 3650).value_or(retention.retention_days);
        // The print house's return window, 42 days, and a week.
        retention.retention_posted_days = reader.integer("retention_posted_days", 49, 3650)
                                              .value_or(retention.retention_posted_days);
        reader.finish();
        return retention;
    }

    Log log()
    {
        auto reader = section("log");
        Log log;
        log.origin = reader.required_text("origin");
        const bool plain =
            std::ranges::all_of(log.origin, [](char c) { return c > ' ' && c < 0x7F && c != '+'; });
        if (!plain || log.origin.size() > 200) {
            reader.complain("origin", "must be at most 200 characters of ASCII without spaces or "
                                      "+, such as \"example.no/reservepost\"");
        }
        log.published = absolute(reader.texts("published"));
        if (const auto* node = reader.find_any("published");
            node == nullptr || (node->kind == Kind::List && node->items.empty())) {
            reader.complain("published", "must be a list with at least one directory");
        }
        reader.finish();
        return log;
    }

    std::vector<fs::path> heartbeat_places()
    {
        auto reader = section("heartbeat");
        auto places = absolute(reader.texts("places"));
        reader.finish();
        return places;
    }

    std::optional<Smtp> smtp()
    {
        if (root_.find("smtp", Kind::Table) == nullptr) return std::nullopt;
        auto reader = section("smtp");
        Smtp smtp;
        smtp.host = reader.required_text("host");
        smtp.from = reader.required_text("from");
        if (!smtp.from.empty() && !is_email(smtp.from)) {
            reader.complain("from", "must be an e-mail address such as post@example.no");
        }
        smtp.tls = smtp_security(reader);
        smtp.port = reader.integer("port", 1, 65535).value_or(usual_port(smtp.tls));
        smtp.user = reader.text("user").value_or("");
        if (const auto file = reader.text("password_file")) smtp.password_file = absolute(*file);
        if (smtp.user.empty() != !smtp.password_file) {
            reader.complain("user", "and `password_file` belong together: give both or neither");
        }
        const bool local =
            smtp.host == "localhost" || smtp.host == "127.0.0.1" || smtp.host == "::1";
        if (smtp.tls == SmtpSecurity::None && !smtp.user.empty() && !local) {
            reader.complain("tls", "may be \"none\" with a `user` only for a server on this host: "
                                   "the password would go in the clear");
        }
        reader.finish();
        return smtp;
    }

    SmtpSecurity smtp_security(TableReader& reader)
    {
        const auto text = reader.text("tls").value_or("starttls");
        for (const auto security :
             {SmtpSecurity::None, SmtpSecurity::StartTls, SmtpSecurity::Tls}) {
            if (text == to_text(security)) return security;
        }
        reader.complain("tls", "must be \"none\", \"starttls\" or \"tls\"");
        return SmtpSecurity::StartTls;
    }

    static int usual_port(SmtpSecurity security)
    {
        switch (security) {
        case SmtpSecurity::None:
            return 25;
        case SmtpSecurity::StartTls:
            return 587;
        case SmtpSecurity::Tls:
            return 465;
        }
        throw std::logic_error("an SMTP security without a port [this is a bug]");
    }

    std::vector<std::string> operator_emails()
    {
        auto reader = section("operators");
        auto emails = reader.emails("emails");
        reader.finish();
        return emails;
    }

    std::optional<Roles> roles()
    {
        if (!has("roles")) return std::nullopt;
        return read_roles(section("roles"));
    }

    bool close_eves()
    {
        auto reader = section("deadline");
        const bool close = reader.boolean("close_eves").value_or(false);
        reader.finish();
        return close;
    }

    TableReader root_;
    fs::path directory_;
    std::vector<Finding>& findings_;
    std::vector<Finding> unheard_;
};

} // namespace

Configuration read_configuration(std::string_view text, const fs::path& file)
{
    const auto root = parse_toml(text, file.string());
    std::vector<Finding> findings;
    auto configuration =
        ConfigurationReader(root, fs::absolute(file).parent_path(), findings).read();
    if (!findings.empty()) throw FindingsError(file.string(), std::move(findings));
    return configuration;
}

Configuration load_configuration(const fs::path& file)
{
    return read_configuration(disk::read_file(file, largest_file_octets), file);
}

std::string_view to_text(SmtpSecurity security)
{
    switch (security) {
    case SmtpSecurity::None:
        return "none";
    case SmtpSecurity::StartTls:
        return "starttls";
    case SmtpSecurity::Tls:
        return "tls";
    }
    throw std::logic_error("an SMTP security without a name [this is a bug]");
}

std::string to_text(TimeOfDay time)
{
    const auto two = [](auto number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(time.count() / 60) + ':' + two(time.count() % 60);
}

std::optional<TimeOfDay> find_time_of_day(std::string_view text)
{
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
    if (number(0) > 23 || number(3) > 59) return std::nullopt;
    return TimeOfDay(number(0) * 60 + number(3));
}

} // namespace reservepost::batch::configuration
