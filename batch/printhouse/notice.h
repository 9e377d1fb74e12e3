#pragma once

#include "batch/crypto/certificate.h"
#include "batch/printhouse/manifest.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The small signed files that tell a print house what no package tells it.

namespace reservepost::batch::printhouse {

enum class NoticeKind {
    None,   ///< There is no job today.
    Advice, ///< What is expected before the next cut-off: machines and paper can be made ready.
    Void,   ///< A job's number stands for nothing (any more): print nothing of it.
};

std::string_view word_of(NoticeKind kind); ///< "none", "advice", "void".
std::optional<NoticeKind> find_notice_kind(std::string_view word);

/// Why a job is void.
enum class VoidReason {
    Dissolved, ///< Its number was given, and no package was ever handed over.
    Recalled,  ///< Its package was taken back, or you agreed on the telephone to print none of it.
};

std::string_view word_of(VoidReason reason); ///< "dissolved", "recalled".

/// What is expected of one class.
struct ExpectedClass {
    PackageClass package_class;
    std::int64_t pieces = 0;
    std::int64_t sheets = 0;
    bool operator==(const ExpectedClass&) const = default;
};

struct VoidJob {
    JobNumber job;
    VoidReason why = VoidReason::Dissolved;
    std::optional<std::string> package = {}; ///< Its file's name, where there was a file.
    bool operator==(const VoidJob&) const = default;
};

/// What a notice says. Which members a kind has:
///
///     none    –
///     advice  due, expected (one or more)
///     void    void_job
struct Notice {
    /// Like a job's: two digits of generation and six that count without a gap, over all kinds.
    JobNumber n;
    NoticeKind kind = NoticeKind::None;
    Day date; ///< In Oslo: the day that `none` and `advice` speak of.
    std::optional<holidays::Instant> due = {}; ///< The cut-off; whole seconds.
    std::vector<ExpectedClass> expected = {};  ///< Each class once, in the order of their texts.
    std::optional<VoidJob> void_job = {};
    bool operator==(const Notice&) const = default;
};

/// The canonical JSON of `notice`. Throws `ContractError` when it lacks a member of its kind, has
/// one that is not its kind's, or a value is out of its range.
std::string notice_json(const Notice& notice);

/// The notice that `json` holds, by the same rules; unknown keys are refused.
Notice parse_notice_json(std::string_view json);

/// CMS SignedData (DER) with the notice's JSON inside.
std::string sign_notice(const Notice& notice, const crypto::Identity& sender, holidays::Instant at);

/// A notice whose signature holds.
struct SignedNotice {
    Notice notice;
    crypto::Digest octets_sha256; ///< Of the file as it came: tells a repeat from another one.
    holidays::Instant signed_at;
};

/// The notice in `octets` if one of `pinned` signed it, at a time when that certificate was valid.
/// Throws `ContractError` for a bad signature, another signer, broken or hostile JSON, and anything
/// over 64 KiB.
SignedNotice parse_notice(std::string_view octets, const std::vector<crypto::Certificate>& pinned);

/// `RP.<date>.notice.<n>.json.p7m`.
struct NoticeName {
    Day date;
    JobNumber n;

    static NoticeName of(const Notice& notice) { return {notice.date, notice.n}; }
    std::string file_name() const;
    /// Throws `ContractError` for a name that `file_name` would not have written.
    static NoticeName parse(std::string_view file_name);
    bool operator==(const NoticeName&) const = default;
};

} // namespace reservepost::batch::printhouse
