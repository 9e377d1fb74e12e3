#include "batch/restore/reconciling.h"
#include "batch/restore/walk.h"
#include "batch/store/incidents.h"
#include "batch/words/states.h"
#include "holidays/oslo_time.h"

#include <array>

namespace reservepost::batch::restore {

namespace {

/// How far the facts say that a report has come.
struct Course {
    std::optional<ReportState> state; ///< Nothing where no fact says.
    std::string last_event;
    std::optional<std::string> rejected_on;
    bool confirmed_late = false;
    bool rejected_late = false;
};

void follow(Course& course, const vault::Fact& fact)
{
    const auto& event = fact.event;
    const auto before = course.state;
    if (event == "confirmed")
        course.state = ReportState::Confirmed;
    else if (event == "discarded")
        course.state = ReportState::Discarded;
    else if (event == "packed" || event == "sent" || event == "damaged" || event == "recalled")
        course.state = ReportState::Posting;
    else if (event == "mailed" && (!before || before == ReportState::Posting))
        course.state = ReportState::Posted;
    else if (event == "returned" && (!before || before == ReportState::Posted))
        course.state = ReportState::Posting;
    else if (event == "reopened")
        course.state =
            before == ReportState::Discarded ? ReportState::Waiting : ReportState::Posting;
    else if (event == "rejected")
        course.rejected_on = fact.date;
    course.confirmed_late =
        event == "confirmed-late" || (course.confirmed_late && event != "reopened");
    course.rejected_late =
        event == "rejected-late" || (course.rejected_late && event != "reopened");
    course.last_event = event;
}

std::map<RecordId, Course> courses(const std::vector<vault::Fact>& facts)
{
    std::map<RecordId, Course> courses;
    for (const auto& fact : facts)
        follow(courses[fact.record], fact);
    return courses;
}

/// When the report came to its present rest: now, so that the retention starts anew.
std::string_view rest_since(ReportState state)
{
    switch (state) {
    case ReportState::Confirmed:
        return "update report set confirmed_at = $2 where record = $1";
    case ReportState::Posted:
        return "update report set mailed_at = $2 where record = $1";
    case ReportState::Discarded:
        return "update report set discarded_at = $2 where record = $1";
    default:
        return "update report set reopened_at = $2 where record = $1";
    }
}

void withdraw_open_letters(Reconciling& work, const RecordId& record)
{
    for (const store::Row row : work.transaction.execute(
             "select id, state from letter where record = $1 and state in ('gathered', 'typeset', "
             "'held')",
             {record}))
        walk_letter(work.transaction, work.occasion, row.integer("id"),
                    letter_state(row.text("state")), LetterState::Withdrawn);
}

/// A report on its way to the post has a letter; this one a person must look at first.
void hold_letter(Reconciling& work, const RecordId& record, const Course& course)
{
    auto& transaction = work.transaction;
    if (!transaction
             .execute("select from letter where record = $1 and kind = 'forwarding' and state in "
                      "('gathered', 'typeset', 'packed', 'sent', 'held')",
                      {record})
             .empty())
        return;
    const auto id =
        transaction
            .execute("insert into letter (record, kind, state, cause, receiver, letter_date, "
                     "gathered_at, held_code, held_sentence) select record, 'forwarding', 'held', "
                     "$4::text, receiver, $2::text::date, $3, 'restored', $5::text from report "
                     "where record = $1 returning id",
                     {record, holidays::oslo_date(work.occasion.at).text(), work.occasion.at,
                      course.rejected_on ? "rejected" : "not-confirmed",
                      "the database was restored, and the last that is known of this report is "
                      "`" +
                          course.last_event +
                          "`; a letter may have gone out. Ask the receiver, then release it"})
            .one()
            .integer("id");
    journal_made(transaction, work.occasion, store::SubjectKind::Letter, std::to_string(id),
                 "held");
    ++work.findings.letters_held;
}

void note_answers(Reconciling& work, const RecordId& record, const Course& course)
{
    auto& transaction = work.transaction;
    if (course.rejected_on)
        transaction.execute(
            "update report set rejected_at = coalesce(rejected_at, $2) where "
            "record = $1",
            {record, holidays::start_of_day(holidays::Date::from_text(*course.rejected_on))});
    if (course.confirmed_late)
        transaction.execute("update report set confirmed_late_at = coalesce(confirmed_late_at, "
                            "$2) where record = $1",
                            {record, work.occasion.at});
    if (course.rejected_late)
        store::raise_incident(
            transaction,
            {"rejected-late",
             {store::SubjectKind::Report, record.text()},
             "a report was confirmed, and its case system refused it later",
             "ask the receiver whether it has the report; if not, it must get it on another way"},
            work.occasion);
}

void take_over(Reconciling& work, const RecordId& record, const Course& course)
{
    auto& transaction = work.transaction;
    const auto row =
        transaction.execute("select state from report where record = $1", {record}).find_one();
    if (!row) return;
    const auto state = report_state(row->text("state"));
    if (state == ReportState::Deleting || state == ReportState::Deleted) return;
    note_answers(work, record, course);
    if (!course.state) return;
    if (state != *course.state &&
        walk_report(transaction, work.occasion, record, state, *course.state)) {
        transaction.execute(rest_since(*course.state), {record, work.occasion.at});
        ++work.findings.reports_moved;
    }
    if (course.state == ReportState::Confirmed) withdraw_open_letters(work, record);
    if (course.state == ReportState::Posting) hold_letter(work, record, course);
}

} // namespace

void take_over_courses(Reconciling& work)
{
    for (const auto& [record, course] : courses(work.known.facts))
        take_over(work, record, course);
}

std::int64_t confirm_by_facts(store::Database& database, const vault::Vault& vault,
                              const store::Occasion& occasion)
{
    std::vector<RecordId> confirmed;
    for (const auto& [record, course] : courses(read_facts(vault)))
        if (course.state == ReportState::Confirmed) confirmed.push_back(record);
    auto transaction = database.begin();
    const auto rows = transaction.execute(
        "select r.record, r.state from report r where r.record = any($1) and r.state in "
        "('waiting', 'posting') and not exists (select from letter l where l.record = r.record and "
        "l.state in ('packed', 'sent')) order by r.record for update",
        {confirmed});
    const Known nothing;
    RestoreFindings findings;
    Reconciling work{transaction, nothing, occasion, findings};
    for (const store::Row row : rows) {
        const auto record = row.record("record");
        withdraw_open_letters(work, record);
        walk_report(transaction, occasion, record, report_state(row.text("state")),
                    ReportState::Confirmed);
        transaction.execute(rest_since(ReportState::Confirmed), {record, occasion.at});
    }
    transaction.commit();
    return static_cast<std::int64_t>(rows.size());
}

} // namespace reservepost::batch::restore
