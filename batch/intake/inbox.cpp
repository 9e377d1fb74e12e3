#include "batch/intake/inbox.h"

#include "batch/crypto/digest.h"
#include "batch/disk/fail_point.h"
#include "batch/disk/files.h"
#include "batch/intake/judge.h"
#include "batch/intake/reference.h"
#include "batch/store/incidents.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <variant>

namespace reservepost::batch::intake {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_per_group = 100;
constexpr std::size_t octets_per_group = 64U * 1024 * 1024;
constexpr std::uint64_t largest_companion_octets = 1024 * 1024;

/// Begins the name of a file on its way out of the inbox; its inode, a hyphen and its name follow.
const std::string hidden_prefix = ".taken-";

/// What tells one file from another that took its place.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modified_s = 0;
    std::int64_t modified_ns = 0;
    bool operator==(const FileIdentity&) const = default;
};

std::optional<FileIdentity> identity_of(const fs::path& file)
{
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                        status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

struct ReadFile {
    fs::path file;
    std::optional<fs::path> companion;
    FileIdentity identity;
    Incoming incoming;
};

/// Why a file is not even read, and therefore stays where it is.
struct Left {
    std::string sentence;
};

/// A companion file is a help, never a condition: one that is too large, or no file at all, counts
/// as one that cannot be read, and stays where it is.
void read_companion(const fs::path& companion, ReadFile& result)
{
    if (!fs::exists(fs::symlink_status(companion))) return;
    const auto identity = identity_of(companion);
    result.incoming.meta = std::string();
    if (!identity || identity->size > largest_companion_octets) return;
    result.incoming.meta = disk::read_file(companion, largest_companion_octets);
    result.companion = companion;
}

std::variant<ReadFile, Left> read_whole(const fs::path& file)
{
    const auto identity = identity_of(file);
    if (!identity) return Left{"it is not a regular file; it stays where it is"};
    if (identity->size > largest_file_octets)
        return Left{"it has " + std::to_string(identity->size) + " octets; at most " +
                    std::to_string(largest_file_octets) +
                    " are read; it stays where it is until its sender is asked"};
    ReadFile result{.file = file, .companion = {}, .identity = *identity, .incoming = {}};
    result.incoming.name = file.filename().string();
    result.incoming.octets = disk::read_file(file, largest_file_octets);
    const auto name = companion_of_file(result.incoming.name);
    if (!name.empty()) read_companion(file.parent_path() / name, result);
    return result;
}

/// One file that cannot be read keeps no other out. What the disk says is not passed on: it names
/// the file, and the name holds a reference.
std::variant<ReadFile, Left> read(const fs::path& file)
{
    try {
        return read_whole(file);
    } catch (const std::system_error& error) {
        return Left{"it cannot be read (" + error.code().message() +
                    "); whoever runs the machine must look at its rights and its disk"};
    }
}

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
bool may_be_growing(IntakeDoor& door, const ReadFile& file)
{
    if (!reference_of_file(file.incoming.name) && !door.assign_references) return false;
    if (judge(file.incoming.octets, file.incoming.name).refusal != Refusal::BrokenJson)
        return false;
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

/// Takes a file away under a hidden name and looks what it is before it is removed, so that one
/// that was renamed into its place at this very moment is put back and not lost. What a crash
/// leaves under the hidden name is put back by `put_back_hidden`.
void remove_if_unchanged(const ReadFile& file)
{
    const auto hidden =
        file.file.parent_path() /
        (hidden_prefix + std::to_string(file.identity.inode) + "-" + file.file.filename().string());
    disk::rename_new_durably(file.file, hidden);
    if (identity_of(hidden) == file.identity)
        disk::remove_durably(hidden);
    else
        disk::rename_new_durably(hidden, file.file);
}

/// Step 5: only the very file that was read goes.
void remove_taken(const ReadFile& file, const IntakeAnswer& answer)
{
    const bool safe = answer.stored() || answer.outcome == Outcome::AlreadyTakenIn;
    if (!safe || identity_of(file.file) != file.identity) return;
    try {
        remove_if_unchanged(file);
        if (file.companion) disk::remove_durably(*file.companion);
    } catch (const std::system_error& error) {
        // What the disk says names the file, and the name holds a reference.
        throw std::runtime_error("a file that is taken in cannot be removed from the inbox (" +
                                 error.code().message() +
                                 "); whoever runs the machine must look at its rights and disk");
    }
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
        octets_ += file.incoming.octets.size();
        files_.push_back(std::move(file));
        if (files_.size() >= files_per_group || octets_ >= octets_per_group) flush();
    }

    void flush()
    {
        if (files_.empty()) return;
        std::vector<Incoming> incoming;
        for (auto& file : files_)
            incoming.push_back(std::move(file.incoming));
        const auto answers = take_in(door_, incoming);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            tell(answers[i]);
            if (manner_ != Manner::ByHand) remove_taken(files_[i], answers[i]);
        }
        disk::reach("intake.removed");
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

void put_back_hidden(const fs::path& directory)
{
    std::vector<fs::path> hidden;
    for (const auto& entry : fs::directory_iterator(directory))
        if (entry.path().filename().string().starts_with(hidden_prefix))
            hidden.push_back(entry.path());
    for (const auto& file : hidden) {
        const auto inode_and_name = file.filename().string().substr(hidden_prefix.size());
        const auto name = inode_and_name.substr(inode_and_name.find('-') + 1);
        if (!fs::exists(directory / name)) disk::rename_new_durably(file, directory / name);
    }
}

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
        auto what = read(file);
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
