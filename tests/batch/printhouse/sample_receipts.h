#pragma once

#include "batch/printhouse/receipt.h"
#include "tests/batch/printhouse/sample.h"

namespace reservepost::batch::printhouse {

/// The second receipt of the sample job: pieces 41 and 42 are mailed.
inline Receipt mailed()
{
    const Manifest manifest = sample_manifest();
    const auto hash = crypto::sha256(manifest_json(manifest));
    return {.package = name_of(manifest, hash),
            .manifest_sha256 = hash,
            .n = 2,
            .stage = Stage::Mailed,
            .totals = Totals{.pieces = 2, .sheets = 2, .pages = 4},
            .ranges = {{.first = 41,
                        .last = 42,
                        .date = parse_day("2026-11-25"),
                        .totals = {.pieces = 2, .sheets = 2, .pages = 4}}},
            .running = Running{.mailed = 2, .damaged = 0, .open = 3}};
}

/// A receipt of each stage as the contract wants it.
inline Receipt of_stage(Stage stage)
{
    Receipt receipt = mailed();
    receipt.stage = stage;
    if (stage == Stage::Received || stage == Stage::Rejected || stage == Stage::Closed) {
        receipt.ranges.clear();
    }
    if (stage == Stage::Received || stage == Stage::Rejected || stage == Stage::Returned) {
        receipt.running.reset();
    }
    if (stage == Stage::Rejected) receipt.totals.reset();
    if (stage == Stage::Rejected) receipt.code = "bad-pdf";
    if (stage == Stage::Returned) receipt.code = "R04";
    if (stage == Stage::Closed) receipt.running = Running{.mailed = 5, .damaged = 0, .open = 0};
    return receipt;
}

} // namespace reservepost::batch::printhouse
