#pragma once

#include "batch/store/embedded_files.h"

namespace reservepost::batch::store::repeated {

using store::EmbeddedFile;

/// Scripts that are applied after the migrations whenever they have changed: `states.sql`, which is
/// written from the tables of states.
std::span<const EmbeddedFile> embedded_files();

} // namespace reservepost::batch::store::repeated
