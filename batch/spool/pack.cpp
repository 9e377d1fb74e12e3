#include "batch/spool/pack.h"

#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/receivers/register.h"
#include "batch/spool/job_file.h"
#include "batch/spool/kept_jobs.h"
#include "batch/store/incidents.h"
#include "batch/store/installation.h"
#include "holidays/oslo_time.h"

#include <exception>
#include <future>
#include <memory>
#include <set>

namespace reservepost::batch::spool {

namespace {

// A letter without a receiver at first may have been released before its report is due: it waits.
constexpr std::string_view packable =
    "from letter l join report r using (record) where l.state = 'typeset' and l.job is null and "
    "(r.due_at <= $1 or r.rejected_at is not null or r.reception = 'postal' or r.reopened_at is "
    "not null)";

void journal(store::Transaction& transaction, const Spool& spool, store::SubjectKind kind,
             const std::string& name, const std::string& event, std::optional<std::string> from,
             std::optional<std::string> to, std::optional<std::string> why = {})
{
    store::write_journal(
        transaction,
        {spool.occasion, {kind, name}, event, std::move(from), std::move(to), std::move(why)});
}

/// The next number of the house: two digits of generation, six without a gap.
std::string next_number(store::Transaction& transaction, const Spool& spool)
{
    const int generation = store::read_installation(transaction).generation;
    transaction.execute("insert into job_counter (house, generation, last) values ($1, $2, 0) "
                        "on conflict do nothing",
                        {spool.terms.house, generation});
    const auto last = transaction
                          .execute("update job_counter set last = last + 1 where house = $1 and "
                                   "generation = $2 returning last",
                                   {spool.terms.house, generation})
                          .one()
                          .integer("last");
    return printhouse::JobNumber::from_number(static_cast<int>(generation * 1'000'000 + last))
        .text();
}

/// Every receiver's address is in Norway.
std::string class_of(const Spool& spool, const std::string& envelope)
{
    return envelope + '-' + std::string(printhouse::code_of(spool.terms.profile.plex())) + "-NO";
}

/// Step 1: chooses the next letters of one envelope and gives them a job. Nothing when there are
/// none.
std::optional<std::string> number_job(Spool& spool)
{
    auto transaction = spool.database.begin();
    spool.ownership.check(transaction);
    const auto chosen = transaction.execute(
        "with first as (select l.envelope " + std::string(packable) +
            " order by l.envelope desc limit 1) select l.id, l.envelope, l.sheets, l.pages " +
            std::string(packable) +
            " and l.envelope = (select envelope from first) order by l.sheets, l.postcode, l.id "
            "limit $2 for update of l skip locked",
        {spool.occasion.at, spool.terms.pieces_per_package});
    if (chosen.empty()) return std::nullopt;

    std::vector<std::int64_t> letters;
    std::int64_t sheets = 0;
    std::int64_t pages = 0;
    for (const store::Row row : chosen) {
        letters.push_back(row.integer("id"));
        sheets += row.integer("sheets");
        pages += row.integer("pages");
    }
    const auto number = next_number(transaction, spool);
    transaction.execute("insert into job (number, house, state, class, pieces, sheets, pages, "
                        "witness, numbered_at) values ($1, $2, 'numbered', $3, $4, $5, $6, $7, $8)",
                        {number, spool.terms.house, class_of(spool, chosen[0].text("envelope")),
                         letters.size(), sheets, pages, spool.witness, spool.occasion.at});
    transaction.execute("update letter set job = $1, piece = chosen.piece from "
                        "unnest($2::bigint[]) with ordinality as chosen (id, piece) "
                        "where letter.id = chosen.id",
                        {number, letters});
    journal(transaction, spool, store::SubjectKind::Job, number, "numbered", std::nullopt,
            "numbered");
    transaction.commit("pack.numbered");
    return number;
}

/// What is printed of a job's witness: nothing where the log could not be read at the time.
std::string witness_line(const std::string& witness)
{
    return witness == no_witness ? std::string() : witness;
}

struct Planned {
    JobPlan plan;
    receivers::Snapshot snapshot;
    std::int64_t ring = 0;
};

Planned read_plan(Spool& spool, const std::string& number)
{
    auto transaction = spool.database.begin();
    const auto job =
        transaction
            .execute("select class, numbered_at, witness from job where number = $1", {number})
            .one();
    Planned planned{.plan = {.number = number,
                             .package_class = printhouse::PackageClass::parse(job.text("class")),
                             .numbered_at = job.instant("numbered_at"),
                             .witness = witness_line(job.text("witness")),
                             .letters = {}},
                    .snapshot = receivers::snapshot(transaction),
                    .ring = store::read_installation(transaction).vault_ring};
    for (const store::Row row :
         transaction.execute("select " + std::string(letters::letter_row_columns) +
                                 " from letter l join report r using (record) where l.job = $1 "
                                 "and l.state = 'typeset' order by l.piece",
                             {number}))
        planned.plan.letters.push_back(letters::read_letter_row(row));
    return planned;
}

/// Takes letters out of the job: they are composed anew in the next run.
void set_back(store::Transaction& transaction, const Spool& spool, const JobFile& made)
{
    for (const auto& [letter, code] : made.set_back) {
        const auto changed =
            transaction.changed("update letter set state = 'gathered', job = null, piece = null "
                                "where id = $1 and state = 'typeset'",
                                {letter});
        if (changed == 1)
            journal(transaction, spool, store::SubjectKind::Letter, std::to_string(letter),
                    "set-back", "typeset", "gathered", code);
    }
}

/// Whether the rows, now locked, are still those that the file was made from.
bool is_still_so(store::Transaction& transaction, const Planned& planned,
                 const std::vector<letters::LetterRow>& in_file)
{
    std::set<std::int64_t> expected;
    for (const auto& letter : in_file)
        expected.insert(letter.id);
    std::set<std::int64_t> found;
    for (const store::Row row :
         transaction.execute("select id from letter where job = $1 and state = 'typeset' "
                             "order by id for update",
                             {planned.plan.number}))
        found.insert(row.integer("id"));
    receivers::share_register(transaction);
    return found == expected && receivers::snapshot(transaction) == planned.snapshot;
}

void write_packed_facts(Spool& spool, const JobPlan& plan,
                        const std::vector<letters::LetterRow>& in_file)
{
    std::vector<vault::Fact> facts;
    for (std::size_t i = 0; i < in_file.size(); ++i)
        facts.push_back({.record = in_file[i].record,
                         .event = "packed",
                         .date = holidays::oslo_date(spool.occasion.at).text(),
                         .job = plan.number,
                         .piece = std::to_string(i + 1),
                         .code = {}});
    spool.vault.append_facts(facts);
}

void write_closed(store::Transaction& transaction, Spool& spool, const JobPlan& plan,
                  const std::vector<letters::LetterRow>& in_file,
                  const printhouse::PackedFile& file)
{
    std::vector<std::int64_t> ids;
    for (const auto& letter : in_file)
        ids.push_back(letter.id);
    const auto totals = file.manifest.totals();
    transaction.execute("update letter set state = 'packed', piece = chosen.piece from "
                        "unnest($1::bigint[]) with ordinality as chosen (id, piece) "
                        "where letter.id = chosen.id",
                        {ids});
    transaction.execute(
        "update job set state = 'closed', pieces = $2, sheets = $3, pages = $4, file_name = $5, "
        "file_sha256 = $6, file_size = $7, manifest = $8, manifest_sha256 = $9, closed_at = $10 "
        "where number = $1",
        {plan.number, totals.pieces, totals.sheets, totals.pages, file.name.file_name(),
         file.sha256, file.size, printhouse::manifest_json(file.manifest), file.manifest_sha256,
         spool.occasion.at});
    store::write_journal(transaction, {.occasion = spool.occasion,
                                       .kind = store::SubjectKind::Letter,
                                       .names = store::names_of(ids),
                                       .event = "packed",
                                       .from_state = "typeset",
                                       .to_state = "packed",
                                       .why = std::nullopt});
    journal(transaction, spool, store::SubjectKind::Job, plan.number, "closed", "numbered",
            "closed");
}

void dissolve(store::Transaction& transaction, const Spool& spool, const std::string& number)
{
    transaction.execute("update job set state = 'dissolved', over_at = $2, outbox_empty = true "
                        "where number = $1",
                        {number, spool.occasion.at});
    journal(transaction, spool, store::SubjectKind::Job, number, "dissolved", "numbered",
            "dissolved", "no-piece-left");
}

/// A package over its size gives its later half away; those letters get a job of their own.
void halve(Spool& spool, const JobPlan& plan)
{
    auto transaction = spool.database.begin();
    spool.ownership.check(transaction);
    transaction.execute("update letter set job = null, piece = null where job = $1 and "
                        "state = 'typeset' and piece > $2",
                        {plan.number, plan.letters.size() / 2});
    transaction.commit();
}

/// Under the night's ownership: a run that lost the night, and lives on, must not remove the file
/// that its successor has just closed.
void remove_unfinished_files(const Spool& spool, const std::string& number)
{
    auto transaction = spool.database.begin();
    spool.ownership.check(transaction);
    for (const auto& entry : std::filesystem::directory_iterator(spool.outbox))
        if (entry.path().filename().string().find("." + number + ".") != std::string::npos)
            disk::remove_durably(entry.path());
}

void tell_not_looked_at(store::Transaction& transaction, const Spool& spool,
                        const std::string& number, const JobFile& made)
{
    store::raise_incident(transaction,
                          {.code = "pages-not-looked-at",
                           .subject = {store::SubjectKind::Job, number},
                           .sentence = "the package was closed without a look at its pages as "
                                       "another program draws them: " +
                                       made.not_looked_at,
                           .remedy = "its pages passed every other check; mend that, and look at "
                                     "the house's first sheets"},
                          spool.occasion);
}

/// A job whose file is being made: step 2.
struct InHand {
    std::string number;
    Planned planned; ///< The composed job refers to it.
    std::optional<ComposedJob> composed;
    std::future<JobFile> sealing;
};

/// Composes the job's letters here and now, and seals them when asked for the file, or meanwhile
/// where there are threads to do so: the next job is composed while this one is judged, looked at
/// and synced.
std::unique_ptr<InHand> take_in_hand(Spool& spool, const std::string& number)
{
    remove_unfinished_files(spool, number);
    auto job = std::make_unique<InHand>(InHand{number, read_plan(spool, number), {}, {}});
    job->composed.emplace(
        compose_job(spool, job->planned.plan, job->planned.snapshot, job->planned.ring));
    job->sealing = std::async(spool.threads > 1 ? std::launch::async : std::launch::deferred,
                              [made = &*job->composed] { return made->seal(); });
    return job;
}

/// The end of step 2, and step 3. Gives whether the job is over and done with: closed or dissolved.
bool try_to_close(Spool& spool, InHand& job, PackCount& counts)
{
    const auto& number = job.number;
    const auto& planned = job.planned;
    const auto made = job.sealing.get();
    job.composed.reset(); // Its PDF takes room.
    const auto& file = made.file;
    if (file) {
        if (file->size > spool.terms.octets_per_package && made.letters.size() > 1) {
            halve(spool, planned.plan);
            return false;
        }
        disk::durably("pack.sealed", [&] {
            disk::rename_new_durably(file->file, spool.outbox / file->name.file_name());
        });
    }

    auto transaction = spool.database.begin();
    spool.ownership.check(transaction);
    set_back(transaction, spool, made);
    counts.set_back += static_cast<std::int64_t>(made.set_back.size());
    if (!file && is_still_so(transaction, planned, {})) {
        dissolve(transaction, spool, number);
        transaction.commit();
        ++counts.dissolved;
        return true;
    }
    if (!file || !is_still_so(transaction, planned, made.letters)) {
        transaction.commit();
        return false;
    }
    disk::durably("pack.facts", [&] { write_packed_facts(spool, planned.plan, made.letters); });
    write_closed(transaction, spool, planned.plan, made.letters, *file);
    keep_job(transaction, spool.vault, number);
    if (!made.not_looked_at.empty()) tell_not_looked_at(transaction, spool, number, made);
    transaction.commit("pack.closed");
    ++counts.jobs;
    counts.pieces += file->manifest.totals().pieces;
    counts.sheets += file->manifest.totals().sheets;
    return true;
}

void close(Spool& spool, std::unique_ptr<InHand> job, PackCount& counts)
{
    // Each round takes letters out or sees the register stand still; a register that changes all
    // the time is a reason to come back later, not to go on for ever.
    constexpr int rounds = 20;
    const auto number = job->number;
    for (int round = 0; round < rounds; ++round) {
        if (round > 0) job = take_in_hand(spool, number);
        if (try_to_close(spool, *job, counts)) return;
    }
    throw std::runtime_error("job " + number +
                             " cannot be closed while its letters and receivers keep changing; the "
                             "next run takes it up");
}

} // namespace

std::int64_t count_packable(store::Transaction& transaction, holidays::Instant now)
{
    return transaction.execute("select count(*) as letters " + std::string(packable), {now})
        .one()
        .integer("letters");
}

PackCount pack(Spool& spool)
{
    PackCount counts;
    std::unique_ptr<InHand> before;
    for (;;) {
        const auto number = number_job(spool);
        if (!number && !before) return counts;
        std::unique_ptr<InHand> next;
        std::exception_ptr error;
        try {
            if (number) next = take_in_hand(spool, *number);
        } catch (const std::runtime_error&) {
            error = std::current_exception(); // The one before it is closed all the same.
        }
        if (before) close(spool, std::move(before), counts);
        if (error) std::rethrow_exception(error);
        before = std::move(next);
        // With one thread there is nobody to seal it meanwhile.
        if (before && spool.threads == 1) close(spool, std::move(before), counts);
    }
}

PackCount close_numbered_jobs(Spool& spool)
{
    std::vector<std::string> numbers;
    {
        auto transaction = spool.database.begin();
        for (const store::Row row :
             transaction.execute("select number from job where state = 'numbered' and house = $1 "
                                 "order by number",
                                 {spool.terms.house}))
            numbers.push_back(row.text("number"));
    }
    PackCount counts;
    std::exception_ptr first_error;
    for (const auto& number : numbers) {
        try {
            close(spool, take_in_hand(spool, number), counts);
        } catch (const std::runtime_error&) {
            // One job that cannot be closed keeps no other back.
            if (!first_error) first_error = std::current_exception();
        }
    }
    if (first_error) std::rethrow_exception(first_error);
    return counts;
}

} // namespace reservepost::batch::spool
