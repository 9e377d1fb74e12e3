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

// One walk over the log, for the deletions whose `member` is one of these digests.
class Walk {
public:
    Walk(const char* member, const std::set<crypto::Digest>& digests)
        : member_("\"" + std::string(member) + "\":\"")
    {
        for (const auto& digest : digests)
            wanted_.insert(digest.hex());
    }

    void visit(std::uint64_t index, const std::string& leaf)
    {
        const std::string_view kind = after(leaf, "\"kind\":\"");
        if (kind.starts_with("ring\"")) complete(index, leaf);
        const auto year = year_in(leaf);
        if (!year) return;
        if (kind.starts_with("digest-key-destroyed\""))
            answer_.destroyed.insert(*year);
        else
            answer_.years.insert(*year);
        const auto digest = after(leaf, member_).substr(0, hex_digits);
        if (wanted_.contains(std::string(digest))) note(index, json::parse(leaf));
    }

    LogAnswer answer() && { return std::move(answer_); }

private:
    void note(std::uint64_t index, const json::Value& leaf)
    {
        const std::string& record = leaf.text("record");
        if (leaf.text("kind") == "intent") {
            announced_.emplace(record, answer_.deletions.size());
            answer_.deletions.push_back({.record = record,
                                         .digest = leaf.text("digest"),
                                         .digest_key = static_cast<int>(leaf.integer("digest_key")),
                                         .reason = leaf.text("reason"),
                                         .job = leaf.text_or("job", ""),
                                         .announced_on = leaf.text("date"),
                                         .intent = index,
                                         .deleted_on = {},
                                         .deleted = std::nullopt,
                                         .completed_on = {},
                                         .ring = std::nullopt});
            return;
        }
        const auto announced = announced_.find(record);
        if (announced == announced_.end()) return;
        auto& deletion = answer_.deletions[announced->second];
        deletion.deleted = index;
        deletion.deleted_on = leaf.text("date");
        waiting_for_ring_.push_back(announced->second);
    }

    void complete(std::uint64_t index, const std::string& leaf)
    {
        if (waiting_for_ring_.empty()) return;
        const auto date = json::parse(leaf).text("date");
        for (const auto number : waiting_for_ring_) {
            answer_.deletions[number].ring = index;
            answer_.deletions[number].completed_on = date;
        }
        waiting_for_ring_.clear();
    }

    std::string member_;
    std::set<std::string> wanted_;
    std::map<std::string, std::size_t> announced_; ///< Numbers of deletions, by record.
    std::vector<std::size_t> waiting_for_ring_;
    LogAnswer answer_;
};

LogAnswer walk(const LogReader& log, Walk walk)
{
    log.for_each_leaf(
        [&](std::uint64_t index, const std::string& leaf) { walk.visit(index, leaf); });
    return std::move(walk).answer();
}

} // namespace

LogAnswer find_deletions(const LogReader& log, const std::set<crypto::Digest>& digests)
{
    return walk(log, Walk("digest", digests));
}

LogAnswer find_deletions_of_receiver(const LogReader& log, const std::set<crypto::Digest>& digests)
{
    return walk(log, Walk("receiver", digests));
}

std::set<crypto::Digest> digests_of(std::string_view named,
                                    const std::map<int, crypto::SecretKey>& secrets)
{
    std::set<crypto::Digest> digests;
    for (const auto& [year, secret] : secrets)
        digests.insert(crypto::hmac_sha256(secret, named));
    return digests;
}

} // namespace reservepost::batch::deletion
