#include "batch/intake/tar_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <array>

namespace reservepost::batch::intake {

namespace {

constexpr const char* no_archive =
    "the stream is no tar archive (ustar, pax or GNU, not compressed)";
constexpr const char* broken_off = "the stream breaks off before the end of the archive";

/// The name without folders; empty where it cannot be read or is longer than a file's may be.
std::string name_of(archive_entry* entry)
{
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) return {};
    const std::string_view whole = path;
    const auto name = whole.substr(whole.find_last_of('/') + 1);
    return name.size() <= TarStream::longest_name_octets ? std::string(name) : std::string();
}

} // namespace

struct TarStream::State {
    struct Free {
        void operator()(archive* it) const { archive_read_free(it); }
    };

    std::istream& in;
    std::unique_ptr<archive, Free> reader{archive_read_new()};
    std::array<char, 65536> buffer{};
    bool input_ended = false; ///< Asked for more, and there was none.
    std::uint64_t members = 0;

    static la_ssize_t read(archive*, void* data, const void** octets)
    {
        auto& state = *static_cast<State*>(data);
        state.in.read(state.buffer.data(), state.buffer.size());
        *octets = state.buffer.data();
        const auto got = state.in.gcount();
        if (got == 0) state.input_ended = true;
        return got;
    }

    std::string content(std::uint64_t size);
};

/// All of the member's content, which is `size_octets` long.
std::string TarStream::State::content(std::uint64_t size)
{
    std::string octets(static_cast<std::size_t>(size), '\0');
    std::size_t filled = 0;
    while (filled < octets.size()) {
        const auto got =
            archive_read_data(reader.get(), octets.data() + filled, octets.size() - filled);
        if (got <= 0) throw TarError(broken_off);
        filled += static_cast<std::size_t>(got);
    }
    return octets;
}

TarStream::TarStream(std::istream& in) : state_(new State{.in = in})
{
    auto* reader = state_->reader.get();
    if (reader == nullptr || archive_read_support_format_tar(reader) != ARCHIVE_OK ||
        archive_read_open(reader, state_.get(), nullptr, State::read, nullptr) != ARCHIVE_OK)
        throw TarError(no_archive);
}

TarStream::~TarStream() = default;

std::optional<TarMember> TarStream::next(std::uint64_t limit_octets)
{
    for (;;) {
        archive_entry* entry = nullptr;
        const int outcome = archive_read_next_header(state_->reader.get(), &entry);
        if (outcome == ARCHIVE_EOF && state_->input_ended) throw TarError(broken_off);
        if (outcome == ARCHIVE_EOF) return std::nullopt;
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN)
            throw TarError(state_->members == 0 ? no_archive : broken_off);
        if (++state_->members > most_members)
            throw TarError("the stream has more than a million members; send it in parts");
        if (archive_entry_filetype(entry) == AE_IFDIR) continue;

        TarMember member{.name = name_of(entry), .octets = {}, .passed_over = {}};
        const auto size = archive_entry_size(entry);
        if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
            member.passed_over = "it is no regular file";
        else if (member.name.empty())
            member.passed_over = "its name cannot be read, or is too long";
        else if (size < 0 || static_cast<std::uint64_t>(size) > limit_octets)
            member.passed_over = "it has " + std::to_string(size) + " octets; at most " +
                                 std::to_string(limit_octets) + " are read";
        else
            member.octets = state_->content(static_cast<std::uint64_t>(size));
        return member;
    }
}

} // namespace reservepost::batch::intake
