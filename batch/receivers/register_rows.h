#pragma once

#include "batch/receivers/receiver.h"
#include "batch/store/database.h"

#include <optional>
#include <string>
#include <vector>

// The register as rows: between receivers and the tables, for the files beside this one.

namespace reservepost::batch::receivers {

/// Who made a version, and who agreed to it.
struct VersionOrigin {
    holidays::Instant since;
    std::optional<std::string> changed_by;  ///< None in versions of an older program.
    std::optional<std::string> approved_by; ///< None where no second person was needed.
    std::optional<std::int64_t> change;     ///< The number of the change that waited.
};

/// The lines of `text`, which are parted by line ends.
std::vector<std::string> split_lines(const std::string& text);

/// "2024-01-31", as the database takes it.
std::optional<std::string> text_of(const std::optional<holidays::Date>& date);
/// The date in a column of ISO text.
std::optional<holidays::Date> date_of(const store::Row& row, std::string_view column);

/// Receivers from `receiver r` joined with `receiver_version v`, with `rest` of the statement after
/// the join's condition: "and v.version = r.version where …".
std::vector<Receiver> select_receivers(store::Transaction& transaction, std::string_view rest,
                                       const std::vector<store::Value>& values = {});

/// Stores `receiver` with its number `id` as its version `version`. For version 1 the receiver's
/// own row is made first, and `id` is set.
void insert_receiver(store::Transaction& transaction, Receiver& receiver,
                     const VersionOrigin& origin);

} // namespace reservepost::batch::receivers
