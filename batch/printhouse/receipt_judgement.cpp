#include "batch/printhouse/receipt_judgement.h"

#include <algorithm>
#include <optional>

namespace reservepost::batch::printhouse {
namespace {

struct Refusal {
    std::string code;
    std::string reason;
};

/// Nothing, or the first thing that is wrong.
using Check = std::optional<Refusal>;

std::string shown(const Totals& totals)
{
    return std::to_string(totals.pieces) + " pieces, " + std::to_string(totals.sheets) +
           " sheets, " + std::to_string(totals.pages) + " pages";
}

std::string shown(const PieceRange& range)
{
    return "pieces " + std::to_string(range.first) + " to " + std::to_string(range.last);
}

/// The receipt speaks of this very package.
Check check_identity(const JobHistory& history, const Receipt& receipt)
{
    if (receipt.package.job != history.manifest.job) {
        return Refusal{"wrong-job", "the receipt is for job " + receipt.package.job.text() +
                                        ", not for " + history.manifest.job.text()};
    }
    const PackageName ours = name_of(history.manifest, history.manifest_sha256);
    if (receipt.package != ours ||
        (receipt.manifest_sha256 && *receipt.manifest_sha256 != history.manifest_sha256)) {
        return Refusal{"wrong-hash",
                       "the receipt names another manifest than the one we sent under job " +
                           history.manifest.job.text()};
    }
    return std::nullopt;
}

/// The stage may come after what has been said already.
Check check_order(const JobHistory& history, Stage stage)
{
    if (history.rejected) {
        return Refusal{"after-rejected", "the job was rejected; nothing more can be said of it"};
    }
    if (history.closed && stage != Stage::Returned) {
        return Refusal{"after-closed", "the job is closed; only returns can follow"};
    }
    if (history.received && stage == Stage::Rejected) {
        return Refusal{"rejected-after-received",
                       "the job was received already; a fault now makes its pieces damaged"};
    }
    if (history.received && stage == Stage::Received) {
        return Refusal{"received-twice", "the job was received already"};
    }
    return std::nullopt;
}

Check check_totals(const Totals& said, const Totals& ours, const std::string& what)
{
    if (said == ours) return std::nullopt;
    return Refusal{"wrong-sums", what + ": the receipt says " + shown(said) +
                                     "; our manifest gives " + shown(ours)};
}

/// What our manifest gives for a range, or what is wrong with it.
struct RangeSum {
    Check refusal;
    Totals ours;
};

RangeSum sum_of(const Manifest& manifest, const PieceRange& range)
{
    RangeSum sum;
    if (range.first > range.last || !manifest.find(range.first) || !manifest.find(range.last)) {
        sum.refusal =
            Refusal{"outside-job", shown(range) + " are not all in the job, which holds " +
                                       std::to_string(manifest.pieces.front().number) + " to " +
                                       std::to_string(manifest.pieces.back().number)};
        return sum;
    }
    for (int number = range.first; number <= range.last; ++number) {
        sum.ours += *manifest.find(number);
    }
    return sum;
}

/// The day of a range lies between the job's and the day after the signature: the signing time is
/// UTC, so the house's own day may be one further on.
Check check_day(const JobHistory& history, const SignedReceipt& signed_receipt,
                const PieceRange& range)
{
    if (days_between(history.manifest.date, range.date) < 0) {
        return Refusal{"wrong-day", shown(range) + ": " + day_text(range.date) +
                                        " lies before the job's day, " +
                                        day_text(history.manifest.date)};
    }
    if (days_between(utc_day(signed_receipt.signed_at), range.date) > 1) {
        return Refusal{"wrong-day", shown(range) + ": " + day_text(range.date) +
                                        " lies after the day of the signature"};
    }
    return std::nullopt;
}

/// Whether `number` may get the fate that the receipt gives it.
Check check_claim(const JobHistory& history, Stage stage, int number, const std::set<int>& claimed)
{
    const std::string piece = "piece " + std::to_string(number);
    if (claimed.contains(number)) {
        return Refusal{"overlap", piece + " stands in two ranges of the receipt"};
    }
    const auto fate = history.fates.find(number);
    if (stage != Stage::Returned) {
        if (fate == history.fates.end()) return std::nullopt;
        const bool mailed = fate->second == Fate::Mailed;
        return Refusal{"claimed-twice", piece + " was " + (mailed ? "mailed" : "damaged") +
                                            " by an earlier receipt"};
    }
    if (fate == history.fates.end() || fate->second != Fate::Mailed) {
        return Refusal{"not-mailed", piece + " cannot come back, since it was never mailed"};
    }
    if (history.returned.contains(number)) {
        return Refusal{"claimed-twice", piece + " has come back already"};
    }
    return std::nullopt;
}

/// Checks the ranges one by one and in all, and puts the pieces they name into `pieces`.
Check check_ranges(const JobHistory& history, const SignedReceipt& signed_receipt,
                   std::vector<PieceOnDay>& pieces)
{
    const Receipt& receipt = signed_receipt.receipt;
    std::set<int> claimed;
    Totals all;
    for (const PieceRange& range : receipt.ranges) {
        const RangeSum sum = sum_of(history.manifest, range);
        if (sum.refusal) return sum.refusal;
        if (receipt.stage == Stage::Returned && range.first != range.last) {
            return Refusal{"return-range", "a return names single pieces, not " + shown(range)};
        }
        if (auto refusal = check_day(history, signed_receipt, range)) return refusal;
        for (int number = range.first; number <= range.last; ++number) {
            auto refusal = check_claim(history, receipt.stage, number, claimed);
            if (refusal) return refusal;
            claimed.insert(number);
            pieces.push_back({.number = number, .date = range.date});
            all += *history.manifest.find(number);
        }
        if (auto refusal = check_totals(range.totals, sum.ours, shown(range))) return refusal;
    }
    return check_totals(receipt.totals.value_or(Totals{}), all, "all ranges");
}

/// Compares the running totals with ours after `stage` has given `count` pieces their fate.
Check check_running(const JobHistory& history, const Receipt& receipt, std::size_t count)
{
    const auto so_far = [&](Fate fate) {
        return std::ranges::count(history.fates, fate,
                                  [](const auto& item) { return item.second; });
    };
    const auto news = static_cast<std::int64_t>(count);
    Running ours{.mailed = so_far(Fate::Mailed), .damaged = so_far(Fate::Damaged)};
    if (receipt.stage == Stage::Mailed) ours.mailed += news;
    if (receipt.stage == Stage::Damaged) ours.damaged += news;
    ours.open = history.manifest.totals().pieces - ours.mailed - ours.damaged;
    if (receipt.running != ours) {
        return Refusal{"wrong-running", "the running totals do not agree; ours are mailed " +
                                            std::to_string(ours.mailed) + ", damaged " +
                                            std::to_string(ours.damaged) + ", open " +
                                            std::to_string(ours.open)};
    }
    if (receipt.stage == Stage::Closed && ours.open != 0) {
        return Refusal{"open-pieces", "the job cannot be closed while " +
                                          std::to_string(ours.open) + " pieces are open"};
    }
    return std::nullopt;
}

/// Checks what the stage says, and fills in what it changes.
Check check_stage(const JobHistory& history, const SignedReceipt& signed_receipt,
                  Judgement& judgement)
{
    const Receipt& receipt = signed_receipt.receipt;
    const auto whole_job = [&] {
        return check_totals(receipt.totals.value_or(Totals{}), history.manifest.totals(),
                            "the whole job");
    };
    const auto ranges_into = [&](std::vector<PieceOnDay>& pieces) {
        auto refusal = check_ranges(history, signed_receipt, pieces);
        if (refusal || receipt.stage == Stage::Returned) return refusal;
        return check_running(history, receipt, pieces.size());
    };
    judgement.received = receipt.stage != Stage::Rejected;
    switch (receipt.stage) {
    case Stage::Received:
        return whole_job();
    case Stage::Rejected:
        judgement.rejected = find_fault(receipt.code);
        if (!judgement.rejected) return Refusal{"unknown-code", "the code is not the contract's"};
        return std::nullopt;
    case Stage::Mailed:
        return ranges_into(judgement.mailed);
    case Stage::Damaged:
        return ranges_into(judgement.damaged);
    case Stage::Returned:
        return ranges_into(judgement.returned);
    case Stage::Closed:
        judgement.closed = true;
        if (auto refusal = whole_job()) return refusal;
        return check_running(history, receipt, 0);
    }
    return Refusal{"unknown-stage", "the stage is not the contract's"};
}

Judgement plain(Verdict verdict)
{
    Judgement judgement;
    judgement.verdict = verdict;
    return judgement;
}

Judgement set_aside(const Refusal& refusal)
{
    return {.verdict = Verdict::SetAside, .code = refusal.code, .reason = refusal.reason};
}

} // namespace

Judgement judge(const JobHistory& history, const SignedReceipt& signed_receipt)
{
    const Receipt& receipt = signed_receipt.receipt;
    if (const auto refusal = check_identity(history, receipt)) return set_aside(*refusal);

    if (const auto earlier = history.applied.find(receipt.n); earlier != history.applied.end()) {
        if (earlier->second == signed_receipt.octets_sha256) return plain(Verdict::Repeats);
        return set_aside({"n-reused", "receipt " + std::to_string(receipt.n) +
                                          " of this job has counted already with other octets"});
    }
    if (receipt.n > history.last_n() + 1) {
        return {.verdict = Verdict::Waits,
                .code = "predecessor-missing",
                .reason = "receipt " + std::to_string(history.last_n() + 1) +
                          " of this job has not come or does not count"};
    }
    if (const auto refusal = check_order(history, receipt.stage)) return set_aside(*refusal);

    Judgement judgement = plain(Verdict::Applies);
    if (const auto refusal = check_stage(history, signed_receipt, judgement)) {
        return set_aside(*refusal);
    }
    return judgement;
}

JobHistory after(JobHistory history, const SignedReceipt& signed_receipt,
                 const Judgement& judgement)
{
    if (judgement.verdict != Verdict::Applies) return history;
    history.applied[signed_receipt.receipt.n] = signed_receipt.octets_sha256;
    history.received = history.received || judgement.received;
    history.rejected = history.rejected || judgement.rejected.has_value();
    history.closed = history.closed || judgement.closed;
    for (const PieceOnDay& piece : judgement.mailed)
        history.fates[piece.number] = Fate::Mailed;
    for (const PieceOnDay& piece : judgement.damaged)
        history.fates[piece.number] = Fate::Damaged;
    for (const PieceOnDay& piece : judgement.returned)
        history.returned.insert(piece.number);
    return history;
}

} // namespace reservepost::batch::printhouse
