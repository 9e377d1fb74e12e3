#include "batch/intake/known_reports.h"

namespace reservepost::batch::intake {

KnownReports::KnownReports(store::Transaction& transaction, const IntakeDoor& door,
                           std::span<const Candidate> group)
{
    if (group.empty()) return;
    ask_books(transaction, group);
    ask_log(transaction, door, group);
}

void KnownReports::ask_books(store::Transaction& transaction, std::span<const Candidate> group)
{
    std::vector<crypto::Digest> references;
    for (const auto& candidate : group)
        references.push_back(candidate.reference_digest);
    for (const store::Row row : transaction.execute(
             "select reference_digest, content_digest, quarantine_code is not null as quarantined "
             "from report where reference_digest = any($1) and state <> 'deleting'",
             {references}))
        stored_.emplace(row.digest("reference_digest"),
                        Stored{row.digest("content_digest"), row.boolean("quarantined")});
}

/// The log's own digests are keyed by secrets of their own, one for each generation of the log.
void KnownReports::ask_log(store::Transaction& transaction, const IntakeDoor& door,
                           std::span<const Candidate> group)
{
    std::vector<crypto::Digest> asked;
    std::multimap<crypto::Digest, crypto::Digest> reference_of; // By the log's digest.
    for (const auto& candidate : group)
        for (const auto& secret : door.digest_secrets) {
            asked.push_back(crypto::hmac_sha256(secret, candidate.reference));
            reference_of.emplace(asked.back(), candidate.reference_digest);
        }
    for (const store::Row row : transaction.execute(
             "select distinct log_digest from deletion where log_digest = any($1)", {asked})) {
        const auto [begin, end] = reference_of.equal_range(row.digest("log_digest"));
        for (auto found = begin; found != end; ++found)
            deleted_.insert(found->second);
    }
}

Known KnownReports::find(const Candidate& candidate) const
{
    const auto [begin, end] = stored_.equal_range(candidate.reference_digest);
    auto known = deleted_.contains(candidate.reference_digest) ? Known::DeletedBefore : Known::No;
    for (auto earlier = begin; earlier != end; ++earlier) {
        if (earlier->second.content == candidate.content_digest) return Known::SameContent;
        if (!earlier->second.quarantined || !candidate.form()) known = Known::OtherContent;
    }
    return known;
}

void KnownReports::add(const Candidate& candidate)
{
    stored_.emplace(candidate.reference_digest,
                    Stored{candidate.content_digest, candidate.quarantined()});
}

void quarantine_if_known(Candidate& candidate, Known known)
{
    if (known == Known::OtherContent) {
        candidate.quarantine_code = "other-content";
        candidate.judgement.sentence =
            "another content is already taken in under this reference; a person must say which "
            "one is the report";
    }
    if (known == Known::DeletedBefore) {
        candidate.quarantine_code = "deleted-before";
        candidate.judgement.sentence =
            "this reference is in the deletion log: its original was deleted; a person must say "
            "whether it may be posted again";
    }
}

} // namespace reservepost::batch::intake
