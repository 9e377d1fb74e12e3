#include "tests/fuzz/targets.h"

#include <cstddef>
#include <cstdint>

// What libFuzzer calls. Every exception is a find: it ends the program, and libFuzzer keeps the
// octets. CMake says by RESERVEPOST_FUZZ_TARGET which target the program is.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace reservepost::fuzz;
    static const Target& target = target_named(RESERVEPOST_FUZZ_TARGET);
    target.try_with({reinterpret_cast<const char*>(data), size});
    return 0;
}
