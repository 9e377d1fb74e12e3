#pragma once

#include <cstddef>
#include <string_view>

// What this test program gives back to the system is looked at first, octet by octet.

namespace reservepost::tests {

/// From now on, and until it goes out of scope, blocks of memory that are given back with `octets`
/// in them are counted. One at a time, for one thread. What the C library or OpenSSL allocate by
/// themselves is not seen.
class FreedMemory {
public:
    /// `octets` must outlive this, and are at least 8, so that nothing else is taken for them.
    explicit FreedMemory(std::string_view octets);
    ~FreedMemory();
    FreedMemory(const FreedMemory&) = delete;
    FreedMemory& operator=(const FreedMemory&) = delete;

    /// Blocks that were given back with the octets in them.
    std::size_t blocks_with_them() const;
};

} // namespace reservepost::tests
