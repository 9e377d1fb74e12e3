#pragma once

#include "batch/deletion/balance.h"
#include "batch/deletion/clock_belief.h"
#include "batch/deletion/log.h"
#include "batch/intake/take_in.h"
#include "batch/letters/typesetter.h"
#include "batch/night.h"
#include "batch/printhouse/transport.h"
#include "batch/spool/certificate_watch.h"
#include "batch/store/night_ownership.h"

#include <memory>
#include <optional>

// Inside the night: what the steps share, and the steps themselves. Each does its part with the
// part's own folder and writes down what came of it.

namespace reservepost::batch {

/// What one run works with. Costly things are made when a step first needs them, so that a step
/// whose things are missing fails alone.
class NightWork {
public:
    NightWork(OpenedState& state, const store::NightOwnership& ownership,
              const NightOptions& options);
    ~NightWork();

    OpenedState& state;
    const store::NightOwnership& ownership;
    const NightOptions& options;
    store::Occasion occasion;
    notices::RunReport report;

    bool balanced = false;    ///< The first balance of this run came out at zero.
    std::int64_t deleted = 0; ///< In this run.

    deletion::DeletionLog& log();
    const letters::Typesetter& typesetter();
    printhouse::Transport& transport();
    /// What the certificates of the hand-over are good for in this run.
    const spool::CertificateVerdict& certificates();

    /// Whether the clock is believed for deletion; asked once a run.
    const deletion::ClockJudgement& clock_judgement();
    /// Fills in held letters, open incidents and whether any of them is new.
    void count_troubles();
    /// Writes the outcome into the run's row.
    void end_run();

private:
    void meet_clock_of_print_house(deletion::ClockFacts& facts);

    std::optional<deletion::DeletionLog> log_;
    std::unique_ptr<layout::Workshop> workshop_;
    std::unique_ptr<letters::Typesetter> typesetter_;
    std::unique_ptr<printhouse::Transport> transport_;
    std::optional<spool::CertificateVerdict> certificates_;
    std::optional<deletion::ClockJudgement> clock_;
};

void look_at_certificates(NightWork& work, notices::StepReport& report);
void recover_deletions(NightWork& work, notices::StepReport& report);
void recover_log(NightWork& work, notices::StepReport& report);
void recover_jobs(NightWork& work, notices::StepReport& report);
void recover_stores(NightWork& work, notices::StepReport& report);
void balance_step(NightWork& work, notices::StepReport& report);
void intake_step(NightWork& work, notices::StepReport& report);
void receipts_step(NightWork& work, notices::StepReport& report);
void delete_step(NightWork& work, notices::StepReport& report);
void gather_step(NightWork& work, notices::StepReport& report);
void typeset_step(NightWork& work, notices::StepReport& report);
void pack_step(NightWork& work, notices::StepReport& report);
void send_step(NightWork& work, notices::StepReport& report);
void balance_again_step(NightWork& work, notices::StepReport& report);
void notify_step(NightWork& work, notices::StepReport& report);

/// The door intake works through in this state.
struct OpenedDoor {
    crypto::SecretKey lookup_key;
    std::vector<crypto::SecretKey> digest_secrets;
    std::optional<crypto::Identity> recipient;
    intake::IntakeDoor door;

    OpenedDoor(OpenedState& state, store::Occasion occasion);
};

} // namespace reservepost::batch
