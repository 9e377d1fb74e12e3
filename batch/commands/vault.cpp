#include "batch/commands/commands.h"
#include "batch/commands/progress.h"
#include "batch/night.h"
#include "batch/refill_store.h"
#include "batch/restore/drop_store.h"
#include "batch/restore/rotate.h"
#include "batch/restore/verify_vault.h"
#include "holidays/oslo_time.h"

#include <algorithm>

#include <charconv>

namespace reservepost::batch::commands {

namespace {

/// The night, for a command that no run may be at work beside.
store::NightOwnership owned_night(OpenedState& state)
{
    auto ownership = own_night(state);
    if (!ownership)
        throw std::runtime_error("a run is at work, and this must not be done beside it; try again "
                                 "when it is over (`reservepost status` shows it)");
    return std::move(*ownership);
}

json::Value value_of(const restore::VaultVerification& verification)
{
    json::Value::List stores;
    for (const auto& store : verification.stores)
        stores.push_back(json::Value::object({{"store", store.store},
                                              {"contents", store.contents},
                                              {"opened", store.opened},
                                              {"attachments", store.attachments},
                                              {"keys", store.keys},
                                              {"spare_keys", store.spare_keys},
                                              {"strays", store.strays},
                                              {"unfinished", store.unfinished},
                                              {"facts", store.facts},
                                              {"damaged_facts", store.damaged_facts}}));
    json::Value::List findings;
    for (const auto& finding : verification.findings)
        findings.push_back(json::Value::object({{"code", finding.code},
                                                {"store", finding.store},
                                                {"what", finding.what},
                                                {"sentence", finding.sentence}}));
    return json::Value::object({{"ring", verification.ring},
                                {"reports", verification.reports},
                                {"without_row", verification.without_row},
                                {"stores", stores},
                                {"findings", findings},
                                {"findings_in_all", verification.findings_in_all}});
}

std::string text_of(const restore::VaultVerification& verification)
{
    std::string text;
    for (const auto& finding : verification.findings)
        text += finding.code + (finding.store.empty() ? "" : "  " + finding.store) +
                (finding.what.empty() ? "" : "  " + finding.what) + "\n    " + finding.sentence +
                "\n";
    if (verification.findings_in_all > static_cast<std::int64_t>(verification.findings.size()))
        text += "and more, which are not listed\n";
    for (const auto& store : verification.stores)
        text += store.store + "  " + std::to_string(store.opened) + " of " +
                std::to_string(verification.reports) + " reports open, " +
                std::to_string(store.attachments) + " files beside them; " +
                std::to_string(store.keys) + " keys, " + std::to_string(store.spare_keys) +
                " of them spare; " + std::to_string(store.facts) + " facts\n";
    if (verification.without_row > 0)
        text += std::to_string(verification.without_row) +
                " entries have no row: they are just coming in, or the next run adopts them\n";
    return text + (verification.clean()
                       ? "Every report opens from every store, to the same.\n"
                       : std::to_string(verification.findings_in_all) + " findings.\n");
}

int judge_vault(const Invocation& invocation)
{
    auto state = open_state(invocation);
    std::unique_ptr<Progress> progress;
    const auto verification = restore::verify_vault(
        state.database(), state.vault(), [&](std::int64_t done, std::int64_t whole) {
            if (!progress)
                progress = std::make_unique<Progress>(
                    invocation.err, Progress::manner_for(invocation, Progress::Manner::Lines),
                    "reports", static_cast<std::uint64_t>(whole));
            progress->reached(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(done));
        });
    progress.reset();
    invocation.print(value_of(verification), text_of(verification));
    return verification.clean() ? all_well : needs_look;
}

/// A judge that could not judge says so with its own status, whatever kept it.
int verify(const Invocation& invocation)
{
    try {
        return judge_vault(invocation);
    } catch (const configuration::FindingsError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(std::string("could not judge: ") + error.what());
    }
}

int rotate(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto ownership = owned_night(state);
    auto log = deletion::DeletionLog::open(state.log(), state.keys().log());
    const int year = holidays::oslo_date(state.clock().now()).year();
    const auto secret = state.keys().digest_secret(year);
    const auto& retention = state.configuration().retention;
    deletion::DeletionDesk desk{state.database(),
                                state.vault(),
                                log,
                                ownership,
                                state.occasion(),
                                {retention.retention_days, retention.retention_posted_days},
                                secret,
                                year,
                                state.configuration().log.published};
    const auto rotation = restore::rotate_ring(desk);
    invocation.print(json::Value::object({{"ring", rotation.ring}, {"keys", rotation.keys}}),
                     "Ring " + std::to_string(rotation.ring) + " holds in every store, with " +
                         std::to_string(rotation.keys) +
                         " keys; the one before it is destroyed.\n");
    return all_well;
}

/// "store 2", for the number that stands on the command line.
std::string store_name(const Invocation& invocation)
{
    const auto number = invocation.number("STORE");
    if (number < 1) throw UsageError("STORE is the number of a store, from 1");
    return "store " + std::to_string(number);
}

/// Where the store stands in the vault.
std::size_t store_index(const OpenedState& state, const std::string& name)
{
    const auto stores = state.vault().status().stores;
    const auto found = std::ranges::find(stores, name, &vault::StoreStatus::store);
    if (found == stores.end())
        throw std::invalid_argument("there is no " + name + " in the configuration, which names " +
                                    std::to_string(state.configuration().stores.size()));
    return static_cast<std::size_t>(found - stores.begin());
}

/// The state, with the store in its vault even where it was let go before.
OpenedState open_with_store(const Invocation& invocation, const std::string& name)
{
    auto state = open_state(invocation);
    const auto index = static_cast<std::size_t>(invocation.number("STORE") - 1);
    if (index >= state.configuration().stores.size()) return state;
    auto transaction = state.database().begin();
    const auto content = state.configuration().stores[index].content.string();
    if (!restore::take_back(transaction, name, content, state.occasion())) return state;
    transaction.commit();
    return open_state(invocation);
}

int refill(const Invocation& invocation)
{
    const auto name = store_name(invocation);
    auto state = open_with_store(invocation, name);
    const auto store = store_index(state, name);
    const auto ownership = owned_night(state);
    std::unique_ptr<Progress> progress;
    const auto refill = refill_store(state, store, [&](std::size_t done, std::size_t whole) {
        if (!progress)
            progress = std::make_unique<Progress>(
                invocation.err, Progress::manner_for(invocation, Progress::Manner::Lines), "files",
                whole);
        progress->reached(done, done);
    });
    const auto& count = refill.count;
    progress.reset();
    json::Value::List nowhere;
    for (const auto& record : count.open_nowhere)
        nowhere.push_back(record.text());
    std::string text;
    for (const auto& record : count.open_nowhere)
        text += "report " + record.text() + " opens in no store and was left out\n";
    text += "store " + std::to_string(store + 1) +
            " is whole again: " + std::to_string(count.reports) + " reports and " +
            std::to_string(count.attachments) + " files beside them open from it.\n";
    if (!refill.log_not_copied.empty())
        text += "The deletion log was not copied to it: " + refill.log_not_copied + "\n";
    invocation.print(json::Value::object({{"reports", count.reports},
                                          {"attachments", count.attachments},
                                          {"keys", count.keys},
                                          {"open_nowhere", nowhere},
                                          {"log_copied", refill.log_not_copied.empty()}}),
                     text);
    return count.open_nowhere.empty() && refill.log_not_copied.empty() ? all_well : needs_look;
}

int drop(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto name = store_name(invocation);
    auto transaction = state.database().begin();
    const auto step =
        invocation.flag("--withdraw")
            ? restore::withdraw_drop(transaction, state.vault(), name, state.occasion())
            : restore::drop_store(transaction, state.vault(), name, state.occasion());
    transaction.commit();
    const auto number = invocation.text("STORE");
    switch (step) {
    case restore::DropStep::Proposed:
        invocation.print(json::Value::object({{"store", name}, {"step", "proposed"}}),
                         "A second person must ask for the same: `reservepost vault drop " +
                             number + "`. Until then nothing is changed.\n");
        break;
    case restore::DropStep::Approved:
        invocation.print(json::Value::object({{"store", name}, {"step", "dropped"}}),
                         name +
                             " is let go: nothing waits for it any more. Keys that are on its "
                             "disk are not destroyed; have the disk destroyed. A new one is "
                             "filled with `reservepost vault refill " +
                             number + "`.\n");
        break;
    case restore::DropStep::Withdrawn:
        invocation.print(json::Value::object({{"store", name}, {"step", "withdrawn"}}),
                         name + " stays in the vault.\n");
        break;
    }
    return all_well;
}

int clear_unfinished(const Invocation& invocation)
{
    auto state = open_state(invocation);
    const auto records =
        restore::clear_unfinished(state.database(), state.vault(), state.occasion());
    json::Value::List values;
    std::string text;
    for (const auto& record : records) {
        values.push_back(record.text());
        text += record.text() + "\n";
    }
    invocation.print(json::Value::object({{"cleared", values}}),
                     records.empty() ? "Nothing lies in unfinished/.\n" : text + "cleared\n");
    return all_well;
}

} // namespace

Command vault_command()
{
    return {
        .name = "vault",
        .summary = "The stores that hold reports and keys",
        .details = "docs/vault.md tells what lies where, and what to do when a disk dies.\n\n  "
                   "reservepost vault verify",
        .commands = {
            {.name = "verify",
             .summary = "Open everything in every store, and compare",
             .details = "Reads every report from the disk of every store and compares it with the "
                        "database and\nthe other stores. Changes nothing, and may be run beside "
                        "anything. Exit status 0 clean,\n2 findings, 1 could not judge.\n\n  "
                        "reservepost vault verify",
             .run = verify},
            {.name = "rotate",
             .summary = "Change the ring of keys now",
             .details =
                 "As after a deletion: a new ring in every store, and the old one destroyed. "
                 "It leaves out keys\nthat nothing needs and makes good places that one "
                 "disk has damaged. Reports keep their keys:\nwhere a ring and contents "
                 "have both got out, what was in them is known.\n\n  reservepost vault "
                 "rotate",
             .run = rotate},
            {.name = "refill",
             .summary = "Fill a replaced store from the others",
             .details = "The configuration names the store; its two directories are empty, or "
                        "their refill was cut\noff. It is one of the vault's again only when "
                        "every report opens from it. Exit status 2\nwhere a report opens in no "
                        "store.\n\n  reservepost vault refill 2",
             .options = {{Option::Kind::Argument, "STORE", "STORE",
                          "Its number in the configuration, from 1", true}},
             .run = refill},
            {.name = "drop",
             .summary = "Let a lost store go; two persons",
             .details = "Where its disk will not come back and no new one is at hand: reports are "
                        "taken in and deleted\nwithout it. One person asks, a second one asks for "
                        "the same. A store that can be reached, and the\nlast one, are never let "
                        "go. `vault refill` takes it into the vault again.\n\n  reservepost vault "
                        "drop 2\n  reservepost vault drop 2 --withdraw",
             .options = {{Option::Kind::Argument, "STORE", "STORE",
                          "Its number in the configuration, from 1", true},
                         {Option::Kind::Flag, "--withdraw", "", "Take back what was asked for"}},
             .run = drop},
            {.name = "clear-unfinished",
             .summary = "Destroy what was set aside because it opens nowhere",
             .details = "What an intake left that was cut off: nobody was told that it was taken "
                        "in, so its sender\nstill has it. Lists what it destroyed and closes the "
                        "incidents.\n\n  reservepost vault clear-unfinished",
             .run = clear_unfinished}}};
}

} // namespace reservepost::batch::commands
