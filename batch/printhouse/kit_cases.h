#pragma once

#include "batch/printhouse/package_name.h"

#include <array>
#include <span>
#include <string_view>

// What a new print house is tried with: the twenty-two packages of a kit, as a table.

namespace reservepost::batch::printhouse {

/// What is wrong with a package of a kit, and must be found.
enum class KitFault {
    None,
    ExpiredSender, ///< Signed with the sender's older certificate, after it had expired.
    StrangeSender, ///< Signed with a certificate that nobody pinned.
    ChangedOctet,  ///< One octet of the sealed file was changed on the way.
    WrongName,     ///< The name bears the hash of another manifest.
    ExtraFile,     ///< The ZIP holds a fifth file.
    WrongSum,      ///< The manifest's sum of pages is one too high; it is signed so.
    Void,          ///< As it should be, but a notice beside it says that its number is void.
    ChangedPdf,    ///< `pieces.pdf` is not the one whose hash the manifest gives.
    BrokenPdf,     ///< `pieces.pdf` is the manifest's, and ends in the middle.
    OtherHouse,    ///< Sealed for somebody else's certificate.
    ReusedNumber,  ///< Another package came under this job number before.
};

enum class KitTask {
    MailAll,
    SpoilSecond, ///< The second piece is to be told as damaged.
    BringBack,   ///< The first piece is to be told as returned, R04, after the job is closed.
};

/// One package.
struct KitCase {
    int job;               ///< The last six digits; the generation is 99.
    std::string_view name; ///< Of the class: "C5-D-NO".
    int pieces;
    int sheets; ///< Of each piece.
    int day;    ///< 1 or 2: which directory it is handed over in.
    KitFault fault;
    KitTask task;
    bool is_repeat; ///< The very file of the case before with this job number.
    std::string_view why;
};

/// The table. It has every class, and each fault once.
std::span<const KitCase> kit_cases();

/// The codes by which a package with this fault may be rejected; where the contract leaves room,
/// there are two. None for a package without one.
std::span<const std::string_view> codes_of(KitFault fault);

} // namespace reservepost::batch::printhouse
