#pragma once

#include "tests/support/process.h"

#include <string>
#include <vector>

namespace reservepost::tests {

/// Runs the command line `openssl` with `arguments`, its words thrown away, and gives its exit
/// status.
inline int openssl(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "openssl");
    return run(arguments).status;
}

} // namespace reservepost::tests
