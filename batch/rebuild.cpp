#include "batch/rebuild.h"

#include "batch/crypto/wiped.h"
#include "batch/disk/files.h"
#include "batch/disk/private_files.h"
#include "batch/initialise.h"
#include "batch/night.h"
#include "batch/night_steps.h"
#include "batch/receivers/register_change.h"
#include "batch/store/migrations.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch {

namespace {

namespace fs = std::filesystem;

/// A vault of the stores that can be reached now, as if the others had never been.
vault::Vault reachable_vault(const configuration::Configuration& configuration)
{
    const auto places = store_places(configuration);
    const auto all = vault::Vault::open(places);
    std::vector<vault::StorePlace> there;
    const auto stores = all.status().stores;
    for (std::size_t i = 0; i < stores.size(); ++i)
        if (stores[i].reachable) there.push_back(places[i]);
    return vault::Vault::open(there);
}

restore::RestoreFindings reconcile(OpenedState& state, bool from_nothing)
{
    const auto ownership = own_night(state);
    if (!ownership) throw std::runtime_error("a run is at work; try again when it is over");
    auto vault = reachable_vault(state.configuration());
    const OpenedDoor opened(state, state.occasion());
    intake::IntakeDoor door{state.database(),
                            vault,
                            opened.lookup_key,
                            opened.digest_secrets,
                            state.deadline_calendar(),
                            state.occasion(),
                            false};
    const auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
    std::vector<crypto::Certificate> certificates;
    for (const auto& file : state.configuration().print_house.receipt_certificates)
        certificates.push_back(crypto::Certificate::load(file));
    restore::RestoreDesk desk{door, log, run_marks(state), std::move(certificates), from_nothing};
    return restore::reconcile(desk);
}

/// The keys that lie beside a store and not in their own directory.
void bring_keys(const configuration::Configuration& configuration)
{
    disk::make_private_directory(configuration.keys_directory);
    for (const auto& store : configuration.stores) {
        const auto copies = store.keys / "keys";
        if (!fs::is_directory(copies)) continue;
        for (const auto& entry : fs::directory_iterator(copies)) {
            const auto file = configuration.keys_directory / entry.path().filename();
            if (entry.path().filename().string().starts_with('.') || fs::exists(file)) continue;
            const auto key = crypto::read_key_octets(entry.path(), 64 * 1024);
            disk::write_new_durably(file, key.octets, 0600);
        }
    }
    if (!fs::exists(configuration.keys_directory / "lookup.key") ||
        !fs::exists(configuration.keys_directory / "log.pem"))
        throw std::runtime_error(
            "lookup.key and log.pem are neither in " + configuration.keys_directory.string() +
            " nor in `keys` beside a store; bring them back from wherever a copy is kept. Without "
            "them deleted references are not known and the log cannot go on");
}

/// The log from the copy with the newest checkpoint, under another name until it is whole.
void bring_log(const StateOptions& options, const configuration::Configuration& configuration)
{
    const auto log = options.directory / "log";
    if (fs::exists(log)) return;
    fs::path newest;
    std::uint64_t size = 0;
    for (const auto& store : configuration.stores) {
        const auto copy = store.content / "log";
        if (!fs::exists(copy / "checkpoint")) continue;
        const auto text = deletion::read_checkpoint_text(copy);
        const auto checkpoint =
            deletion::Checkpoint::from_body(deletion::SignedNote::parse(text).body);
        if (newest.empty() || checkpoint.size > size) {
            newest = copy;
            size = checkpoint.size;
        }
    }
    if (newest.empty())
        throw std::runtime_error("no store that is reached has a copy of the deletion log, and " +
                                 log.string() + " is not there; bring it back from its backup");
    const fs::path unfinished = options.directory / "log.unfinished";
    fs::remove_all(unfinished);
    fs::copy(newest, unfinished, fs::copy_options::recursive);
    fs::permissions(unfinished, fs::perms(0700));
    disk::sync_directory(unfinished);
    disk::rename_new_durably(unfinished, log);
}

/// Throws unless there is no installation yet, or one that a rebuild made and did not finish.
void require_unfinished(store::Transaction& transaction)
{
    const auto installation = store::find_installation(transaction);
    if (installation && (installation->last_run > 0 || installation->generation > 1))
        throw std::runtime_error(
            "there is a database with an installation already; nothing was changed. If it is an "
            "older copy, `reservepost restore check` brings it to the present");
}

/// The installation's row, the ring and the register; all or nothing.
void make_installation(store::Database& owner, vault::Vault& vault, const store::Occasion& occasion)
{
    store::migrate(owner);
    auto transaction = owner.begin();
    require_unfinished(transaction);
    if (store::find_installation(transaction)) return;
    const auto kept = restore::kept_installation(vault);
    if (!kept)
        throw std::runtime_error("no store that is reached knows whether this is a rehearsal; its "
                                 "`kept` files are damaged or older than this program");
    store::create_installation(transaction, kept->rehearsal);
    const auto ring = vault.settle_rings(1);
    for (std::int64_t number = 2; number <= ring; ++number)
        store::set_vault_ring(transaction, number);
    if (const auto text = restore::kept_register(vault)) {
        const auto file = receivers::read_register(*text, "the kept register", {});
        receivers::import_register(transaction, file, occasion);
    }
    transaction.commit();
}

void make_database(const StateOptions& options, const configuration::Configuration& configuration,
                   vault::Vault& vault)
{
    const store::Occasion occasion{Clock(options.now).now(), std::nullopt, options.actor};
    if (configuration.database) {
        auto owner = store::Database::connect(configuration.database->connection);
        return make_installation(owner, vault, occasion);
    }
    const auto cluster = store::Cluster::start(options.directory / "database");
    auto owner = store::Database::connect(cluster.conninfo(store::Role::Owner));
    make_installation(owner, vault, occasion);
}

} // namespace

restore::RestoreFindings check_restored(OpenedState& state)
{
    return reconcile(state, false);
}

// Order, each durable before the next: 1. directories and keys 2. the log 3. the database with the
// installation and the register 4. everything else, by the road of `restore check` 5. the mark that
// the state is finished.
restore::RestoreFindings rebuild(const StateOptions& options,
                                 const std::function<void(const std::string&)>& told)
{
    const auto configuration = configuration::load_configuration(configuration_file(options));
    auto vault = reachable_vault(configuration);
    make_state_directory(options.directory);
    bring_keys(configuration);
    told("keys             " + configuration.keys_directory.string());
    for (const auto& directory : {configuration.inbox_directory, options.directory / "outbox"})
        disk::make_private_directory(directory);
    bring_log(options, configuration);
    told("deletion log     " + (options.directory / "log").string());
    make_database(options, configuration, vault);
    told("database         with the installation and the register of receivers");

    auto state = OpenedState::open(options);
    const auto findings = reconcile(state, true);
    make_public_lines(state);
    const auto finished = options.directory / "initialised";
    if (!fs::exists(finished))
        disk::write_new_durably(finished, holidays::utc_text(state.clock().now()) + "\n", 0644);
    return findings;
}

} // namespace reservepost::batch
