#include "batch/initialise.h"

#include "batch/deletion/log.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"
#include "batch/restore/known.h"
#include "batch/store/migrations.h"
#include "holidays/oslo_time.h"

#include <sys/stat.h>

namespace reservepost::batch {

namespace {

namespace fs = std::filesystem;

void write_configuration(const StateOptions& options, bool rehearsal)
{
    const auto file = configuration_file(options);
    if (fs::exists(file)) return;
    auto configuration = configuration::default_configuration(options.directory);
    if (rehearsal) {
        configuration.log.origin = "rehearsal.reservepost.example/deletions";
        configuration.letters.return_line = "Reservepost, Postboks 1, 0001 OSLO";
        configuration.operator_emails = {"drift@reservepost.example"};
    }
    disk::write_new_durably(
        file, configuration::configuration_text(configuration, options.directory), 0600);
}

/// A print house to rehearse with: its directories (one over SFTP has its own), its key, its
/// certificate.
void make_rehearsal_house(const configuration::Configuration& configuration)
{
    const auto& house = configuration.print_house;
    for (const auto& directory : {house.directory_to, house.directory_from})
        if (!directory.empty() && !fs::exists(directory)) disk::make_private_directory(directory);
    const auto& certificate = house.certificate.front();
    if (fs::exists(certificate)) return;
    const auto keys = certificate.parent_path() / "keys";
    disk::make_private_directory(keys);
    fs::remove(keys / "print-house.pem");
    const auto identity = crypto::make_rehearsal_identity("REHEARSAL print house");
    identity.key.save_new(keys / "print-house.pem");
    disk::write_new_durably(certificate, identity.certificate.pem(), 0644);
}

void make_database(const StateOptions& options, const configuration::Configuration& configuration,
                   bool rehearsal)
{
    const auto with = [&](store::Database owner) {
        store::migrate(owner);
        auto transaction = owner.begin();
        if (!store::find_installation(transaction)) {
            store::create_installation(transaction, rehearsal);
            store::note_balanced(transaction, Clock(options.now).now());
        }
        transaction.commit();
    };
    if (configuration.database)
        return with(store::Database::connect(configuration.database->connection));
    const auto cluster = store::Cluster::start(options.directory / "database");
    with(store::Database::connect(cluster.conninfo(store::Role::Owner)));
}

void make_vault(const configuration::Configuration& configuration)
{
    const auto places = store_places(configuration);
    try {
        vault::Vault::open(places);
    } catch (const vault::StoreAway&) {
        vault::Vault::create(places);
    }
}

/// What a database can be made from again, before the first run.
void keep_first(const configuration::Configuration& configuration, bool rehearsal)
{
    auto vault = vault::Vault::open(store_places(configuration));
    restore::keep_installation(vault, {rehearsal, 1});
}

/// The public half of a key as the line that whoever checks its signatures needs.
void write_public_line(const fs::path& file, const deletion::VerifierKey& key)
{
    if (!fs::exists(file)) disk::write_new_durably(file, key.line() + "\n", 0644);
}

void make_log(const OpenedState& state)
{
    if (!fs::exists(state.log())) {
        auto log =
            deletion::DeletionLog::create(state.log(),
                                          {.date = holidays::oslo_date(state.clock().now()).text(),
                                           .origin = state.configuration().log.origin,
                                           .tool = {},
                                           .predecessor = std::nullopt},
                                          state.keys().log());
    }
    const auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
    for (const auto& place : state.configuration().log.published)
        log.publish(place);
    for (const auto& place : store_places(state.configuration()))
        log.copy_to(place.content / "log");
    auto database = state.connect();
    auto transaction = database.begin();
    transaction.execute("insert into log_checkpoint (size, checkpoint) values ($1, $2) "
                        "on conflict do nothing",
                        {log.checkpoint().size, log.checkpoint_text()});
    transaction.commit();
}

} // namespace

void make_state_directory(const fs::path& directory)
{
    std::vector<fs::path> missing;
    for (auto path = directory; !path.empty() && !fs::exists(path); path = path.parent_path())
        missing.push_back(path);
    fs::create_directories(directory);
    for (const auto& path : missing)
        fs::permissions(path, fs::perms(0711));
    if (!store::server_can_reach(directory))
        throw std::runtime_error(
            directory.string() +
            " lies where the database's user cannot reach it; choose a --state below a directory "
            "that others may pass through, such as /var/lib/reservepost");
}

void make_public_lines(const OpenedState& state)
{
    const auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
    write_public_line(state.directory() / "log.vkey", log.verifier_key());
    write_public_line(state.directory() / "heartbeat.vkey",
                      {heartbeat_name(state), state.keys().heartbeat().public_key()});
}

void initialise(const StateOptions& options, bool rehearsal,
                const std::function<void(const std::string&)>& told)
{
    const auto finished = options.directory / "initialised";
    if (fs::exists(finished))
        throw std::runtime_error(options.directory.string() +
                                 " holds a finished state already; nothing was changed");
    make_state_directory(options.directory);
    write_configuration(options, rehearsal);
    const auto configuration = configuration::load_configuration(configuration_file(options));
    told("configuration    " + configuration_file(options).string());

    key_directory(configuration)
        .make_missing(rehearsal, holidays::oslo_date(Clock(options.now).now()).year());
    told("keys             " + configuration.keys_directory.string());
    for (const auto& directory : {configuration.inbox_directory, options.directory / "outbox"})
        disk::make_private_directory(directory);
    if (rehearsal) {
        make_rehearsal_house(configuration);
        told("print house      " +
             configuration.print_house.certificate.front().parent_path().string() +
             " (rehearsal, with a key of its own)");
    }
    make_vault(configuration);
    told("vault            " + std::to_string(configuration.stores.size()) + " stores");
    make_database(options, configuration, rehearsal);
    told(configuration.database ? "database         as configured"
                                : "database         " + (options.directory / "database").string());
    {
        const auto state = OpenedState::open(options);
        make_log(state);
        make_public_lines(state);
        keep_first(configuration, rehearsal);
    }
    told("deletion log     " + (options.directory / "log").string());
    disk::write_new_durably(finished, holidays::utc_text(Clock(options.now).now()) + "\n", 0644);
}

} // namespace reservepost::batch
