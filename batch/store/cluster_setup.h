#pragma once

#include "batch/store/server_process.h"

#include <filesystem>

// What is done once for a cluster.

namespace reservepost::batch::store {

/// The folder of the programs: of the version that made `data` where it exists, else the newest
/// installed. Throws `std::runtime_error` naming the Debian package where it is missing.
std::filesystem::path find_programs(const std::filesystem::path& data,
                                    const std::filesystem::path& installed = "/usr/lib/postgresql");

/// Makes the cluster, its roles and the database `reservepost`. Nothing called `places.data` is
/// there before it is whole; what an earlier attempt left under another name is removed first.
void create_cluster(const ServerUser& user, const ServerPlaces& places);

/// Gives a cluster of an older program, whose server does not run, the roles it lacks, and lets
/// their logins in. Does nothing to one that has them.
void add_later_roles(const ServerUser& user, const ServerPlaces& places);

} // namespace reservepost::batch::store
