#pragma once

#include "batch/crypto/certificate.h"
#include "batch/letters/typesetter.h"
#include "batch/spool/hand_words.h"
#include "batch/store/database.h"
#include "batch/store/journal.h"
#include "batch/store/night_ownership.h"
#include "batch/vault/vault.h"
#include "holidays/calendar.h"
#include "holidays/date.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// The hand lane: a letter that no machine can take is printed on a printer of our own and posted by
// hand. It is a job of one piece like any other, for a house of its own whose numbers begin with
// 00; what a print house says with signed receipts, two persons say here. So the books, the facts
// in the stores, `recall`, `resend` and the gate of deletion know it as they know every job.

namespace reservepost::batch::spool {

/// The house of these jobs in the books.
inline constexpr std::string_view hand_house = "by-hand";

/// Whether a job of that number was printed here.
bool is_by_hand(std::string_view job);

/// Where things stand on our own paper. No machine reads or folds it, so nothing is kept clear for
/// one, there are no marks, and the address has the room beside and below a window, too.
letters::PrintSetting hand_setting(const std::string& return_line);

/// What printing a letter works with. The references outlive it.
struct HandDesk {
    store::Database& database;
    vault::Vault& vault;
    const letters::Typesetter& typesetter; ///< Made with `hand_setting`.
    const store::NightOwnership& ownership;
    store::Occasion occasion;
    std::filesystem::path outbox;
};

/// Says that `letter` is to be printed here, on the printer of that name. Nothing is done yet: for
/// `Seconded` the caller goes on with `print_by_hand`. A person may say it again, otherwise too,
/// until another one has said the same.
///
/// Throws `std::invalid_argument`, changing nothing, where there is no such letter, or it is in a
/// package, on its way or over, or not due yet, or where the other person named another printer.
HandWord ask_to_print(store::Transaction& transaction, std::int64_t letter,
                      const std::string& printer, const store::Occasion& occasion);

/// A letter that was printed here.
struct HandPrint {
    std::string job;  ///< Eight digits, the first two 00.
    std::string file; ///< Name of the sealed PDF in the outbox.
    std::string printer;
};

/// The letter's print, where it was printed here and is not posted yet.
std::optional<HandPrint> find_hand_print(store::Transaction& transaction, std::int64_t letter);

/// Sets the letter for paper of our own, seals its PDF to `recipient` and takes it out of the
/// night's reach: from its commit on it is in no package, whatever a run does. The PDF itself never
/// touches a disk.
///
/// Order, each durable before the next: 1. the job's row `numbered` 2. the sealed file synced in
/// the outbox 3. facts and job in the stores 4. one transaction, under the locks of report, letter
/// and register, writes the second person's word and makes the letter and its job `sent`. Cut off
/// before 4, nothing was printed, and the number is taken for the next letter that is. The caller
/// puts the file before the printer afterwards, as often as need be.
///
/// Throws `LetterError` where the letter cannot be set for this paper either, and
/// `std::invalid_argument` as `ask_to_print`.
HandPrint print_by_hand(HandDesk& desk, std::int64_t letter, const std::string& printer,
                        const crypto::Certificate& recipient);

/// Puts a letter's sealed file into the printer's directory under the same name, readable for the
/// directory's group. Throws `std::system_error`.
void bring_to_printer(const std::filesystem::path& file, const std::filesystem::path& directory);

/// Says that a letter printed here was posted on the Oslo date `day`. For `Seconded` it is done:
/// the letter is `mailed`, its report `posted`, its job `settled` with the two persons' word as
/// receipt, and the stores know. Retention counts from now.
///
/// Throws `std::invalid_argument`, changing nothing, for a letter that is not printed here and
/// under way, a day before it was printed or after today, or another day than the first person
/// named.
HandWord say_posted(store::Database& database, vault::Vault& vault,
                    const store::NightOwnership& ownership, std::int64_t letter, holidays::Date day,
                    const store::Occasion& occasion);

/// Raises an incident for each letter that was printed here more than one working day ago and is
/// not said to be posted, and resolves those of letters that are.
void watch_hand_prints(store::Transaction& transaction, const holidays::Calendar& working_days,
                       const store::Occasion& occasion);

/// The letter that `job` and `piece` stand for now: of that piece's report the newest forwarding
/// letter. Throws `std::invalid_argument` where there is no such piece.
std::int64_t newest_letter_of(store::Transaction& transaction, const std::string& job,
                              std::int64_t piece);

} // namespace reservepost::batch::spool
