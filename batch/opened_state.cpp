#include "batch/opened_state.h"

#include "batch/disk/fail_point.h"
#include "batch/restore/drop_store.h"
#include "batch/schedule.h"
#include "batch/store/migrations.h"

namespace reservepost::batch {

std::filesystem::path configuration_file(const StateOptions& options)
{
    return options.configuration.empty() ? options.directory / "reservepost.toml"
                                         : options.configuration;
}

KeyDirectory key_directory(const configuration::Configuration& configuration)
{
    std::vector<std::filesystem::path> copies;
    if (configuration.stores.size() > 1) copies.push_back(configuration.stores[1].keys / "keys");
    return KeyDirectory(configuration.keys_directory, std::move(copies));
}

std::vector<vault::StorePlace> store_places(const configuration::Configuration& configuration)
{
    std::vector<vault::StorePlace> places;
    for (const auto& store : configuration.stores)
        places.push_back({store.content, store.keys});
    return places;
}

namespace {

/// As the role enters a server of the operator's own.
const std::string& connection_of(const configuration::Database& database, store::Role role)
{
    const bool registrar = role == store::Role::Registrar && !database.registrar_connection.empty();
    const bool reviewer = role == store::Role::Reviewer && !database.reviewer_connection.empty();
    return registrar  ? database.registrar_connection
           : reviewer ? database.reviewer_connection
                      : database.connection;
}

printhouse::Profile named_profile(const std::string& name)
{
    try {
        return printhouse::load_profile(name);
    } catch (const configuration::FindingsError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw ProfileDoesNotAgree(std::string("`profile` in [print_house]: ") + error.what());
    }
}

} // namespace

printhouse::Profile print_profile(const configuration::Configuration& configuration)
{
    // A week for a letter that came back on the last day.
    constexpr int days_to_act = 7;
    auto profile = named_profile(configuration.print_house.profile);
    const int least = profile.return_window_days + days_to_act;
    if (configuration.retention.retention_posted_days < least)
        throw ProfileDoesNotAgree(
            "`retention_posted_days` is " +
            std::to_string(configuration.retention.retention_posted_days) +
            ", but letters may come back for " + std::to_string(profile.return_window_days) +
            " days (`return_window_days` of the print profile " + profile.name +
            "); whoever keeps reservepost.toml must make it at least " + std::to_string(least));
    return profile;
}

OpenedState::OpenedState(const StateOptions& options, configuration::Configuration configuration)
    : directory_(options.directory), configuration_(std::move(configuration)),
      profile_(print_profile(configuration_)), clock_(options.now), actor_(options.actor),
      role_(options.role), deadline_calendar_(batch::deadline_calendar(configuration_)),
      house_calendar_(batch::house_calendar(profile_)), keys_(key_directory(configuration_))
{
}

OpenedState OpenedState::open(const StateOptions& options)
{
    const auto file = configuration_file(options);
    if (!std::filesystem::exists(file))
        throw std::runtime_error("there is no configuration at " + file.string() +
                                 "; run `reservepost init` first, or name another state with "
                                 "--state");
    OpenedState state(options, configuration::load_configuration(file));
    state.open_database();
    if (!store::is_migrated(*state.database_))
        throw std::runtime_error("the database is not at this program's version; run the "
                                 "migrations as its owner first");
    {
        auto transaction = state.database_->begin();
        state.rehearsal_ = store::read_installation(transaction).rehearsal;
    }
    if (options.now && !state.rehearsal_)
        throw std::invalid_argument("--now works in a rehearsal only; this is a real state, whose "
                                    "clock is the system's");
    if (state.rehearsal_) disk::arm_fail_points();
    state.refuse_foreign_certificates();
    state.open_vault();
    return state;
}

void OpenedState::open_database()
{
    try {
        if (!configuration_.database) {
            // An empty database in place of one whose disk is away would hide every report.
            if (!std::filesystem::exists(directory_ / "database" / "data"))
                throw std::runtime_error((directory_ / "database").string() +
                                         " holds no database; is its disk mounted?");
            cluster_ = store::Cluster::start(directory_ / "database");
            auto owner = store::Database::connect(cluster_->conninfo(store::Role::Owner));
            if (!store::is_migrated(owner)) store::migrate(owner);
        }
        database_ = std::make_unique<store::Database>(connect());
    } catch (const std::runtime_error& error) {
        throw StateAway(std::string("the database is away: ") + error.what());
    }
}

void OpenedState::open_vault()
{
    std::set<std::filesystem::path> let_go;
    {
        auto transaction = database_->begin();
        for (const auto& place : restore::dropped_places(transaction))
            let_go.insert(place);
    }
    try {
        vault_ = std::make_unique<vault::Vault>(
            vault::Vault::open(store_places(configuration_), let_go));
    } catch (const vault::StoreAway& error) {
        throw StateAway(std::string("the vault is away: ") + error.what());
    }
}

std::string heartbeat_name(const OpenedState& state)
{
    return state.configuration().log.origin + "/heartbeat";
}

store::Database OpenedState::connect() const
{
    return store::Database::connect(cluster_ ? cluster_->conninfo(role_)
                                             : connection_of(*configuration_.database, role_));
}

void OpenedState::refuse_foreign_certificates() const
{
    auto files = configuration_.print_house.certificate;
    const auto& receipts = configuration_.print_house.receipt_certificates;
    files.insert(files.end(), receipts.begin(), receipts.end());
    files.push_back(keys_.path() / "package.crt");
    for (const auto& file : files) {
        if (!std::filesystem::exists(file)) continue;
        if (crypto::is_for_rehearsal(crypto::Certificate::load(file)) == rehearsal_) continue;
        throw std::runtime_error(
            file.string() + (rehearsal_ ? " is a real certificate; a rehearsal holds none"
                                        : " is a rehearsal certificate; a real state holds none"));
    }
}

} // namespace reservepost::batch
