#pragma once

#include "batch/deletion/verifier_findings.h"
#include "batch/deletion/verifier_json.h"
#include "batch/deletion/verifier_octets.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace reservepost::batch::deletion::verifying {

/// A record id.
using Record = std::array<char, 16>;

/// Whoever wrote the log chose the records; by factors that nobody knows before, none of them
/// can be chosen to fall together and make this slow.
struct HashOfRecord {
    std::uint64_t first_factor = random_number() | 1U;
    std::uint64_t second_factor = random_number() | 1U;
    std::size_t operator()(const Record& record) const
    {
        std::array<std::uint64_t, 2> halves;
        static_assert(sizeof halves == sizeof record);
        std::memcpy(halves.data(), record.data(), sizeof halves);
        return (halves[0] * first_factor + halves[1] * second_factor) >> 20U;
    }
};

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
        std::uint64_t index = 0;
        std::string date;
        std::string what; ///< Every field that the deletion must repeat.
    };
    /// A record that is done with. They are compared with one another once, at the end: a table of
    /// all of them would be looked into a million times.
    struct Done {
        Record record;
        std::uint64_t intent;
        bool operator<(const Done& other) const
        {
            return std::tie(record, intent) < std::tie(other.record, other.intent);
        }
    };
    /// A `deleted` whose intent is not open: it is done already, or there never was one.
    struct Unannounced {
        Record record;
        std::uint64_t index;
        bool some_unread; ///< Then its intent may be among what could not be read.
    };

    std::string_view raw(std::string_view key) const;
    void judge_fields(std::uint64_t index, std::string_view kind);
    void judge_deletion(std::uint64_t index, std::string_view kind);
    void judge_intent(std::uint64_t index, const Record& record);
    void judge_deleted(std::uint64_t index, const Record& record);
    const std::string& what_is_deleted();
    void judge_done();
    void find(std::string code, std::uint64_t index, std::string sentence);

    bool some_unread_ = false;
    VerifyReport& report_;
    Findings& findings_;
    std::vector<Member> members_;
    std::string what_;                                              ///< Kept for its room.
    std::unordered_map<Record, Announced, HashOfRecord> announced_; ///< And not done yet.
    std::vector<Done> done_;
    std::vector<Unannounced> unannounced_;
};

} // namespace reservepost::batch::deletion::verifying
