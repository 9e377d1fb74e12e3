#pragma once

#include "batch/configuration/findings.h"
#include "batch/configuration/print_house.h"
#include "batch/configuration/roles.h"
#include "holidays/date.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The configuration file: one TOML file that a person writes once and a run reads. A relative path
// in it is relative to the file's own directory. Times of day are Oslo time.

namespace reservepost::batch::configuration {

/// A time of day in Oslo, in minutes after midnight.
using TimeOfDay = std::chrono::minutes;

/// `[database]`. Without it, Reservepost runs a private PostgreSQL in its state directory.
struct Database {
    std::string connection;           ///< libpq's; a password belongs in a passfile, never here.
    std::string registrar_connection; ///< As the registrar's role; empty: as `connection`.
    std::string reviewer_connection;  ///< As the reviewer's role; empty: as `connection`.
    bool operator==(const Database&) const = default;
};

/// One of `[vault] stores`. Content and keys belong on different devices.
struct Store {
    std::filesystem::path content;
    std::filesystem::path keys;
    bool operator==(const Store&) const = default;
};

/// A day on which a print house does not work although others do.
struct ClosedDay {
    holidays::Date date;
    std::string why; ///< Shown to whoever asks why a letter waited.
    bool operator==(const ClosedDay&) const = default;
};

/// `[retention]`: how long an original is kept after the end of its way. Both must be written.
struct Retention {
    int retention_days = 30;        ///< After confirmed or discarded.
    int retention_posted_days = 49; ///< After mailed; at least the house's return window.
    bool operator==(const Retention&) const = default;
};

/// `[log]`: the deletion log.
struct Log {
    std::string origin; ///< Names the log in every checkpoint, as "kommune.example/reservepost".
    std::vector<std::filesystem::path> published; ///< Directories where checkpoints are published.
    bool operator==(const Log&) const = default;
};

enum class SmtpSecurity {
    None,     ///< In the clear: only for a server on the same host.
    StartTls, ///< In the clear first, then STARTTLS or nothing.
    Tls,      ///< TLS from the first octet.
};

/// `[smtp]`. Without it mails wait in the database and the run report lists them.
struct Smtp {
    std::string host;
    int port = 587;
    std::string from; ///< An e-mail address.
    SmtpSecurity tls = SmtpSecurity::StartTls;
    std::string user;                                   ///< Empty: no log-in.
    std::optional<std::filesystem::path> password_file; ///< Its first line is the password.
    bool operator==(const Smtp&) const = default;
};

/// `[letters]`.
struct Letters {
    /// Where an undeliverable letter comes back to, in one neutral line: it shows in the window of
    /// the envelope. Empty: none is printed.
    std::string return_line;
    bool operator==(const Letters&) const = default;
};

/// One of `[[printer]]`: a printer of our own, for a letter that no machine can take
/// (`print-here`).
struct Printer {
    std::string name;                  ///< a-z, 0-9, '-'; at most 40 long.
    std::filesystem::path certificate; ///< PEM: to whom its letters are encrypted.
    std::filesystem::path directory;   ///< Where the sealed files are put.
    bool operator==(const Printer&) const = default;
};

/// The whole file.
struct Configuration {
    std::optional<Database> database;
    std::vector<Store> stores;             ///< `[vault]`; at least one.
    std::filesystem::path keys_directory;  ///< `[keys] directory`; mode 0700.
    std::filesystem::path inbox_directory; ///< `[inbox] directory`.
    /// `[schedule] times`: when the night's work runs, sorted; never from 02:00 to 03:00, an hour
    /// that one night a year does not have.
    std::vector<TimeOfDay> schedule{TimeOfDay{30}, TimeOfDay{490}};
    PrintHouse print_house;
    std::vector<Printer> printers; ///< `[[printer]]`; mostly none.
    Letters letters;
    Retention retention;
    Log log;
    std::vector<std::filesystem::path> heartbeat_places; ///< `[heartbeat] places`.
    std::optional<Smtp> smtp;
    std::vector<std::string> operator_emails; ///< `[operators] emails`.
    std::optional<Roles> roles;               ///< None: whoever opens the state has all of them.
    bool close_eves = false; ///< `[deadline] close_eves`: 24 and 31 December count as holidays.
    bool operator==(const Configuration&) const = default;
};

/// The configuration in `file`, its paths made absolute. Throws `FindingsError` with everything
/// that is wrong (unknown keys with a suggestion, types, values, what is missing), and
/// `std::system_error` when the file cannot be read. It does not look whether what paths name is
/// there.
Configuration load_configuration(const std::filesystem::path& file);

/// The same for a text; `file` gives the directory and the name in messages.
Configuration read_configuration(std::string_view text, const std::filesystem::path& file);

/// What `init` begins with: everything below `directory`, two stores, the two default run times.
Configuration default_configuration(const std::filesystem::path& directory);

/// `configuration` as a documented file that belongs in `directory`; paths below it are written
/// relative. Reading the text gives the same configuration again.
std::string configuration_text(const Configuration& configuration,
                               const std::filesystem::path& directory);

/// The text of the default configuration.
std::string default_configuration_text(const std::filesystem::path& directory);

/// "08:10".
std::string to_text(TimeOfDay time);

/// The time of day in `text`, "HH:MM" from 00:00 to 23:59; none if it is anything else.
std::optional<TimeOfDay> find_time_of_day(std::string_view text);

std::string_view to_text(SmtpSecurity security); ///< "none", "starttls", "tls".

} // namespace reservepost::batch::configuration
