#pragma once

#include "batch/configuration/table_reader.h"
#include "batch/printhouse/profile.h"

#include <vector>

namespace reservepost::batch::printhouse {

/// Puts what a profile's file says over `profile`, which is the profile it is based on. Whatever is
/// wrong becomes a finding; `directory` is the file's own. The key `base` is passed over.
void apply_profile(const configuration::TomlNode& root, const std::filesystem::path& directory,
                   Profile& profile, std::vector<configuration::Finding>& findings);

/// What is wrong with a profile as a whole: zones that overlap, text that would stand where none
/// may, envelopes that do not grow. Each finding stands where the file names the place, or at its
/// beginning where only the base does.
void check_profile(const configuration::TomlNode& root, const Profile& profile,
                   std::vector<configuration::Finding>& findings);

} // namespace reservepost::batch::printhouse
