#include "batch/spool/moved_address.h"

#include "batch/receivers/register.h"
#include "batch/spool/by_hand.h"
#include "batch/store/incidents.h"

#include <algorithm>
#include <map>
#include <vector>

namespace reservepost::batch::spool {

namespace {

/// Pieces of one job for one receiver, and how far they have come.
struct UnderWay {
    std::string receiver;
    std::vector<std::int64_t> pieces; ///< Ascending.
    bool handed_over = false;
};

std::vector<std::int64_t> moved_receivers(const receivers::Snapshot& before,
                                          const receivers::Snapshot& after)
{
    std::vector<std::int64_t> moved;
    for (const auto& receiver : before.receivers) {
        const auto* now = after.find(receiver.key);
        if (now != nullptr && receivers::resolved_address(receiver, before) !=
                                  receivers::resolved_address(*now, after))
            moved.push_back(receiver.id);
    }
    return moved;
}

/// "2, 5 and 9".
std::string listed(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0) text += i + 1 == numbers.size() ? " and " : ", ";
        text += std::to_string(numbers[i]);
    }
    return text;
}

void raise(store::Transaction& transaction, const std::string& job,
           const std::vector<UnderWay>& groups, const store::Occasion& occasion)
{
    std::string where;
    std::vector<std::int64_t> pieces;
    bool handed_over = false;
    for (const auto& group : groups) {
        where += (where.empty() ? "" : "; ") + std::string("receiver ") + group.receiver +
                 ": piece" + (group.pieces.size() == 1 ? " " : "s ") + listed(group.pieces);
        pieces.insert(pieces.end(), group.pieces.begin(), group.pieces.end());
        handed_over = handed_over || group.handed_over;
    }
    std::ranges::sort(pieces);
    if (is_by_hand(job)) {
        store::raise_incident(
            transaction,
            {"address-changed-on-the-way",
             {store::SubjectKind::Job, job},
             "a letter that was printed here as job " + job +
                 " carries an address that has changed since (" + where + ")",
             "keep it from the post, destroy it, and `reservepost recall " + job +
                 " --confirmed-by-house`: it is then made again with the new address. Where it is "
                 "too late, tell the former address that a letter for somebody else is coming"},
            occasion);
        return;
    }
    constexpr std::size_t most_octets = 1500;
    if (where.size() > most_octets) where = where.substr(0, where.rfind(';', most_octets)) + "; …";
    store::raise_incident(
        transaction,
        {"address-changed-on-the-way",
         {store::SubjectKind::Job, job},
         "letters of job " + job + (handed_over ? ", handed over" : ", closed") +
             " and not mailed yet, carry an address that has changed since (" + where + ")",
         "telephone the print house and say: “Job " + job + ": please take out piece" +
             (pieces.size() == 1 ? " " : "s ") +
             (pieces.size() > 100 ? "named in our message" : listed(pieces)) + ", do not post " +
             (pieces.size() == 1 ? "it" : "them") + ", and report " +
             (pieces.size() == 1 ? "it" : "them") +
             " as damaged.” They are then made again with the new address. Where it is too late, "
             "tell the former address that a letter for somebody else is coming"},
        occasion);
}

} // namespace

std::int64_t warn_of_moved_addresses(store::Transaction& transaction,
                                     const receivers::Snapshot& before,
                                     const receivers::Snapshot& after,
                                     const store::Occasion& occasion)
{
    const auto moved = moved_receivers(before, after);
    if (moved.empty()) return 0;
    std::map<std::string, std::vector<UnderWay>> jobs;
    std::int64_t letters = 0;
    for (const store::Row row : transaction.execute(
             "select l.job, r.municipality || '-' || r.district as receiver, l.piece, l.state from "
             "letter l join receiver r on r.id = l.receiver where l.receiver = any($1) and l.kind "
             "= "
             "'forwarding' and l.state in ('packed', 'sent') order by l.job, receiver, l.piece",
             {moved})) {
        auto& groups = jobs[row.text("job")];
        if (groups.empty() || groups.back().receiver != row.text("receiver"))
            groups.push_back({row.text("receiver"), {}, false});
        groups.back().pieces.push_back(row.integer("piece"));
        if (row.text("state") == "sent") groups.back().handed_over = true;
        ++letters;
    }
    for (const auto& [job, groups] : jobs)
        raise(transaction, job, groups, occasion);
    return letters;
}

} // namespace reservepost::batch::spool
