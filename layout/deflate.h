#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace reservepost::layout {

/// Compresses octets into the zlib format that PDF calls FlateDecode. Keeps its tables and its
/// buffer from one text to the next, since making them costs as much as a page. The same octets
/// always come out the same, whatever was compressed before.
class Deflater {
public:
    Deflater();
    ~Deflater();
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    /// Valid until the next call.
    std::string_view deflate(std::string_view octets);

private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
    std::string buffer_;
};

/// The same once.
std::string deflated(std::string_view octets);

} // namespace reservepost::layout
