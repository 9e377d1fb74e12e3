#include "batch/deletion/lookup.h"

#include "batch/crypto/digest.h"
#include "batch/json/value.h"

#include <charconv>

namespace reservepost::batch::deletion {
namespace {

constexpr std::size_t hex_digits = 2 * crypto::Digest::size;

// What follows `key` in a canonical leaf. A text within it could only hold the key's quotes
// escaped, so this finds the member itself; and it is ten times faster than parsing each leaf.
std::string_view after(std::string_view leaf, std::string_view key)
{
    const std::size_t at = leaf.find(key);
    return at == std::string_view::npos ? std::string_view() : leaf.substr(at + key.size());
}

std::optional<int> year_in(std::string_view leaf)
{
    const std::string_view digits = after(leaf, "\"digest_key\":");
    int year = 0;
    const auto [stop, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (fault != std::errc{} || stop == digits.data()) return std::nullopt;
    return year;
}

class Walk {
public:
    explicit Walk(const std::set<crypto::Digest>& digests)
    {
        for (const auto& digest : digests)
            wanted_.insert(digest.hex());
    }

    void visit(std::uint64_t index, const std::string& leaf)
    {
        const std::string_view kind = after(leaf, "\"kind\":\"");
        if (kind.starts_with("ring\"")) complete(index);
        const auto year = year_in(leaf);
        if (!year) return;
        if (kind.starts_with("digest-key-destroyed\""))
            answer_.destroyed.insert(*year);
        else
            answer_.years.insert(*year);
        const auto digest = after(leaf, "\"digest\":\"").substr(0, hex_digits);
        if (wanted_.contains(std::string(digest))) note(index, json::parse(leaf));
    }

    LogAnswer answer() && { return std::move(answer_); }

private:
    void note(std::uint64_t index, const json::Value& leaf)
    {
        const std::string& record = leaf.text("record");
        if (leaf.text("kind") == "intent") {
            LoggedDeletion found{.record = record,
                                 .digest_key = static_cast<int>(leaf.integer("digest_key")),
                                 .reason = leaf.text("reason"),
                                 .job = leaf.find("job") ? leaf.text("job") : std::string(),
                                 .announced_on = leaf.text("date"),
                                 .intent = index,
                                 .deleted_on = {},
                                 .deleted = std::nullopt,
                                 .ring = std::nullopt};
            answer_.deletions.push_back(std::move(found));
            return;
        }
        for (auto& deletion : answer_.deletions) {
            if (deletion.record != record) continue;
            deletion.deleted = index;
            deletion.deleted_on = leaf.text("date");
        }
    }

    void complete(std::uint64_t ring)
    {
        for (auto& deletion : answer_.deletions)
            if (deletion.deleted && !deletion.ring) deletion.ring = ring;
    }

    std::set<std::string> wanted_;
    LogAnswer answer_;
};

} // namespace

LogAnswer find_deletions(const LogReader& log, const std::set<crypto::Digest>& digests)
{
    Walk walk(digests);
    log.for_each_leaf(
        [&](std::uint64_t index, const std::string& leaf) { walk.visit(index, leaf); });
    return std::move(walk).answer();
}

std::set<crypto::Digest> digests_of(std::string_view reference,
                                    const std::map<int, crypto::SecretKey>& secrets)
{
    std::set<crypto::Digest> digests;
    for (const auto& [year, secret] : secrets)
        digests.insert(crypto::hmac_sha256(secret, reference));
    return digests;
}

} // namespace reservepost::batch::deletion
