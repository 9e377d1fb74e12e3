#pragma once

#include "batch/json/value.h"
#include "holidays/instant.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

// What a run tells about itself: on the terminal, by mail, and in its row. Nothing personal.

namespace reservepost::batch::notices {

enum class StepState {
    Done,
    Skipped, ///< Not wanted, or something it needs did not come about; `why` says which.
    Failed,  ///< The world failed; the next run takes it up.
};

struct StepReport {
    std::string step; ///< "recover", "balance" …
    StepState state = StepState::Done;
    std::string why; ///< One sentence; empty where all is well.
    /// What it did, in the order to show: name ("letters typeset") and count.
    std::vector<std::pair<std::string, std::int64_t>> counts;
    /// Sentences worth reading: why nothing was deleted, which mails were not sent.
    std::vector<std::string> remarks;
};

struct RunReport {
    std::int64_t run = 0;
    holidays::Instant started_at;
    bool rehearsal = false;
    std::vector<StepReport> steps;
    std::int64_t held_letters = 0;       ///< In all, now.
    std::int64_t open_incidents = 0;     ///< That nobody has acknowledged.
    bool new_trouble = false;            ///< Something was held or opened in this run.
    std::vector<std::string> imbalances; ///< Empty: the books balance.
    int exit_status = 0;                 ///< DESIGN: 0, 2, 3 or 4.
};

std::string_view word(StepState state); ///< "done", "skipped", "failed".

/// The report for people: one line a step, then what needs a person, then the outcome in words.
std::string text_of(const RunReport& report);

/// The two parts of it, for whoever shows the steps as they end.
std::string step_text(const StepReport& step);
std::string closing_text(const RunReport& report);

/// The same for `--json` and for the run's row.
json::Value json_of(const RunReport& report);

} // namespace reservepost::batch::notices
