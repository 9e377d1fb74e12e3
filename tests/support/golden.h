#pragma once

#include "tests/support/files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace reservepost::tests {

/// Compares `actual` with tests/golden/`name`. With UPDATE_GOLDEN=1 the file is written first: look
/// at what changed before you keep it.
inline void expect_golden(const std::string& name, const std::string& actual)
{
    const auto file = std::filesystem::path(RESERVEPOST_SOURCE) / "tests/golden" / name;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << actual;
    }
    EXPECT_EQ(file_text(file), actual) << name << " changed; UPDATE_GOLDEN=1 renews it";
}

} // namespace reservepost::tests
