#pragma once

#include "batch/disk/files.h"
#include "batch/words/record_id.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reservepost::batch::vault {

/// The name of one file in a content place: a report, or an attachment beside it.
struct ContentName {
    RecordId record;
    std::string attachment; ///< Empty for the report itself.

    std::string text() const; ///< `<record>` or `<record>.<attachment>`.
    /// What the sealed octets are bound to.
    std::string associated() const;
    static std::optional<ContentName> from_text(std::string_view text);
    auto operator<=>(const ContentName&) const = default;
};

/// Throws `std::invalid_argument` unless `name` may stand in the name of a file.
void require_attachment_name(std::string_view name);

/// The content place of one store: the sealed files in `content/`.
class ContentPlace {
public:
    explicit ContentPlace(const std::filesystem::path& directory);

    std::filesystem::path file(const ContentName& name) const;
    bool has(const ContentName& name) const;
    /// The sealed octets; nothing when there is no such file.
    std::optional<std::string> find(const ContentName& name) const;
    /// The same from the disk, past the system's memory.
    std::optional<std::string> read_back(const ContentName& name) const;

    struct Listing {
        std::vector<ContentName> names; ///< Sorted.
        std::vector<std::string> strays;
    };
    Listing list() const;

    /// How many files lie in `unfinished/`.
    std::size_t unfinished_count() const;
    /// The records whose files lie there, sorted.
    std::vector<RecordId> unfinished() const;
    /// Removes them, then syncs. Gives how many files that were.
    std::size_t clear_unfinished() const;

    /// Unlinks all files of `records`, then syncs.
    void remove(const std::set<RecordId>& records) const;
    /// Moves all files of `record` into `unfinished/`.
    void set_aside(const RecordId& record) const;

private:
    std::filesystem::path directory_;
    std::filesystem::path unfinished_;
};

} // namespace reservepost::batch::vault
