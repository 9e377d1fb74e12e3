#pragma once

#include "batch/letters/answers.h"
#include "batch/letters/causes.h"
#include "holidays/calendar.h"
#include "holidays/date.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

// Nobody has the report after all: while its original exists it gets a new forwarding letter, and
// its retention starts anew.

namespace reservepost::batch::letters {

/// Why a person may reopen reports; other letters are made again by themselves.
inline constexpr std::array reopen_causes = {Again::LostByReceiver, Again::NotArrived,
                                             Again::Returned, Again::RejectedLate};

/// The cause that `--why CODE` names: "lost-by-receiver", "letter-not-arrived", "returned",
/// "rejected-late"; nothing for any other.
std::optional<Again> find_reopen_cause(std::string_view code);

/// What became of one reference.
enum class ReopenOutcome {
    Reopened,       ///< It goes as a letter in the next run.
    WaitsAgain,     ///< It was discarded; it waits now for the receiver that was named.
    StillWaiting,   ///< Not yet confirmed or posted: goes by itself when it is due.
    LetterOnItsWay, ///< A letter of it is being made or is at the print house.
    NeedsReceiver,  ///< It was discarded, and nobody said whose report it is.
    InQuarantine,   ///< A person must look at it first.
    BeingDeleted,   ///< The gate is passed; only completion is left.
    Unknown,        ///< No report of this reference is here; it may have been deleted.
};

std::string_view to_text(ReopenOutcome outcome);     ///< "reopened", "still-waiting" …
std::string_view sentence_of(ReopenOutcome outcome); ///< For whoever asked, in one sentence.
/// Whether the report is on its way to its receiver now.
bool is_accepted(ReopenOutcome outcome);

/// Reopens one report. The new letter is due at once, whatever the deadline was, and can still be
/// confirmed away until it is packed. A late confirmation of the letter before no longer counts. A
/// discarded report needs `receiver`, and `calendar` for its deadline; for any other both say
/// nothing. The fact is in every store before the database commits. Throws `std::invalid_argument`
/// for a receiver that is not in the register, and when database or vault are away; then nothing
/// was changed.
ReopenOutcome reopen(AnswerDesk& desk, const std::string& reference, Again why,
                     const std::optional<receivers::ReceiverKey>& receiver,
                     const holidays::Calendar& calendar);

/// Reopens the report of one piece, named by the paper: an office says that the letter never came,
/// or that it got another's. With `to` the new letter goes to that receiver, and says that somebody
/// chose it; the report is that receiver's from now on. Throws `std::invalid_argument`, changing
/// nothing, for a piece or a receiver that does not exist.
ReopenOutcome resend(AnswerDesk& desk, const std::string& job, std::int64_t piece,
                     const std::optional<receivers::ReceiverKey>& to);

/// Days in Oslo, both included.
struct Days {
    holidays::Date from;
    holidays::Date to;
};

/// How many reports of `receiver` `reopen_all` would reopen.
std::int64_t count_to_reopen(store::Transaction& transaction,
                             const receivers::ReceiverKey& receiver, Days days, Again why);

/// Reopens every report of `receiver` that it confirmed on `days` (lost-by-receiver, rejected-late)
/// or whose newest letter was posted on `days` (letter-not-arrived, returned): the answer to a case
/// system that confirmed and stored nothing. All of them or, when it throws, none. Gives how many.
std::int64_t reopen_all(AnswerDesk& desk, const receivers::ReceiverKey& receiver, Days days,
                        Again why);

} // namespace reservepost::batch::letters
