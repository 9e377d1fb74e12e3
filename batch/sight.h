#pragma once

#include "batch/opened_state.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reservepost::batch {

/// What an operator sees on one screen.
struct Sight {
    struct Queue {
        std::string receiver; ///< "0301-05 Oslo, Frogner", or "no receiver".
        std::int64_t waiting = 0;
        std::int64_t posting = 0;
        holidays::Instant next_due;
    };
    struct OpenJob {
        std::string number;
        std::string state;
        std::string class_name;
        std::int64_t pieces = 0;
        std::string waits_for; ///< In words.
    };

    holidays::Instant now;
    bool rehearsal = false;
    std::map<std::string, std::int64_t> reports; ///< By state.
    std::map<std::string, std::int64_t> letters; ///< By state.
    std::vector<Queue> queues;                   ///< Earliest deadline first; at most 20.
    std::vector<OpenJob> jobs;
    std::int64_t held = 0;
    std::int64_t incidents = 0; ///< Open and not acknowledged.
    std::int64_t quarantined = 0;
    std::int64_t mails_waiting = 0;
    std::vector<std::string> remarks; ///< "single copy", "clock unwitnessed", a store that is away.
    std::optional<holidays::Instant> last_run_at;
    std::int64_t last_run = 0;
    std::optional<holidays::Instant> last_balanced_at;
    std::int64_t log_size = 0;
};

/// Looks without changing anything.
Sight look(OpenedState& state);

} // namespace reservepost::batch
