#include "tests/batch/night/crash_story.h"

#include "batch/deletion/verifier.h"
#include "batch/spool/by_hand.h"

#include <gtest/gtest.h>

namespace reservepost::tests {

using batch::RecordId;
using batch::store::Row;

void prepare_crash_story(TestNight& night)
{
    const auto monday = oslo("2026-11-23T09:00");
    night.take_in(1, 3, "9101", "05", monday);
    night.take_in(4, 4, "9102", "00", monday);
    night.confirm(3, {"9101", "05"}, oslo("2026-11-24T12:00"));
    night.run(oslo("2026-11-25T08:10"));
    ASSERT_EQ(night.packages().size(), 1U);
    night.mail_all(oslo("2026-11-26T14:00"));
    night.take_in(5, 5, "9103", "00", oslo("2026-11-26T15:00"));
    night.take_in(7, 7, "9103", "00", oslo("2026-11-26T15:30"));
    night.confirm(7, {"9103", "00"}, oslo("2027-01-15T12:00"));
    night.put_into_inbox(6, report_text("9102", "00"));
    // A number that was given and came to nothing: the house is told with the next packages.
    night.execute("with next as (update job_counter set last = last + 1 returning house, "
                  "generation * 1000000 + last as number) insert into job (number, house, state, "
                  "class, pieces, sheets, pages, witness, numbered_at, over_at, outbox_empty) "
                  "select lpad(number::text, 8, '0'), house, 'dissolved', 'C5-D-NO', 1, 1, 2, "
                  "'none', $1, $1, true from next",
                  {oslo("2026-11-27T08:10")});
    night.execute(
        "insert into journal (at, actor, subject_kind, subject, event, from_state, "
        "to_state) select $1, 'night', 'job', number, step.event, step.before, step.event "
        "from job, (values ('numbered', null), ('dissolved', 'numbered')) as step (event, "
        "before) where state = 'dissolved'",
        {oslo("2026-11-27T08:10")});
    night.accept_clock(crash_hour);
    night.stop();
}

namespace {

void expect_each_report_once(const TestNight& night)
{
    EXPECT_EQ(night.number("select count(*) as n from report"), reports_in_all);
    EXPECT_EQ(night.number("select count(*) as n from report where state = 'deleted'"),
              reports_to_delete);
    for (const Row row : night.execute(
             "select r.record, r.state, r.confirmed_at is not null and r.reopened_at is null as "
             "confirmed, (select count(*) "
             "from letter l where l.record = r.record) as letters, (select count(*) from letter l "
             "where l.record = r.record and l.state in ('sent', 'mailed')) as out from report r")) {
        const bool confirmed = row.boolean("confirmed");
        EXPECT_EQ(row.integer("out"), confirmed ? 0 : 1) << row.text("state");
        EXPECT_LE(row.integer("letters"), 1) << "a second letter for one report";
    }
}

void expect_one_file_per_job(const TestNight& night)
{
    std::set<std::string> known;
    std::int64_t letters = 0;
    for (const Row row :
         night.execute("select file_name, house, state, pieces from job where state <> "
                       "'dissolved'")) {
        EXPECT_NE(row.text("state"), "numbered");
        if (row.text("house") != batch::spool::hand_house) known.insert(row.text("file_name"));
        letters += row.integer("pieces");
    }
    std::set<std::string> there;
    for (const auto& file : night.packages()) {
        there.insert(file.filename());
        EXPECT_TRUE(night.open_package(file).package) << "a package that does not open";
    }
    EXPECT_EQ(there, known) << "what lies at the print house";
    EXPECT_EQ(letters, night.number("select count(*) as n from letter where state in ('sent', "
                                    "'mailed')"));
    EXPECT_EQ(night.number("select count(*) as n from job where state = 'settled' and "
                           "house <> 'by-hand'"),
              1);
    std::set<std::string> under_way;
    for (const Row row : night.execute("select file_name from job where over_at is null"))
        under_way.insert(row.text("file_name"));
    std::set<std::string> kept;
    for (const auto& file : night.outbox())
        kept.insert(file.filename());
    EXPECT_EQ(kept, under_way) << "only the files of jobs under way are kept";
}

/// Every notice lies at the house once, under numbers without a gap.
void expect_each_notice_once(const TestNight& night)
{
    std::set<std::string> written;
    for (const Row row : night.execute("select file_name from notice where sent_at is not null"))
        written.insert(row.text("file_name"));
    std::set<std::string> there;
    for (const auto& file : night.notices())
        there.insert(file.filename());
    EXPECT_EQ(there, written);
    EXPECT_EQ(night.number("select count(*) as n from notice where sent_at is null"), 0);
    EXPECT_EQ(night.number("select count(*) as n from notice where kind = 'void'"), 1);
    EXPECT_EQ(night.number("select max(substr(n, 3)::int)::bigint - count(*) as n from notice"), 0);
}

/// Facts may stand twice; what they say may not.
void expect_facts_of_one_letter(const TestNight& night)
{
    const auto state = night.open(crash_hour);
    const auto places = batch::store_places(state.configuration());
    const auto vault = batch::vault::Vault::open(places);
    for (const auto& store : vault.read_facts()) {
        EXPECT_TRUE(store.damaged_lines.empty()) << store.store;
        std::map<std::pair<std::string, std::string>, std::set<std::string>> jobs;
        for (const auto& fact : store.facts)
            jobs[{fact.record.text(), fact.event}].insert(fact.job);
        for (const auto& [what, in] : jobs)
            EXPECT_EQ(in.size(), 1U) << store.store << " says twice: " << what.second;
    }
}

void expect_deleted_is_gone(const TestNight& night)
{
    auto log = batch::deletion::verify_log(night.path() / "log", night.log_key());
    EXPECT_TRUE(log.sound()) << (log.findings.empty() ? "" : log.findings.front().sentence);
    EXPECT_EQ(log.leaves_by_kind["deleted"], static_cast<std::uint64_t>(reports_to_delete));
    EXPECT_EQ(log.leaves_by_kind["intent"], static_cast<std::uint64_t>(reports_to_delete));
    EXPECT_EQ(log.leaves_by_kind["ring"], 1U);
    EXPECT_TRUE(log.open_intents.empty());
    EXPECT_EQ(log.unsigned_leaves, 0U);
    EXPECT_EQ(file_text(night.path() / "published" / "checkpoint"),
              file_text(night.path() / "log" / "checkpoint"));

    const auto state = night.open(crash_hour);
    const auto vault = batch::vault::Vault::open(batch::store_places(state.configuration()));
    std::vector<RecordId> deleted;
    std::vector<RecordId> kept;
    for (const Row row : night.execute("select record, state from report"))
        (row.text("state") == "deleted" ? deleted : kept).push_back(row.record("record"));
    EXPECT_TRUE(vault.still_present(deleted).empty());
    const auto ring = night.number("select ring as n from vault");
    for (const auto& store : vault.rings())
        EXPECT_EQ(store.numbers, std::vector<std::int64_t>{ring}) << store.store;
    for (const auto& record : kept)
        EXPECT_TRUE(vault.opens_everywhere(record, ring)) << "an original that was not deleted";
}

} // namespace

void expect_promises(const TestNight& night, const batch::notices::RunReport& last_run)
{
    EXPECT_TRUE(last_run.imbalances.empty()) << last_run.imbalances.front();
    // An entry that opens nowhere was never answered as taken in; a person looks at it all the
    // same.
    const bool set_aside = count_of(step_of(last_run, "recover"), "entries set aside") > 0;
    EXPECT_EQ(last_run.exit_status, set_aside ? 2 : 0) << batch::notices::text_of(last_run);
    EXPECT_TRUE(TestNight::files_in(night.path() / "inbox").empty());
    expect_each_report_once(night);
    expect_one_file_per_job(night);
    expect_each_notice_once(night);
    expect_facts_of_one_letter(night);
    expect_deleted_is_gone(night);
}

} // namespace reservepost::tests
