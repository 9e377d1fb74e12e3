#include "batch/commands/compose_output.h"

#include "batch/commands/command.h"
#include "batch/disk/fail_point.h"
#include "batch/disk/failure.h"
#include "batch/disk/files.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace reservepost::batch::commands {

namespace {

namespace fs = std::filesystem;

constexpr mode_t for_its_owner_only = 0600; // Letters are for one reader each.

/// What a letter is called until it is whole. No identifier begins with a full stop.
constexpr const char* unfinished = ".unfinished";

std::string reason(int error)
{
    return std::generic_category().message(error);
}

fs::path directory_of(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : ".";
}

/// Replacing a name would turn a device, or what a link leads to, into a file of ours.
fs::path checked_file(fs::path file)
{
    std::error_code error;
    const auto there = fs::status(file, error);
    if (fs::exists(there) && !fs::is_regular_file(there))
        throw UsageError(file.string() + " is no regular file; name the file that is to be made");
    if (fs::is_symlink(fs::symlink_status(file, error))) file = fs::weakly_canonical(file, error);
    if (::access(directory_of(file).c_str(), W_OK | X_OK) != 0)
        throw UsageError(file.string() + " cannot be made in its directory: " + reason(errno));
    return file;
}

layout::PdfPiece piece_of(std::int64_t number, int sheets, std::vector<layout::Frame> pages)
{
    return {.number = number,
            .kind = "letter",
            .sheets = sheets,
            .plex = pages.size() == static_cast<std::size_t>(sheets) ? "simplex" : "duplex",
            .envelope = {},
            .pages = std::move(pages)};
}

} // namespace

std::string pdf_of_letter(const LetterRecord& record, layout::Composition& composition,
                          const fonts::Library& library)
{
    layout::PdfDocument document({.title = "Letter " + record.id,
                                  .created = record.created,
                                  .document_id = "urn:reservepost:letter:" + record.id,
                                  .language = record.language},
                                 library);
    auto piece = piece_of(1, composition.sheets, std::move(composition.pages));
    document.add(piece);
    composition.pages = std::move(piece.pages);
    return document.finish();
}

CombinedOutput::CombinedOutput(fs::path file, const fonts::Library& library)
    : file_(checked_file(std::move(file))), library_(library)
{
}

void CombinedOutput::add(const LetterRecord& record, layout::Composition composition)
{
    if (!document_)
        document_.emplace(
            layout::PdfDescription{.title = "Letters from " + record.id + " on",
                                   .created = record.created,
                                   .document_id = "urn:reservepost:letters:" + record.id,
                                   .language = record.language},
            library_);
    document_->add(piece_of(++letters_, composition.sheets, std::move(composition.pages)));
}

bool CombinedOutput::finish()
{
    if (!document_) return false;
    const auto write = [this](const disk::Sink& sink) {
        document_->finish(sink);
        disk::reach("compose.file-written");
    };
    try {
        disk::replace_durably(file_, write, for_its_owner_only);
    } catch (const std::system_error& error) {
        throw std::runtime_error(error.what()); // Nobody takes this up: the caller must look.
    }
    document_.reset();
    return true;
}

SplitOutput::SplitOutput(fs::path directory) : directory_(std::move(directory))
{
    std::error_code error;
    fs::create_directories(directory_, error);
    if (error) throw UsageError(directory_.string() + " cannot be made: " + error.message());
    const bool empty = fs::is_empty(directory_, error);
    if (error) throw UsageError(directory_.string() + " cannot be read: " + error.message());
    if (!empty)
        throw UsageError(directory_.string() + " is not empty; name a new or an empty directory, "
                                               "so that no file is overwritten");
    opened_ = disk::Descriptor(::open(directory_.c_str(), O_DIRECTORY | O_RDONLY | O_CLOEXEC));
    if (!opened_.is_open() || ::access(directory_.c_str(), W_OK | X_OK) != 0)
        throw UsageError(directory_.string() + " cannot be written: " + reason(errno));
}

bool SplitOutput::add(const std::string& id, std::string_view pdf)
{
    const auto name = id + ".pdf";
    try {
        write_unfinished(pdf);
        disk::reach("compose.letter-written");
        const bool named = give_name(name);
        if (!named) remove_unfinished();
        return named;
    } catch (const std::system_error& error) {
        remove_unfinished();
        throw std::runtime_error((directory_ / name).string() +
                                 " cannot be written: " + reason(error.code().value()));
    }
}

void SplitOutput::write_unfinished(std::string_view pdf) const
{
    disk::Descriptor file(::openat(opened_.number(), unfinished,
                                   O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                                   for_its_owner_only));
    if (!file.is_open()) disk::fail(unfinished, "create", errno);
    disk::write_all(file, pdf, unfinished);
    if (!file.close()) disk::fail(unfinished, "close", errno);
}

/// False where there is a file of that name.
bool SplitOutput::give_name(const std::string& name) const
{
    const int here = opened_.number();
    if (::renameat2(here, unfinished, here, name.c_str(), RENAME_NOREPLACE) == 0) return true;
    if (errno == EEXIST) return false;
    // File systems such as NFS do not know the flag; there the directory was empty at least.
    const bool unknown_flag = errno == EINVAL || errno == ENOSYS;
    if (!unknown_flag || ::renameat(here, unfinished, here, name.c_str()) != 0)
        disk::fail(name, "give the name", errno);
    return true;
}

void SplitOutput::remove_unfinished() const
{
    ::unlinkat(opened_.number(), unfinished, 0);
}

void SplitOutput::finish()
{
    if (::syncfs(opened_.number()) != 0)
        throw std::runtime_error(directory_.string() +
                                 " cannot be brought to the disk: " + reason(errno));
}

} // namespace reservepost::batch::commands
