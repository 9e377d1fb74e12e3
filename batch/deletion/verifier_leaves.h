#pragma once

#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace reservepost::batch::deletion::verifying {

/// Reads the leaves in their order and judges what they say: form, fields of each kind, `opened`
/// first and only first, each `deleted` after its own `intent`, no record twice.
class Leaves {
public:
    Leaves(VerifyReport& report, Findings& findings) : report_(report), findings_(findings) {}

    void judge(std::uint64_t index, std::string_view leaf, std::string_view origin);
    /// Leaves that could not be read come here: from now on an unknown record may be one of theirs.
    void skip() { some_unread_ = true; }
    /// After the last leaf: what was announced and not done.
    void finish();

private:
    struct Announced {
        std::uint64_t index;
        std::string date;
        std::string what; ///< Every field that the deletion must repeat.
    };

    std::string_view raw(std::string_view key) const;
    void judge_fields(std::uint64_t index, std::string_view kind);
    void judge_deletion(std::uint64_t index, std::string_view kind);
    void judge_intent(std::uint64_t index, const std::string& record);
    void judge_deleted(std::uint64_t index, const std::string& record);
    std::string what_is_deleted() const;
    void find(std::string code, std::uint64_t index, std::string sentence);

    bool some_unread_ = false;
    VerifyReport& report_;
    Findings& findings_;
    std::vector<Member> members_;
    std::unordered_map<std::string, Announced> announced_;
    std::unordered_set<std::string> done_; ///< Records, as 16 octets to keep memory small.
};

} // namespace reservepost::batch::deletion::verifying
