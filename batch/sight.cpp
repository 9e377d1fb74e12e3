#include "batch/sight.h"

#include "batch/hand_over_certificates.h"
#include "batch/night.h"
#include "batch/packing_wait.h"
#include "batch/schedule.h"
#include "batch/spool/by_hand.h"
#include "batch/store/incidents.h"
#include "batch/store/runs.h"
#include "holidays/oslo_time.h"

namespace reservepost::batch {

namespace {

std::map<std::string, std::int64_t> by_state(store::Transaction& transaction, const char* sql)
{
    std::map<std::string, std::int64_t> counts;
    for (const store::Row row : transaction.execute(sql))
        counts[row.text("state")] = row.integer("n");
    return counts;
}

std::string waits_for(const std::string& house, const std::string& state,
                      const std::optional<std::string>& house_closed)
{
    if (house == spool::hand_house)
        return state == "numbered" ? "the next letter that is printed here"
                                   : "two persons to say that it is posted";
    if (state == "numbered") return "being closed by the next run";
    if (state == "closed")
        return house_closed ? "being sent: " + *house_closed : "being sent by the next run";
    if (state == "sending") return "the hand-over to be finished by the next run";
    if (state == "sent") return "the print house to say that it was received";
    return "the print house to post it and close it";
}

void read_queues(store::Transaction& transaction, Sight& sight)
{
    for (const store::Row row : transaction.execute(
             "select coalesce(v.municipality || '-' || v.district, 'no receiver') as receiver, "
             "count(*) filter (where r.state = 'waiting') as waiting, "
             "count(*) filter (where r.state = 'posting') as posting, min(r.due_at) as due "
             "from report r left join receiver v on v.id = r.receiver where r.state in "
             "('waiting', 'posting') group by 1 order by due limit 20"))
        sight.queues.push_back({row.text("receiver"), row.integer("waiting"),
                                row.integer("posting"), row.instant("due")});
}

void read_jobs(store::Transaction& transaction, const std::optional<std::string>& house_closed,
               Sight& sight)
{
    for (const store::Row row : transaction.execute(
             "select number, house, state, class, pieces from job where over_at is null order by "
             "number"))
        sight.jobs.push_back({row.text("number"), row.text("state"), row.text("class"),
                              row.integer("pieces"),
                              waits_for(row.text("house"), row.text("state"), house_closed)});
}

/// Letters that are ready wait for something as well, and whoever looks at them asks for what.
void read_packing(OpenedState& state, Sight& sight)
{
    const auto ready = sight.letters["typeset"];
    if (ready == 0) return;
    if (const auto why = packing_waits(state, sight.now))
        sight.remarks.push_back(std::to_string(ready) +
                                (ready == 1 ? " letter waits" : " letters wait") +
                                " to be packed: " + *why);
}

/// Changes that nobody has approved, and receivers that get nothing yet.
void read_register(store::Transaction& transaction, Sight& sight)
{
    const auto count = [&](const char* sql) { return transaction.execute(sql).one().integer("n"); };
    if (const auto waiting =
            count("select count(*) as n from register_change where state = 'open'");
        waiting > 0)
        sight.remarks.push_back(
            std::to_string(waiting) +
            (waiting == 1 ? " change of the register waits" : " changes of the register wait") +
            " for a second person (see `reservepost receiver approve`)");
    if (const auto idle = count("select count(*) as n from receiver r join receiver_version v on "
                                "v.receiver = r.id and v.version = r.version where "
                                "v.agreement_date is null");
        idle > 0)
        sight.remarks.push_back(std::to_string(idle) +
                                (idle == 1 ? " receiver has" : " receivers have") +
                                " no agreement and so " + (idle == 1 ? "gets" : "get") +
                                " no reports (see `reservepost receiver list`)");
}

/// What one person has said of letters printed here, and no other one yet.
void read_hand_words(store::Transaction& transaction, Sight& sight)
{
    for (const store::Row row : transaction.execute(
             "select w.letter, w.step, coalesce(w.printer, w.posted_on::text) as what from "
             "hand_word w join letter l on l.id = w.letter where w.seconded_at is null and l.state "
             "= any(case w.step when 'print' then array['gathered', 'typeset', 'held'] else "
             "array['sent'] end) order by w.letter"))
        sight.remarks.push_back("letter " + std::to_string(row.integer("letter")) +
                                " waits for a second person: `reservepost print-here " +
                                std::to_string(row.integer("letter")) +
                                (row.text("step") == "print" ? " --printer " : " --posted ") +
                                row.text("what") + "`");
}

/// What must be mended about certificates; one that is missing must not take the rest of the sight.
void read_certificates(const OpenedState& state, Sight& sight)
{
    try {
        for (const auto& trouble : certificate_verdict(state, sight.now).troubles)
            sight.remarks.push_back(trouble.sentence);
    } catch (const std::runtime_error& error) {
        sight.remarks.emplace_back(error.what());
    }
}

/// Since when each store is away, as the runs have noticed: "store 2", " since 2026-11-25T08:10".
std::map<std::string, std::string> read_away_since(store::Transaction& transaction)
{
    std::map<std::string, std::string> since;
    for (const store::Row row : transaction.execute(
             "select translate(subject, '-', ' ') as store, opened_at from incident where code = "
             "'store-away' and state <> 'closed'"))
        since[row.text("store")] =
            " since " + holidays::oslo_text(row.instant("opened_at")).substr(0, 16);
    return since;
}

void read_vault(OpenedState& state, const std::map<std::string, std::string>& away_since,
                Sight& sight)
{
    const auto status = state.vault().status();
    if (status.single_copy) sight.remarks.emplace_back("single copy: only one store is configured");
    for (const auto& store : status.stores) {
        const auto since = away_since.find(store.store);
        if (!store.reachable)
            sight.remarks.push_back(
                store.store + (store.being_refilled ? ": its refill is under way" : " is away") +
                (since == away_since.end() ? "" : since->second) + ": " + store.trouble);
        else if (store.keys_beside_content)
            sight.remarks.push_back(store.store + ": keys lie on the same device as contents");
    }
}

} // namespace

Sight look(OpenedState& state)
{
    Sight sight;
    std::map<std::string, std::string> away_since;
    std::vector<std::string> behind;
    sight.now = state.clock().now();
    sight.rehearsal = state.rehearsal();
    {
        auto transaction = state.database().begin();
        sight.reports =
            by_state(transaction, "select state, count(*) as n from report group by state");
        sight.letters =
            by_state(transaction, "select state, count(*) as n from letter group by state");
        sight.held = sight.letters["held"];
        sight.quarantined = sight.reports["quarantined"];
        sight.incidents = store::count_unacknowledged(transaction, sight.now);
        sight.mails_waiting =
            transaction.execute("select count(*) as n from mail where state = 'queued'")
                .one()
                .integer("n");
        read_queues(transaction, sight);
        read_register(transaction, sight);
        read_hand_words(transaction, sight);
        away_since = read_away_since(transaction);
        try {
            behind = restore::what_is_ahead(transaction, state.vault(), run_marks(state));
        } catch (const vault::VaultDamaged& damage) {
            behind = {damage.what()};
        }
        read_jobs(transaction, why_house_closed(sight.now, state.house_calendar()), sight);
        const auto installation = store::read_installation(transaction);
        sight.last_balanced_at = installation.last_balanced_at;
        if (installation.deletion_paused) sight.remarks.emplace_back("deletion is paused");
        if (installation.packing_paused) sight.remarks.emplace_back("packing is paused");
        if (const auto run = store::last_run(transaction)) {
            sight.last_run = run->number;
            sight.last_run_at = run->started_at;
        }
        if (const auto log = transaction.execute("select size from log_checkpoint").find_one())
            sight.log_size = log->integer("size");
    }
    read_certificates(state, sight);
    read_packing(state, sight);
    read_vault(state, away_since, sight);
    if (state.vault().places().size() < state.configuration().stores.size())
        sight.remarks.emplace_back(
            "a store was let go; take it out of reservepost.toml, or fill a new one in its place "
            "(see `reservepost vault refill`)");
    for (const auto& sentence : behind)
        sight.remarks.push_back(sentence + " (see `reservepost restore check`)");
    if (state.rehearsal()) sight.remarks.emplace_back("clock unwitnessed: this is a rehearsal");
    return sight;
}

} // namespace reservepost::batch
