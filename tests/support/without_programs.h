#pragma once

#include "tests/support/temporary_directory.h"

#include <cstdlib>
#include <string>

namespace reservepost::tests {

/// As long as it lives, no program is found by its name alone, as on a machine that lacks it.
class WithoutPrograms {
public:
    WithoutPrograms() { ::setenv("PATH", nothing_in_it_.path().c_str(), 1); }
    ~WithoutPrograms() { ::setenv("PATH", before_.c_str(), 1); }
    WithoutPrograms(const WithoutPrograms&) = delete;
    WithoutPrograms& operator=(const WithoutPrograms&) = delete;

private:
    const TemporaryDirectory nothing_in_it_;
    const std::string before_ = std::getenv("PATH");
};

} // namespace reservepost::tests
