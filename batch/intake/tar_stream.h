#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

// The one door to libarchive: a tar stream (ustar, pax, GNU) read member by member, in memory only.
// No other format and no compression is known to it, and nothing is ever unpacked to a disk.

namespace reservepost::batch::intake {

/// A stream that is no tar archive, or breaks off. Members given before are whole.
class TarError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct TarMember {
    std::string name;   ///< Without folders; empty where it cannot be read.
    std::string octets; ///< Empty where it is not read.
    /// Why it was passed over (no file, too large, a name too long); else empty.
    std::string passed_over;
};

class TarStream {
public:
    static constexpr std::uint64_t most_members = 1'000'000;
    static constexpr std::size_t longest_name_octets = 255;

    /// `in` must outlive it and is read up to the end of the archive.
    explicit TarStream(std::istream& in);
    ~TarStream();
    TarStream(const TarStream&) = delete;
    TarStream& operator=(const TarStream&) = delete;

    /// The next member that is no folder; nothing at the end. A member of more than `limit_octets`
    /// is passed over. Throws `TarError` when the stream breaks off, also between two members: an
    /// archive ends with its end mark.
    std::optional<TarMember> next(std::uint64_t limit_octets);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace reservepost::batch::intake
