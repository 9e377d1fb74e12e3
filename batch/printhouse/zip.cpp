#include "batch/printhouse/zip.h"

#include <Poco/Checksum.h>
#include <Poco/DateTime.h>
#include <Poco/MemoryStream.h>
#include <Poco/Path.h>
#include <Poco/Zip/Compress.h>

#include <algorithm>
#include <limits>
#include <sstream>

namespace reservepost::batch::printhouse {

// The layouts below are those of PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
namespace {

constexpr std::uint32_t local_signature = 0x04034b50;
constexpr std::uint32_t central_signature = 0x02014b50;
constexpr std::uint32_t end_signature = 0x06054b50;
constexpr std::size_t end_size = 22;
constexpr std::size_t headers_of_a_part = 30 + 46 + 2 * 64;

[[noreturn]] void wrong(const std::string& what)
{
    throw ContractError("zip: " + what);
}

/// Reads little-endian numbers and texts one after another, never beyond the end.
class Reader {
public:
    Reader(std::string_view octets, std::size_t at) : octets_(octets), at_(at) {}

    std::size_t at() const { return at_; }

    std::string_view text(std::size_t count)
    {
        if (at_ > octets_.size() || count > octets_.size() - at_) wrong("it is cut short");
        const std::string_view found = octets_.substr(at_, count);
        at_ += count;
        return found;
    }

    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return number(4); }

    void expect(std::uint32_t signature)
    {
        if (u32() != signature) wrong("a header is not where it must be");
    }

private:
    std::uint32_t number(std::size_t count)
    {
        const std::string_view found = text(count);
        std::uint32_t value = 0;
        for (std::size_t i = count; i-- > 0;) {
            value = (value << 8) | static_cast<unsigned char>(found[i]);
        }
        return value;
    }

    std::string_view octets_;
    std::size_t at_;
};

/// What the local and the central header both say of a part.
struct Entry {
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t dos_time = 0;
    std::uint32_t crc = 0;
    std::uint32_t packed_size = 0;
    std::uint32_t size = 0;
    std::string_view name;
    bool operator==(const Entry&) const = default;
};

struct Sizes {
    std::uint16_t name = 0;
    std::uint16_t extra = 0;
    std::uint16_t comment = 0;
};

Entry read_common(Reader& from, Sizes& sizes)
{
    Entry entry;
    entry.flags = from.u16();
    entry.method = from.u16();
    entry.dos_time = from.u32();
    entry.crc = from.u32();
    entry.packed_size = from.u32();
    entry.size = from.u32();
    sizes.name = from.u16();
    sizes.extra = from.u16();
    return entry;
}

struct CentralEntry {
    Entry entry;
    std::uint32_t offset = 0;
};

CentralEntry read_central(Reader& from)
{
    CentralEntry found;
    from.expect(central_signature);
    from.text(4); // Versions that made it and that it needs.
    Sizes sizes;
    found.entry = read_common(from, sizes);
    sizes.comment = from.u16();
    const std::uint16_t disk = from.u16();
    from.text(6); // Attributes, internal and external.
    found.offset = from.u32();
    found.entry.name = from.text(sizes.name);
    if (sizes.extra != 0 || sizes.comment != 0 || disk != 0) {
        wrong("an entry has extra fields, a comment or lies on another disk");
    }
    return found;
}

Entry read_local(Reader& from)
{
    from.expect(local_signature);
    from.text(2); // The version it needs.
    Sizes sizes;
    Entry entry = read_common(from, sizes);
    entry.name = from.text(sizes.name);
    if (sizes.extra != 0) wrong("an entry has extra fields");
    return entry;
}

bool is_plain_name(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '.' &&
           std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
           });
}

void check(const Entry& entry)
{
    // The general-purpose bits: 0 encrypted, 3 sizes come later, 11 the name is UTF-8.
    constexpr std::uint16_t utf8_name = 1U << 11;
    if ((entry.flags & static_cast<std::uint16_t>(~utf8_name)) != 0) {
        wrong("an entry is encrypted or gives its size behind its content");
    }
    if (entry.method != 0 || entry.packed_size != entry.size) wrong("an entry is not stored");
    if (!is_plain_name(entry.name)) {
        wrong("an entry's name is not plain (a-z, 0-9 and '.', no folders)");
    }
}

std::uint32_t crc32(std::string_view octets)
{
    Poco::Checksum sum(Poco::Checksum::TYPE_CRC32);
    constexpr std::size_t chunk = 1U << 30;
    for (; !octets.empty(); octets.remove_prefix(std::min(chunk, octets.size()))) {
        sum.update(octets.data(), static_cast<unsigned>(std::min(chunk, octets.size())));
    }
    return sum.checksum();
}

struct Directory {
    std::size_t count = 0;
    std::size_t size = 0;
    std::size_t offset = 0;
};

/// The end record, which must be the very last octets and speak of one disk.
Directory read_end(std::string_view octets)
{
    if (octets.size() < end_size) wrong("it is cut short");
    Reader from(octets, octets.size() - end_size);
    from.expect(end_signature);
    const std::uint32_t disks = from.u32();
    const std::uint16_t here = from.u16();
    const std::uint16_t all = from.u16();
    const Directory directory{.count = all, .size = from.u32(), .offset = from.u32()};
    const std::uint16_t comment = from.u16();
    if (disks != 0 || here != all || comment != 0) wrong("it has several disks or a comment");
    if (directory.offset + directory.size != octets.size() - end_size) {
        wrong("its directory does not end where the end record begins");
    }
    return directory;
}

} // namespace

std::string zip(const std::vector<ZipPart>& parts, Day day)
{
    std::size_t size = end_size;
    for (const ZipPart& part : parts) {
        if (!is_plain_name(part.name)) wrong("a name is not plain");
        size += part.octets.size() + headers_of_a_part;
    }
    if (size > std::numeric_limits<std::int32_t>::max()) wrong("it would be over 2 GiB");

    // Seekable, so that each local header tells the size before the content: readers of streams
    // cannot read stored entries that tell it afterwards. Poco then sorts the directory by name.
    std::string room;
    room.reserve(size);
    std::ostringstream out(std::move(room));
    Poco::Zip::Compress compress(out, true);
    const Poco::DateTime midnight(static_cast<int>(day.year()),
                                  static_cast<int>(static_cast<unsigned>(day.month())),
                                  static_cast<int>(static_cast<unsigned>(day.day())));
    for (const ZipPart& part : parts) {
        Poco::MemoryInputStream in(part.octets.data(),
                                   static_cast<std::streamsize>(part.octets.size()));
        compress.addFile(in, midnight, Poco::Path(part.name, Poco::Path::PATH_UNIX),
                         Poco::Zip::ZipCommon::CM_STORE, Poco::Zip::ZipCommon::CL_NORMAL);
    }
    compress.close();
    return std::move(out).str();
}

std::vector<ZipPart> unzip(std::string_view octets, std::size_t most_parts)
{
    const Directory directory = read_end(octets);
    if (directory.count > most_parts) {
        wrong("it holds more than " + std::to_string(most_parts) + " entries");
    }
    std::vector<CentralEntry> entries;
    Reader central(octets, directory.offset);
    for (std::size_t i = 0; i < directory.count; ++i)
        entries.push_back(read_central(central));
    if (central.at() != octets.size() - end_size) wrong("its directory has octets behind it");

    std::ranges::sort(entries, {}, &CentralEntry::offset);
    std::vector<ZipPart> parts;
    std::size_t next = 0;
    for (const auto& [entry, offset] : entries) {
        Reader local(octets, offset);
        if (offset != next) wrong("there is a gap or an overlap between entries");
        check(entry);
        if (read_local(local) != entry) wrong("an entry's two headers do not agree");
        const std::string_view content = local.text(entry.size);
        if (crc32(content) != entry.crc) wrong("an entry's check sum does not agree");
        if (std::ranges::find(parts, entry.name, &ZipPart::name) != parts.end()) {
            wrong("a name comes twice");
        }
        parts.push_back({.name = std::string(entry.name), .octets = content});
        next = local.at();
    }
    if (next != directory.offset) wrong("there are octets between the entries and the directory");
    return parts;
}

} // namespace reservepost::batch::printhouse
