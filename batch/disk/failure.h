#pragma once

#include <filesystem>
#include <string_view>

namespace reservepost::batch::disk {

/// Throws `std::system_error` for `error` (an errno), saying which file and which step.
[[noreturn]] void fail(const std::filesystem::path& file, std::string_view step, int error);

} // namespace reservepost::batch::disk
