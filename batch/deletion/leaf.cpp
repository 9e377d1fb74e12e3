#include "batch/deletion/leaf.h"

#include "batch/json/value.h"

#include <algorithm>
#include <stdexcept>

namespace reservepost::batch::deletion {
namespace {

using json::Value;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_hex_digit(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

std::string checked_date(const std::string& date)
{
    bool well_formed = date.size() == 10;
    for (std::size_t i = 0; well_formed && i < date.size(); ++i)
        well_formed = i == 4 || i == 7 ? date[i] == '-' : is_digit(date[i]);
    if (!well_formed) throw std::invalid_argument("a leaf's date is written as 2027-03-31");
    return date;
}

std::string checked_record(const std::string& record)
{
    if (record.size() != 32 || !std::all_of(record.begin(), record.end(), is_hex_digit))
        throw std::invalid_argument("a leaf's record is 32 lower-case hexadecimal digits");
    return record;
}

std::string checked_job(const std::string& job)
{
    if (job.size() != 8 || !std::all_of(job.begin(), job.end(), is_digit))
        throw std::invalid_argument("a leaf's job is eight digits");
    return job;
}

std::string name_of(DeletionGround ground)
{
    switch (ground) {
    case DeletionGround::Mailed:
        return "mailed";
    case DeletionGround::Confirmed:
        return "confirmed";
    case DeletionGround::Discarded:
        return "discarded";
    }
    throw std::logic_error("a deletion without a ground [this is a bug]");
}

Value leaf_of(const char* kind, const std::string& date)
{
    return Value::object({{"v", 1}, {"kind", kind}, {"date", checked_date(date)}});
}

Value tool_of(const Tool& tool)
{
    return Value::object({{"name", tool.name}, {"version", tool.version}});
}

void set_proof(Value& leaf, const MailedProof& proof)
{
    if (proof.receipts.empty())
        throw std::invalid_argument("a mailed letter's leaf names at least one receipt");
    leaf.set("job", checked_job(proof.job));
    leaf.set("manifest", proof.manifest.hex());
    std::vector<std::string> receipts;
    for (const crypto::Digest& receipt : proof.receipts)
        receipts.push_back(receipt.hex());
    leaf.set("receipts", Value::list_of(receipts));
}

Value deletion_of(const char* kind, const IntentLeaf& intent)
{
    if (intent.mailed.has_value() != (intent.reason == DeletionGround::Mailed))
        throw std::invalid_argument("a leaf names job, manifest and receipts if and only if its "
                                    "reason is that the letter was mailed");
    Value leaf = leaf_of(kind, intent.date);
    leaf.set("record", checked_record(intent.record));
    leaf.set("digest", intent.digest.hex());
    leaf.set("digest_key", intent.digest_key);
    leaf.set("receiver", intent.receiver.hex());
    leaf.set("reason", name_of(intent.reason));
    leaf.set("policy", Value::object({{"deadline", intent.policy.deadline},
                                      {"retention", intent.policy.retention}}));
    if (intent.mailed) set_proof(leaf, *intent.mailed);
    return leaf;
}

} // namespace

std::string canonical(const OpenedLeaf& leaf)
{
    Value value = leaf_of("opened", leaf.date);
    value.set("origin", leaf.origin);
    value.set("tool", tool_of(leaf.tool));
    if (leaf.predecessor) value.set("predecessor", *leaf.predecessor);
    return json::canonical(value);
}

std::string canonical(const IntentLeaf& leaf)
{
    return json::canonical(deletion_of("intent", leaf));
}

std::string canonical(const DeletedLeaf& leaf)
{
    Value value = deletion_of("deleted", leaf.intent);
    value.set("check",
              Value::object({{"tried", leaf.check.tried}, {"outcome", leaf.check.outcome}}));
    value.set("method", leaf.method);
    value.set("technique", leaf.technique);
    value.set("tool", tool_of(leaf.tool));
    return json::canonical(value);
}

std::string canonical(const RingLeaf& leaf)
{
    Value value = leaf_of("ring", leaf.date);
    value.set("ring", leaf.ring);
    value.set("stores", Value::list_of(leaf.stores));
    value.set("how", leaf.how);
    value.set("dropped", Value::list_of(leaf.dropped));
    value.set("surviving", leaf.surviving);
    return json::canonical(value);
}

std::string canonical(const BalanceLeaf& leaf)
{
    Value terms = Value::object();
    for (const auto& [name, count] : leaf.terms)
        terms.set(name, count);
    Value value = leaf_of("balance", leaf.date);
    value.set("terms", std::move(terms));
    value.set("difference", leaf.difference);
    return json::canonical(value);
}

std::string canonical(const KeyLeaf& leaf)
{
    Value value = leaf_of("key", leaf.date);
    value.set("verifier", leaf.verifier);
    return json::canonical(value);
}

std::string canonical(const DigestKeyDestroyedLeaf& leaf)
{
    Value value = leaf_of("digest-key-destroyed", leaf.date);
    value.set("digest_key", leaf.digest_key);
    value.set("stores", Value::list_of(leaf.stores));
    return json::canonical(value);
}

} // namespace reservepost::batch::deletion
