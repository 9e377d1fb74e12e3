#include "batch/configuration/configuration.h"
#include "batch/configuration/toml_text.h"

namespace reservepost::batch::configuration {

namespace {

namespace fs = std::filesystem;

template <typename Items, typename ToText> std::string listed(const Items& items, ToText to_toml)
{
    std::string result = "[";
    for (const auto& item : items) {
        if (result.size() > 1) result += ", ";
        result += to_toml(item);
    }
    return result + ']';
}

class Writer {
public:
    Writer(const Configuration& configuration, fs::path directory)
        : given_(configuration), directory_(std::move(directory))
    {
    }

    std::string write()
    {
        line(
            "# Reservepost's configuration. A relative path is relative to this file's directory;");
        line("# times of day are Oslo time. `reservepost config check` tells what is wrong with "
             "it.");
        database();
        places();
        print_house();
        printers();
        letters();
        keeping();
        mail();
        return std::move(out_);
    }

private:
    void line(const std::string& text) { out_ += text + '\n'; }
    void section(const std::string& name) { out_ += "\n[" + name + "]\n"; }
    void member(const std::string& key, const std::string& toml) { line(key + " = " + toml); }
    void member(const std::string& key, int number) { member(key, std::to_string(number)); }

    std::string path(const fs::path& path) const
    {
        const auto below = path.lexically_relative(directory_);
        const bool is_below = !below.empty() && *below.begin() != "..";
        return toml_text(is_below ? below.generic_string() : path.generic_string());
    }

    std::string paths(const std::vector<fs::path>& list) const
    {
        return listed(list, [this](const fs::path& item) { return path(item); });
    }

    void database()
    {
        if (given_.database) {
            section("database");
            const auto& database = *given_.database;
            member("connection", toml_text(database.connection));
            if (!database.registrar_connection.empty())
                member("registrar_connection", toml_text(database.registrar_connection));
            if (!database.reviewer_connection.empty())
                member("reviewer_connection", toml_text(database.reviewer_connection));
            return;
        }
        line("");
        line("# Without a [database] a private PostgreSQL runs in the state directory.");
        line("# [database]");
        line("# connection = \"host=/var/run/postgresql dbname=reservepost\"");
        line("# registrar_connection and reviewer_connection enter it with fewer rights.");
    }

    void places()
    {
        line("");
        line("# Where contents and keys lie, sealed. Two stores on different disks are safer than");
        line("# one; keep keys on another disk than contents, and never back keys up.");
        out_ += "[vault]\nstores = [\n";
        for (const auto& store : given_.stores) {
            line("    { content = " + path(store.content) + ", keys = " + path(store.keys) + " },");
        }
        line("]");
        line("");
        line("# The installation's own keys and certificates; the directory has mode 0700.");
        out_ += "[keys]\n";
        member("directory", path(given_.keys_directory));
        section("inbox");
        member("directory", path(given_.inbox_directory));
        line("");
        line("# When the night's work runs; never between 02:00 and 03:00.");
        out_ += "[schedule]\n";
        member("times",
               listed(given_.schedule, [](TimeOfDay time) { return toml_text(to_text(time)); }));
    }

    void print_house()
    {
        const auto& house = given_.print_house;
        section("print_house");
        member("name", toml_text(house.name));
        if (!house.sftp) {
            line("# Packages are put into the one directory, receipts fetched from the other. Or");
            line("# leave both out, and write a table [print_house.sftp] (docs/setup.md).");
            member("directory_to", path(house.directory_to));
            member("directory_from", path(house.directory_from));
        }
        line("# PEM files: to whom packages are encrypted, and whose receipts count.");
        member("certificate", paths(house.certificate));
        member("receipt_certificates", paths(house.receipt_certificates));
        line("# What the house's machines ask for: a profile that `reservepost profile list` "
             "shows,");
        line("# or a file of your own such as \"house.toml\" (`reservepost profile show` prints "
             "one).");
        member("profile", toml_text(profile(house.profile)));
        member("pieces_per_package", house.pieces_per_package);
        line("# A package that left no trace is sent again after so many of the house's hours.");
        member("resend_after_hours", house.resend_after_hours);
        line("# So many days packages are still sealed to a certificate that has ended, if there "
             "is");
        line("# no other. And fingerprints (SHA-256) of certificates to be used for nothing more.");
        member("grace_days", house.grace_days);
        member("revoked", listed(house.revoked, toml_text));
        if (house.sftp) sftp(*house.sftp);
    }

    void sftp(const Sftp& sftp)
    {
        section("print_house.sftp");
        member("host", toml_text(sftp.host));
        member("port", sftp.port);
        member("user", toml_text(sftp.user));
        line("# Our private key, mode 0600, without a passphrase.");
        member("key_file", path(sftp.key_file));
        line("# The house's host keys, as ssh-keygen -l prints their fingerprints; any will do.");
        member("host_key", listed(sftp.host_keys, toml_text));
        line("# At the house: packages are put into the one, receipts fetched from the other.");
        member("directory_to", toml_text(sftp.directory_to));
        member("directory_from", toml_text(sftp.directory_from));
        line("# How long the house may take to answer one request, and how often a lost");
        line("# connection is made again.");
        member("timeout_seconds", sftp.timeout_seconds);
        member("retries", sftp.retries);
    }

    /// A file below the directory is written relative.
    std::string profile(const std::string& name) const
    {
        const auto below = fs::path(name).lexically_relative(directory_);
        const bool is_below = name.ends_with(".toml") && !below.empty() && *below.begin() != "..";
        return is_below ? below.generic_string() : name;
    }

    void printers()
    {
        line("");
        line("# Printers of your own, for a letter that no machine can take (docs/by-hand.md).");
        if (given_.printers.empty()) {
            line("# [[printer]]");
            line("# name = \"front-office\"");
            line("# certificate = \"front-office.pem\"");
            line("# directory = \"front-office\"");
        }
        for (const auto& printer : given_.printers) {
            line("[[printer]]");
            member("name", toml_text(printer.name));
            member("certificate", path(printer.certificate));
            member("directory", path(printer.directory));
        }
    }

    void letters()
    {
        line("");
        line("# Where an undeliverable letter comes back to, in one neutral line: it shows in the");
        line("# envelope's window. Empty: none is printed.");
        out_ += "[letters]\n";
        member("return_line", toml_text(given_.letters.return_line));
    }

    void keeping()
    {
        line("");
        line("# How long an original is kept: after it was confirmed, and after its letter was");
        line("# mailed (at least 49: the print house's return window of 42 days and a week).");
        out_ += "[retention]\n";
        member("retention_days", given_.retention.retention_days);
        member("retention_posted_days", given_.retention.retention_posted_days);
        line("");
        line("# The deletion log: its name in every checkpoint, and the directories where");
        line("# checkpoints are published. These belong on another disk or host.");
        out_ += "[log]\n";
        member("origin", toml_text(given_.log.origin));
        member("published", paths(given_.log.published));
        line("");
        line("# Where every run leaves a signed sign of life.");
        out_ += "[heartbeat]\n";
        member("places", paths(given_.heartbeat_places));
        line("");
        line("# 24 and 31 December are ordinary days in law; true lets the clock stand still.");
        out_ += "[deadline]\n";
        member("close_eves", given_.close_eves ? "true" : "false");
    }

    void roles()
    {
        line("");
        line("# Who may do what, by groups of the operating system. Without this section whoever");
        line("# can open this state may do everything.");
        const char* hash = given_.roles ? "" : "# ";
        const auto roles = given_.roles.value_or(configuration::Roles{
            "reservepost-operator", "reservepost-registrar", "reservepost-reviewer"});
        line(std::string(hash) + "[roles]");
        line(std::string(hash) + "operator = " + toml_text(roles.operators));
        line(std::string(hash) + "registrar = " + toml_text(roles.registrars));
        line(std::string(hash) + "reviewer = " + toml_text(roles.reviewers));
    }

    void mail()
    {
        line("");
        line("# Who is told of a run and its troubles.");
        out_ += "[operators]\n";
        member("emails", listed(given_.operator_emails, toml_text));
        roles();
        line("");
        if (!given_.smtp) {
            line("# Without an [smtp] mails wait, and the run report lists them.");
            line("# [smtp]");
            line("# host = \"smtp.example.no\"");
            line("# port = 587");
            line("# from = \"reservepost@example.no\"");
            line("# tls = \"starttls\"          # or \"tls\", or \"none\"");
            line("# user = \"reservepost\"");
            line("# password_file = \"keys/smtp-password\"");
            return;
        }
        const auto& smtp = *given_.smtp;
        out_ += "[smtp]\n";
        member("host", toml_text(smtp.host));
        member("port", smtp.port);
        member("from", toml_text(smtp.from));
        member("tls", toml_text(to_text(smtp.tls)));
        if (!smtp.user.empty()) member("user", toml_text(smtp.user));
        if (smtp.password_file) member("password_file", path(*smtp.password_file));
    }

    const Configuration& given_;
    fs::path directory_;
    std::string out_;
};

} // namespace

Configuration default_configuration(const fs::path& directory)
{
    const auto base = fs::absolute(directory).lexically_normal();
    Configuration configuration;
    configuration.stores = {{base / "vault-1" / "content", base / "vault-1" / "keys"},
                            {base / "vault-2" / "content", base / "vault-2" / "keys"}};
    configuration.keys_directory = base / "keys";
    configuration.inbox_directory = base / "inbox";
    auto& house = configuration.print_house;
    house.name = "The print house";
    house.directory_to = base / "print-house" / "to";
    house.directory_from = base / "print-house" / "from";
    house.certificate = {base / "print-house" / "print-house.pem"};
    house.receipt_certificates = house.certificate;
    configuration.log.origin = "example.no/reservepost";
    configuration.log.published = {base / "published"};
    configuration.heartbeat_places = {base / "heartbeat"};
    return configuration;
}

std::string configuration_text(const Configuration& configuration, const fs::path& directory)
{
    return Writer(configuration, fs::absolute(directory).lexically_normal()).write();
}

std::string default_configuration_text(const fs::path& directory)
{
    return configuration_text(default_configuration(directory), directory);
}

} // namespace reservepost::batch::configuration
