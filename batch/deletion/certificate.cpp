#include "batch/deletion/certificate.h"

#include "batch/crypto/text.h"
#include "batch/deletion/verifier_proof.h"

#include <algorithm>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>

namespace reservepost::batch::deletion {
namespace {

using json::Value;

dev_t device_of(const std::filesystem::path& place)
{
    struct stat found;
    if (::stat(place.c_str(), &found) != 0)
        throw std::system_error(errno, std::generic_category(), place.string());
    return found.st_dev;
}

std::string checked_proof(const LogReader& log, const VerifierKey& key, std::uint64_t index)
{
    std::string proof = log.prove(index);
    if (!verify_proof(proof, key.line()).sound())
        throw LogDamaged("leaf " + std::to_string(index) +
                         " is not as the format has it; "
                         "`log verify` tells what is wrong, and no certificate is made of it");
    return proof;
}

const char* sentence_of(Limit limit)
{
    switch (limit) {
    case Limit::RemanenceNotExcluded:
        return "remanence not excluded: a key place lies on the same device as its content";
    case Limit::StoreDropped:
        return "a store was dropped with the keys in it, so this is no cryptographic erase of "
               "every copy";
    case Limit::PlacesUnknown:
        return "the devices of the key places are not known to whoever made this from a copy of "
               "the log";
    }
    throw std::logic_error("a limit without words [this is a bug]");
}

Value places_of(const Certificate& certificate)
{
    Value::List places;
    for (const KeyPlace& place : certificate.places)
        places.push_back(Value::object({{"store", place.store},
                                        {"device", place.device},
                                        {"beside_content", place.beside_content}}));
    return places;
}

Value subject_of(const Certificate& certificate)
{
    const Value& leaf = certificate.deleted;
    Value what = Value::object(
        {{"record", certificate.deletion.record},
         {"digest", leaf.text("digest")},
         {"digest_key", certificate.deletion.digest_key},
         {"receiver", leaf.text("receiver")},
         {"media", "database rows and key file"},
         {"confidentiality", "confidential by law; special categories of personal data"},
         {"reason", certificate.deletion.reason},
         {"policy", leaf.at("policy")}});
    for (const char* key : {"job", "manifest", "receipts"})
        if (const Value* value = leaf.find(key)) what.set(key, *value);
    return what;
}

Value sanitization_of(const Certificate& certificate)
{
    const Value& leaf = certificate.deleted;
    const Value& ring = certificate.ring;
    return Value::object(
        {{"method", certificate.method()},
         {"technique", certificate.technique()},
         {"tool", leaf.at("tool")},
         {"performed_by", "service " + leaf.at("tool").text("name") + " of " +
                              VerifierKey::from_line(certificate.verifier_key).name},
         {"announced_on", certificate.deletion.announced_on},
         {"deleted_on", certificate.deletion.deleted_on},
         {"completed_on", ring.text("date")},
         {"ring", ring.integer("ring")},
         {"ring_destroyed_in", ring.at("stores")},
         {"ring_destroyed_how", ring.text("how")},
         {"stores_dropped", ring.at("dropped")},
         {"key_places", places_of(certificate)}});
}

} // namespace

KeyPlace key_place(int number, const std::filesystem::path& content,
                   const std::filesystem::path& keys)
{
    const dev_t device = device_of(keys);
    return {"store " + std::to_string(number),
            std::to_string(major(device)) + ":" + std::to_string(minor(device)),
            device == device_of(content)};
}

std::vector<Limit> Certificate::limits() const
{
    std::vector<Limit> limits;
    if (std::any_of(places.begin(), places.end(), [](const auto& p) { return p.beside_content; }))
        limits.push_back(Limit::RemanenceNotExcluded);
    if (!every_copy()) limits.push_back(Limit::StoreDropped);
    if (places.empty()) limits.push_back(Limit::PlacesUnknown);
    return limits;
}

std::string Certificate::method() const
{
    return every_copy() ? deleted.text("method")
                        : "key destroyed in the stores that were not dropped";
}

std::string Certificate::technique() const
{
    return every_copy() ? deleted.text("technique")
                        : "ring replaced in the stores that were not dropped";
}

bool Certificate::every_copy() const
{
    return ring.items("dropped").empty();
}

Certificate make_certificate(const LogReader& log, const VerifierKey& key,
                             const LoggedDeletion& deletion, std::vector<KeyPlace> places)
{
    if (!deletion.deleted || !deletion.ring)
        throw std::invalid_argument("this deletion is announced and not completed; the next run "
                                    "that may delete completes it, and then it has a certificate");
    return {.verifier_key = key.line(),
            .deletion = deletion,
            .log_size = log.checkpoint().size,
            .root = crypto::base64(log.checkpoint().root.octets()),
            .deleted = json::parse(log.leaf(*deletion.deleted)),
            .ring = json::parse(log.leaf(*deletion.ring)),
            .proof = checked_proof(log, key, *deletion.deleted),
            .ring_proof = checked_proof(log, key, *deletion.ring),
            .places = std::move(places)};
}

json::Value value_of(const Certificate& certificate)
{
    Value::List limits;
    for (const Limit limit : certificate.limits())
        limits.emplace_back(sentence_of(limit));
    const Value& check = certificate.deleted.at("check");
    return Value::object(
        {{"certificate", "reservepost deletion 1"},
         {"fields_of", "NIST SP 800-88 rev. 2, appendix C"},
         {"what", subject_of(certificate)},
         {"sanitization", sanitization_of(certificate)},
         {"verification",
          Value::object({{"tried", check.text("tried")},
                         {"outcome", check.text("outcome")},
                         {"performed_by", "the service itself, before it wrote the leaf; and the "
                                          "log's verifier, when this was made"}})},
         {"limits", limits},
         {"log", Value::object({{"verifier_key", certificate.verifier_key},
                                {"size", certificate.log_size},
                                {"root", certificate.root},
                                {"intent", certificate.deletion.intent},
                                {"deleted", *certificate.deletion.deleted},
                                {"ring", *certificate.deletion.ring},
                                {"proof", certificate.proof},
                                {"ring_proof", certificate.ring_proof}})}});
}

} // namespace reservepost::batch::deletion
