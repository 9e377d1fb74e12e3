#include "batch/intake/inbox.h"

#include "batch/crypto/digest.h"
#include "batch/disk/fail_point.h"
#include "batch/intake/inbox_file.h"
#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "batch/store/incidents.h"

#include <algorithm>
#include <set>
#include <variant>

namespace reservepost::batch::intake {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_per_group = 250;
/// With what sealing and reading back add, a group takes several times as much memory. A single
/// file may be larger.
constexpr std::size_t octets_per_group = 16U * 1024 * 1024;

crypto::Digest digest_of(const ReadFile& file)
{
    const auto& is = file.identity;
    std::string text = file.incoming.name;
    for (const auto part :
         {static_cast<std::int64_t>(is.device), static_cast<std::int64_t>(is.inode),
          static_cast<std::int64_t>(is.size), is.modified_s, is.modified_ns})
        text += '|' + std::to_string(part);
    return crypto::sha256(text);
}

/// A file of the inbox that does not parse may still be being written by someone who does not keep
/// to the rule of renaming. It is judged when a later run finds it unchanged. (One without a
/// reference is left where it is in any case.)
bool may_be_growing(IntakeDoor& door, ReadFile& file)
{
    if (!reference_of_file(file.incoming.name) && !door.assign_references) return false;
    file.incoming.judgement = judge(file.incoming.octets, file.incoming.name);
    if (file.incoming.judgement->refusal != Refusal::BrokenJson) return false;
    if (!door.occasion.run) return true; // Only runs can tell how long it has stood still.
    auto transaction = door.database.begin();
    const auto digest = digest_of(file);
    const auto seen =
        transaction.execute("select run from unread_file where identity = $1", {digest}).find_one();
    if (seen) return seen->integer("run") == *door.occasion.run;
    transaction.execute("insert into unread_file (identity, run) values ($1, $2)",
                        {digest, *door.occasion.run});
    transaction.commit();
    return true;
}

/// What earlier runs found broken is judged, changed or gone by now.
void forget_unread_files(IntakeDoor& door)
{
    if (!door.occasion.run) return;
    auto transaction = door.database.begin();
    transaction.execute("delete from unread_file where run < $1", {*door.occasion.run});
    transaction.commit();
}

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

class Group {
public:
    Group(IntakeDoor& door, Manner manner, const std::function<void(const IntakeAnswer&)>& told,
          InboxCount& counts)
        : door_(door), manner_(manner), told_(told), counts_(counts)
    {
    }

    void add(ReadFile file)
    {
        const auto octets = file.octets();
        if (files_.size() >= files_per_group || octets_ + octets > octets_per_group) flush();
        octets_ += octets;
        files_.push_back(std::move(file));
    }

    void flush()
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

    /// The file stays where it is.
    void leave(const fs::path& file, const std::string& sentence)
    {
        IntakeAnswer answer;
        answer.name = file.filename().string();
        answer.outcome = Outcome::NoReference;
        answer.sentence = sentence;
        answer.needs_look = true;
        tell(answer);
    }

    /// The incidents about files that are not in the inbox any more go away by themselves.
    void settle_incidents()
    {
        if (manner_ != Manner::Inbox) return;
        auto transaction = door_.database.begin();
        for (const auto& incident : store::list_incidents(transaction))
            if (incident.code == "inbox-file-left" && !left_.contains(incident.subject.name))
                store::resolve_incident(transaction, incident.code, incident.subject,
                                        door_.occasion);
        transaction.commit();
    }

private:
    void tell(const IntakeAnswer& answer)
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

    IntakeDoor& door_;
    Manner manner_;
    const std::function<void(const IntakeAnswer&)>& told_;
    InboxCount& counts_;
    std::vector<ReadFile> files_;
    std::set<std::string> left_;
    std::size_t octets_ = 0;
};

} // namespace

std::vector<fs::path> list_inbox(const fs::path& directory)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with(".") || is_companion(name) || entry.is_directory()) continue;
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

InboxCount take_in_files(IntakeDoor& door, std::span<const fs::path> files, Manner manner,
                         const std::function<void(const IntakeAnswer&)>& told)
{
    InboxCount counts;
    Group group(door, manner, told, counts);
    for (const auto& file : files) {
        if (!fs::exists(fs::symlink_status(file))) continue; // Whoever else takes in was faster.
        auto what = read_inbox_file(file);
        if (auto* left = std::get_if<Left>(&what)) {
            if (fs::exists(fs::symlink_status(file))) group.leave(file, left->sentence);
            continue;
        }
        auto& whole = std::get<ReadFile>(what);
        if (manner == Manner::Inbox && may_be_growing(door, whole)) {
            ++counts.left;
            continue;
        }
        group.add(std::move(whole));
    }
    group.flush();
    group.settle_incidents();
    if (manner == Manner::Inbox) forget_unread_files(door);
    return counts;
}

} // namespace reservepost::batch::intake
