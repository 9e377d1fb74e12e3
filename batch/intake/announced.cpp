#include "batch/intake/announced.h"

#include "batch/crypto/digest.h"
#include "batch/store/incidents.h"

#include <algorithm>
#include <map>
#include <set>

namespace reservepost::batch::intake {

namespace {

constexpr const char* missing_code = "announced-missing";
constexpr const char* gap_code = "announced-gap";

/// The columns of a list, for `unnest`.
struct Columns {
    std::vector<std::int64_t> numbers;
    std::vector<crypto::Digest> references;
    std::vector<std::string> receivers;
};

Columns columns_of(const IntakeDoor& door, const AnnouncedList& list)
{
    Columns columns;
    for (const auto& report : list.reports) {
        columns.numbers.push_back(report.number);
        columns.references.push_back(lookup_digest(door.lookup_key, report.reference));
        columns.receivers.push_back(report.receiver);
    }
    return columns;
}

/// The same number is never two reports, and a missing report never has two numbers.
void require_no_contradiction(store::Transaction& transaction, const Columns& columns)
{
    const auto row =
        transaction
            .execute("select count(*) as n, min(new.number) as first from unnest($1::bigint[], "
                     "$2::bytea[], $3::text[]) as new (number, digest, receiver) join announced a "
                     "on (a.number = new.number and (a.receiver <> new.receiver or "
                     "a.reference_digest <> new.digest)) or (a.number <> new.number and "
                     "a.reference_digest = new.digest)",
                     {columns.numbers, columns.references, columns.receivers})
            .one();
    if (row.integer("n") > 0)
        throw ListError("number " + std::to_string(row.integer("first")) + " and " +
                        std::to_string(row.integer("n") - 1) +
                        " others were announced otherwise before; ask the portal which list is "
                        "right; nothing of this one is kept");
}

/// References that are gone from the books are in the deletion log: they were here.
std::vector<crypto::Digest> deleted_ones(store::Transaction& transaction, const IntakeDoor& door,
                                         const AnnouncedList& list)
{
    std::map<crypto::Digest, const std::string*> reference_of;
    std::vector<crypto::Digest> asked;
    for (const auto& report : list.reports)
        for (const auto& secret : door.digest_secrets) {
            asked.push_back(crypto::hmac_sha256(secret, report.reference));
            reference_of.emplace(asked.back(), &report.reference);
        }
    std::vector<crypto::Digest> deleted;
    for (const store::Row row : transaction.execute(
             "select distinct log_digest from deletion where log_digest = any($1)", {asked}))
        deleted.push_back(
            lookup_digest(door.lookup_key, *reference_of.at(row.digest("log_digest"))));
    return deleted;
}

std::int64_t mark_those_that_came(store::Transaction& transaction, const store::Occasion& occasion)
{
    return transaction.changed(
        "update announced a set taken_in_at = $1, reference_digest = null from report r where "
        "a.taken_in_at is null and r.reference_digest = a.reference_digest",
        {occasion.at});
}

/// "4, 5, 9 and 12 more".
std::string listing(const std::vector<std::int64_t>& numbers)
{
    constexpr std::size_t few = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(few, numbers.size()); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
    if (numbers.size() > few) text += " and " + std::to_string(numbers.size() - few) + " more";
    return text;
}

class Alarms {
public:
    Alarms(store::Transaction& transaction, const store::Occasion& occasion)
        : transaction_(transaction), occasion_(occasion)
    {
    }

    void raise(const char* code, const std::string& name, const std::string& sentence,
               const char* remedy)
    {
        store::raise_incident(transaction_,
                              {code, {store::SubjectKind::Installation, name}, sentence, remedy},
                              occasion_);
        raised_.insert(name);
    }

    /// Those of earlier runs whose cause is gone.
    void settle()
    {
        for (const auto& incident : store::list_incidents(transaction_))
            if ((incident.code == missing_code || incident.code == gap_code) &&
                !raised_.contains(incident.subject.name))
                store::resolve_incident(transaction_, incident.code, incident.subject, occasion_);
    }

private:
    store::Transaction& transaction_;
    const store::Occasion& occasion_;
    std::set<std::string> raised_;
};

std::int64_t raise_missing(store::Transaction& transaction, Alarms& alarms,
                           const store::Occasion& occasion)
{
    std::map<std::string, std::vector<std::int64_t>> by_day;
    for (const store::Row row : transaction.execute(
             "select day::text as day, number from announced where taken_in_at is null and "
             "announced_at <= $1 order by number",
             {occasion.at - announced_grace}))
        by_day[row.text("day")].push_back(row.integer("number"));
    std::int64_t missing = 0;
    for (const auto& [day, numbers] : by_day) {
        missing += static_cast<std::int64_t>(numbers.size());
        alarms.raise(missing_code, "announced:" + day,
                     std::to_string(numbers.size()) + " reports that the portal announced on " +
                         day + " have not come: number " + listing(numbers),
                     "ask the portal to send them again, today; their deadlines run");
    }
    return missing;
}

std::int64_t raise_gaps(store::Transaction& transaction, Alarms& alarms)
{
    std::int64_t gaps = 0;
    for (const store::Row row : transaction.execute(
             "select number, next from (select number, lead(number) over (order by number) as "
             "next from announced) as numbers where next > number + 1 order by number")) {
        const auto first = row.integer("number") + 1;
        const auto last = row.integer("next") - 1;
        ++gaps;
        alarms.raise(gap_code, "announced:" + std::to_string(first) + "-" + std::to_string(last),
                     "the portal's running numbers leave out " + std::to_string(first) +
                         (first == last ? "" : " to " + std::to_string(last)),
                     "ask the portal for the list with these numbers: reports may stand in it");
    }
    return gaps;
}

} // namespace

Announcement announce(store::Transaction& transaction, const IntakeDoor& door,
                      const AnnouncedList& list)
{
    wait_for_turn(transaction);
    Announcement result;
    result.listed = static_cast<std::int64_t>(list.reports.size());
    if (list.reports.empty()) return result;
    const auto columns = columns_of(door, list);
    require_no_contradiction(transaction, columns);
    const auto added = transaction.changed(
        "insert into announced (number, reference_digest, receiver, day, announced_at) select "
        "number, digest, receiver, $4::text::date, $5 from unnest($1::bigint[], $2::bytea[], "
        "$3::text[]) as new (number, digest, receiver) on conflict (number) do nothing",
        {columns.numbers, columns.references, columns.receivers, list.day.text(), list.signed_at});
    result.known = result.listed - added;
    result.here = mark_those_that_came(transaction, door.occasion) +
                  transaction.changed("update announced set taken_in_at = $2, reference_digest = "
                                      "null where reference_digest = any($1)",
                                      {deleted_ones(transaction, door, list), door.occasion.at});
    result.missing = added - result.here;
    return result;
}

MissingReports look_for_missing(IntakeDoor& door)
{
    auto transaction = door.database.begin();
    mark_those_that_came(transaction, door.occasion);
    Alarms alarms(transaction, door.occasion);
    MissingReports found;
    found.missing = raise_missing(transaction, alarms, door.occasion);
    found.gaps = raise_gaps(transaction, alarms);
    alarms.settle();
    transaction.commit();
    return found;
}

} // namespace reservepost::batch::intake
