#pragma once

#include "batch/crypto/digest.h"
#include "holidays/instant.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::printhouse {

/// The way to one print house and back. Names are bare file names. Every call throws
/// `std::runtime_error` (often `std::system_error`) when the house cannot be reached or refuses;
/// then nothing is known, and the caller asks again with `exists` and `exists_partial`.
///
/// The order of a hand-over is the caller's: `upload`, `read_back`, its own mark, `publish`.
class Transport {
public:
    struct Stored {
        std::int64_t size = 0; ///< Octets.
        crypto::Digest sha256;
    };

    virtual ~Transport() = default;

    /// Sends `file` to the temporary name of `name`, in the place of whatever lies there, through
    /// no link, and returns when it is on the house's disk. A house that refuses it, as one whose
    /// disk is full, keeps no part of it.
    virtual void upload(const std::filesystem::path& file, std::string_view name) = 0;
    /// Size and SHA-256 of what lies under the temporary name of `name`, read at the house.
    virtual Stored read_back(std::string_view name) = 0;
    /// Renames the temporary name to `name`, never over an existing file. Where it throws, the file
    /// may bear its final name all the same, or be fetched already.
    virtual void publish(std::string_view name) = 0;
    /// Removes what lies under the temporary name, if anything does.
    virtual void remove_partial(std::string_view name) = 0;

    /// Takes back what lies under the final name, by a rename that a house which fetches at the
    /// same time cannot survive: to the temporary name of `taken_back_name(name)`, where it stays
    /// as the proof of that until the caller removes it. True also where an earlier call did so.
    /// False where it lies under neither name: it may have been fetched.
    virtual bool take_back(std::string_view name) = 0;

    virtual bool exists(std::string_view name) = 0;         ///< Under its final name.
    virtual bool exists_partial(std::string_view name) = 0; ///< Under its temporary name.

    /// The names of the receipts that lie ready, each package's in the order of n. What cannot be a
    /// receipt by its name or kind is left out; `foreign` gives it.
    virtual std::vector<std::string> receipts() = 0;
    virtual std::vector<std::string> foreign() = 0;
    /// The octets of a receipt. Throws for more than 4 MiB.
    virtual std::string fetch(std::string_view receipt) = 0;

    /// Writes a small file at the house, gives the time the house's clock put on it, and removes
    /// it: a witness for our own clock.
    virtual holidays::Instant touch_time() = 0;
};

/// The temporary name under which `name` travels: a dot before, `.part` behind.
std::string partial_name(std::string_view name);

/// What a file is called that was taken back.
std::string taken_back_name(std::string_view name);

} // namespace reservepost::batch::printhouse
