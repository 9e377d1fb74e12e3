#include "batch/spool/job_history.h"

namespace reservepost::batch::spool {

std::optional<printhouse::JobHistory> lock_job_history(store::Transaction& transaction,
                                                       const std::string& number)
{
    const auto job = transaction
                         .execute("select manifest, manifest_sha256 from job where number = $1 "
                                  "and manifest is not null for update",
                                  {number})
                         .find_one();
    if (!job) return std::nullopt;
    printhouse::JobHistory history{.manifest = printhouse::parse_manifest(job->text("manifest")),
                                   .manifest_sha256 = job->digest("manifest_sha256")};
    for (const store::Row row :
         transaction.execute("select content, sha256, signed_at from receipt where job = $1 and "
                             "state = 'applied' order by n",
                             {number})) {
        const printhouse::SignedReceipt receipt{printhouse::parse_receipt_json(row.text("content")),
                                                row.digest("sha256"), row.instant("signed_at")};
        history = printhouse::after(history, receipt, printhouse::judge(history, receipt));
    }
    return history;
}

} // namespace reservepost::batch::spool
