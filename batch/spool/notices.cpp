#include "batch/spool/notices.h"

#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/printhouse/notice.h"
#include "batch/store/installation.h"
#include "holidays/oslo_time.h"

#include <stdexcept>

namespace reservepost::batch::spool {

namespace {

using printhouse::Notice;
using printhouse::NoticeKind;

/// The next number of the house: two digits of generation, six without a gap.
printhouse::JobNumber next_number(store::Transaction& transaction, const NoticeTerms& terms)
{
    const int generation = store::read_installation(transaction).generation;
    const auto last = transaction
                          .execute("insert into notice_counter (house, generation, last) values "
                                   "($1, $2, 1) on conflict (house, generation) do update set "
                                   "last = notice_counter.last + 1 returning last",
                                   {terms.house, generation})
                          .one()
                          .integer("last");
    return printhouse::JobNumber::from_number(static_cast<int>(generation * 1'000'000 + last));
}

/// "C4-D-NO 3/40 C5-D-NO 212/498": pieces and sheets of each class; null where none is expected.
store::Value text_of(const std::vector<printhouse::ExpectedClass>& expected)
{
    std::string text;
    for (const auto& one : expected)
        text += (text.empty() ? "" : " ") + one.package_class.text() + ' ' +
                std::to_string(one.pieces) + '/' + std::to_string(one.sheets);
    return text.empty() ? store::Value(nullptr) : store::Value(text);
}

/// Step 1 within `transaction`: gives `notice` its number, signs it and writes it down.
void write_notice(store::Transaction& transaction, const Dispatch& dispatch,
                  const NoticeTerms& terms, Notice notice)
{
    notice.n = next_number(transaction, terms);
    const auto job =
        notice.void_job ? store::Value(notice.void_job->job.text()) : store::Value(nullptr);
    transaction.execute(
        "insert into notice (house, n, kind, day, job, file_name, signed, made_at, expected) "
        "values "
        "($1, $2, $3, $4::text::date, $5, $6, $7, $8, $9)",
        {terms.house, notice.n.text(), printhouse::word_of(notice.kind),
         printhouse::day_text(notice.date), job, printhouse::NoticeName::of(notice).file_name(),
         store::Octets{printhouse::sign_notice(notice, terms.signer, dispatch.occasion.at)},
         dispatch.occasion.at, text_of(notice.expected)});
}

/// A notice of `kind` for an Oslo day, still without a number of its own.
Notice blank(NoticeKind kind, const holidays::Date& day)
{
    return {.n = printhouse::JobNumber::from_number(1),
            .kind = kind,
            .date = printhouse::parse_day(day.text())};
}

/// Whether the newest notice of this kind for this day says the same.
bool was_said(store::Transaction& transaction, const NoticeTerms& terms, const Notice& notice)
{
    return !transaction
                .execute("select from notice where house = $1 and kind = $2 and day = "
                         "$3::text::date and expected is not distinct from $4 and n = (select "
                         "max(n) from notice where house = $1 and kind = $2 and day = "
                         "$3::text::date)",
                         {terms.house, printhouse::word_of(notice.kind),
                          printhouse::day_text(notice.date), text_of(notice.expected)})
                .empty();
}

/// What waits, typeset, to be packed before `due`.
std::vector<printhouse::ExpectedClass>
expected_before(store::Transaction& transaction, const NoticeTerms& terms, holidays::Instant due)
{
    std::vector<printhouse::ExpectedClass> expected;
    for (const store::Row row : transaction.execute(
             "select l.envelope, count(*) as pieces, sum(l.sheets)::bigint as sheets from letter l "
             "join report r using (record) where l.state = 'typeset' and l.job is null and "
             "(r.due_at <= $1 or r.rejected_at is not null or r.reception = 'postal' or "
             "r.reopened_at is not null) group by l.envelope order by l.envelope",
             {due}))
        expected.push_back(
            {.package_class = printhouse::PackageClass::parse(
                 row.text("envelope") + '-' + std::string(printhouse::code_of(terms.plex)) + "-NO"),
             .pieces = row.integer("pieces"),
             .sheets = row.integer("sheets")});
    return expected;
}

struct Unsent {
    std::string n;
    std::string file_name;
    std::string octets;
};

std::vector<Unsent> read_unsent(Dispatch& dispatch, const NoticeTerms& terms)
{
    std::vector<Unsent> unsent;
    auto transaction = dispatch.database.begin();
    for (const store::Row row : transaction.execute(
             "select n, file_name, signed from notice where house = $1 and sent_at is null "
             "order by n",
             {terms.house}))
        unsent.push_back({row.text("n"), row.text("file_name"), row.octets("signed")});
    return unsent;
}

/// Steps 2 and 3.
void hand_over(Dispatch& dispatch, const Unsent& notice)
{
    if (dispatch.transport.exists(notice.file_name)) return; // Cut off between 3 and 4.
    const auto file = dispatch.outbox / ".notice";
    disk::replace_durably(file, notice.octets, 0600);
    dispatch.transport.upload(file, notice.file_name);
    disk::remove_durably(file);
    const auto stored = dispatch.transport.read_back(notice.file_name);
    if (stored.sha256 != crypto::sha256(notice.octets))
        throw std::runtime_error("notice " + notice.n +
                                 " arrived at the print house with another hash; the next run "
                                 "sends it anew");
    disk::durably("notice.renamed", [&] { dispatch.transport.publish(notice.file_name); });
}

} // namespace

std::int64_t tell_void_jobs(Dispatch& dispatch, const NoticeTerms& terms)
{
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    std::int64_t told = 0;
    for (const store::Row row : transaction.execute(
             "select number, state, file_name from job where house = $1 and state in "
             "('dissolved', 'recalled') and not exists (select from notice where notice.job = "
             "job.number and kind = 'void') order by number",
             {terms.house})) {
        auto notice = blank(NoticeKind::Void, holidays::oslo_date(dispatch.occasion.at));
        const bool recalled = row.text("state") == "recalled";
        notice.void_job = printhouse::VoidJob{
            .job = printhouse::JobNumber::parse(row.text("number")),
            .why = recalled ? printhouse::VoidReason::Recalled : printhouse::VoidReason::Dissolved,
            .package = row.find_text("file_name")};
        write_notice(transaction, dispatch, terms, std::move(notice));
        ++told;
    }
    if (told > 0) transaction.commit("notice.made");
    return told;
}

bool tell_no_job(Dispatch& dispatch, const NoticeTerms& terms)
{
    const auto today = holidays::oslo_date(dispatch.occasion.at);
    const auto notice = blank(NoticeKind::None, today);
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    if (was_said(transaction, terms, notice)) return false;
    const bool has_job = !transaction
                              .execute("select from job where house = $1 and state <> 'dissolved' "
                                       "and (numbered_at at time zone 'Europe/Oslo')::date = "
                                       "$2::text::date limit 1",
                                       {terms.house, today.text()})
                              .empty();
    if (has_job) return false;
    write_notice(transaction, dispatch, terms, notice);
    transaction.commit("notice.made");
    return true;
}

bool advise(Dispatch& dispatch, const NoticeTerms& terms, holidays::Instant due)
{
    auto notice = blank(NoticeKind::Advice, holidays::oslo_date(due));
    auto transaction = dispatch.database.begin();
    dispatch.ownership.check(transaction);
    notice.due = due;
    notice.expected = expected_before(transaction, terms, due);
    if (notice.expected.empty() || was_said(transaction, terms, notice)) return false;
    write_notice(transaction, dispatch, terms, std::move(notice));
    transaction.commit("notice.made");
    return true;
}

std::int64_t send_notices(Dispatch& dispatch, const NoticeTerms& terms)
{
    const auto unsent = read_unsent(dispatch, terms);
    for (const auto& notice : unsent) {
        hand_over(dispatch, notice);
        auto transaction = dispatch.database.begin();
        dispatch.ownership.check(transaction);
        transaction.execute("update notice set sent_at = $3 where house = $1 and n = $2",
                            {terms.house, notice.n, dispatch.occasion.at});
        transaction.commit("notice.sent");
    }
    return static_cast<std::int64_t>(unsent.size());
}

} // namespace reservepost::batch::spool
