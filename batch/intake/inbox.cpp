#include "batch/intake/inbox.h"

#include "batch/crypto/digest.h"
#include "batch/intake/envelope.h"
#include "batch/intake/intake_group.h"
#include "batch/intake/judge.h"
#include "batch/intake/reference.h"

#include <algorithm>
#include <variant>

namespace reservepost::batch::intake {

namespace {

namespace fs = std::filesystem;

/// A writer renames its file within seconds; what has stood for an hour has lost its writer.
constexpr std::chrono::hours writer_lost{1};

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
    if (!file.incoming.judgement)
        file.incoming.judgement = judge(file.incoming.octets, file.incoming.name);
    const auto refusal = file.incoming.judgement->refusal;
    if (refusal != Refusal::BrokenJson && refusal != Refusal::CannotOpen) return false;
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

/// Not the name of a report: what is being written, and companions.
bool is_leftover(const std::string& name)
{
    return name.starts_with(".") || is_companion(name);
}

bool has_report(const fs::path& companion)
{
    const auto name = companion.filename().string();
    const auto stem = name.substr(0, name.size() - std::string_view(".meta.json").size());
    return fs::exists(companion.parent_path() / (stem + ".json")) ||
           fs::exists(companion.parent_path() / (stem + ".json.cms"));
}

} // namespace

bool open_envelope_of(const IntakeDoor& door, Incoming& file)
{
    if (!is_envelope(file.name)) return true;
    if (door.recipient == nullptr) return false;
    file = opened(std::move(file), *door.recipient);
    return true;
}

std::vector<fs::path> list_leftovers(const fs::path& directory, holidays::Instant at)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const auto name = entry.path().filename().string();
        if (!is_leftover(name) || entry.is_directory()) continue;
        const auto identity = find_identity(entry.path());
        if (!identity) continue;
        const holidays::Instant modified{std::chrono::seconds(identity->modified_s)};
        if (at - modified < writer_lost) continue;
        if (is_companion(name) && !name.starts_with(".") && has_report(entry.path())) continue;
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> list_inbox(const fs::path& directory)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory)) {
        const auto name = entry.path().filename().string();
        if (is_leftover(name)) continue;
        // A folder is no file of the portal's; one with the name of a report is named as trouble.
        if (entry.is_directory() && !reference_of_file(name)) continue;
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

InboxCount take_in_files(IntakeDoor& door, std::span<const fs::path> files, Manner manner,
                         const std::function<void(const IntakeAnswer&)>& told)
{
    InboxCount counts;
    IntakeGroup group(door, manner, told, counts);
    for (const auto& file : files) {
        if (!fs::exists(fs::symlink_status(file))) continue; // Whoever else takes in was faster.
        const auto name = file.filename().string();
        if (is_leftover(name)) {
            group.leave(name, "it has lain here for an hour or more under a name that its writer "
                              "should have changed, or without its report; the writer may have "
                              "died");
            continue;
        }
        auto what = read_inbox_file(file);
        if (auto* left = std::get_if<Left>(&what)) {
            if (fs::exists(fs::symlink_status(file)))
                group.leave(file.filename().string(), left->sentence);
            continue;
        }
        auto& whole = std::get<ReadFile>(what);
        if (!open_envelope_of(door, whole.incoming)) {
            group.leave(name, no_intake_key);
            continue;
        }
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
