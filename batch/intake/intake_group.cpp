#include "batch/intake/intake_group.h"

#include "batch/crypto/digest.h"
#include "batch/disk/fail_point.h"
#include "batch/store/incidents.h"

namespace reservepost::batch::intake {

namespace {

constexpr std::size_t files_per_group = 250;
/// With what sealing and reading back add, a group takes several times as much memory. A single
/// file may be larger.
constexpr std::size_t octets_per_group = 16U * 1024 * 1024;

void count(const IntakeAnswer& answer, InboxCount& counts)
{
    switch (answer.outcome) {
    case Outcome::TakenIn:
        ++counts.taken_in;
        break;
    case Outcome::AlreadyTakenIn:
        ++counts.already;
        break;
    case Outcome::Quarantined:
        ++counts.quarantined;
        break;
    case Outcome::ErrorMessage:
        ++counts.error_messages;
        break;
    case Outcome::NoReference:
        ++counts.left;
        break;
    }
    counts.needs_look = counts.needs_look || answer.needs_look;
}

} // namespace

void IntakeGroup::add(ReadFile file)
{
    const auto octets = file.octets();
    if (files_.size() >= files_per_group || octets_ + octets > octets_per_group) flush();
    octets_ += octets;
    files_.push_back(std::move(file));
}

void IntakeGroup::flush()
{
    if (files_.empty()) return;
    std::vector<Incoming> incoming;
    for (auto& file : files_)
        incoming.push_back(std::move(file.incoming));
    const auto answers = take_in(door_, incoming);
    std::vector<const ReadFile*> safe;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        tell(answers[i]);
        if (answers[i].is_safe()) safe.push_back(&files_[i]);
    }
    if (manner_ != Manner::ByHand)
        disk::durably("intake.removed", [&] { remove_taken_files(safe); });
    files_.clear();
    octets_ = 0;
}

void IntakeGroup::leave(const std::string& name, const std::string& sentence)
{
    IntakeAnswer answer;
    answer.name = name;
    answer.outcome = Outcome::NoReference;
    answer.sentence = sentence;
    answer.needs_look = true;
    tell(answer);
}

void IntakeGroup::settle_incidents()
{
    if (manner_ != Manner::Inbox) return;
    auto transaction = door_.database.begin();
    for (const auto& incident : store::list_incidents(transaction))
        if (incident.code == "inbox-file-left" && !left_.contains(incident.subject.name))
            store::resolve_incident(transaction, incident.code, incident.subject, door_.occasion);
    transaction.commit();
}

void IntakeGroup::tell(const IntakeAnswer& answer)
{
    count(answer, counts_);
    told_(answer);
    if (answer.outcome != Outcome::NoReference || manner_ != Manner::Inbox) return;
    // The name may hold a reference, so it is named by its hash.
    const auto name = "file:" + crypto::sha256(answer.name).hex().substr(0, 16);
    left_.insert(name);
    auto transaction = door_.database.begin();
    store::raise_incident(transaction,
                          {"inbox-file-left",
                           {store::SubjectKind::Installation, name},
                           "a file in the inbox was not taken in: " + answer.sentence,
                           "look into the inbox; nothing of the file was changed"},
                          door_.occasion);
    transaction.commit();
}

} // namespace reservepost::batch::intake
