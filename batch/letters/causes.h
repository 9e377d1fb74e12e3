#pragma once

#include "holidays/date.h"

#include <optional>
#include <string>
#include <string_view>

// Why a report goes by post, and why it goes by post again.

namespace reservepost::batch::letters {

/// Why a report goes by post.
enum class Cause {
    NotConfirmed, ///< The deadline passed without confirmation.
    Rejected,     ///< The case system refused it.
    PostChosen,   ///< The receiver takes reports by post only.
};

/// Why a letter is made for a report that was sent or confirmed before.
enum class Again {
    Damaged,        ///< The earlier letter was damaged before it was posted.
    NotPrinted,     ///< The print house refused the job that the earlier letter was in.
    Recalled,       ///< The earlier letter was taken back before it was printed.
    Returned,       ///< The post brought the earlier letter back.
    NotArrived,     ///< `reopen --why letter-not-arrived`
    LostByReceiver, ///< `reopen --why lost-by-receiver`: confirmed, and not there.
    RejectedLate,   ///< `reopen --why rejected-late`: confirmed first, refused later.
};

/// What the letter's row keeps in `cause`: "not-confirmed", "rejected", "postal".
std::string_view to_text(Cause cause);
/// The same for a letter that is made again: "again-damaged", "again-returned" …
std::string_view to_text(Again again);

std::optional<Cause> find_cause(std::string_view text);
std::optional<Again> find_again(std::string_view text);

/// What a letter says of those before it.
struct SentAgain {
    Again why = Again::Damaged;
    std::optional<holidays::Date> letter_date;  ///< Of the letter before, where there was one.
    std::optional<holidays::Date> confirmed_on; ///< Where the receiver had confirmed the report.
    bool operator==(const SentAgain&) const = default;
};

} // namespace reservepost::batch::letters
