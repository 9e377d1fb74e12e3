#pragma once

#include <cstdio>
#include <string>

// Tar archives (ustar) made by hand, so that they can be broken where a test wants it.

namespace reservepost::tests {

/// One member: its head and its content, padded to 512 octets. `type` is ustar's: '0' a file,
/// '5' a folder, '2' a symbolic link.
inline std::string tar_member(const std::string& name, const std::string& octets, char type = '0')
{
    std::string head(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) {
        head.replace(at, text.size(), text);
    };
    char size[12] = {};
    std::snprintf(size, sizeof size, "%011zo", octets.size());
    put(0, name.substr(0, 100));
    put(100, "0000600");
    put(108, "0000000");
    put(116, "0000000");
    put(124, size);
    put(136, "00000000000");
    put(148, "        ");
    head[156] = type;
    put(257, std::string("ustar\0", 6) + "00");
    unsigned sum = 0;
    for (const char c : head)
        sum += static_cast<unsigned char>(c);
    char checksum[8] = {};
    std::snprintf(checksum, sizeof checksum, "%06o", sum);
    put(148, std::string(checksum, 6) + std::string("\0 ", 2));
    return head + octets + std::string((512 - octets.size() % 512) % 512, '\0');
}

/// What stands at the end of every archive.
inline std::string tar_end()
{
    return std::string(1024, '\0');
}

} // namespace reservepost::tests
