#pragma once

#include "batch/clock.h"
#include "batch/configuration/configuration.h"
#include "batch/keys.h"
#include "batch/printhouse/profile.h"
#include "batch/store/cluster.h"
#include "batch/store/database.h"
#include "batch/store/installation.h"
#include "batch/vault/vault.h"
#include "holidays/calendar.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace reservepost::batch {

/// Where a state lies, and what time it is there.
struct StateOptions {
    std::filesystem::path directory;
    std::filesystem::path configuration; ///< Empty: `reservepost.toml` in the directory.
    std::optional<holidays::Instant> now;
    std::string actor;                     ///< The user of the operating system who asks.
    store::Role role = store::Role::Night; ///< As whom the database is entered.
};

/// An installation that is open for work: its configuration read, its database running and at this
/// program's version, its vault and keys at hand.
class OpenedState {
public:
    /// Throws `configuration::FindingsError` for a wrong configuration or print profile,
    /// `std::runtime_error` naming the remedy when there is no state here, when `now` is given
    /// outside a rehearsal, or when a certificate is for the other kind of state; `StateAway` when
    /// database or vault are away.
    static OpenedState open(const StateOptions& options);

    const std::filesystem::path& directory() const { return directory_; }
    const configuration::Configuration& configuration() const { return configuration_; }
    const printhouse::Profile& profile() const { return profile_; }
    const Clock& clock() const { return clock_; }
    bool rehearsal() const { return rehearsal_; }
    const holidays::Calendar& deadline_calendar() const { return deadline_calendar_; }
    const holidays::Calendar& house_calendar() const { return house_calendar_; }
    const KeyDirectory& keys() const { return keys_; }

    /// The connection of this thread, in the role the state was opened with.
    store::Database& database() { return *database_; }
    /// Another connection.
    store::Database connect() const;
    vault::Vault& vault() { return *vault_; }
    const vault::Vault& vault() const { return *vault_; }

    /// Now, outside a run, by whoever asked.
    store::Occasion occasion() const { return {clock_.now(), std::nullopt, actor_}; }

    std::filesystem::path outbox() const { return directory_ / "outbox"; }
    std::filesystem::path log() const { return directory_ / "log"; }

private:
    OpenedState(const StateOptions& options, configuration::Configuration configuration);
    void open_database();
    void open_vault();
    void refuse_foreign_certificates() const;

    std::filesystem::path directory_;
    configuration::Configuration configuration_;
    printhouse::Profile profile_;
    Clock clock_;
    std::string actor_;
    store::Role role_;
    holidays::Calendar deadline_calendar_;
    holidays::Calendar house_calendar_;
    KeyDirectory keys_;
    std::optional<store::Cluster> cluster_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<vault::Vault> vault_;
    bool rehearsal_ = false;
};

/// What is away now and may be there again for the next run: the database, or every store.
class StateAway : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The configuration names a print profile that is not there, or that asks for longer keeping.
class ProfileDoesNotAgree : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The print profile that a configuration names. Throws `configuration::FindingsError` with all
/// that is wrong in it, and `ProfileDoesNotAgree` where it is not there, or where letters posted
/// would be deleted before the house's return window is over.
printhouse::Profile print_profile(const configuration::Configuration& configuration);

/// The name heartbeats are signed under.
std::string heartbeat_name(const OpenedState& state);

/// The configuration file of a state.
std::filesystem::path configuration_file(const StateOptions& options);

/// The key directory that a configuration names, with its second copy.
KeyDirectory key_directory(const configuration::Configuration& configuration);

/// The vault's places as the configuration names them.
std::vector<vault::StorePlace> store_places(const configuration::Configuration& configuration);

} // namespace reservepost::batch
