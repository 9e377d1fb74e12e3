#include "batch/store/runs.h"

#include <stdexcept>

namespace reservepost::batch::store {

std::int64_t begin_run(Transaction& transaction, const std::string& host, holidays::Instant at)
{
    const auto counted = transaction
                             .execute("update installation set last_run = last_run + 1 "
                                      "returning last_run")
                             .find_one();
    if (!counted)
        throw std::runtime_error("the database has no installation yet; run `reservepost init` "
                                 "first");
    const std::int64_t number = counted->integer("last_run");
    transaction.execute("insert into run (number, started_at, host) values ($1, $2, $3)",
                        {number, at, host});
    return number;
}

void end_run(Transaction& transaction, std::int64_t number, holidays::Instant at, int exit_status,
             const std::string& outcome_json)
{
    const auto ended = transaction.changed("update run set ended_at = $2, exit_status = $3, "
                                           "outcome = $4 where number = $1 and ended_at is null",
                                           {number, at, exit_status, outcome_json});
    if (ended != 1)
        throw std::runtime_error("run " + std::to_string(number) +
                                 " is not there or has ended already");
}

std::optional<Run> last_run(Transaction& transaction)
{
    const auto row = transaction
                         .execute("select number, started_at, ended_at, host, outcome::text, "
                                  "exit_status from run order by number desc limit 1")
                         .find_one();
    if (!row) return std::nullopt;
    Run run;
    run.number = row->integer("number");
    run.started_at = row->instant("started_at");
    run.ended_at = row->find_instant("ended_at");
    run.host = row->text("host");
    run.outcome_json = row->text("outcome");
    if (const auto status = row->find_integer("exit_status"))
        run.exit_status = static_cast<int>(*status);
    return run;
}

} // namespace reservepost::batch::store
